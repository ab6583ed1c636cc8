"""A store folder: loaded once, opened at once, and never half made."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import rdflib

from kg.errors import InputError, OutputError
from kg.rdf.query import Dataset
from kg.rdf.stores import open_store, write_store
from tests.conftest import Run


def test_a_store_answers_as_its_files_do(rich_turtle: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    count = write_store([rich_turtle], store)
    assert count == len(rdflib.Graph().parse(rich_turtle)) > 100
    query = "SELECT ?who ?whom { ?a kg:covers ?b . ?a skos:prefLabel ?who . ?b skos:prefLabel ?whom } ORDER BY ?who"
    with Dataset([store]) as stored, Dataset([rich_turtle]) as read:
        assert stored.ask(query) == read.ask(query)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rich.ttl", "store"]


@pytest.mark.timing
def test_a_store_opens_at_once(rich_turtle: Path, tmp_path: Path) -> None:
    write_store([rich_turtle], tmp_path / "store")
    start = time.perf_counter()
    open_store(tmp_path / "store")
    assert time.perf_counter() - start < 0.5


def test_two_may_read_one_store(rich_turtle: Path, tmp_path: Path) -> None:
    write_store([rich_turtle], tmp_path / "store")
    with Dataset([tmp_path / "store"]) as first, Dataset([tmp_path / "store"]) as second:
        assert first.ask("ASK { ?a kg:covers ?b }") == second.ask("ASK { ?a kg:covers ?b }")


def test_a_store_is_replaced_only_when_all_went_well(rich_turtle: Path, tmp_path: Path) -> None:
    store, broken = tmp_path / "store", tmp_path / "broken.ttl"
    count = write_store([rich_turtle], store)
    broken.write_text("<urn:a> <urn:b>", encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.ttl"):
        write_store([rich_turtle, broken], store)
    assert len(open_store(store)) == count
    broken.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    assert write_store([broken], store) == len(open_store(store)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.ttl", "rich.ttl", "store"]


def test_a_folder_with_something_else_is_left_alone(rich_turtle: Path, tmp_path: Path) -> None:
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("Dear …", encoding="utf-8")
    with pytest.raises(OutputError, match="holds something that is no store"):
        write_store([rich_turtle], other)
    with pytest.raises(InputError, match="a folder, but not one of `kg load`"):
        open_store(other)
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_a_store_of_another_version_says_so(rich_turtle: Path, tmp_path: Path, run: Run) -> None:
    store = tmp_path / "store"
    write_store([rich_turtle], store)
    (store / "kg-store.json").write_text(json.dumps({"version": 0}), encoding="utf-8")
    result = run("query", store, "ASK { ?s ?p ?o }")
    assert result.code == 2
    assert result.err == f"kg: {store}: a store of version 0, not 1; make it anew with `kg load`\n"


def test_a_damaged_store_says_so(rich_turtle: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    write_store([rich_turtle], store)
    (store / "oxigraph" / "CURRENT").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(InputError, match="cannot open the store"):
        open_store(store)


def test_an_empty_graph_makes_no_store(tmp_path: Path) -> None:
    empty = tmp_path / "graph.nt"
    empty.touch()
    with pytest.raises(InputError, match="an empty graph"):
        write_store([empty], tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nt"]
