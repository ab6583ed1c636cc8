"""Clients that others wrote ask the endpoint: SPARQLWrapper, rdflib's SPARQLStore, and Rasqal's command line."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, TSV, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.rdf.catalogue import questions
from kg.schema import load_schema
from tests.serve.conftest import Server

NAMES = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX kg: <https://w3id.org/orgkg/schema#>
SELECT ?name { ?who a kg:Department ; skos:prefLabel ?name }"""
COVERS = """PREFIX kg: <https://w3id.org/orgkg/schema#> CONSTRUCT WHERE { ?a kg:covers ?b }"""


def wrapper(server: Server, query: str, form: str) -> Any:
    client = SPARQLWrapper(f"{server.address}/sparql", returnFormat=form)
    client.setQuery(query)
    return client


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("way", ["urlencoded", POSTDIRECTLY])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_gets_rows(server: Server, method: str, way: str, form: str) -> None:
    client = wrapper(server, NAMES, form)
    client.setMethod(method)
    client.setRequestMethod(way)
    found = client.queryAndConvert()
    if form == JSON:
        assert [row["name"]["value"] for row in found["results"]["bindings"]] == ["县委组织部"]
    elif form == XML:
        assert "县委组织部" in found.toxml()
    else:
        assert "县委组织部" in found.decode()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper makes one
@pytest.mark.parametrize("form", [N3, RDFXML, "json-ld", "turtle"])
def test_sparqlwrapper_gets_graphs(server: Server, form: str) -> None:
    found = wrapper(server, COVERS, form).queryAndConvert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert len(graph) == 1


def test_sparqlwrapper_is_told_what_is_wrong(server: Server) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, column 18"):
        wrapper(server, "SELECT * { ?s ?p }", JSON).query()


def test_rdflib_reads_the_endpoint_as_a_graph(server: Server) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.address}/sparql"))
    [row] = graph.query(NAMES)
    assert isinstance(row, rdflib.query.ResultRow)
    assert str(row["name"]) == "县委组织部"
    covers = rdflib.URIRef(load_schema().namespace + "covers")
    [(who, whom)] = graph.subject_objects(covers)
    assert (who, covers, whom) in graph
    assert len(graph.query(COVERS)) == 1


@pytest.mark.parametrize("name", questions())
def test_sparqlwrapper_asks_every_question(server: Server, name: str) -> None:
    found = wrapper(server, questions()[name].text, JSON).queryAndConvert()
    assert found["head"]["vars"]


@pytest.mark.skipif(shutil.which("roqet") is None, reason="Debian's rasqal-utils is not installed")
def test_rasqal_gets_rows_and_truths(server: Server) -> None:
    def roqet(query: str) -> str:
        command = ["roqet", "-q", "-p", f"{server.address}/sparql", "-r", "csv", "-e", query]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout

    assert [row[-1] for row in csv.reader(io.StringIO(roqet(NAMES)))][-1] == "县委组织部"
