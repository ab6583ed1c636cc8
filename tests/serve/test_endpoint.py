"""The endpoint: formats, statuses, and limits that are told and that hold."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.rdf.results import GRAPH_FORMATS
from kg.serve.formats import MEDIA_TYPES
from kg.serve.options import Options
from tests.serve.conftest import Response, Server, serving

FORM = {"content-type": "application/x-www-form-urlencoded"}
NAMES = "SELECT ?name { ?who a kg:Department ; skos:prefLabel ?name }"
EVERYTHING = "SELECT * { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"


def query(server: Server, text: str, accept: str | None = None, **more: str) -> Response:
    fields = "&".join(f"{name}={quote(value)}" for name, value in {"query": text, **more}.items())
    headers = {**FORM, **({"accept": accept} if accept else {})}
    return server.ask("/sparql", method="POST", headers=headers, body=fields.encode())


def triples(answer: Response, form: str) -> int:
    return len(list(ox.parse(answer.body, format=getattr(ox.RdfFormat, GRAPH_FORMATS[form]))))


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_comes_in_three_ways(server: Server, way: str) -> None:
    if way == "get":
        answer = server.ask(f"/sparql?query={quote(NAMES)}")
    elif way == "form":
        answer = query(server, NAMES)
    else:
        headers = {"content-type": "application/sparql-query; charset=UTF-8"}
        answer = server.ask("/sparql", method="POST", headers=headers, body=NAMES.encode())
    assert answer.status == 200
    [row] = json.loads(answer.body)["results"]["bindings"]
    assert row["name"]["value"] == "县委组织部"
    assert answer.headers["kg-count"] == "1"
    assert answer.headers["server-timing"].startswith("query;dur=")


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("asked", ["accept", "format"])
def test_a_table_comes_in_four_formats(server: Server, form: str, asked: str) -> None:
    media = MEDIA_TYPES[form].partition(";")[0]
    answer = query(server, NAMES, media) if asked == "accept" else query(server, NAMES, format=form)
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    assert answer.headers["vary"] == "accept"
    rows: dict[str, Callable[[str], str | None]] = {
        "json": lambda text: json.loads(text)["results"]["bindings"][0]["name"]["value"],
        "xml": lambda text: ElementTree.fromstring(text).findtext(".//{*}literal"),
        "csv": lambda text: list(csv.reader(io.StringIO(text)))[1][0],
        "tsv": lambda text: text.splitlines()[1].lower().removesuffix("@zh-hans").strip('"'),
    }
    assert rows[form](answer.text) == "县委组织部"


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_a_graph_comes_in_four_formats(server: Server, form: str) -> None:
    media = MEDIA_TYPES[form].partition(";")[0]
    answer = query(server, "CONSTRUCT { ?a kg:covers ?b } WHERE { ?a kg:covers ?b }", media)
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    assert triples(answer, form) == 1


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/*", "text/csv"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv;q=nonsense, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_the_client_gets_what_it_likes_best(server: Server, accept: str | None, media: str) -> None:
    assert query(server, NAMES, accept).headers["content-type"].partition(";")[0] == media


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (400, ("/sparql?query=SELEC", "GET", {}, None)),
        (400, ("/sparql?query=", "GET", {}, None)),
        (400, ("/sparql?query=%FF", "GET", {}, None)),
        (400, ("/sparql", "POST", FORM, b"")),
        (400, ("/sparql", "POST", FORM, b"query=ASK{}&query=ASK{}")),
        (400, ("/sparql", "POST", FORM, b"query=ASK{SERVICE <http://127.0.0.1:1/> {?s ?p ?o}}")),
        (400, ("/sparql", "POST", FORM, b"query=INSERT DATA { <urn:a> <urn:b> <urn:c> }")),
        (400, ("/sparql?query=ASK%7B%7D&default-graph-uri=%20%20", "GET", {}, None)),
        (400, ("/sparql?" + "a=1&" * 2000, "GET", {}, None)),
        (403, ("/sparql", "POST", FORM, b"update=DROP ALL")),
        (405, ("/sparql?query=ASK%7B%7D", "DELETE", {}, None)),
        (406, ("/sparql?query=ASK%7B%7D", "GET", {"accept": "image/png"}, None)),
        (406, ("/sparql?query=ASK%7B%7D", "GET", {"accept": "text/csv"}, None)),
        (406, ("/sparql", "GET", {"accept": "image/png"}, None)),
        (413, ("/sparql", "POST", FORM, b"query=" + b" " * (1 << 20))),
        (415, ("/sparql", "POST", {"content-type": "application/json"}, b"{}")),
        (415, ("/sparql", "POST", {"content-type": "application/sparql-query; charset=gb18030"}, b"ASK{}")),
        (400, ("/sparql", "POST", {"content-type": "application/sparql-query"}, "ASK{?s ?p '区'}".encode("gb18030"))),
    ],
)  # fmt: skip
def test_what_is_wrong_has_a_status_of_its_own(
    server: Server, status: int, sent: tuple[str, str, dict[str, str], bytes | None]
) -> None:
    path, method, headers, body = sent
    answer = server.ask(path, method=method, headers=headers, body=body)
    assert answer.status == status
    if status != 405:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert len(answer.text.splitlines()) == 1
    else:
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_a_fault_is_told_with_its_place(server: Server) -> None:
    answer = query(server, "SELECT *\nWHERE { ?s skosx:prefLabel ?o }")
    assert answer.text == "line 2, column 12: 'skosx:prefLabel': the prefix skosx: is not declared\n"


def test_a_browser_that_opens_the_endpoint_is_sent_to_the_page_of_queries(server: Server) -> None:
    answer = server.ask("/sparql", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status, answer.headers["location"]) == (303, "/query")


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_are_capped_and_the_answer_says_so(server: Server, form: str) -> None:
    answer = query(server, EVERYTHING, format=form)
    assert answer.status == 200
    note = "cut off by rows: only the first 50 are here; there are more"
    assert answer.headers["kg-note"] == note
    assert answer.headers["kg-count"] == "50"
    if form == "json":
        data = json.loads(answer.body)
        assert (data["note"], len(data["results"]["bindings"])) == (note, 50)
    elif form == "xml":
        assert f"<!-- {note} -->" in answer.text
        assert len(ElementTree.fromstring(answer.text).findall(".//{*}result")) == 50
    else:
        assert len(answer.text.splitlines()) == 51


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_a_graph_that_is_cut_off_says_so_and_can_be_read(server: Server, form: str) -> None:
    answer = query(server, "CONSTRUCT WHERE { ?s ?p ?o }", format=form)
    note = "cut off by rows: only the first 50 are here; there are more"
    assert answer.headers["kg-note"] == note
    assert (note in answer.text) == (form != "jsonld")
    assert triples(answer, form) == 50


def test_bytes_are_capped_and_the_answer_says_so(server: Server) -> None:
    long = "SELECT ?n (CONCAT(?t, ?t, ?t, ?t) AS ?much) { VALUES ?n { 1 2 3 4 5 6 7 8 9 } BIND('%s' AS ?t) }" % (
        "长" * 500
    )
    answer = query(server, long)
    assert answer.status == 200
    assert len(answer.body) <= 20_000
    assert answer.headers["kg-note"].startswith("cut off by size: only the first ")
    assert 0 < len(json.loads(answer.body)["results"]["bindings"]) < 9


def test_one_value_that_is_too_large_is_left_out_and_told(server: Server) -> None:
    answer = query(server, "SELECT ('%s' AS ?t) {}" % ("x" * 30_000))
    assert json.loads(answer.body)["results"]["bindings"] == []
    assert answer.headers["kg-note"] == "cut off by size: only the first 0 are here; there are more"


def test_a_whole_answer_has_no_note(server: Server) -> None:
    answer = query(server, NAMES)
    assert "kg-note" not in answer.headers
    assert "note" not in json.loads(answer.body)


@pytest.mark.timing
@pytest.mark.parametrize(
    "text",
    [
        ENDLESS,
        "SELECT * { ?s ?p ?o . ?t ?q ?u . ?v ?r ?w FILTER(REGEX(CONCAT(?o, ?u, ?w), '^(([a-z])+.)+[A-Z]([a-z])+$')) }",
        "SELECT (MAX(STRLEN(REPLACE('%s', '(x+x+)+y', 'z'))) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }" % ("x" * 5000),
        "SELECT (COUNT(*) AS ?n) { ?a (<urn:p>|!<urn:p>)* ?b . ?c (<urn:p>|!<urn:p>)* ?d . ?e !<urn:p>* ?f }",
    ],
    ids=["cross product", "regex", "replace", "paths"],
)
def test_a_query_without_end_is_stopped_in_time_and_the_next_is_answered(server: Server, text: str) -> None:
    started = time.monotonic()
    answer = query(server, text)
    assert (answer.status, answer.text) == (504, "stopped after 1 s; ask for less, or serve with --timeout\n")
    assert time.monotonic() - started < 3
    assert query(server, NAMES).status == 200


@pytest.mark.timing
def test_beyond_the_limit_of_queries_the_answer_is_quick_and_pages_are_answered(made: Path) -> None:
    with serving(made, Options(timeout=1.5, workers=1, waiting=1)) as server:
        answers: list[Response] = []
        asking = [threading.Thread(target=lambda: answers.append(query(server, ENDLESS))) for _ in range(6)]
        for thread in asking:
            thread.start()
        time.sleep(0.5)
        started = time.monotonic()
        refused = query(server, NAMES)
        page = server.ask("/")
        assert time.monotonic() - started < 1
        assert (refused.status, refused.headers["retry-after"], page.status) == (503, "2", 200)
        for thread in asking:
            thread.join()
        assert sorted(answer.status for answer in answers) == [503, 503, 503, 503, 504, 504]
        assert query(server, NAMES).status == 200


def test_a_client_that_goes_away_takes_its_query_with_it(made: Path) -> None:
    with serving(made, Options(timeout=60, workers=1, waiting=0)) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(
                f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
            )
            time.sleep(1)
        deadline = time.monotonic() + 10
        while (answer := query(server, NAMES)).status == 503:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert answer.status == 200


def test_a_query_that_wants_all_memory_breaks_only_itself(made: Path, caplog: pytest.LogCaptureFixture) -> None:
    ten_times = " ".join(f"BIND(CONCAT({', '.join([f'?a{n}'] * 10)}) AS ?a{n + 1})" for n in range(9))
    hungry = f"SELECT (STRLEN(?a9) AS ?n) {{ BIND('0123456789' AS ?a0) {ten_times} }}"  # a text of 10 GB
    with serving(made, Options(timeout=60, workers=1, memory=150_000_000)) as server:
        for _ in range(3):
            answer = query(server, hungry)
            assert answer.status == 500
            assert "memory" in answer.text
            assert query(server, NAMES).status == 200
    assert caplog.messages == []


def test_a_process_that_is_killed_is_replaced(server: Server) -> None:
    for process in list(server.site.workers._processes):
        process.kill()
    statuses = [query(server, NAMES).status for _ in range(6)]
    assert statuses[-1] == 200
    assert set(statuses) <= {200, 500}
