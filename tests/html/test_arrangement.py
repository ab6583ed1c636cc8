from __future__ import annotations

from kg.html import labels
from kg.html.arrangement import DRAWN, arrange
from kg.html.force import pack, positions
from tests.html.graphs import flood, made_up


def test_positions_are_the_same_everywhere_and_always() -> None:
    # Written down once: another machine, another Python or another hash seed must give the very same pixels.
    ring = [[1, 4], [0, 2], [1, 3], [2, 4], [3, 0], []]
    assert positions(ring, [(100, 30)] * 6, 50) == [
        (97, 18),
        (37, 126),
        (-105, 108),
        (-125, -15),
        (2, -77),
        (351, -197),
    ]


def test_no_two_boxes_overlap() -> None:
    for graph in (flood(), made_up(400)):
        arrangement = arrange(graph)
        boxes = [
            (*point, *labels.size(label)) for point, label in zip(arrangement.points, arrangement.labels, strict=True)
        ]
        overlapping = [
            (one, other)
            for place, one in enumerate(boxes)
            for other in boxes[place + 1 :]
            if abs(one[0] - other[0]) < (one[2] + other[2]) / 2 and abs(one[1] - other[1]) < (one[3] + other[3]) / 2
        ]
        assert overlapping == []


def test_neighbours_stand_nearer_than_strangers() -> None:
    graph = made_up(300)
    points = dict(zip(graph, arrange(graph).points, strict=True))
    apart = [_distance(points[h], points[t]) for h, t in graph.edges() if h != t]
    nodes = list(graph)
    strangers = [_distance(points[nodes[i]], points[nodes[(i * 7 + 91) % 300]]) for i in range(300)]
    assert sum(apart) / len(apart) < sum(strangers) / len(strangers) / 2


def test_rectangles_are_packed_without_overlap() -> None:
    boxes = [(30 + i * 7 % 50, 10 + i * 13 % 40) for i in range(40)]
    corners = pack(boxes)
    for i, ((x, y), (w, h)) in enumerate(zip(corners, boxes, strict=True)):
        for (x2, y2), (w2, h2) in list(zip(corners, boxes, strict=True))[i + 1 :]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_a_graph_of_up_to_so_many_nodes_is_drawn_whole() -> None:
    assert arrange(made_up(DRAWN)).communities == ()
    assert arrange(made_up(DRAWN + 40)).communities != ()


def test_a_community_is_known_by_organisations_and_holds_its_article_together() -> None:
    graph = made_up(2000)
    arrangement = arrange(graph)
    assert len({community.name for community in arrangement.communities}) == len(arrangement.communities)
    assert len(arrangement.communities) == max(arrangement.community) + 1 > 10
    assert all(community.type in {"Department", "Committee", "TaskForce"} for community in arrangement.communities)
    together = sum(arrangement.community[i] == arrangement.community[j] for i, j in _pairs_of_an_article(graph))
    assert together > 0.9 * len(_pairs_of_an_article(graph))


def _pairs_of_an_article(graph) -> list[tuple[int, int]]:  # type: ignore[no-untyped-def]  # a graph of any kind
    index = {node: i for i, node in enumerate(graph)}
    first: dict[str, int] = {}
    pairs = []
    for node, data in graph.nodes.items():
        only = {mention["document"] for mention in data["mentions"]}
        if len(only) == 1:
            pairs.append((index[node], first.setdefault(only.pop(), index[node])))
    return pairs


def _distance(one: tuple[int, int], other: tuple[int, int]) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
