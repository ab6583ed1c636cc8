"""Answers in SPARQL's result formats, as the standard's own tests have them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import QueryError
from kg.rdf.answers import TRIPLE, Answer, Cell
from kg.rdf.engines import open_engine
from kg.rdf.results import GRAPH_FORMATS, formatted
from tests.conftest import SHARED
from tests.rdf.conftest import by_rdflib

SUITE = SHARED / "w3c" / "sparql" / "sparql11"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
ROWS = Answer(
    "rows",
    ("name", "count", "quote"),
    (
        (
            Cell("literal", '县委"组织"部', "zh-hans"),
            Cell("literal", "286", None, INTEGER),
            Cell("literal", "一,\n二\t\\"),
        ),
        (Cell("uri", "urn:a&b"), None, Cell("bnode", "b0")),
    ),
)
YES = Answer("truth", truth=True)
GRAPH = Answer("graph", TRIPLE, ((Cell("uri", "urn:a"), Cell("uri", "urn:x:b"), Cell("literal", "7", None, INTEGER)),))

shared = pytest.mark.skipif(not SUITE.exists(), reason="the W3C test suite is not part of the repository")


def test_json() -> None:
    data = json.loads(formatted(ROWS, "json"))
    assert data["head"] == {"vars": ["name", "count", "quote"]}
    assert data["results"]["bindings"][0]["name"] == {"type": "literal", "value": '县委"组织"部', "xml:lang": "zh-hans"}
    assert data["results"]["bindings"][1] == {
        "name": {"type": "uri", "value": "urn:a&b"},
        "quote": {"type": "bnode", "value": "b0"},
    }


@pytest.mark.parametrize(("form", "kind"), [("json", "JSON"), ("xml", "XML"), ("tsv", "TSV")])
def test_another_engine_reads_the_rows_back(form: str, kind: str) -> None:
    read = ox.parse_query_results(formatted(ROWS, form), format=getattr(ox.QueryResultsFormat, kind))
    assert isinstance(read, ox.QuerySolutions)
    first, second = list(read)
    assert [first["name"], first["count"], first["quote"]] == [
        ox.Literal('县委"组织"部', language="zh-hans"),
        ox.Literal(286),
        ox.Literal("一,\n二\t\\"),
    ]
    assert (second["name"], second["count"]) == (ox.NamedNode("urn:a&b"), None)
    assert isinstance(second["quote"], ox.BlankNode)


@pytest.mark.parametrize(("form", "kind"), [("json", "JSON"), ("xml", "XML")])
def test_another_engine_reads_a_truth_back(form: str, kind: str) -> None:
    read = ox.parse_query_results(formatted(YES, form), format=getattr(ox.QueryResultsFormat, kind))
    assert isinstance(read, ox.QueryBoolean)
    assert bool(read)


@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_a_graph_is_rdf(form: str, name: str) -> None:
    assert form in GRAPH_FORMATS
    read = by_rdflib(formatted(GRAPH, form).encode(), name)
    assert set(read) == {(rdflib.URIRef("urn:a"), rdflib.URIRef("urn:x:b"), rdflib.Literal(7))}


@pytest.mark.parametrize(("answer", "form"), [(ROWS, "ttl"), (YES, "csv"), (YES, "nt")])
def test_what_does_not_fit_is_refused_with_what_does(answer: Answer, form: str) -> None:
    with pytest.raises(QueryError, match=f"cannot be written as {form}; take one of json, xml"):
        formatted(answer, form)


def answered(query: Path, data: Path) -> Answer:
    return open_engine("oxigraph", [data])(query.read_text(encoding="utf-8"), 1000)


@shared
@pytest.mark.shared
@pytest.mark.parametrize(("number", "data"), [("01", "data"), ("02", "data"), ("03", "data2")])
def test_the_standards_csv(number: str, data: str) -> None:
    folder = SUITE / "csv-tsv-res"
    query = folder / ("csvtsv01.rq" if number == "03" else f"csvtsv{number}.rq")
    mine = formatted(answered(query, folder / f"{data}.ttl"), "csv").replace("1000000", "1.0E6")
    theirs = (folder / f"csvtsv{number}.csv").read_text(encoding="utf-8")
    blank = re.compile(r"_:\w+")
    assert list(csv.reader(io.StringIO(blank.sub("_:", mine)))) == list(
        csv.reader(io.StringIO(blank.sub("_:", theirs)))
    )


@shared
@pytest.mark.shared
@pytest.mark.parametrize("number", ["01", "02", "03", "04"])
def test_the_standards_json(number: str) -> None:
    folder = SUITE / "json-res"
    mine = formatted(answered(folder / f"jsonres{number}.rq", folder / "data.ttl"), "json")
    theirs = json.loads((folder / f"jsonres{number}.srj").read_text(encoding="utf-8"))
    data = json.loads(mine)
    if "boolean" in theirs:
        assert data["boolean"] == theirs["boolean"]
        return

    def key(row: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
        return sorted((name, "" if term["type"] == "bnode" else term["value"]) for name, term in row.items())

    assert sorted(data["head"]["vars"]) == sorted(theirs["head"]["vars"])
    assert sorted(map(key, data["results"]["bindings"])) == sorted(map(key, theirs["results"]["bindings"]))
    assert data["results"]["bindings"]
