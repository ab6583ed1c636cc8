"""Communities: what belongs together in a graph too large to draw, for the overview of the page.

The method is Louvain's (Blondel et al., Fast unfolding of communities in large networks, 2008) in whole numbers and in
a fixed order, so that it finds the same communities at every build. Besides the relations, each article ties its
entities together a little: what stands alone in the graph stays with its article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

MOST = 160
"""The most communities of an overview."""
LEAST = 3
"""The fewest nodes of a community; what is in smaller ones comes together in the last."""

Weights = list[dict[int, int]]


def communities(size: int, edges: Sequence[tuple[int, int]], ties: Sequence[Sequence[int]]) -> list[int]:
    """Return the community of each node.

    Args:
        size: the number of nodes.
        edges: pairs of nodes, as often as they are related.
        ties: the nodes of each article, articles in the order in which they are read.

    Returns:
        For each node the number of its community: 0 is the largest.

    >>> communities(7, [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5)], [])
    [0, 0, 0, 1, 1, 1, 2]
    """
    weights: Weights = [{} for _ in range(size + len(ties))]
    for head, tail in edges:
        _add(weights, head, tail, 4)
    for number, nodes in enumerate(ties):
        for node in nodes:
            _add(weights, size + number, node, 1)
    community = louvain(weights)
    return _by_size(_in_order(community[:size], community[size:]))


def louvain(weights: Weights) -> list[int]:
    """Return the community of each node of a weighted graph, as small or large as they come.

    Args:
        weights: for each node its neighbours and the weight of their edge, each edge at both ends.

    >>> louvain([{1: 1}, {0: 1}, {3: 2}, {2: 2}, {}])
    [0, 0, 1, 1, 2]
    """
    community = list(range(len(weights)))
    while True:
        moved = _settle(weights)
        numbers = {old: new for new, old in enumerate(dict.fromkeys(moved))}
        community = [numbers[moved[c]] for c in community]
        if len(numbers) == len(weights):
            return community
        weights = _merge(weights, moved, numbers)


def _add(weights: Weights, one: int, other: int, weight: int) -> None:
    weights[one][other] = weights[one].get(other, 0) + weight
    if one != other:
        weights[other][one] = weights[other].get(one, 0) + weight


def _settle(weights: Weights) -> list[int]:
    """Move each node to the community where modularity gains most, until none moves."""
    degree = []
    for node, near in enumerate(weights):
        total = near.get(node, 0)  # a loop counts twice
        for weight in near.values():
            total += weight
        degree.append(total)
    everything = sum(degree)
    community, inside = list(range(len(weights))), degree.copy()
    for _ in range(20):
        moves = 0
        for node, near in enumerate(weights):
            shared: dict[int, int] = {community[node]: 0}
            for other, weight in near.items():
                if other != node:
                    shared[community[other]] = shared.get(community[other], 0) + weight
            inside[community[node]] -= degree[node]
            # The gain of modularity, times the square of all weight: exact in whole numbers.
            gains = {c: w * everything - degree[node] * inside[c] for c, w in shared.items()}
            best = min(gains, key=lambda c: (-gains[c], c != community[node], c))
            inside[best] += degree[node]
            if best != community[node]:
                community[node] = best
                moves += 1
        if not moves:
            break
    return community


def _merge(weights: Weights, community: list[int], numbers: dict[int, int]) -> Weights:
    """Return the graph of the communities."""
    merged: Weights = [{} for _ in numbers]
    for node, near in enumerate(weights):
        for other, weight in near.items():
            if node <= other:
                _add(merged, numbers[community[node]], numbers[community[other]], weight)
    return merged


def _in_order(community: list[int], articles: list[int]) -> list[int]:
    """Where there are too many, keep the largest and put the others of neighbouring articles together."""
    sizes = Counter(community)
    if len(sizes) <= MOST:
        return community
    ranked = sorted(sizes, key=lambda c: (-sizes[c], c))
    apart = MOST // 2
    read = {c: place for place, c in enumerate(dict.fromkeys(articles))}
    rest = sorted((c for c in ranked[apart:] if sizes[c] >= LEAST), key=lambda c: (read.get(c, len(read)), c))
    share = -(-len(rest) // (MOST - apart - 1))
    together = {c: rest[place // share * share] for place, c in enumerate(rest)}
    return [together.get(c, c) for c in community]


def _by_size(community: list[int]) -> list[int]:
    """Number communities by size, all that are too small as one."""
    sizes = Counter(community)
    ranked = sorted(sizes, key=lambda c: (-sizes[c], c))
    last = sum(size >= LEAST for size in sizes.values())
    rank = {c: min(place, last) for place, c in enumerate(ranked)}
    return [rank[c] for c in community]
