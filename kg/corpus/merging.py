"""From what articles say to what the graph says, row by row: no row needs more than those of the same id before it.

    articles ──▸ rows ──▸ rows sorted by id, then by article ──▸ nodes, edges

Whoever sorts the rows (a database, a cluster) gets the nodes and edges that `kg.graph.build_graph` makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from kg.corpus.codec import entity_from_json, entity_to_json, relation_from_json, relation_to_json
from kg.graph import edge_attributes, node_attributes
from kg.model import Article


class Named(NamedTuple):
    """An entity as one article knows it."""

    id: str
    document: str
    entity: str


class Stated(NamedTuple):
    """A relation as one article states it, with the date of the article."""

    head: str
    id: str
    document: str
    tail: str
    date: str | None
    relation: str


def named(article: Article) -> Iterator[Named]:
    """Yield the entities of an article."""
    for entity in article.entities:
        yield Named(entity.id, article.document.id, entity_to_json(entity))


def stated(article: Article) -> Iterator[Stated]:
    """Yield the relations of an article."""
    document = article.document
    for r in article.relations:
        yield Stated(r.head, r.id, document.id, r.tail, document.date, relation_to_json(r))


def merged_nodes(rows: Iterable[Named]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each node with its attributes.

    Args:
        rows: sorted by id, then by document.
    """
    for ident, alike in groupby(rows, itemgetter(0)):
        yield ident, node_attributes([entity_from_json(row.entity) for row in alike])


def merged_edges(rows: Iterable[Stated]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield each edge: its ends, its id, its attributes.

    Args:
        rows: those of one id follow each other, sorted by document.
    """
    for (head, ident), group in groupby(rows, itemgetter(0, 1)):
        alike = list(group)
        dates = {row.document: {"date": row.date} for row in alike}
        yield head, alike[0].tail, ident, edge_attributes([relation_from_json(row.relation) for row in alike], dates)
