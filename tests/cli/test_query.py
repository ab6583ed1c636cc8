"""`kg query`: what goes in, what comes out, and what is said when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from kg.rdf.turtle import write_turtle
from tests.conftest import Run

COVERS = "SELECT ?who ?whom { ?a kg:covers ?b . ?a skos:prefLabel ?who . ?b skos:prefLabel ?whom }"


@pytest.fixture
def turtle(small_graph: nx.MultiDiGraph[str], tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    with path.open("wb") as file:
        write_turtle(small_graph, file)
    return path


def test_a_table(turtle: Path, run: Run) -> None:
    result = run("query", turtle, COVERS)
    assert result.code == 0
    assert "│ 县委组织部 │ 沙湾乡 │" in result.out


def test_csv_and_json(turtle: Path, run: Run) -> None:
    assert run("query", turtle, COVERS, "--csv").out.splitlines() == ["who,whom", "县委组织部,沙湾乡"]
    rows = json.loads(run("query", turtle, COVERS, "--json").out)["results"]["bindings"]
    assert [row["whom"]["value"] for row in rows] == ["沙湾乡"]


def test_a_query_from_standard_input_and_from_a_file(turtle: Path, tmp_path: Path, run: Run) -> None:
    piped = run("query", turtle, "-", "--csv", stdin=COVERS.encode())
    (tmp_path / "covers.rq").write_text(COVERS, encoding="utf-8")
    filed = run("query", turtle, tmp_path / "covers.rq", "--csv")
    assert piped.out == filed.out == run("query", turtle, COVERS, "--csv").out


def test_a_question_by_its_name_with_a_parameter(turtle: Path, run: Run) -> None:
    found = run("query", turtle, "who-covers", "--param", "place=沙湾", "--csv").out
    assert found.count("沙湾乡") >= 2
    assert run("query", turtle, "who-covers", "--param", "place=颍东区", "--csv").out.count("\n") == 1


def test_without_a_graph_the_one_of_the_build_is_asked(
    turtle: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "exports").mkdir()
    turtle.rename(tmp_path / "exports" / "graph.ttl")
    monkeypatch.chdir(tmp_path)
    assert "沙湾乡" in run("query", "who-covers", "--csv").out


def test_several_files_are_one_graph(turtle: Path, tmp_path: Path, run: Run) -> None:
    more = tmp_path / "more.nt"
    more.write_text("<urn:a> <https://w3id.org/orgkg/schema#covers> <urn:b> .\n", encoding="utf-8")
    query = "SELECT (COUNT(*) AS ?n) { ?a kg:covers ?b }"
    assert run("query", turtle, more, query, "--csv").out.split() == ["n", "2"]


def test_truths_and_graphs(turtle: Path, run: Run) -> None:
    assert run("query", turtle, "ASK { ?a kg:covers ?b }").out == "yes\n"
    assert run("query", turtle, "ASK { ?a kg:funds ?b }").out == "no\n"
    built = run("query", turtle, "CONSTRUCT { ?b kg:coveredBy ?a } WHERE { ?a kg:covers ?b }", "-f", "nt").out
    assert built.split()[1] == "<https://w3id.org/orgkg/schema#coveredBy>"


def test_the_list_of_questions_in_both_languages(run: Run) -> None:
    assert "Who covers what" in run("query", "--list").out
    assert "谁包保谁" in run("query", "--list", "--lang", "zh").out


def test_what_is_left_out_is_told(turtle: Path, run: Run) -> None:
    result = run("query", turtle, "SELECT * { ?s ?p ?o }", "--limit", "3", "--csv")
    assert (result.code, result.out.count("\n")) == (0, 4)
    assert result.err == "kg: only the first 3 rows are shown; --limit shows more\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no query given"),
        (("who-cover",), "did you mean who-covers?"),
        (("SELECT ?x { ?x ?y }",), "line 1, column 19: '}': unexpected here"),
        (("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }",), "line 1, column 12: 'SERVICE': refused"),
        (("who-covers", "--param", "place"), "--param place: expected NAME=TEXT"),
        (("who-covers", "--param", "x=y"), "no parameter 'x'; it has place"),
        (("missing.rq",), "missing.rq: cannot read"),
        (("ASK { ?a ?b ?c }", "-f", "csv"), "cannot be written as csv"),
        (
            ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l", "--timeout", "0.2"),
            "stopped after 0.2 seconds",
        ),
    ],
)
def test_what_is_wrong_is_one_line(arguments: tuple[str, ...], said: str, turtle: Path, run: Run) -> None:
    result = run("query", *([turtle] if arguments else []), *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1
