"""What network analysis says of each node of the stated graph: degree, betweenness, community, and who bridges levels.

The figures are those of NetworkX on the same graph; rustworkx computes the one that NetworkX is too slow for.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import KgError
from kg.html.communities import louvain
from kg.html.levels import assign_levels, load_levels
from kg.tables.comma_separated import write_rows

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of one node.

    Attributes:
        id, type, name: as in the graph.
        place: the code of its division, or None.
        level: its administrative level, an id of `kg/html/levels.toml`; None where it has none.
        in_degree, out_degree, degree: relations that lead to it, from it, and both.
        neighbours: how many nodes it is related to.
        betweenness: the share of shortest directed paths between others that lead through it, between 0 and 1 (Brandes,
            A Faster Algorithm for Betweenness Centrality, 2001).
        community: the number of its community, 0 the largest (Blondel et al., Fast unfolding of communities, 2008).
        crossing: how many of its relations lead to or from a node of another level.
        levels_reached: how many levels besides its own its relations reach.
    """

    id: str
    type: str
    name: str
    place: str | None
    level: str | None
    in_degree: int
    out_degree: int
    degree: int
    neighbours: int
    betweenness: float
    community: int
    crossing: int
    levels_reached: int


def measure(graph: nx.MultiDiGraph[str]) -> list[Metrics]:
    """Return the figures of every node, those with the most relations first.

    Args:
        graph: as made by `kg.graph.build_graph`; what is derived is no part of it.

    Raises:
        KgError: rustworkx is not installed.
    """
    between, community, levels = _betweenness(graph), _communities(graph), _levels(graph)
    measured = []
    for ident, node in graph.nodes(data=True):
        others = [n for _, n in graph.out_edges(ident)] + [n for n, _ in graph.in_edges(ident)]
        own = levels[ident]
        reached = [levels[n] for n in others if own is not None and levels[n] not in {None, own}]
        measured.append(
            Metrics(
                id=ident,
                type=node["type"],
                name=node["name"],
                place=node["place"],
                level=own,
                in_degree=graph.in_degree(ident),
                out_degree=graph.out_degree(ident),
                degree=graph.degree(ident),
                neighbours=len(set(others) - {ident}),
                betweenness=between[ident],
                community=community[ident],
                crossing=len(reached),
                levels_reached=len(set(reached)),
            )
        )
    return sorted(measured, key=lambda m: (-m.degree, -m.betweenness, m.name, m.id))


def write_metrics(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write the figures of every node as CSV, one row for each.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.

    Raises:
        KgError: rustworkx is not installed.
    """
    columns = tuple(field.name for field in fields(Metrics))
    write_rows(columns, ([_cell(getattr(row, column)) for column in columns] for row in measure(graph)), file)


def _cell(value: str | float | None) -> str | int | None:
    # Ten digits are more than any figure is good for.
    return f"{value:.10g}" if isinstance(value, float) else value


def _betweenness(graph: nx.MultiDiGraph[str]) -> dict[str, float]:
    try:
        import rustworkx as rx
    except ModuleNotFoundError:
        raise KgError("metrics need rustworkx; install orgkg[metrics]") from None

    number = {ident: place for place, ident in enumerate(graph)}
    plain: rx.PyDiGraph[int | None, None] = rx.PyDiGraph(multigraph=False)
    plain.add_nodes_from(range(len(number)))
    plain.extend_from_edge_list(sorted({(number[head], number[tail]) for head, tail in graph.edges()}))
    # In one thread: several add up the shares in an order of their own, and the last digits differ from run to run.
    found = rx.digraph_betweenness_centrality(plain, normalized=True, parallel_threshold=len(number) + 1)
    return {ident: found[place] for ident, place in number.items()}


def _communities(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    number = {ident: place for place, ident in enumerate(graph)}
    weights: list[dict[int, int]] = [{} for _ in number]
    for head, tail in graph.edges():
        one, other = number[head], number[tail]
        weights[one][other] = weights[one].get(other, 0) + 1
        if one != other:
            weights[other][one] = weights[other].get(one, 0) + 1
    members: dict[int, list[str]] = {}
    for ident, community in zip(number, louvain(weights), strict=True):
        members.setdefault(community, []).append(ident)
    ranked = sorted(members.values(), key=lambda names: (-len(names), names[0]))
    return {ident: rank for rank, names in enumerate(ranked) for ident in names}


def _levels(graph: nx.MultiDiGraph[str]) -> dict[str, str | None]:
    known = load_levels()
    ids: list[Any] = [*(level.id for level in known[:-1]), None]
    return {ident: ids[level] for ident, level in assign_levels(graph).items()}
