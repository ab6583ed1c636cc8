"""Entries of lists of people: a name, and the posts and units behind it (冯　镭　县委副书记; 巫振江（市府办）)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.extract.passages import PassageReader
from kg.extract.phrases import Phrase
from kg.extract.roles import mention
from kg.extract.tokens import Kind
from kg.model import Span, Statement
from kg.rules import Rules

_HAN = "\u3400-\u9fff"
# 冯　镭: one character a column; 王　小　明; and names as they stand, with their middle dots.
_SPACED = re.compile(rf"([{_HAN}])[ \u3000]+([{_HAN}])(?![{_HAN}])")
_DOTS = frozenset("·•・．")
_LONGEST_FIRST = 7  # characters before and with the first dot of a name
_DOTTED = re.compile(rf"[{_HAN}]{{1,6}}(?:[·•・．][{_HAN}]{{1,8}})+")
_PLAIN = re.compile(rf"[{_HAN}]{{2,6}}")
_COMRADE = re.compile(r"[ \u3000]*(?:同志|女士|先生)")
_SPACES = re.compile(r"[ \u3000\t]*")
_BRACKET = re.compile(r"[（(]([^（()）]{1,40})[)）]")
_PIECE = re.compile(r"[^、，,；;。：:（()）\s\t｜|]+")
_ENDS_NAME = frozenset(" \u3000\t（(，,、；;。：:｜|\n")
_ORGANS = frozenset(
    {"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce", "Community"}
)
# What a post ends in, where no rule of names knows the word (部长助理, 二级调研员, 首席专家).
_POST_ENDS = frozenset("长员任记席事官师理总监督导授士人兵佐家")
_LONGEST_PIECE = 30
# What begins so is not held by the person before it: 陈静（县民政局局长）、各村党支部书记.
_OTHERS = ("各", "有关", "相关", "其他")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a list.

    Attributes:
        person: the name, spaces taken out.
        standings: posts and units that stand with it.
        stop: where the entry ends in the document.
    """

    person: Phrase
    standings: tuple[Phrase, ...]
    stop: int


def entry_at(text: str, at: int, start: int, reader: PassageReader) -> Entry | None:
    """Return the entry that begins at `text[at]`, or None where no person's name begins there.

    Args:
        text: a paragraph or a part of one.
        at: where the entry should begin.
        start: where `text[0]` stands in the document.
        reader: reads what stands behind the name.
    """
    stop = name_stop(text, at, start, reader)
    if stop is None:
        return None
    person = person_phrase(text, at, stop, start)
    comrade = _COMRADE.match(text, stop)
    stop = comrade.end() if comrade else stop
    found, stop = standings_at(text, stop, start, reader, strict=False)
    return Entry(person, tuple(found), start + stop)


def person_phrase(text: str, at: int, stop: int, start: int) -> Phrase:
    """Return the person named by `text[at:stop]`."""
    return Phrase(0, 0, start + at, start + stop, "".join(text[at:stop].split()), "Person", "person.list")


def name_stop(text: str, at: int, start: int, reader: PassageReader) -> int | None:
    """Return where the person's name that begins at `text[at]` stops, or None where none begins.

    A name is a known surname and one or two characters more, up to a space, a bracket or a mark; what the rules of
    names know as an organ is none (公安部、).
    """
    if text[at : at + 1] not in _initials(reader.rules) and _DOTS.isdisjoint(text[at : at + _LONGEST_FIRST]):
        return None
    if dotted := _DOTTED.match(text, at):
        return dotted.end()
    surnames = reader.rules.kinds["surname"]
    if (spaced := _SPACED.match(text, at)) and spaced[1] in surnames:
        return spaced.end()
    plain = _PLAIN.match(text, at)
    name = plain[0].split("同志")[0] if plain is not None else ""
    stop = at + len(name)
    ends = stop == len(text) or text[stop] in _ENDS_NAME or _COMRADE.match(text, stop) is not None
    family = 2 if name[:2] in surnames and len(name) > 2 else 1
    if not ends or name[:family] not in surnames or not 0 < len(name) - family <= 2:
        return None
    if name[family] in "和与或及" and name[:family] in reader.rules.kinds["ambiguous"]:
        return None  # 区和乡、镇人民政府
    known = reader.name(name, start + at)
    place = known is not None and known.type in {"Place", "Community"} and len(name) == 2
    return stop if known is None or known.type == "Person" or place else None


@cache
def _initials(rules: Rules) -> frozenset[str]:
    """Return the characters that surnames begin with."""
    return frozenset(name[0] for name in rules.kinds["surname"])


def standings_at(text: str, at: int, start: int, reader: PassageReader, *, strict: bool) -> tuple[list[Phrase], int]:
    """Read the posts and units from `text[at]` on: 县委常委、组织部部长; （市府办）.

    Args:
        text, at, start, reader: as for `entry_at`.
        strict: take only what the rules of names or the end of the word know as a post or unit.

    Returns:
        What was found, and where in `text` it ends.
    """
    found: list[Phrase] = []
    stop = at
    remarks = reader.rules.labels["remark"]
    while True:
        at = _SPACES.match(text, stop).end()  # type: ignore[union-attr]  # it matches nothing at all, too
        if bracket := _BRACKET.match(text, at):
            found += _bracketed(bracket[1], start + bracket.start(1), reader)
            stop = bracket.end()
            continue
        if at < len(text) and text[at] in "、，,":
            at = _SPACES.match(text, at + 1).end()  # type: ignore[union-attr]
        piece = _PIECE.match(text, at)
        if piece is None or piece[0] in remarks:
            if piece is None:
                return found, stop
            stop = piece.end()
            continue
        if name_stop(text, at, start, reader) is not None or piece[0].startswith(_OTHERS):
            return found, stop
        standing = _standing(piece[0], start + at, reader, strict)
        if standing is None:
            return found, stop
        found.append(standing)
        stop = piece.end()


def _bracketed(text: str, start: int, reader: PassageReader) -> list[Phrase]:
    """Return the posts and units in a bracket behind a name, remarks left aside."""
    remarks = reader.rules.labels["remark"]
    pieces = [m for m in _PIECE.finditer(text) if m[0] not in remarks]
    read = (_standing(m[0], start + m.start(), reader, strict=True) for m in pieces)
    return [phrase for phrase in read if phrase is not None]


def _standing(piece: str, start: int, reader: PassageReader, strict: bool) -> Phrase | None:
    """Return the post or unit that a piece between marks is."""
    if len(piece) > _LONGEST_PIECE:
        return None
    passage = reader.read(piece, start)
    demands = any(t.word in reader.rules.context_of for t in passage.tokens)
    if demands or any(t.kind == Kind.VERB for t in passage.tokens[:1]):
        return None
    names = passage.names
    last = names[-1] if names and names[-1].stop == start + len(piece) else None
    head = reader.rules.heads.get(piece)
    if last is not None and last.type in {*_ORGANS, "Post", "Group"}:
        kind, rule = (last.type if last.type in _ORGANS else "Post"), last.rule
    elif head is not None and head.type in _ORGANS:
        kind, rule = head.type, head.id
    elif not strict or piece[-1] in _POST_ENDS:
        kind, rule = "Post", "post.list"
    else:
        return None
    return Phrase(0, 0, start, start + len(piece), piece, kind, rule)


def entry_statements(entry: Entry) -> list[Statement]:
    """State the posts that a person of a list holds, and the units that the person belongs to."""
    found: list[Statement] = []
    for standing in entry.standings:
        stop = entry.stop if standing is entry.standings[-1] else standing.stop
        quote = Span(min(entry.person.start, standing.start), max(entry.person.stop, stop))
        if standing.type in _ORGANS:
            found.append(Statement("memberOf", mention(entry.person), mention(standing), quote, "list.unit"))
        else:
            found.append(Statement("holdsPost", mention(entry.person), mention(standing), quote, "list.post"))
    return found
