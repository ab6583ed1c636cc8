"""One graph for each article: the named graphs of TriG and N-Quads. The union of their bodies is that of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.graph import GraphView

if TYPE_CHECKING:
    import networkx as nx

Nodes: TypeAlias = Mapping[str, Mapping[str, Any]]
Edges: TypeAlias = Iterable[tuple[str, str, str, str, list[dict[str, Any]]]]

_OWN = ("mentions", "forms")


def articles(graph: GraphView) -> Iterator[tuple[str, nx.MultiDiGraph[str]]]:
    """Split a graph by article: yield the id of each document with the graph of what that one names and states."""
    by_article = getattr(graph, "by_article", None)  # what stands in a file knows it already
    documents = graph.graph["documents"]
    for document, nodes, edges in by_article() if by_article is not None else _split(graph):
        yield document, part({document: documents[document]}, nodes, edges)


def part(documents: Nodes, nodes: Nodes, edges: Edges) -> nx.MultiDiGraph[str]:
    """Return the graph of what an article names and states.

    Args:
        documents: the article alone.
        nodes: with the mentions and forms in the article alone.
        edges: as (head, tail, key, type, the evidence in the article alone).
    """
    import networkx as nx

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(documents=documents)
    for ident, node in nodes.items():
        made.add_node(ident, **node)
    for head, tail, key, kind, evidence in edges:
        made.add_edge(head, tail, key=key, type=kind, evidence=evidence)
    return made


def _split(graph: GraphView) -> Iterator[tuple[str, Nodes, Edges]]:
    nodes: dict[str, dict[str, dict[str, Any]]] = {document: {} for document in graph.graph["documents"]}
    edges: dict[str, list[tuple[str, str, str, str, list[dict[str, Any]]]]] = {document: [] for document in nodes}
    for ident, node in graph.nodes(data=True):
        for key in _OWN:
            for place in node[key]:
                named = nodes[place["document"]]
                named.setdefault(ident, {**node, **{own: [] for own in _OWN}})[key].append(place)
    for head, tail, key, edge in graph.edges(keys=True, data=True):
        stated: dict[str, list[dict[str, Any]]] = {}
        for piece in edge["evidence"]:
            stated.setdefault(piece["document"], []).append(piece)
        for document, pieces in stated.items():
            edges[document].append((head, tail, key, edge["type"], pieces))
            for end in (head, tail):
                nodes[document].setdefault(end, {**graph.nodes[end], **{own: [] for own in _OWN}})
    for document in sorted(nodes):
        yield document, nodes[document], edges[document]
