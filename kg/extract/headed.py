"""Bodies with their people in front: 成立以县长为组长、副县长为副组长、各局局长为成员的领导小组."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.clauses import Clause, Element, Part
from kg.extract.phrases import Phrase
from kg.model import Span
from kg.rules import PostRule, Rules

_WITH = "以"
_AS = "为"
_BODIES = frozenset({"Committee", "TaskForce", "PartyOrganization", "Department", "Organization"})
_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Standing:
    """Who holds a post, and what that makes of them in the body.

    Attributes:
        doer: who holds it.
        rule: what its holder is to the body.
        post: its name, where it is one; None for 成员.
        quote: the words that say so.
    """

    doer: Phrase
    rule: PostRule
    post: Phrase | None
    quote: Span


@dataclass(frozen=True, slots=True)
class Headed:
    """What 以…为… says of a body.

    Attributes:
        start, stop: its elements in the clause, up to the 的 before the body or the end of the clause.
        standings: who stands how to the body.
        body: the body behind 的, if there is one.
    """

    start: int
    stop: int
    standings: tuple[Standing, ...]
    body: Phrase | None


def joined(clauses: list[Clause]) -> list[Clause]:
    """Join the clauses over which 以…为…，…为…的 runs on.

    Args:
        clauses: of a paragraph, in order.
    """
    found: list[Clause] = []
    for clause in clauses:
        before = found[-1] if found else None
        if before is not None and before.ends == "comma" and _open(before.elements) and _names_post(clause.elements):
            found[-1] = Clause([*before.elements, *clause.elements], clause.ends)
        else:
            found.append(clause)
    return found


def headed(row: list[Element], rules: Rules) -> Headed | None:
    """Return what 以…为… in a clause says, or None where it says nothing of posts.

    Args:
        row: the clause.
        rules: say what the holders of posts are to their body.
    """
    start = next((i for i, e in enumerate(row) if e.part == Part.PREPOSITION and e.word == _WITH), None)
    if start is None:
        return None
    doers: list[Phrase] = []
    standings: list[Standing] = []
    i = start + 1
    while i < len(row) and row[i].part != Part.OF:
        nouns, previous = row[i].nouns, row[i - 1].word
        if previous == _AS:
            names = list(nouns.members) if nouns is not None else []
            post, stop = (names[0].name, names[0].stop) if names else (row[i].word, row[i].stop)
            standing = rules.post_of.get(post)
            if standing is None:
                return None
            named = names[0] if names else None
            standings += [Standing(doer, standing, named, _quote(doer, stop)) for doer in doers]
            if named is not None:
                named.silent = all(doer.type != "Person" for doer in doers)
            doers = names[1:]
        elif nouns is not None:
            doers += nouns.members
        elif row[i].part in (Part.TRIGGER, Part.VERB):
            break
        i += 1
    if not standings:
        return None
    behind = row[i + 1].nouns if i + 1 < len(row) and row[i].part == Part.OF else None
    body = behind.members[-1] if behind is not None and behind.members[-1].type in _BODIES else None
    return Headed(start, i + 1 if body is not None else i, tuple(standings), body)


def _quote(doer: Phrase, stop: int) -> Span:
    """Return the words from who holds a post to the post, or the former alone where the latter is too far."""
    return Span(doer.start, stop) if 0 < stop - doer.start <= _LONGEST_QUOTE else Span(doer.start, doer.stop)


def _open(row: list[Element]) -> bool:
    """Tell whether a clause has begun with 以…为… and not come to the body yet."""
    begun = next((i for i, e in enumerate(row) if e.part == Part.PREPOSITION and e.word == _WITH), None)
    if begun is None:
        return False
    rest = row[begun:]
    return any(e.word == _AS for e in rest) and not any(e.part == Part.OF for e in rest)


def _names_post(row: list[Element]) -> bool:
    return any(e.word == _AS and e.part == Part.PREPOSITION for e in row[1:4]) and row[0].word != _WITH
