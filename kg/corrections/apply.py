"""What people said, done to the article that the rules made: line after line, so that a later one overrides.

A statement is known by its type, its ends and the words that state it, an entity by its name and type or by a place
that names it. What is right or added is in the article afterwards, whether the rules find it (any longer) or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from kg.corrections.records import (
    Add,
    Correction,
    Edit,
    End,
    EntityAdd,
    EntityEdit,
    EntityWrong,
    Merge,
    Right,
    Split,
    Stated,
    Wrong,
    faults,
)
from kg.corrections.state import Named, Piece, State, closed, opened, remove, take_forbidden
from kg.corrections.view import named_at
from kg.model import Article, Evidence, Review, Span
from kg.rules import Rules

RULE = "corrected"


@dataclass(frozen=True, slots=True)
class Corrected:
    """An article with what people said.

    Attributes:
        article: as it is now.
        idle: for each correction that changes nothing any more, by its id, why.
        fallen: statements that the schema does not allow between what their ends are now.
    """

    article: Article
    idle: dict[str, str]
    fallen: tuple[str, ...] = ()


def apply(article: Article, records: Sequence[Correction], rules: Rules | None = None) -> Corrected:
    """Return an article with what people said about it.

    Args:
        article: as the rules made it.
        records: the corrections of its document that hold, in order.
        rules: tell who the entities are that people named (`kg.link.identity`); None where the article's entities have
            the names that it gives them itself.
    """
    if not records:
        return Corrected(article, {})
    state = opened(article)
    for record in records:
        fault = next(faults(record, article.document.text), None)
        why = fault if fault is not None else _DO[type(record)](state, record, _review(record))
        if why is not None:
            state.idle[record.id] = why
    fallen = take_forbidden(state)
    return Corrected(closed(article, state, rules), state.idle, fallen)


def _review(record: Correction) -> Review:
    if isinstance(record, Right):
        return Review("confirmed", record.by, record.at)
    return Review("added" if isinstance(record, Add | EntityAdd) else "edited", record.by, record.at)


def _right(state: State, record: Right, review: Review) -> str | None:
    _assert(state, record.statement, review, loose=True)
    return None


def _add(state: State, record: Add, review: Review) -> str | None:
    _assert(state, record.statement, review, loose=False)
    return None


def _wrong(state: State, record: Wrong, _: Review) -> str | None:
    found = _matching(state, record.statement)
    remove(state, found)
    return None if found else f"nothing states {record.statement} there any more"


def _edit(state: State, record: Edit, review: Review) -> str | None:
    remove(state, _matching(state, record.statement))
    _assert(state, record.instead, review, loose=False)
    return None


def _entity_edit(state: State, record: EntityEdit, review: Review) -> str | None:
    thing = _find(state, record.entity)
    if thing is None:
        return f"there is no {record.entity.name} any more"
    if record.name != thing.name:
        thing.aliases.add(thing.name)
    thing.type, thing.name, thing.review = record.type, record.name, review
    same = next((t for t in state.things if t is not thing and (t.type, t.name) == (thing.type, thing.name)), None)
    if same is not None:
        _unite(state, thing, same)
    return None


def _entity_add(state: State, record: EntityAdd, review: Review) -> str | None:
    thing = _end(state, record.entity, review, loose=False)
    thing.aliases |= set(record.aliases)
    thing.review = review
    return None


def _entity_wrong(state: State, record: EntityWrong, _: Review) -> str | None:
    thing = _find(state, record.entity)
    if thing is None:
        return f"there is no {record.entity.name} any more"
    state.things.remove(thing)
    remove(state, [piece for piece in state.pieces if thing in (piece.head, piece.tail)])
    return None


def _merge(state: State, record: Merge, review: Review) -> str | None:
    found = list(dict.fromkeys(thing for end in record.entities if (thing := _find(state, end)) is not None))
    first = _find(state, record.entities[0])
    if first is None or len(found) < 2:
        return f"fewer than two of {', '.join(end.name for end in record.entities)} are there to merge"
    for other in found:
        if other is not first:
            _unite(state, first, other)
    first.review = review
    return None


def _split(state: State, record: Split, review: Review) -> str | None:
    thing = _find(state, record.entity)
    if thing is None:
        return f"there is no {record.entity.name} any more"
    moved = {Span(*place) for place in record.mentions} & thing.mentions
    if not moved:
        return f"{record.entity.name} is not mentioned there any more"
    if (record.type, record.name) == (thing.type, thing.name):
        return "the other entity has the same type and name: nothing would tell the two apart"
    own = [piece for piece in state.pieces if thing in (piece.head, piece.tail)]
    meant = [(piece, named_at(sorted(thing.mentions), piece.evidence.span) in moved) for piece in own]
    text = state.document.text
    thing.mentions -= moved
    other = next((t for t in state.things if (t.type, t.name) == (record.type, record.name)), None)
    if other is None:
        other = Named(record.type, record.name, set(), set())
        state.things.append(other)
    other.mentions |= moved
    other.review = thing.review = review
    gone = {span.of(text) for span in moved} - {span.of(text) for span in thing.mentions}
    other.aliases |= thing.aliases & gone - {other.name}
    thing.aliases -= gone | {other.name}
    thing.forms = {form for form in thing.forms if form[0] not in gone}
    for piece, moves in meant:
        if moves:
            piece.head = other if piece.head is thing else piece.head
            piece.tail = other if piece.tail is thing else piece.tail
    if not thing.mentions:
        state.things.remove(thing)
        remove(state, [piece for piece in state.pieces if thing in (piece.head, piece.tail)])
    return None


_DO: dict[type, Callable[..., str | None]] = {
    Right: _right,
    Wrong: _wrong,
    Edit: _edit,
    Add: _add,
    EntityEdit: _entity_edit,
    EntityAdd: _entity_add,
    EntityWrong: _entity_wrong,
    Merge: _merge,
    Split: _split,
}


def _find(state: State, end: End) -> Named | None:
    """Return what a correction means by an end: by name and type, by another name, else by the place alone."""
    place = Span(end.start, end.stop)
    named = [t for t in state.things if t.is_called(end.name) and t.type == end.type]
    here = [t for t in state.things if place in t.mentions]
    best = [t for t in named if t in here] or [t for t in named if t.name == end.name] or named
    return best[0] if best else here[0] if len(here) == 1 else None


def _end(state: State, end: End, review: Review, *, loose: bool) -> Named:
    """Return the entity that a statement needs, made where it is missing.

    Args:
        loose: whether one that the same place names is meant even where it has another name or type.
    """
    thing = _find(state, end)
    if thing is not None and not loose and not (thing.is_called(end.name) and thing.type == end.type):
        thing = None
    if thing is None:
        thing = Named(end.type, end.name, set(), set(), None, replace(review, verdict="added"))
        state.things.append(thing)
        loose = False
    if not loose:
        thing.mentions.add(Span(end.start, end.stop))
    return thing


def _matching(state: State, stated: Stated) -> list[Piece]:
    """Return what says the same in these words; where nothing does so exactly, what does so in overlapping ones."""
    head, tail = _find(state, stated.head), _find(state, stated.tail)
    alike = [p for p in state.pieces if p.type == stated.type and p.head is head and p.tail is tail]
    quote = Span(stated.start, stated.stop)
    exact = [p for p in alike if p.evidence.span == quote]
    return exact or [p for p in alike if p.evidence.span.start < quote.stop and quote.start < p.evidence.span.stop]


def _assert(state: State, stated: Stated, review: Review, *, loose: bool) -> None:
    """Make sure that a statement stands in the article just so, with who said it."""
    head, tail = (_end(state, end, review, loose=loose) for end in (stated.head, stated.tail))
    known = _matching(state, stated)
    as_found = [p.evidence for p in known if _same(p.evidence, stated)]
    remove(state, known)
    evidence = Evidence(
        state.document.id,
        Span(stated.start, stated.stop),
        stated.quote,
        as_found[0].rule if as_found else RULE,
        stated.modality,
        stated.head_count,
        stated.tail_count,
        review,
    )
    state.pieces.append(Piece(stated.type, head, tail, evidence))


def _same(evidence: Evidence, stated: Stated) -> bool:
    found = evidence.span, evidence.modality, evidence.head_count, evidence.tail_count
    return found == (Span(stated.start, stated.stop), stated.modality, stated.head_count, stated.tail_count)


def _unite(state: State, first: Named, other: Named) -> None:
    """Make one thing of two, under the name of the first."""
    first.aliases |= other.aliases | {other.name}
    first.aliases.discard(first.name)
    first.mentions |= other.mentions
    first.forms |= other.forms
    state.things.remove(other)
    for piece in state.pieces:
        piece.head = first if piece.head is other else piece.head
        piece.tail = first if piece.tail is other else piece.tail
