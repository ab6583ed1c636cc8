"""The figures of network analysis: those of NetworkX, and the levels between which a node stands."""

from __future__ import annotations

import csv
import json
import sys
from io import BytesIO, StringIO
from pathlib import Path

import networkx as nx
import pytest

from kg.analysis.metrics import Metrics, measure, write_metrics
from kg.errors import KgError
from kg.tables.node_link import write_node_link
from tests.conftest import Run
from tests.html.graphs import flood, made_up

GRAPHS = {"flood": flood, "made up": lambda: made_up(300)}


def by_id(graph: nx.MultiDiGraph[str]) -> dict[str, Metrics]:
    return {row.id: row for row in measure(graph)}


@pytest.mark.parametrize("make", GRAPHS.values(), ids=GRAPHS)
def test_degree_and_betweenness_are_those_of_networkx(make: type[nx.MultiDiGraph[str]]) -> None:
    graph = make()
    found = by_id(graph)
    assert {i: row.degree for i, row in found.items()} == dict(graph.degree())
    assert {i: row.in_degree for i, row in found.items()} == dict(graph.in_degree())
    assert {i: row.out_degree for i, row in found.items()} == dict(graph.out_degree())
    assert {i: row.neighbours for i, row in found.items()} == {i: len(set(nx.all_neighbors(graph, i))) for i in graph}
    expected = nx.betweenness_centrality(nx.DiGraph(graph))
    assert any(expected.values())
    assert {i: row.betweenness for i, row in found.items()} == pytest.approx(expected, rel=1e-12)


def test_communities_are_as_good_as_those_of_networkx() -> None:
    graph = made_up(300)
    plain: nx.Graph[str] = nx.Graph()
    for head, tail in graph.edges():
        plain.add_edge(head, tail, weight=plain.get_edge_data(head, tail, {"weight": 0})["weight"] + 1)
    communities: dict[int, set[str]] = {}
    for row in measure(graph):
        communities.setdefault(row.community, set()).add(row.id)
    own = [members & set(plain) for _, members in sorted(communities.items()) if members & set(plain)]
    theirs = nx.community.louvain_communities(plain, seed=1)
    assert nx.community.modularity(plain, own) >= nx.community.modularity(plain, theirs) - 0.01
    assert [len(c) for _, c in sorted(communities.items())] == sorted(map(len, communities.values()), reverse=True)


def test_who_stands_between_levels_is_told() -> None:
    rows = {row.name: row for row in measure(flood())}
    # The county's committee carries out what the province decides and leads a body of its own, which has no level in
    # its name and stands with it.
    committee = rows["县委"]
    assert (committee.level, committee.crossing, committee.levels_reached) == ("county", 1, 1)
    # Four of the county act on the township, which works with a village; the alliance it founded is of its own level.
    township = rows["沙湾乡"]
    assert (township.level, township.levels_reached) == ("township", 2)
    assert township.crossing == 5


def test_the_table_has_a_row_for_each_node_and_is_the_same_every_time() -> None:
    graph, files = flood(), [BytesIO(), BytesIO()]
    for file in files:
        write_metrics(graph, file)
    assert files[0].getvalue() == files[1].getvalue()
    rows = list(csv.DictReader(StringIO(files[0].getvalue().decode("utf-8-sig"))))
    assert {row["id"] for row in rows} == set(graph)
    degrees = [int(row["degree"]) for row in rows]
    assert degrees == sorted(degrees, reverse=True)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rustworkx", None)
    with pytest.raises(KgError, match=r"install orgkg\[metrics\]"):
        measure(flood())


def test_stats_prints_them(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "graph.json").open("wb") as file:
        write_node_link(flood(), file)
    found = json.loads(run("stats", tmp_path / "graph.json", "--metrics", "--json").out)
    assert (found[0]["name"], found[0]["in_degree"], found[0]["out_degree"]) == ("沙湾乡", 4, 2)
