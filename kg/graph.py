"""The NetworkX graph of an organisation, from linked articles.

Nodes are entities, keyed by id, with the attributes

    type, name: str; aliases: list[str]; count: int, how often it is mentioned;
    mentions: list of {document, start, stop};
    place: str | None, the code of the division it belongs to; organ: str | None, its line in `organs.toml`;
    forms: list of {form, document, rule}, its names as articles write them, and what told whom they name

edges are relations, keyed by id (a multigraph: two bodies may be related in several ways), with

    type, modality: str; head_count, tail_count: int | None; count: int, pieces of evidence;
    first_date, last_date: str | None, of the articles that state it;
    evidence: list of {document, start, stop, quote, rule, modality, head_count, tail_count}

and `graph.graph` has `documents` ({id: {name, title, publisher, author, date, source, text, place}}), `program` and
`rules` (versions), and what follows from names and places alone (see `kg.link.structure`):

    places: {code: {name, level, parent}}, all codes in use and those around them;
    derived: list of {type, head, tail, rule}, where an end is the id of a node or the code of a place

Where a person has checked something (`kg.corrections`), a node, or a piece of evidence and its edge, has

    review: {verdict: "confirmed", "edited" or "added", by, at}

(an edge that of its first piece that has one) and `graph.graph["corrections"]` tells what became of the corrections.
All values are plain JSON, in an order that depends on the articles alone and not on the order they came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import IntegrityError
from kg.link.structure import derived, places_of
from kg.model import Article, Entity, Evidence, Relation, Span
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
        documents={i: _document(a) for i, a in sorted(by_id.items(), key=_reading_order)},
    )
    for ident, same in sorted(entities.items()):
        graph.add_node(ident, **_node(same))
    for ident, alike in sorted(relations.items()):
        graph.add_edge(alike[0].head, alike[0].tail, key=ident, **_edge(alike, graph.graph["documents"]))
    places = places_of([*(a.place for a in by_id.values()), *(node["place"] for node in graph.nodes.values())])
    graph.graph.update(places=places, derived=derived(graph.nodes, places))
    return graph


def _document(article: Article) -> dict[str, str | None]:
    """Return what the graph keeps of a document."""
    document = article.document
    return {
        "name": document.name,
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "date": document.date,
        "source": document.source,
        "text": document.text,
        "place": article.place,
    }


def _reading_order(item: tuple[str, Article]) -> tuple[str, str, str]:
    ident, article = item
    return article.document.date or "", article.document.name, ident


def _node(same: list[Entity]) -> dict[str, Any]:
    mentions = sorted({m for e in same for m in e.mentions})
    name = min((e.name for e in same), key=lambda n: (-len(n), n))
    return {
        "type": same[0].type,
        "name": name,
        "aliases": sorted({a for e in same for a in (e.name, *e.aliases)} - {name}),
        "count": len(mentions),
        "mentions": [{"document": d, "start": s.start, "stop": s.stop} for d, s in mentions],
        "place": same[0].place,
        "organ": same[0].organ,
        "forms": [{"form": f, "document": d, "rule": r} for f, d, r in sorted({f for e in same for f in e.forms})],
        **_review(same),
    }


def dates_of(evidence: Iterable[dict[str, Any]], documents: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the first and the last date of the articles that some evidence stands in; None where none has a date.

    >>> documents = {"doc-1": {"date": "2023-07-18"}, "doc-2": {"date": "2021-03-02"}, "doc-3": {"date": None}}
    >>> dates_of([{"document": document} for document in documents], documents)
    ('2021-03-02', '2023-07-18')
    """
    dates = {documents[piece["document"]]["date"] for piece in evidence} - {None}
    return (min(dates), max(dates)) if dates else (None, None)


def _edge(alike: list[Relation], documents: Mapping[str, Any]) -> dict[str, Any]:
    merged = Relation(
        alike[0].id, alike[0].type, alike[0].head, alike[0].tail, tuple(e for r in alike for e in r.evidence)
    )
    evidence = [_evidence(e) for e in merged.evidence]
    first, last = dates_of(evidence, documents)
    return {
        "type": merged.type,
        "modality": merged.modality,
        "head_count": merged.head_count,
        "tail_count": merged.tail_count,
        "count": len(merged.evidence),
        "first_date": first,
        "last_date": last,
        "evidence": evidence,
        **_review(merged.evidence),
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
        **_review([evidence]),
    }


def _review(checked: Iterable[Entity | Evidence]) -> dict[str, Any]:
    """Return the first review of some things as attributes: none where nobody has checked any of them."""
    review = next((one.review for one in checked if one.review is not None), None)
    return {} if review is None else {"review": {"verdict": review.verdict, "by": review.by, "at": review.at}}


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
