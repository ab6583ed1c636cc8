"""GraphML, for Gephi, yEd, Cytoscape and igraph.

GraphML holds plain values only. What is a list in the graph stands as JSON text (`aliases`, `mentions`, `evidence`);
the first piece of an edge's evidence stands in attributes of its own (`rule`, `document`, `start`, `stop`, `quote`),
and `label` repeats a node's name and an edge's type, because the programs show that attribute.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.graph import GraphView
from kg.tables.xml_text import xml_text

if TYPE_CHECKING:
    import networkx as nx


def write_graphml(graph: GraphView, file: BinaryIO) -> None:
    """Write a graph as GraphML; a character that XML cannot hold becomes U+FFFD.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
    """
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    documents = {i: {k: v for k, v in d.items() if k != "text"} for i, d in graph.graph["documents"].items()}
    plain.graph.update(_plain({**graph.graph, "documents": documents}))
    for ident, node in graph.nodes(data=True):
        plain.add_node(ident, **_plain({"label": node["name"], **node}))
    for head, tail, key, edge in graph.edges(keys=True, data=True):
        first = {k: edge["evidence"][0][k] for k in ("rule", "document", "start", "stop", "quote")}
        plain.add_edge(head, tail, key=key, **_plain({"label": edge["type"], **edge, **first}))
    # Not `nx.write_graphml`, which writes other bytes where lxml is installed.
    nx.write_graphml_xml(plain, file)


def _plain(attributes: dict[str, Any]) -> dict[str, str | int]:
    """Return the attributes that have a value, as text or whole numbers."""
    return {k: _value(v) for k, v in attributes.items() if v is not None}


def _value(value: Any) -> str | int:
    if isinstance(value, int):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return xml_text(text)
