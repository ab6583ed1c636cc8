"""The graph as pyvis' Network: the nodes, edges and options that the page draws, with what its panels show.

A node has the fields of vis-network (`id`, `label`, `shape`, `group`: its type, `x`, `y`) and

    name, aliases, count; level, community: indices; mentions: [document, start, stop] each;
    review: [verdict, who, the day], only where a person has checked it

an edge has `id`, `from`, `to`, `arrows` and

    type, modality, head_count, tail_count;
    evidence: [document, start, stop, rule, modality, head_count, tail_count] each; with a review also null, review

where documents are indices and offsets count UTF-16 units, as JavaScript does. A quote is the text at its offsets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.html.arrangement import Arrangement
from kg.html.offsets import Offsets
from kg.schema import load_schema

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

_FONT = '"PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif'

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "tooltipDelay": 100_000,
        "multiselect": False,
        "keyboard": {"enabled": False},
        "hideEdgesOnZoom": False,
    },
    "nodes": {
        "shape": "box",
        "borderWidth": 1,
        "borderWidthSelected": 2,
        "margin": {"top": 0, "right": 0, "bottom": 0, "left": 0},
        "shapeProperties": {"borderRadius": 5},
        "font": {"face": _FONT, "size": 4, "multi": False},
        "scaling": {"label": {"drawThreshold": 4}},
    },
    "edges": {
        "width": 1,
        "selectionWidth": 0.5,
        "hoverWidth": 0.5,
        "smooth": False,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "arrowStrikethrough": False,
        "font": {"face": _FONT, "size": 11, "multi": False, "strokeWidth": 4, "align": "horizontal"},
        "scaling": {"label": {"drawThreshold": 6}},
        "selfReference": {"size": 16, "angle": 0.785},
    },
}
"""Options of vis-network; colours are not among them, for they change between light and dark."""


def build_network(graph: nx.MultiDiGraph[str], arrangement: Arrangement) -> Network:
    """Return the graph as a Network.

    Args:
        graph: as made by `kg.graph.build_graph`.
        arrangement: of the same graph.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    schema = load_schema()
    offsets = [Offsets(document["text"]) for document in graph.graph["documents"].values()]
    index = {ident: i for i, ident in enumerate(graph.graph["documents"])}

    def place(span: dict[str, Any]) -> list[int]:
        document = index[span["document"]]
        return [document, offsets[document].utf16(span["start"]), offsets[document].utf16(span["stop"])]

    network = Network(directed=True)
    network.options = OPTIONS
    # Filled directly: `add_node` and `add_edge` look through all nodes each time, a minute for 50,000.
    for i, (ident, node) in enumerate(graph.nodes.items()):
        x, y = arrangement.points[i]
        drawn = Node(
            ident,
            "box",
            arrangement.labels[i],
            group=node["type"],
            x=x,
            y=y,
            level=arrangement.levels[i],
            community=arrangement.community[i],
            name=node["name"],
            aliases=node["aliases"],
            count=node["count"],
            mentions=[place(mention) for mention in node["mentions"]],
            **({"review": reviewed(node["review"])} if "review" in node else {}),
        )
        network.nodes.append(drawn.options)
    for head, tail, key, edge in graph.edges(keys=True, data=True):
        line = Edge(
            head,
            tail,
            directed=True,
            id=key,
            arrows="" if schema.relations[edge["type"]].symmetric else "to",
            type=edge["type"],
            modality=edge["modality"],
            head_count=edge["head_count"],
            tail_count=edge["tail_count"],
            evidence=[
                [
                    *(*place(e), e["rule"], e["modality"], e["head_count"], e["tail_count"]),
                    *([None, reviewed(e["review"])] if "review" in e else []),
                ]
                for e in edge["evidence"]
            ],
        )
        network.edges.append(line.options)
    return network


def reviewed(review: Mapping[str, str]) -> list[str]:
    """Return what a person said, who, and on which day, as the panel shows it."""
    return [review["verdict"], review["by"], review["at"][:10]]
