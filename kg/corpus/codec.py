"""Documents and articles as JSON, for the store; the text is kept apart, once for all documents that share it."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

from kg.model import Article, Document, Entity, Evidence, Furniture, Relation, Span


def document_to_json(document: Document) -> str:
    """Return a document without its text."""
    return _dumped(
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
    fields = json.loads(data)
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
    anonymous = replace(document, name="", source=None)
    return sha256(document_to_json(anonymous).encode()).hexdigest()


def article_to_json(article: Article) -> str:
    """Return the entities and relations of an article."""
    return _dumped(
        {
            "place": article.place,
            "entities": [
                [
                    e.id,
                    e.type,
                    e.name,
                    e.aliases,
                    [[d, s.start, s.stop] for d, s in e.mentions],
                    e.place,
                    e.organ,
                    e.forms,
                ]
                for e in article.entities
            ],
            "relations": [
                [r.id, r.type, r.head, r.tail, [_evidence(e) for e in r.evidence]] for r in article.relations
            ],
        }
    )


def article_from_json(data: str, document: Document) -> Article:
    """Return the article that `article_to_json` wrote, of its document."""
    fields = json.loads(data)
    entities = tuple(
        Entity(
            ident,
            type_,
            name,
            tuple(aliases),
            tuple((d, Span(start, stop)) for d, start, stop in mentions),
            place,
            organ,
            tuple((form, d, rule) for form, d, rule in forms),
        )
        for ident, type_, name, aliases, mentions, place, organ, forms in fields["entities"]
    )
    relations = tuple(
        Relation(ident, type_, head, tail, tuple(_evidence_of(e) for e in evidence))
        for ident, type_, head, tail, evidence in fields["relations"]
    )
    return Article(document, entities, relations, fields["place"])


def _evidence(e: Evidence) -> list[object]:
    return [e.document, e.span.start, e.span.stop, e.quote, e.rule, e.modality, e.head_count, e.tail_count]


def _evidence_of(fields: list[Any]) -> Evidence:
    document, start, stop, quote, rule, modality, head_count, tail_count = fields
    return Evidence(document, Span(start, stop), quote, rule, modality, head_count, tail_count)


def _dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
