"""What the explorer draws a graph by: the level and place of each entity, and what an overview counts.

A graph that a page can show whole (`kg.html.arrangement.DRAWN` nodes) gets positions as on `graph.html`; of a larger
one the explorer shows types by level, and opens them, or the neighbourhood of one entity, in part.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING

from kg.html.arrangement import DRAWN, arrange
from kg.html.levels import assign_levels

if TYPE_CHECKING:
    import networkx as nx


def write_drawing(db: sqlite3.Connection, graph: nx.MultiDiGraph[str], entities: dict[str, int]) -> None:
    """Write into an index what the explorer draws by.

    Args:
        db: an index that is being made.
        graph: the whole graph.
        entities: the numbers of the entities in the index, by id.
    """
    types = {ident: node["type"] for ident, node in graph.nodes.items()}
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
    links = Counter((groups[head], groups[tail]) for head, tail in graph.edges())
    db.executemany(
        "INSERT INTO group_links VALUES (?, ?, ?, ?, ?)",
        ((*head, *tail, count) for (head, tail), count in sorted(links.items()) if head != tail),
    )
    db.executemany(
        "INSERT INTO doubled VALUES (?, ?)",
        (
            (number, offset)
            for number, document in enumerate(graph.graph["documents"].values(), 1)
            for offset, character in enumerate(document["text"])
            if character > "\uffff"
        ),
    )
