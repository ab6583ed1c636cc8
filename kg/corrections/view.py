"""An article in the words of the corrections: what people see of it, and what they say something about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kg.corrections.records import End, Stated
from kg.model import Article, Entity, Relation, Span


class Thing(Struct, frozen=True, omit_defaults=True):
    """An entity, with all the places that name it."""

    type: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[tuple[int, int], ...] = ()
    review: dict[str, str] | None = None


class Shown(Struct, frozen=True, omit_defaults=True):
    """A statement, with the rule that found it and whether a person has checked it."""

    statement: Stated
    rule: str = ""
    review: dict[str, str] | None = None


class View(Struct, frozen=True):
    """An article: its text, the entities in it and what is stated of them."""

    document: str
    name: str
    text: str
    entities: tuple[Thing, ...]
    statements: tuple[Shown, ...]


def view_of(article: Article) -> View:
    """Return an article in the words of the corrections, entities and statements in the order of the text."""
    by_id = {entity.id: entity for entity in article.entities}
    shown = (one for relation in article.relations for one in _shown(relation, by_id))
    return View(
        article.document.id,
        article.document.name,
        article.document.text,
        tuple(sorted((_thing(e) for e in article.entities), key=lambda t: (t.mentions, t.type, t.name))),
        tuple(sorted(shown, key=lambda s: (s.statement.start, s.statement.stop, str(s.statement)))),
    )


def _thing(entity: Entity) -> Thing:
    mentions = tuple((span.start, span.stop) for _, span in entity.mentions)
    return Thing(entity.type, entity.name, entity.aliases, mentions, _review(entity))


def _shown(relation: Relation, by_id: dict[str, Entity]) -> Iterable[Shown]:
    head, tail = by_id[relation.head], by_id[relation.tail]
    for piece in relation.evidence:
        stated = Stated(
            relation.type,
            _end(head, piece.span),
            _end(tail, piece.span),
            piece.span.start,
            piece.span.stop,
            piece.quote,
            piece.modality,
            piece.head_count,
            piece.tail_count,
        )
        yield Shown(stated, piece.rule, _review(piece))


def _end(entity: Entity, quote: Span) -> End:
    place = named_at([span for _, span in entity.mentions], quote)
    return End(place.start, place.stop, entity.type, entity.name)


def named_at(mentions: Sequence[Span], quote: Span) -> Span:
    """Return which of an entity's mentions a quote means: the first inside it, else the last before, else the next.

    >>> named_at([Span(0, 2), Span(10, 12)], Span(8, 15)), named_at([Span(0, 2), Span(20, 22)], Span(8, 15))
    (Span(start=10, stop=12), Span(start=0, stop=2))
    """
    inside = [span for span in mentions if quote.contains(span)]
    before = [span for span in mentions if span.start < quote.start]
    return min(inside) if inside else max(before) if before else min(mentions)


def _review(checked: object) -> dict[str, str] | None:
    review = getattr(checked, "review", None)
    return None if review is None else {"verdict": review.verdict, "by": review.by, "at": review.at}
