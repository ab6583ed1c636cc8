"""Asking: two engines that answer the same, limits that hold, and nothing but the given data within reach."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.errors import InputError, QueryError
from kg.rdf.catalogue import question, questions, with_parameters
from kg.rdf.engines import Engine
from kg.rdf.query import Dataset
from kg.rdf.turtle import write_trig
from tests.rdf.conftest import written

if TYPE_CHECKING:
    from kg.rdf.answers import Answer

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(params=["oxigraph", "rdflib"])
def engine(request: pytest.FixtureRequest) -> Engine:
    name: Engine = request.param
    return name


@pytest.fixture
def dataset(turtle: Path, engine: Engine) -> Iterator[Dataset]:
    with Dataset([turtle], engine=engine) as opened:
        yield opened


@contextmanager
def listening() -> Iterator[tuple[str, threading.Event]]:
    """Give the address of a server on this machine, and an event that tells whether anyone called."""
    called = threading.Event()

    def accept(server: socket.socket) -> None:
        with suppress(OSError):  # closed before anyone called
            server.accept()
            called.set()

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        threading.Thread(target=accept, args=(server,), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/graph.ttl", called


def texts(answer: Answer) -> list[tuple[str, ...]]:
    return [tuple("" if cell is None else cell.value for cell in row) for row in answer.rows]


def test_who_covers_what_with_counts_and_quotes(dataset: Dataset) -> None:
    rows = texts(dataset.ask(question("who-covers").text))
    assert rows == [
        ("县委组织部", "沙湾乡", "", "", "required", "", "县委组织部须包保沙湾乡"),
        ("县委组织部", "沙湾乡", "", "", "asserted", "=HYPERLINK(沙湾)", "县委组织部包保|沙湾乡"),
    ]


def test_who_was_dispatched_where(dataset: Dataset) -> None:
    [row] = texts(dataset.ask(question("dispatches").text))
    assert row[:5] == ("县委组织部", "党员干部", "286", "沙湾乡", "asserted")


def test_a_parameter_narrows_a_question(dataset: Dataset) -> None:
    text = question("who-covers").text
    assert len(dataset.ask(with_parameters(text, {"place": "沙湾"})).rows) == 2
    assert len(dataset.ask(with_parameters(text, {"place": "HYPERLINK"})).rows) == 1
    assert not dataset.ask(with_parameters(text, {"place": '" ) } # \\'})).rows


def test_both_engines_answer_every_question_alike(rich_turtle: Path, placed_turtle: Path) -> None:
    names = {"head": "县委组织部", "tail": "沙湾乡", "relation": "covers", "name": "县委组织部"}
    empty = set()
    files = [rich_turtle, placed_turtle]
    with Dataset(files) as fast, Dataset(files, engine="rdflib") as slow:
        for known in questions().values():
            chosen = {p.name: names[p.name] for p in known.parameters if p.default}
            text = with_parameters(known.text, chosen)
            answer = fast.ask(text)
            assert answer == slow.ask(text), known.name
            if not answer.rows:
                empty.add(known.name)
    assert empty == set()  # an empty answer is easily the same


def test_what_names_and_places_tell_can_be_walked(placed_turtle: Path) -> None:
    with Dataset([placed_turtle]) as data:
        rows = data.ask(questions()["line"].text).rows
        assert [[cell.value for cell in row if cell] for row in rows] == [["阜阳市颍东区委组织部", "阜阳市委组织部"]]
        query = with_parameters(questions()["by-place"].text, {"place": "安徽省"})
        found = {cell.value for row in data.ask(query).rows if (cell := row[2])}
        assert found == {"阜阳市颍东区委", "阜阳市颍东区委组织部", "阜阳市委组织部"}
        assert data.ask("ASK { ?s rdf:predicate kg:organOf }").truth is False


def test_named_graphs_are_asked_together_unless_the_query_chooses(
    rich_graph: nx.MultiDiGraph[str], rich_turtle: Path, tmp_path: Path, engine: Engine
) -> None:
    path = tmp_path / "graph.trig"
    path.write_bytes(written(write_trig, rich_graph))
    with Dataset([rich_turtle], engine=engine) as merged, Dataset([path], engine=engine) as split:
        for known in questions().values():
            assert merged.ask(known.text) == split.ask(known.text), known.name
        [(article,)] = texts(split.ask("SELECT ?x { ?x dct:identifier 'notice' }"))
        for clause, found in (("FROM", False), ("FROM NAMED", False), ("", True)):
            source = f"{clause} <{article}>" if clause else ""
            assert split.ask(f"ASK {source} {{ ?a kg:covers ?b }}").truth == found


def test_every_kind_of_query_has_an_answer(dataset: Dataset) -> None:
    assert dataset.ask("ASK { ?a kg:covers ?b }").truth
    assert not dataset.ask("ASK { ?a kg:funds ?b }").truth
    built = dataset.ask("CONSTRUCT { ?b kg:coveredBy ?a } WHERE { ?a kg:covers ?b }")
    assert (built.kind, len(built.rows)) == ("graph", 1)
    described = dataset.ask("DESCRIBE ?a { ?a kg:covers ?b }")
    assert described.columns == ("subject", "predicate", "object")
    assert len(described.rows) > 5


def test_an_answer_is_cut_off_visibly(dataset: Dataset) -> None:
    cut = dataset.ask("SELECT * { ?s ?p ?o }", limit=7)
    assert (len(cut.rows), cut.truncated) == (7, True)
    whole = dataset.ask("SELECT * { ?s a kg:Article }", limit=3)
    assert (len(whole.rows), whole.truncated) == (3, False)
    assert dataset.ask("CONSTRUCT WHERE { ?s ?p ?o }", limit=7).truncated


@pytest.mark.timing
def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_answered(dataset: Dataset) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0\.5 seconds"):
        dataset.ask(ENDLESS, timeout=0.5)
    assert time.monotonic() - start < 3
    assert dataset.ask("ASK { ?a kg:covers ?b }").truth


def test_the_folder_in_which_it_is_asked_does_not_matter(
    turtle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "__init__.py").write_text("raise SystemExit('another kg')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Dataset([turtle]) as dataset:
        assert dataset.ask("ASK { ?a kg:covers ?b }").truth


def test_the_stopped_process_is_gone(turtle: Path) -> None:
    with Dataset([turtle]) as dataset:
        process = dataset._process
        assert process is not None
        with pytest.raises(QueryError, match="stopped"):
            dataset.ask(ENDLESS, timeout=0.2)
        assert process.poll() is not None


def test_a_query_that_breaks_the_engine_is_an_error(turtle: Path) -> None:
    deep = "SELECT * { ?s ?p ?o FILTER(" + "(" * 200_000 + "1" + ")" * 200_000 + ") }"
    with Dataset([turtle]) as dataset:
        with pytest.raises(QueryError):
            dataset.ask(deep)
        assert dataset.ask("ASK { ?a kg:covers ?b }").truth


def test_from_reads_neither_files_nor_addresses(dataset: Dataset, turtle: Path) -> None:
    with listening() as (address, called):
        for source in (turtle.as_uri(), address):
            assert not dataset.ask(f"SELECT * FROM <{source}> {{ ?s ?p ?o }}").rows
            assert not dataset.ask(f"SELECT * FROM NAMED <{source}> {{ GRAPH ?g {{ ?s ?p ?o }} }}").rows
        assert not called.wait(0.2)


def test_the_process_that_answers_can_open_nothing(turtle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a call of a service to slip through, the operating system would refuse the connection."""
    from kg.rdf import query

    monkeypatch.setattr(query, "checked", lambda text: text)
    with listening() as (address, called), Dataset([turtle]) as dataset:
        with pytest.raises(QueryError, match="Too many open files"):
            dataset.ask(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
        assert not called.wait(0.2)


def test_what_cannot_be_read_is_said_at_once(tmp_path: Path, engine: Engine) -> None:
    broken = tmp_path / "graph.ttl"
    broken.write_text("@prefix kg: <https://w3id.org/orgkg/schema#> .\n<urn:a> kg:covers <urn:", encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.ttl: .*line 2"):
        Dataset([broken], engine=engine)


def test_an_empty_graph_is_an_error(tmp_path: Path, engine: Engine) -> None:
    empty = tmp_path / "graph.ttl"
    empty.write_text("@prefix kg: <https://w3id.org/orgkg/schema#> .\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.ttl: an empty graph"):
        Dataset([empty], engine=engine)
