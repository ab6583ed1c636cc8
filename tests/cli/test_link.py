"""`kg link` tells why a node is one and what it is not one with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

ARTICLES = {
    "a": "颍上县委组织部动态\n\n来源：颍上县委组织部 2023-05-06\n\n县委组织部会同县发改委选派40名干部。\n",
    "b": "颍上县通报\n\n颍上县发展和改革委员会会同颍东区委组织部选派3名干部。\n",
    "c": "某地通报\n\n区委组织部选派30名干部。\n",
}


@pytest.fixture
def graph(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run("build", folder, "-o", tmp_path / "out").code == 0
    return tmp_path / "out" / "graph.json"


def test_forms_with_their_rules_and_articles(run: Run, graph: Path) -> None:
    [told] = json.loads(run("link", "颍上县发展和改革委员会", graph, "--json").out)
    assert told["name"] == "阜阳市颍上县发展和改革委员会"
    assert [(f["form"], f["rule"], f["articles"]) for f in told["forms"]] == [
        ("县发改委", "own", ["a"]),
        ("颍上县发展和改革委员会", "full", ["b"]),
    ]


def test_what_was_nearly_merged(run: Run, graph: Path) -> None:
    [told] = json.loads(run("link", "区委组织部", graph, "--json").out)
    assert [(near["name"], near["reason"]) for near in told["nearly"]] == [
        ("阜阳市颍上县委组织部", "both have this title, but whose this one is, is not certain"),
        ("阜阳市颍东区委组织部", "both have this title, but whose this one is, is not certain"),
    ]


def test_a_table_says_it_in_words(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = run("link", "颍上县委组织部", graph).out
    assert "颍上县 341226 < 阜阳市 3412 < 安徽省 34 < 中国 CN" in out
    assert "its level is that of the article's own place" in out
    assert "but in different places" in out


def test_nothing_of_that_name(run: Run, graph: Path) -> None:
    result = run("link", "没有", graph)
    assert (result.code, result.err) == (2, f"kg: {graph}: nothing is called '没有'; try a part of its name\n")


def test_the_folders_and_a_column_tell_the_place(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "安徽" / "颍上县"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(ARTICLES["c"].replace("区委", "县委"), encoding="utf-8")
    record = {"text": ARTICLES["c"], "divisioncode": "341203"}
    (tmp_path / "in" / "b.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert run("build", tmp_path / "in", "--place", "divisioncode", "-o", tmp_path / "out").code == 0
    graph = json.loads((tmp_path / "out" / "graph.json").read_bytes())
    assert {document["place"] for document in graph["graph"]["documents"].values()} == {"341226", "341203"}
    names = {node["name"] for node in graph["nodes"]}
    assert {"阜阳市颍上县委组织部", "阜阳市颍东区委组织部"} <= names
