"""Seats: which posts a body has and how many hold each (设局长1名，副局长3名; 副书记2名，由副局长兼任)."""

from __future__ import annotations

from msgspec.structs import replace

from kg.extract.clauses import Element, Part
from kg.extract.roles import in_body, standing_of
from kg.extract.states import Arguments, State
from kg.model import Span, Statement

_BODIES = frozenset({"Committee", "TaskForce", "Department", "PartyOrganization", "Organization"})
_ESTABLISHMENT = ("编制", "职数")
_HELD = frozenset({"Post", "Group"})


def seats(row: list[Element], args: Arguments, state: State) -> list[Statement]:
    """State that those who hold a post of which a clause gives the number lead a body or are its members.

    Args:
        row: the clause; 副局长3名 alone goes on about the body of the clause before.
        args, state: what the clause and those before it have said; what is found is kept for 由…担任.
    """
    if not row:
        return []
    words = state.rules.grammar
    at = next(
        (i for i, e in enumerate(row) if e.word in words["seats"] and i + 1 < len(row) and row[i + 1].nouns), None
    )
    nouns = row[at + 1].nouns if at is not None else row[0].nouns
    bare = at is None and all(e.part == Part.WORD for e in row[1:])
    if nouns is None or not (at is not None or bare) or not all(p.type in _HELD for p in nouns.members):
        state.seats = []
        _others(row, state)
        return []
    body = state.seated
    if at is not None:
        opens = not at or row[at].start == row[0].start + 1
        subject = args.subject or (state.subject if body is None and opens else None)
        body = subject.members[-1] if subject is not None else body if opens else None
    if body is None or body.type not in _BODIES or not (nouns.members[-1].count is not None or at is not None):
        state.seats, state.seated = [], None
        return []
    state.seats, state.seated = list(nouns.members), body
    found: list[Statement] = []
    for post in nouns.members:
        standing = standing_of(post, state.rules)
        if standing is not None and standing.relation != "partOf":
            quote = Span(min(post.start, row[0].start), row[-1].stop)
            found += [replace(s, head_count=post.count) for s in in_body(standing, post, body, quote, args.modality)]
    return found


def _others(row: list[Element], state: State) -> None:
    """Keep the body of which a clause gives the establishment (县教育局行政编制12名); one that says more ends it."""
    nouns = row[0].nouns
    if nouns is not None and len(row) > 1 and row[1].word.endswith(_ESTABLISHMENT):
        state.seated = nouns.members[-1]
    elif any(e.part == Part.TRIGGER for e in row) and not any(e.word in state.rules.grammar["role"] for e in row):
        state.seated = None
