"""What the explorer draws a graph by: the level and place of each entity, and what an overview counts.

A graph that a page can show whole (`kg.html.arrangement.DRAWN` nodes) gets positions as on `graph.html`; of a larger
one the explorer shows types by level, and opens them, or the neighbourhood of one entity, in part.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from kg.html.arrangement import DRAWN, arrange
from kg.html.levels import assign_levels


def write_drawing(db: sqlite3.Connection, data: dict[str, Any], entities: dict[str, int]) -> None:
    """Write into an index what the explorer draws by.

    Args:
        db: an index that is being made.
        data: a graph.json, read.
        entities: the numbers of the entities in the index, by id.
    """
    import networkx as nx

    types = {node["id"]: node["type"] for node in data["nodes"]}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(documents=data["graph"]["documents"])
    graph.add_nodes_from((node["id"], node) for node in data["nodes"])
    graph.add_edges_from((edge["source"], edge["target"]) for edge in data["edges"])
    points: dict[str, tuple[int, int]] = {}
    if len(types) <= DRAWN:
        arrangement = arrange(graph)
        levels = dict(zip(graph, arrangement.levels, strict=True))
        points = dict(zip(graph, arrangement.points, strict=True))
    else:
        levels = assign_levels(graph)
    db.executemany(
        "INSERT INTO drawing VALUES (?, ?, ?, ?, ?)",
        ((entities[i], levels[i], types[i], *points.get(i, (None, None))) for i in types),
    )
    groups = {i: (levels[i], types[i]) for i in types}
    links = Counter((groups[edge["source"]], groups[edge["target"]]) for edge in data["edges"])
    db.executemany(
        "INSERT INTO group_links VALUES (?, ?, ?, ?, ?)",
        ((*head, *tail, count) for (head, tail), count in sorted(links.items()) if head != tail),
    )
    db.executemany(
        "INSERT INTO doubled VALUES (?, ?)",
        (
            (number, offset)
            for number, document in enumerate(data["graph"]["documents"].values(), 1)
            for offset, character in enumerate(document["text"])
            if character > "\uffff"
        ),
    )
