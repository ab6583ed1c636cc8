"""The administrative level of each node, for the organisation chart that is read from top to bottom.

A name tells its own level (`levels.toml`). What has none in its name, and what is somebody's doing (a mechanism, a
document), stands where most of those stand who act on it, else where most of those stand that it acts on.

>>> levels = load_levels()
>>> [levels[level_of(name, levels)].id for name in ("安徽省阜阳市颍东区委组织部", "社区", "国务院", "党员")]
['county', 'community', 'centre', 'other']
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Level:
    """A row of the chart; the fields are explained at the top of `levels.toml`."""

    id: str
    zh: str
    en: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("kg.html").joinpath("levels.toml").read_text(encoding="utf-8"))


@cache
def load_levels() -> tuple[Level, ...]:
    """Return the levels from the top down; the last is for what has none."""
    return tuple(
        Level(e["id"], e["zh"], e["en"], re.compile(e["pattern"]), tuple(e["examples"]), tuple(e["counterexamples"]))
        for e in _data()["levels"]
    )


def level_of(name: str, levels: tuple[Level, ...]) -> int:
    """Return the index of the lowest level that a name tells, or that of the last level where it tells none."""
    lowest_first = range(len(levels) - 2, -1, -1)
    return next((i for i in lowest_first if levels[i].pattern.search(name)), len(levels) - 1)


def assign_levels(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Return the level of every node, as an index into `load_levels()`.

    Args:
        graph: as made by `kg.graph.build_graph`.
    """
    levels, inherit = load_levels(), set(_data()["inherit"]["types"])
    none = len(levels) - 1
    found = {
        node: none if data["type"] in inherit else level_of(data["name"], levels) for node, data in graph.nodes.items()
    }
    waiting = [node for node in graph if found[node] == none]
    while waiting:
        # Heads first: what is led, issued or set up stands with who does so. All of a round see the same state, so that
        # the order of the nodes does not matter.
        new = {
            node: level
            for node in waiting
            if (level := _commonest(found[n] for n in graph.predecessors(node) if found[n] != none)) is not None
            or (level := _commonest(found[n] for n in graph.successors(node) if found[n] != none)) is not None
        }
        if not new:
            break
        found.update(new)
        waiting = [node for node in waiting if node not in new]
    for node in waiting:
        found[node] = level_of(graph.nodes[node]["name"], levels)
    return found


def _commonest(levels: Iterable[int]) -> int | None:
    """Return the level that occurs most often, the higher of two that do; None where there is none."""
    counts = Counter(levels)
    return min(counts, key=lambda level: (-counts[level], level)) if counts else None
