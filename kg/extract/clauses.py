"""From tokens and noun phrases to clauses: a row of elements in which verbs look for their ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from kg.extract.coordination import NounPhrase
from kg.extract.passages import Passage
from kg.extract.phrases import Phrase
from kg.extract.tokens import Kind, Token
from kg.rules import ContextKind, Frame, Rules

# Elements of a clause; what runs on longer is no prose, and is cut so that reading it takes linear time.
_LONGEST = 200
# How many words of a kind are remembered with what they are in a clause: more than a language has.
_MOST_LEARNED = 50_000
_ENDS = frozenset({Kind.COMMA, Kind.STOP})
_VERBS = frozenset({Kind.VERB, Kind.LOOSE_VERB, Kind.ACTIVITY})


class Part:
    """What an element of a clause is."""

    NOUNS: Final = "noun phrase"
    TRIGGER: Final = "trigger"
    CONTEXT: Final = "context word"
    PREPOSITION: Final = "preposition"
    VERB: Final = "verb"
    OF: Final = "的"
    WORD: Final = "word"


class Element:
    """One element of a clause, at `start`–`stop` of the document; an idle one is a plain word of no grammatical use."""

    __slots__ = ("context", "frames", "idle", "nouns", "part", "start", "stop", "word")

    def __init__(  # no dataclass, for the reason that a token is none
        self,
        part: str,
        start: int,
        stop: int,
        word: str,
        nouns: NounPhrase | None = None,
        frames: tuple[Frame, ...] = (),
        context: ContextKind | None = None,
        idle: bool = False,
    ) -> None:
        self.part = part
        self.start = start
        self.stop = stop
        self.word = word
        self.nouns = nouns
        self.frames = frames
        self.context = context
        self.idle = idle


@dataclass(slots=True)
class Clause:
    """Elements between two commas or stops; `ends` says which of the two closes it."""

    elements: list[Element]
    ends: Literal["comma", "semicolon", "stop"]

    @property
    def start(self) -> int:
        """Where the first element begins."""
        return self.elements[0].start

    @property
    def stop(self) -> int:
        """Where the last element ends."""
        return self.elements[-1].stop


def clauses(passage: Passage, rules: Rules) -> list[Clause]:
    """Cut a passage into clauses, with noun phrases as single elements.

    Args:
        passage: a paragraph or a part of one.
        rules: say which words are triggers and context words.
    """
    found: list[Clause] = []
    row: list[Element] = []
    tokens = passage.tokens
    at = {n.first: n for n in passage.nouns}
    readings = _readings(rules)
    first = i = passage.first
    while i < len(tokens):
        if len(row) >= _LONGEST:
            found.append(Clause(row, "comma"))
            row = []
        phrase = at.get(i)
        if phrase is not None:
            row.append(Element(Part.NOUNS, tokens[phrase.first].start, tokens[phrase.last].stop, "", phrase))
            i = phrase.last + 1
            continue
        token = tokens[i]
        i += 1
        word, kind = token.word, token.kind
        if kind in _ENDS or (word == "、" and (_says(row) or _says_again(row, tokens, at.get(i)))):
            ends: Literal["comma", "semicolon", "stop"] = "stop" if kind == Kind.STOP else "comma"
            if word in "；;":
                ends = "semicolon"
            if row:
                found.append(Clause(row, ends))
                row = []
            elif found and ends != "comma":
                found[-1].ends = ends
            continue
        reading = readings[kind].get(word) or _learned(word, kind, rules)
        use = reading.use
        if use == _PLAIN or (use == _BY_BEFORE and not _unused(token, tokens, i - 2, first, rules)):
            row.append(
                Element(
                    reading.part,
                    token.start,
                    token.stop,
                    word,
                    None,
                    reading.frames,
                    reading.context,
                    reading.idle,
                )
            )
        elif use == _BY_BEFORE:
            row.append(Element(Part.WORD, token.start, token.stop, word))
        elif use == _FUSED:
            row += _assigned(token, rules)
    if row:
        found.append(Clause(row, "stop"))
    for clause in found:
        clause.elements = _bounded(clause.elements, rules)
    return [part for clause in found for part in _parted(clause, rules)]


def _bounded(row: list[Element], rules: Rules) -> list[Element]:
    """Read what only says where as 的: 登记机关所在地民政部门 as 登记机关的民政部门, 院校以外的学校 as 院校的学校."""
    words = rules.grammar
    found: list[Element] = []
    for element, after in zip(row, [*row[1:], None], strict=True):
        seat = element.word in words["seat"]
        if found and found[-1].nouns is not None and after is not None and (seat or element.word in words["bounds"]):
            if after.part == Part.OF:
                continue
            if seat and after.nouns is not None:
                found.append(Element(Part.OF, element.start, element.stop, element.word))
                continue
        found.append(element)
    return found


def _parted(clause: Clause, rules: Rules) -> list[Clause]:
    """Part clauses that only an enumeration comma joins: 县领导包乡镇、乡镇干部包村."""
    row = clause.elements
    for i in range(1, len(row) - 1):
        nouns = row[i].nouns
        if nouns is None or len(nouns.members) < 2 or not _alike(row[i - 1], row[i + 1], rules):
            continue
        # 任组长、区委领导…: the post ends the first; 包乡镇、乡镇干部包…: the last begins the second.
        cut = 1 if row[i - 1].word in rules.grammar["role"] else len(nouns.members) - 1
        if len(nouns.joined) < cut or nouns.joined[cut - 1] not in "、，":
            continue
        done, next_ = _halves(row[i], nouns, cut)
        if any(e.part == Part.OF for e in row[i + 1 :]):
            # 成立由县长任组长、各局负责的领导小组: all of it describes what stands at the end.
            return [Clause([*row[:i], done, next_, *row[i + 1 :]], clause.ends)]
        first = Clause([*row[:i], done], "comma")
        return [first, *_parted(Clause([next_, *row[i + 1 :]], clause.ends), rules)]
    return [clause]


def _alike(left: Element, right: Element, rules: Rules) -> bool:
    """Tell whether two verbs say the same of two subjects: 包…、…包; 任…、…任."""
    if left.word in rules.grammar["role"]:
        return right.word in rules.grammar["role"] or right.part == Part.TRIGGER
    if left.part != Part.TRIGGER or right.part != Part.TRIGGER:
        return False
    return left.word == right.word or left.word[0] == right.word[0]


def _halves(element: Element, nouns: NounPhrase, cut: int) -> tuple[Element, Element]:
    # A titled person's own titles (县人社局科员邓海生) stay with the person.
    left = replace(nouns, members=nouns.members[:cut], joined=nouns.joined[: cut - 1])
    right = replace(nouns, members=nouns.members[cut:], joined=nouns.joined[cut:])
    begin = right.members[0]
    start = min([begin.start, *(t.start for t in begin.titles)])
    return (
        Element(Part.NOUNS, element.start, left.members[-1].stop, "", left),
        Element(Part.NOUNS, start, element.stop, "", right),
    )


def _says(row: list[Element]) -> bool:
    """Tell whether a row ends in a verb with its object in one: an enumeration comma then ends a clause."""
    return (
        len(row) > 2
        and row[-1].nouns is not None
        and row[-2].part == Part.TRIGGER
        and row[-2].stop == row[-1].start == row[-1].stop - 1
    )


def _says_again(row: list[Element], tokens: list[Token], following: NounPhrase | None) -> bool:
    """Tell whether the verb of a row comes again behind the next name: 县领导包乡镇、乡镇干部包村."""
    if len(row) < 3 or row[-1].nouns is None or following is None or following.last + 1 >= len(tokens):
        return False
    return row[-2].part == Part.TRIGGER and tokens[following.last + 1].word == row[-2].word


def _assigned(token: Token, rules: Rules) -> list[Element]:
    """Return the verb and the object of 包村 as two elements."""
    head = rules.heads[token.word[1]]
    middle = token.start + 1
    unit = Phrase(0, 0, middle, token.stop, token.word[1], head.type, head.id)
    verb = Element(Part.TRIGGER, token.start, middle, token.word[0], frames=rules.frames_of.get(token.word[0], ()))
    return [verb, Element(Part.NOUNS, middle, token.stop, "", nouns=NounPhrase(0, 0, [unit]))]


def _unused(token: Token, tokens: list[Token], before: int, first: int, rules: Rules) -> bool:
    """Tell whether the word before makes a plain word of a token: 3个月内, 所属."""
    if before < first:
        return False
    if tokens[before].kind == Kind.NUMBER and token.word in rules.grammar["range"]:
        return True
    return tokens[before].word in rules.grammar["which"] and token.word in rules.frames_of


_PLAIN, _BY_BEFORE, _FUSED, _LEFT_OUT = range(4)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a word is in a clause.

    Attributes:
        use: an element, one that may be another beside some words, a verb with its object in one (包村), or none.
        part, frames, context, idle: as those of an element.
    """

    use: int
    part: str
    frames: tuple[Frame, ...] = ()
    context: ContextKind | None = None
    idle: bool = False


@cache
def _readings(_rules: Rules) -> list[dict[str, _Reading]]:
    """Return what words of each kind are by some rules, as far as they have been read: words come again and again."""
    return [{} for _ in range(Kind.OTHER + 1)]


def _learned(word: str, kind: int, rules: Rules) -> _Reading:
    known = _readings(rules)[kind]
    if len(known) > _MOST_LEARNED:
        known.clear()
    found = known[word] = _read(word, kind, rules)
    return found


def _read(word: str, kind: int, rules: Rules) -> _Reading:
    if word[0] == "包" and len(word) == 2 and word[1] in rules.heads:
        return _Reading(_FUSED, Part.TRIGGER)
    if kind == Kind.ASIDE or word.isspace():
        return _Reading(_LEFT_OUT, Part.WORD)
    part, frames, context, idle = _parts(word, kind, rules)
    beside = part == Part.TRIGGER or word in rules.grammar["range"]
    return _Reading(_BY_BEFORE if beside else _PLAIN, part, frames, context, idle)


def _parts(word: str, kind: int, rules: Rules) -> tuple[str, tuple[Frame, ...], ContextKind | None, bool]:
    """Return what a word is in a clause, what it states, what it does to what others state, and whether it is idle."""
    frames, context = rules.frames_of.get(word, ()), rules.context_of.get(word)
    if word == "的":
        return Part.OF, (), None, False
    if word in rules.kinds["preposition"] and kind in (Kind.PREPOSITION, Kind.JOINER):
        return Part.PREPOSITION, frames, context, False
    if word in ("与", "和", "同", "跟"):
        return Part.PREPOSITION, (), None, False
    if frames:
        return Part.TRIGGER, frames, None, False
    if context is not None:
        return Part.CONTEXT, (), context, False
    if kind in _VERBS:
        return Part.VERB, (), None, False
    return Part.WORD, (), None, not any(word in words for words in rules.grammar.values())
