"""Documents and articles as JSON, for the store; the text is kept apart, once for all documents that share it."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec

from kg.model import Article, Document, Entity, Evidence, Furniture, Relation, Review, Span

_ENCODER, _DECODER = msgspec.json.Encoder(), msgspec.json.Decoder()


def encoded(data: object) -> str:
    """Return plain values as JSON, as short as can be.

    >>> encoded({"name": "县委", "place": None})
    '{"name":"县委","place":null}'
    """
    return _ENCODER.encode(data).decode()


def decoded(data: str) -> Any:
    """Return the plain values that some JSON holds."""
    return _DECODER.decode(data)


def document_to_json(document: Document) -> str:
    """Return a document without its text."""
    return encoded(
        {
            "id": document.id,
            "name": document.name,
            "paragraphs": [[span.start, span.stop] for span in document.paragraphs],
            "furniture": [[found.span.start, found.span.stop, found.rule] for found in document.furniture],
            "title": document.title,
            "publisher": document.publisher,
            "author": document.author,
            "date": document.date,
            "source": document.source,
            "place": document.place,
        }
    )


def document_from_json(data: str, text: str) -> Document:
    """Return the document that `document_to_json` wrote, with its text."""
    fields = decoded(data)
    return Document(
        **fields
        | {
            "text": text,
            "paragraphs": tuple(Span(start, stop) for start, stop in fields["paragraphs"]),
            "furniture": tuple(Furniture(Span(start, stop), rule) for start, stop, rule in fields["furniture"]),
        }
    )


def content_hash(document: Document) -> str:
    """Return a hash of all of a document that its analysis depends on: its content, not its name."""
    anonymous = msgspec.structs.replace(document, name="", source=None)
    return sha256(document_to_json(anonymous).encode()).hexdigest()


def article_to_json(article: Article) -> str:
    """Return the place, entities and relations of an article."""
    return encoded(
        {
            "place": article.place,
            "entities": [_entity(entity) for entity in article.entities],
            "relations": [_relation(relation) for relation in article.relations],
        }
    )


def article_from_json(data: str, document: Document) -> Article:
    """Return the article that `article_to_json` wrote, of its document."""
    fields = decoded(data)
    return Article(
        document,
        tuple(map(_entity_of, fields["entities"])),
        tuple(map(_relation_of, fields["relations"])),
        fields["place"],
    )


def entity_to_json(entity: Entity) -> str:
    """Return an entity by itself."""
    return encoded(_entity(entity))


def entity_from_json(data: str) -> Entity:
    """Return the entity that `entity_to_json` wrote."""
    return _entity_of(decoded(data))


def relation_to_json(relation: Relation) -> str:
    """Return a relation by itself."""
    return encoded(_relation(relation))


def relation_from_json(data: str) -> Relation:
    """Return the relation that `relation_to_json` wrote."""
    return _relation_of(decoded(data))


def _entity(e: Entity) -> list[object]:
    mentions = [[d, s.start, s.stop] for d, s in e.mentions]
    return [e.id, e.type, e.name, e.aliases, mentions, e.place, e.organ, e.forms, _review(e.review)]


def _entity_of(fields: list[Any]) -> Entity:
    ident, type_, name, aliases, mentions, place, organ, forms, review = fields
    return Entity(
        ident,
        type_,
        name,
        tuple(aliases),
        tuple((d, Span(start, stop)) for d, start, stop in mentions),
        place,
        organ,
        tuple((form, d, rule) for form, d, rule in forms),
        _review_of(review),
    )


def _relation(r: Relation) -> list[object]:
    return [r.id, r.type, r.head, r.tail, [_evidence(e) for e in r.evidence]]


def _relation_of(fields: list[Any]) -> Relation:
    ident, type_, head, tail, evidence = fields
    return Relation(ident, type_, head, tail, tuple(_evidence_of(e) for e in evidence))


def _evidence(e: Evidence) -> list[object]:
    counts = (e.head_count, e.tail_count)
    return [e.document, e.span.start, e.span.stop, e.quote, e.rule, e.modality, *counts, _review(e.review)]


def _evidence_of(fields: list[Any]) -> Evidence:
    document, start, stop, quote, rule, modality, head_count, tail_count, review = fields
    return Evidence(
        document, Span(start, stop), quote, rule, modality, head_count, tail_count, review=_review_of(review)
    )


def _review(review: Review | None) -> list[str] | None:
    return None if review is None else [review.verdict, review.by, review.at]


def _review_of(fields: list[Any] | None) -> Review | None:
    return None if fields is None else Review(*fields)
