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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import IntegrityError
from kg.link.structure import derived, places_of
from kg.model import Article, Document, Entity, Evidence, Relation, Span
from kg.schema import load_schema

if TYPE_CHECKING:
    import networkx as nx


class GraphView(Protocol):
    """What a writer needs that goes through a graph once: NetworkX' graphs have it, and those that stand in a file.

    `nodes[id]` of the latter lacks `mentions` and `forms`, which can be long; `nodes(data=True)` has all.
    """

    @property
    def graph(self) -> Mapping[str, Any]:
        """What belongs to the graph as a whole: `documents`, `program`, `rules`, `places`, `derived`."""

    @property
    def nodes(self) -> Any:
        """The nodes and their attributes."""

    @property
    def edges(self) -> Any:
        """The edges and their attributes."""

    @property
    def degree(self) -> Any:
        """How many edges the nodes have."""

    def adjacency(self) -> Iterator[tuple[str, Any]]:
        """Yield each node with what leads from it: {tail: {key: attributes}}."""


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
        check_article(article)
        for entity in article.entities:
            entities.setdefault(entity.id, []).append(entity)
        for relation in article.relations:
            relations.setdefault(relation.id, []).append(relation)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(
        program=program,
        rules=rules,
        documents={i: document_attributes(a) for i, a in sorted(by_id.items(), key=_reading_order)},
    )
    for ident, same in sorted(entities.items()):
        graph.add_node(ident, **node_attributes(same))
    for ident, alike in sorted(relations.items()):
        graph.add_edge(alike[0].head, alike[0].tail, key=ident, **edge_attributes(alike, graph.graph["documents"]))
    places = places_of([*(a.place for a in by_id.values()), *(node["place"] for node in graph.nodes.values())])
    graph.graph.update(places=places, derived=derived(graph.nodes, places))
    return graph


def stars(graph: GraphView) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Mapping[str, Any]]]]:
    """Yield each node with its attributes and what leads from it, {tail: {key: attributes}}, in the order of ids."""
    import networkx as nx

    if isinstance(graph, nx.MultiDiGraph):
        nodes, adjacency = dict(graph.nodes.items()), dict(graph.adjacency())
        yield from ((ident, nodes[ident], adjacency[ident]) for ident in sorted(nodes))
    else:
        pairs = zip(graph.nodes(data=True), graph.adjacency(), strict=True)
        yield from ((ident, node, tails) for (ident, node), (_, tails) in pairs)


def document_attributes(article: Article) -> dict[str, str | None]:
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


def node_attributes(same: Sequence[Entity]) -> dict[str, Any]:
    """Return the attributes of a node: what all articles, in the order of their ids, say of the entity of one id."""
    mentions = sorted({(d, s.start, s.stop) for e in same for d, s in e.mentions})
    name = min((e.name for e in same), key=lambda n: (-len(n), n))
    return {
        "type": same[0].type,
        "name": name,
        "aliases": sorted({a for e in same for a in (e.name, *e.aliases)} - {name}),
        "count": len(mentions),
        "mentions": [{"document": d, "start": start, "stop": stop} for d, start, stop in mentions],
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


def edge_attributes(alike: Sequence[Relation], documents: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of an edge: what all articles, in the order of their ids, say of the relation of one id.

    Args:
        alike: the relations of that id.
        documents: at least the `date` of the articles that state them, by id.
    """
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


def check_article(article: Article) -> None:
    """Refuse an article that does not bear out its relations.

    Raises:
        IntegrityError: a quote is not the slice of its document, an end is missing, or the schema forbids a relation.
    """
    types = {entity.id: entity.type for entity in article.entities}
    for relation in article.relations:
        _check(relation, article.document, types)


def _check(relation: Relation, document: Document, types: Mapping[str, str]) -> None:
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
