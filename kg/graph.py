"""The NetworkX graph of an organisation, from linked articles.

Nodes are entities, keyed by id, with the attributes

    type, name: str; aliases: list[str]; count: int, how often it is mentioned;
    mentions: list of {document, start, stop}

edges are relations, keyed by id (a multigraph: two bodies may be related in several ways), with

    type, modality: str; head_count, tail_count: int | None; count: int, pieces of evidence;
    evidence: list of {document, start, stop, quote, rule, modality, head_count, tail_count}

and `graph.graph` has `documents` ({id: {name, title, publisher, author, date, source, text}}), `program` and `rules`
(versions). All values are plain JSON, in an order that depends on the articles alone and not on the order they came in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.errors import IntegrityError
from kg.model import Article, Document, Entity, Evidence, Relation, Span
from kg.schema import load_schema

if TYPE_CHECKING:
    import networkx as nx


def build_graph(articles: Iterable[Article], *, program: str, rules: str) -> nx.MultiDiGraph[str]:
    """Return the graph of the given articles.

    Args:
        articles: linked articles; the same entity id in two of them is one node, the same relation id one edge.
        program, rules: the versions that made them, kept as graph attributes.

    Raises:
        IntegrityError: a quote is not the slice of its document, an end is missing, or the schema forbids an edge.
    """
    import networkx as nx

    by_id = {article.document.id: article for article in articles}
    entities: dict[str, list[Entity]] = {}
    relations: dict[str, list[Relation]] = {}
    for _, article in sorted(by_id.items()):
        for entity in article.entities:
            entities.setdefault(entity.id, []).append(entity)
        for relation in article.relations:
            _check(relation, article)
            relations.setdefault(relation.id, []).append(relation)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(
        program=program,
        rules=rules,
        documents={i: document_attributes(a.document) for i, a in sorted(by_id.items(), key=_reading_order)},
    )
    for ident, same in sorted(entities.items()):
        graph.add_node(ident, **_node(same))
    for ident, alike in sorted(relations.items()):
        graph.add_edge(alike[0].head, alike[0].tail, key=ident, **_edge(alike))
    return graph


def document_attributes(document: Document) -> dict[str, str | None]:
    """Return what the graph keeps of a document."""
    return {
        "name": document.name,
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "date": document.date,
        "source": document.source,
        "text": document.text,
    }


def _reading_order(item: tuple[str, Article]) -> tuple[str, str, str]:
    ident, article = item
    return article.document.date or "", article.document.name, ident


def _node(same: list[Entity]) -> dict[str, Any]:
    mentions = sorted({m for e in same for m in e.mentions})
    return {
        "type": same[0].type,
        "name": same[0].name,
        "aliases": sorted({a for e in same for a in e.aliases}),
        "count": len(mentions),
        "mentions": [{"document": d, "start": s.start, "stop": s.stop} for d, s in mentions],
    }


def _edge(alike: list[Relation]) -> dict[str, Any]:
    merged = Relation(
        alike[0].id, alike[0].type, alike[0].head, alike[0].tail, tuple(e for r in alike for e in r.evidence)
    )
    return {
        "type": merged.type,
        "modality": merged.modality,
        "head_count": merged.head_count,
        "tail_count": merged.tail_count,
        "count": len(merged.evidence),
        "evidence": [_evidence(e) for e in merged.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "document": evidence.document,
        "start": evidence.span.start,
        "stop": evidence.span.stop,
        "quote": evidence.quote,
        "rule": evidence.rule,
        "modality": evidence.modality,
        "head_count": evidence.head_count,
        "tail_count": evidence.tail_count,
    }


def _check(relation: Relation, article: Article) -> None:
    """Refuse a relation that its article does not bear out."""
    document, types = article.document, {e.id: e.type for e in article.entities}
    where = f"{document.name}: {relation.type} {relation.id}"
    if not relation.evidence:
        raise IntegrityError(f"{where}: no evidence")
    if relation.head not in types or relation.tail not in types:
        raise IntegrityError(f"{where}: an end is no entity of the article")
    if not load_schema().allows(relation.type, types[relation.head], types[relation.tail]):
        raise IntegrityError(f"{where}: the schema allows no {types[relation.head]} → {types[relation.tail]}")
    for piece in relation.evidence:
        span: Span = piece.span
        if piece.document != document.id or not piece.quote or span.of(document.text) != piece.quote:
            raise IntegrityError(f"{where}: {piece.quote!r} is not the text at {span.start}–{span.stop}")
