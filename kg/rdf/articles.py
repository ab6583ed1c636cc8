"""One graph for each article: the named graphs of TriG and N-Quads. The union of their bodies is that of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx


def articles(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, nx.MultiDiGraph[str]]]:
    """Split a graph by article: yield the id of each document with the graph of what that one names and states."""
    import networkx as nx

    nodes: dict[str, dict[str, list[dict[str, Any]]]] = {d: {} for d in graph.graph["documents"]}
    edges: dict[str, list[tuple[str, str, str, str, list[dict[str, Any]]]]] = {d: [] for d in nodes}
    for ident, node in graph.nodes(data=True):
        for mention in node["mentions"]:
            nodes[mention["document"]].setdefault(ident, []).append(mention)
    for head, tail, key, edge in graph.edges(keys=True, data=True):
        stated: dict[str, list[dict[str, Any]]] = {}
        for piece in edge["evidence"]:
            stated.setdefault(piece["document"], []).append(piece)
        for document, pieces in stated.items():
            edges[document].append((head, tail, key, edge["type"], pieces))
    for document in sorted(nodes):
        part: nx.MultiDiGraph[str] = nx.MultiDiGraph(documents={document: graph.graph["documents"][document]})
        for head, tail, key, kind, pieces in edges[document]:
            nodes[document].setdefault(head, [])
            nodes[document].setdefault(tail, [])
            part.add_edge(head, tail, key=key, type=kind, evidence=pieces)
        for ident, mentions in nodes[document].items():
            part.add_node(ident, **{**graph.nodes[ident], "mentions": mentions})
        yield document, part
