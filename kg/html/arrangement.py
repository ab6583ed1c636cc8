"""Where everything stands on the page: communities, positions and levels, worked out once, at build time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import TYPE_CHECKING

from kg.html import labels
from kg.html.communities import communities
from kg.html.force import Box, Point, pack, positions
from kg.html.levels import assign_levels
from kg.schema import load_schema

if TYPE_CHECKING:
    import networkx as nx

DRAWN = 1200
"""The most nodes that the page draws at once; a larger graph opens as an overview of its communities."""

_MARGIN = 36


@dataclass(frozen=True, slots=True)
class Community:
    """A community in the overview.

    Attributes:
        x, y: its position there.
        size: of the characters it is written in, in pixels: larger for more members.
        name: that of its best connected member, an organisation where it has one; of two where one does not tell.
        type: of that member.
    """

    x: int
    y: int
    size: int
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The places of a graph's nodes, by index in the graph's order.

    Attributes:
        labels: names as they stand in boxes.
        points: centres by force, in pixels; of each community by itself where there are several.
        levels: indices of `levels.load_levels()`.
        community: indices of `communities`; all 0 and `communities` empty where the graph is drawn whole.
    """

    labels: tuple[str, ...]
    points: tuple[Point, ...]
    levels: tuple[int, ...]
    community: tuple[int, ...]
    communities: tuple[Community, ...]


def arrange(graph: nx.MultiDiGraph[str]) -> Arrangement:
    """Work out where the nodes of a graph stand.

    Args:
        graph: as made by `kg.graph.build_graph`.
    """
    index = {node: i for i, node in enumerate(graph)}
    edges = [(index[head], index[tail]) for head, tail in graph.edges()]
    names = tuple(labels.wrap(data["name"]) for data in graph.nodes.values())
    boxes = [labels.size(name) for name in names]
    level = assign_levels(graph)
    levels = tuple(level[node] for node in graph)
    rounds = min(150, max(15, 60_000 // max(1, len(index))))
    if len(index) <= DRAWN:
        points = _whole(range(len(index)), edges, boxes, rounds)
        return Arrangement(names, tuple(points), levels, (0,) * len(index), ())

    articles: dict[str, list[int]] = {document: [] for document in graph.graph["documents"]}
    for ident, data in graph.nodes.items():
        for document in dict.fromkeys(mention["document"] for mention in data["mentions"]):
            articles[document].append(index[ident])
    community = communities(len(index), edges, list(articles.values()))
    number = max(community) + 1
    members: list[list[int]] = [[] for _ in range(number)]
    within: list[list[tuple[int, int]]] = [[] for _ in range(number)]
    between = set()
    for node, c in enumerate(community):
        members[c].append(node)
    for head, tail in edges:
        if community[head] == community[tail]:
            within[community[head]].append((head, tail))
        else:
            between.add((community[head], community[tail]))
    centres = [(0, 0)] * len(index)
    for nodes, own in zip(members, within, strict=True):
        for node, point in zip(nodes, _whole(nodes, own, boxes, rounds), strict=True):
            centres[node] = point
    titles = _titles(graph, members)
    sizes = [min(26, 13 + isqrt(len(nodes)) * 2 // 3) for nodes in members]
    frames = [
        (labels.width(title) * size // 2 + 40, size * 3 + 30) for (title, _), size in zip(titles, sizes, strict=True)
    ]
    overview = _whole(range(number), sorted(between), frames, 150)
    drawn = zip(overview, sizes, titles, strict=True)
    return Arrangement(
        names,
        tuple(centres),
        levels,
        tuple(community),
        tuple(Community(x, y, size, title, kind) for (x, y), size, (title, kind) in drawn),
    )


def _titles(graph: nx.MultiDiGraph[str], members: Sequence[Sequence[int]]) -> list[tuple[str, str]]:
    """Return the name and type that each community is known by: of organisations first, then the best connected."""
    schema = load_schema()
    nodes = list(graph.nodes.values())
    rank = [
        (not schema.is_a(data["type"], "Organization"), -graph.degree(node), place)
        for place, (node, data) in enumerate(graph.nodes.items())
    ]
    leading = [sorted(inside, key=rank.__getitem__)[:2] for inside in members]
    times = Counter(nodes[first]["name"] for first, *_ in leading)
    return [
        (
            labels.shortened(
                "、".join(nodes[i]["name"] for i in (top if times[nodes[top[0]]["name"]] > 1 else top[:1]))
            ),
            nodes[top[0]]["type"],
        )
        for top in leading
    ]


def _whole(nodes: Sequence[int], edges: Sequence[tuple[int, int]], boxes: Sequence[Box], rounds: int) -> list[Point]:
    """Place some nodes: each connected part by force, the parts beside each other, all around the origin."""
    place = {node: i for i, node in enumerate(nodes)}
    near: list[dict[int, None]] = [{} for _ in nodes]
    for head, tail in edges:
        if head != tail:
            near[place[head]][place[tail]] = None
            near[place[tail]][place[head]] = None
    parts = _parts(near)
    drawn = []
    for part in parts:
        local = {node: i for i, node in enumerate(part)}
        points = positions(
            [[local[n] for n in near[node]] for node in part], [boxes[nodes[node]] for node in part], rounds
        )
        drawn.append((part, points))
    frames = []
    for part, points in drawn:
        reach = [(x, y, *boxes[nodes[node]]) for node, (x, y) in zip(part, points, strict=True)]
        left, right = min(x - w // 2 for x, _, w, _ in reach), max(x + w // 2 for x, _, w, _ in reach)
        top, bottom = min(y - h // 2 for _, y, _, h in reach), max(y + h // 2 for _, y, _, h in reach)
        margin = _MARGIN if len(part) > 1 else 10
        frames.append((left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin))
    corners = pack([(width, height) for _, _, width, height in frames]) if frames else []
    centres = [(0, 0)] * len(nodes)
    for (part, points), (left, top, _, _), (x, y) in zip(drawn, frames, corners, strict=True):
        for node, point in zip(part, points, strict=True):
            centres[node] = (point[0] - left + x, point[1] - top + y)
    middle_x = (min(x for x, _ in centres) + max(x for x, _ in centres)) // 2 if centres else 0
    middle_y = (min(y for _, y in centres) + max(y for _, y in centres)) // 2 if centres else 0
    return [(x - middle_x, y - middle_y) for x, y in centres]


def _parts(near: Sequence[dict[int, None]]) -> list[list[int]]:
    """Return the connected parts of a graph, each in rising order."""
    seen: set[int] = set()
    parts = []
    for root in range(len(near)):
        if root in seen:
            continue
        seen.add(root)
        part = [root]
        for node in part:
            for other in near[node]:
                if other not in seen:
                    seen.add(other)
                    part.append(other)
        parts.append(sorted(part))
    return parts
