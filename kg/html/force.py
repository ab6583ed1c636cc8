"""Positions by force, the same on every machine: springs along edges, repulsion between neighbours, no overlaps.

The method is Fruchterman and Reingold's (Graph Drawing by Force-directed Placement, 1991, with its grid variant, in
which far pairs do not repel each other). It uses +, −, ×, ÷ and square root only, which IEEE 754 rounds alike
everywhere, adds in a fixed order, and rounds the result to whole pixels: no sine, no random start, no BLAS, no sum()
(which adds otherwise since Python 3.12).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

Point = tuple[int, int]
Box = tuple[int, int]

_LENGTH = 100.0
"""The natural length of an edge, in pixels."""
_REACH = 3.0 * _LENGTH
"""How far a node repels others."""
_GAP = 16
"""The least distance of two boxes."""
_ROOM = 2.0
"""How much larger the area of a drawing is than that of its boxes, at least."""
_TURN = (-0.7373688780783197, 0.6754902942615237)
"""Cosine and sine of the golden angle, by which a spiral turns so that its points lie evenly."""


def positions(neighbours: Sequence[Sequence[int]], boxes: Sequence[Box], rounds: int) -> list[Point]:
    """Place the nodes of one graph.

    Args:
        neighbours: for each node the nodes it shares an edge with, each pair in both lists.
        boxes: for each node the width and height of what is drawn for it, in pixels.
        rounds: how often the forces act; time grows with it.

    Returns:
        The centre of each node, in pixels.
    """
    xs, ys = _spiral(neighbours)
    for round_ in range(rounds):
        # Cooling: far steps first, small ones at the end.
        _step(xs, ys, neighbours, _LENGTH * 0.9 * (1.0 - round_ / rounds) + 1.0)
    _stretch(xs, ys, boxes)
    _part(xs, ys, boxes)
    return [(round(x), round(y)) for x, y in zip(xs, ys, strict=True)]


def pack(boxes: Sequence[Box], aspect: float = 1.6) -> list[Point]:
    """Place rectangles side by side in rows, the highest first.

    Args:
        boxes: widths and heights.
        aspect: the width of the whole, over its height.

    Returns:
        The upper left corner of each rectangle.
    """
    area = 0
    for width, height in boxes:
        area += width * height
    limit = max([sqrt(area * aspect), *(width for width, _ in boxes)])
    corners: list[Point] = [(0, 0)] * len(boxes)
    x = y = row = 0
    for index in sorted(range(len(boxes)), key=lambda i: (-boxes[i][1], -boxes[i][0], i)):
        width, height = boxes[index]
        if not x or x + width > limit:
            x, y, row = 0, y + row, height  # the first of a row is its highest
        corners[index] = (x, y + (row - height) // 2)
        x += width
    return corners


def _spiral(neighbours: Sequence[Sequence[int]]) -> tuple[list[float], list[float]]:
    """Return a start: the best connected node in the middle, the others around it in the order they are reached."""
    order: list[int] = []
    seen: set[int] = set()
    for root in sorted(range(len(neighbours)), key=lambda i: (-len(neighbours[i]), i)):
        if root in seen:
            continue
        seen.add(root)
        order.append(root)
        for node in order[len(order) - 1 :]:
            queue = [node]
            for near in queue:
                for other in neighbours[near]:
                    if other not in seen:
                        seen.add(other)
                        order.append(other)
                        queue.append(other)
    xs, ys = [0.0] * len(order), [0.0] * len(order)
    c, s = 1.0, 0.0
    for place, node in enumerate(order):
        radius = _LENGTH * 0.6 * sqrt(place)
        xs[node], ys[node] = radius * c, radius * s
        c, s = c * _TURN[0] - s * _TURN[1], c * _TURN[1] + s * _TURN[0]
        norm = sqrt(c * c + s * s)
        c, s = c / norm, s / norm
    return xs, ys


def _step(xs: list[float], ys: list[float], neighbours: Sequence[Sequence[int]], most: float) -> None:
    """Let the forces act once; no node moves farther than `most`."""
    number = len(xs)
    dx, dy = [0.0] * number, [0.0] * number
    strength = _LENGTH * _LENGTH
    for i, j in _near(xs, ys, _REACH, _REACH):
        x, y = xs[i] - xs[j], ys[i] - ys[j]
        square = x * x + y * y
        if square > _REACH * _REACH:
            continue
        if square < 1.0:
            x, y, square = float(i - j), 1.0, 1.0
        force = strength / square
        dx[i] += x * force
        dy[i] += y * force
        dx[j] -= x * force
        dy[j] -= y * force
    for i, near in enumerate(neighbours):
        for j in near:
            x, y = xs[j] - xs[i], ys[j] - ys[i]
            pull = sqrt(x * x + y * y) / _LENGTH
            dx[i] += x * pull
            dy[i] += y * pull
        # A little gravity holds loose parts together.
        dx[i] -= xs[i] * 0.06
        dy[i] -= ys[i] * 0.06
    for i in range(number):
        length = sqrt(dx[i] * dx[i] + dy[i] * dy[i])
        if length > 0.0:
            share = min(length, most) / length
            xs[i] += dx[i] * share
            ys[i] += dy[i] * share


def _stretch(xs: list[float], ys: list[float], boxes: Sequence[Box]) -> None:
    """Make room for the boxes, of which the forces know nothing: wide ones need more of it sideways."""
    widths = heights = area = 0
    for width, height in boxes:
        widths, heights, area = widths + width, heights + height, area + (width + _GAP) * (height + _GAP)
    wide, high = max(1.0, widths / len(boxes) / 85.0), max(1.0, heights / len(boxes) / 60.0)
    taken = (max(xs) - min(xs)) * wide * (max(ys) - min(ys)) * high
    more = sqrt(max(1.0, _ROOM * area / max(1.0, taken))) if len(boxes) > 8 else 1.0
    for i in range(len(boxes)):
        xs[i] *= wide * more
        ys[i] *= high * more


def _part(xs: list[float], ys: list[float], boxes: Sequence[Box]) -> None:
    """Push overlapping boxes apart, each pair along the axis where less is needed."""
    width = float(max(box[0] for box in boxes) + _GAP)
    height = float(max(box[1] for box in boxes) + _GAP)
    for _ in range(80):
        moved = False
        for i, j in _near(xs, ys, width, height):
            x, y = xs[i] - xs[j], ys[i] - ys[j]
            over_x = (boxes[i][0] + boxes[j][0]) / 2 + _GAP - abs(x)
            over_y = (boxes[i][1] + boxes[j][1]) / 2 + _GAP - abs(y)
            if over_x <= 0.5 or over_y <= 0.5:
                continue
            moved = True
            if over_x < over_y:
                shift = over_x / 2 if x >= 0 else -over_x / 2
                xs[i] += shift
                xs[j] -= shift
            else:
                shift = over_y / 2 if y >= 0 else -over_y / 2
                ys[i] += shift
                ys[j] -= shift
        if not moved:
            return


def _near(xs: Sequence[float], ys: Sequence[float], width: float, height: float) -> list[tuple[int, int]]:
    """Return the pairs that lie in the same or in neighbouring cells of a grid, in a fixed order."""
    cells: dict[tuple[int, int], list[int]] = {}
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells.setdefault((int(x // width), int(y // height)), []).append(i)
    pairs = []
    for (column, row), inside in cells.items():
        pairs += [(i, j) for place, i in enumerate(inside) for j in inside[place + 1 :]]
        for beside in ((column + 1, row), (column - 1, row + 1), (column, row + 1), (column + 1, row + 1)):
            others = cells.get(beside)
            if others:
                pairs += [(i, j) for i in inside for j in others]
    return pairs
