"""The lines of the page that follow from names and places alone, between nodes that are on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def derived_lines(graph: nx.MultiDiGraph[str]) -> list[list[str]]:
    """Return [head, tail, type] for each derived edge between two nodes; a node that is a place stands for its code.

    Args:
        graph: as made by `kg.graph.build_graph`.
    """
    edges, places = graph.graph.get("derived", []), graph.graph.get("places", {})
    standing = {edge["tail"]: edge["head"] for edge in reversed(edges) if edge["type"] == "denotes"}

    def on_the_page(end: str) -> str | None:
        """Return a node: itself, or what stands for the place or the nearest around it."""
        code: str | None = end if end in places else None
        while code is not None and code not in standing:
            code = places[code]["parent"]
        return standing.get(code) if code is not None else None

    lines = []
    for edge in edges:
        if edge["type"] in {"organOf", "higherInLine"}:
            lines.append([edge["head"], edge["tail"], edge["type"]])
        elif edge["type"] == "ofPlace" and edge["tail"] in standing:
            lines.append([edge["head"], standing[edge["tail"]], edge["type"]])
        elif edge["type"] == "within" and edge["head"] in standing and (around := on_the_page(edge["tail"])):
            lines.append([standing[edge["head"]], around, edge["type"]])
    return lines
