"""`kg export`, `kg convert` and `kg load`: a saved graph in every format, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import networkx as nx
import pytest

from kg.cli.export import Format
from kg.rdf.turtle import write_turtle
from kg.tables.node_link import write_node_link
from tests.conftest import Run

FOLDERS = {
    "csv": {"entities.csv", "relations.csv", "derived.csv"},
    "neo4j": {"nodes.csv", "articles.csv", "relationships.csv", "mentions.csv"},
    "parquet": {"entities.parquet", "relations.parquet", "articles.parquet"},
}


@pytest.fixture
def saved(small_graph: nx.MultiDiGraph[str], tmp_path: Path) -> Path:
    path = tmp_path / "graph.json"
    with path.open("wb") as file:
        write_node_link(small_graph, file)
    return path


@pytest.mark.parametrize("form", get_args(Format))
def test_every_format_is_written(form: str, saved: Path, tmp_path: Path, run: Run) -> None:
    output = tmp_path / "output"
    assert run("export", saved, "-f", form, "-o", output).code == 0
    if form in FOLDERS:
        assert {path.name for path in output.iterdir()} == FOLDERS[form]
        assert all(path.stat().st_size > 100 for path in output.iterdir() if path.name != "derived.csv")
    else:
        assert output.stat().st_size > 1000


def test_the_turtle_is_that_of_the_build(
    saved: Path, small_graph: nx.MultiDiGraph[str], tmp_path: Path, run: Run
) -> None:
    run("export", saved, "-f", "ttl", "-o", tmp_path / "a.ttl")
    with (tmp_path / "b.ttl").open("wb") as file:
        write_turtle(small_graph, file)
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()


def test_a_time_is_told_only_where_it_is_asked_for(saved: Path, tmp_path: Path, run: Run) -> None:
    for name, options in {"a.ttl": (), "b.ttl": ("--ended", "2023-07-18T09:00:00Z")}.items():
        assert run("export", saved, "-f", "ttl", "-o", tmp_path / name, *options).code == 0
    assert "endedAtTime" not in (tmp_path / "a.ttl").read_text(encoding="utf-8")
    assert '"2023-07-18T09:00:00Z"^^xsd:dateTime' in (tmp_path / "b.ttl").read_text(encoding="utf-8")
    for wrong in ("yesterday", "2023-07-18"):
        result = run("export", saved, "-f", "ttl", "--ended", wrong)
        assert (result.code, result.err.count("\n")) == (2, 1)


def test_public_bodies_in_the_words_of_the_eu(saved: Path, tmp_path: Path, run: Run) -> None:
    assert run("export", saved, "-f", "ttl", "--cpov", "-o", tmp_path / "a.ttl").code == 0
    assert "org:Organization, m8g:PublicOrganisation ;" in (tmp_path / "a.ttl").read_text(encoding="utf-8")
    assert run("export", saved, "-f", "nq", "--cpov").err.startswith("kg: --cpov goes with -f ttl")


def test_converting_there_and_back(saved: Path, tmp_path: Path, run: Run) -> None:
    run("export", saved, "-f", "nt", "-o", tmp_path / "a.nt")
    assert run("convert", tmp_path / "a.nt", "-f", "rdf", "-o", tmp_path / "a.rdf").code == 0
    assert run("convert", tmp_path / "a.rdf", "-f", "nt", "-o", tmp_path / "b.nt").code == 0
    first, second = (sorted((tmp_path / name).read_text(encoding="utf-8").splitlines()) for name in ("a.nt", "b.nt"))
    assert first == second


def test_a_store_is_made_and_asked(saved: Path, tmp_path: Path, run: Run) -> None:
    run("export", saved, "-f", "trig", "-o", tmp_path / "a.trig")
    made = run("load", tmp_path / "a.trig", tmp_path / "store")
    assert made.code == 0
    assert "triples" in made.err
    asked = run("query", tmp_path / "store", "SELECT (COUNT(*) AS ?n) { ?s a kg:Article }", "--csv")
    assert asked.out.split() == ["n", "3"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "graph.ttl", "-f", "gexf"), "graph.ttl: expected a folder of `kg build`"),
        (("export", "graph.json", "-f", "neo4j"), "neo4j is several files"),
        (("convert", "graph.json", "-f", "ttl"), "not an RDF file by its name"),
        (("convert", "missing.ttl", "-f", "nt"), "missing.ttl: no such file"),
        (("load", "graph.ttl"), "expected RDF files and then the folder"),
        (("load", "missing.ttl", "store"), "missing.ttl: no such file"),
    ],
)
def test_what_is_wrong_is_one_line_and_leaves_nothing(
    arguments: tuple[str, ...], said: str, saved: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(saved.parent)
    before = sorted(saved.parent.iterdir())
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert sorted(saved.parent.iterdir()) == before


def test_a_broken_file_leaves_no_half_converted_one(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b", encoding="utf-8")
    result = run("convert", tmp_path / "a.ttl", "-f", "nt", "-o", tmp_path / "a.nt")
    assert result.code == 2
    assert "line 2" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.ttl"]
