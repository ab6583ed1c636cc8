"""A saved graph is the graph, and a file that is none is refused with its fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.errors import InputError, IntegrityError
from kg.tables.node_link import read_graph, write_node_link


@pytest.fixture
def saved(small_graph: nx.MultiDiGraph[str], tmp_path: Path) -> Path:
    path = tmp_path / "graph.json"
    with path.open("wb") as file:
        write_node_link(small_graph, file)
    return path


def test_what_is_read_is_what_was_written(small_graph: nx.MultiDiGraph[str], saved: Path) -> None:
    again = read_graph(saved)
    assert nx.utils.graphs_equal(again, small_graph)
    assert again.graph == small_graph.graph
    file = BytesIO()
    write_node_link(again, file)
    assert file.getvalue() == saved.read_bytes()


def test_networkx_reads_it_by_itself(small_graph: nx.MultiDiGraph[str], saved: Path) -> None:
    graph = nx.node_link_graph(json.loads(saved.read_text(encoding="utf-8")), edges="edges")
    assert nx.utils.graphs_equal(graph, small_graph)


def test_relations_of_an_older_file_get_their_dates(small_graph: nx.MultiDiGraph[str], saved: Path) -> None:
    data = json.loads(saved.read_text(encoding="utf-8"))
    for edge in data["edges"]:
        del edge["first_date"], edge["last_date"]
    saved.write_text(json.dumps(data), encoding="utf-8")
    assert nx.utils.graphs_equal(read_graph(saved), small_graph)


def test_every_node_and_edge_has_a_line(small_graph: nx.MultiDiGraph[str], saved: Path) -> None:
    lines = saved.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('{"type"') for line in lines) == len(small_graph) + small_graph.size() == 6


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"graph\.json: cannot read: No such file"):
        read_graph(tmp_path / "graph.json")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "not a saved graph: Expecting value"),
        (b"\xff\xfe\x00", "not a saved graph"),
        (b"[]", "no directed multigraph"),
        (b'{"directed": true, "multigraph": true}', "no documents"),
        (b'{"directed": true, "multigraph": true, "graph": {"documents": {}}}', "no nodes"),
    ],
)
def test_what_is_no_graph_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(InputError, match=rf"x\.json: .*{fault}.*\bkg build\b|x\.json: .*{fault}"):
        read_graph(tmp_path / "x.json")


def _no_name(data: dict[str, Any]) -> None:
    del data["nodes"][0]["name"]


def _no_end(data: dict[str, Any]) -> None:
    del data["nodes"][0]


def _other_quote(data: dict[str, Any]) -> None:
    data["edges"][0]["evidence"][0]["quote"] = "他处所言"


def _no_evidence(data: dict[str, Any]) -> None:
    data["edges"][0]["evidence"] = []


def _unknown_type(data: dict[str, Any]) -> None:
    data["nodes"][0]["type"] = "Departement"


@pytest.mark.parametrize(
    ("spoil", "error", "fault"),
    [
        (_no_name, InputError, r"nodes\[0\] has no 'name'"),
        (_no_end, IntegrityError, "an end is no node"),
        (_other_quote, IntegrityError, "'他处所言' is not the text at its offsets"),
        (_no_evidence, IntegrityError, "no evidence"),
        (_unknown_type, IntegrityError, "the schema has no type 'Departement'"),
    ],
)
def test_a_spoilt_graph_is_refused(
    saved: Path, spoil: Callable[[dict[str, Any]], None], error: type[Exception], fault: str
) -> None:
    data = json.loads(saved.read_text(encoding="utf-8"))
    spoil(data)
    saved.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(error, match=fault):
        read_graph(saved)
