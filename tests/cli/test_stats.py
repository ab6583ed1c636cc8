"""`kg stats` and `kg schema`: what is in a graph, and what may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.schema import load_schema
from kg.tables.node_link import write_node_link
from tests.conftest import Run

if TYPE_CHECKING:
    import networkx as nx


@pytest.fixture
def saved(small_graph: nx.MultiDiGraph[str], tmp_path: Path) -> Path:
    with (tmp_path / "graph.json").open("wb") as file:
        write_node_link(small_graph, file)
    return tmp_path / "graph.json"


def test_stats_count_documents_entities_and_relations(run: Run, saved: Path) -> None:
    result = run("stats", saved)
    assert (result.code, result.err) == (0, "")
    assert "3 entities 实体 in 7 mentions" in result.out
    assert "3 relations 关系 in 4 places" in result.out
    assert "县委组织部" in result.out


def test_stats_as_json(run: Run, saved: Path) -> None:
    found = json.loads(run("stats", saved, "--json").out)
    assert found["entities"] == {"Department": 1, "Community": 1, "Group": 1}
    assert found["strongest"][0]["type"] == "covers"


@pytest.mark.parametrize(("language", "definition"), [("en", "Puts out a document."), ("zh", "制定、印发、发布文件。")])
def test_schema_shows_every_type_and_relation(
    run: Run, language: str, definition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    result = run("schema", "--lang", language)
    assert result.code == 0
    assert definition in result.out
    shown = set(result.out.split())
    assert {*load_schema().types, *load_schema().relations} <= shown


def test_schema_as_json(run: Run) -> None:
    found = json.loads(run("schema", "--json").out)
    assert [t["name"] for t in found["types"]] == list(load_schema().types)
    assert [r["name"] for r in found["relations"]] == list(load_schema().relations)
