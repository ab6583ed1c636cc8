"""The W3C's tests of the SPARQL 1.1 Protocol, the service description and the formats of results, on a real server.

What is served here is only read: the tests of updates are taken from the same manifest, and each must be refused.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection

from kg.rdf.stores import write_store
from kg.serve.options import Options
from kg.serve.site import CACHE
from tests.conftest import SHARED
from tests.serve.conftest import Response, Server, serving

W3C = SHARED / "w3c" / "sparql" / "sparql11"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/{}.rdf"

pytestmark = pytest.mark.skipif(not W3C.is_dir(), reason="the W3C's tests are not part of the repository")


def entries(kind: str) -> list[str]:
    """Return the names of the tests of a manifest."""
    if not W3C.is_dir():
        return []
    graph = rdflib.Graph().parse(W3C / kind / "manifest.ttl")
    return [str(entry).rpartition("#")[2] for entry in Collection(graph, next(graph.objects(None, MF.entries)))]


def requests(name: str) -> Iterator[tuple[dict[str, Any], rdflib.Graph, Any]]:
    """Yield the requests of a protocol test, each with its manifest and the node of the answer it expects."""
    graph = rdflib.Graph().parse(W3C / "protocol" / "manifest.ttl")
    [test] = [s for s in graph.subjects(MF.action) if str(s).endswith(f"#{name}")]
    action = graph.value(test, MF.action)
    sequence = graph.value(action, HT.requests)
    assert sequence is not None
    for request in Collection(graph, sequence):
        headers = graph.value(request, HT.headers)
        fields = list(Collection(graph, headers)) if headers else []
        body = graph.value(request, HT.body)
        encoding = str(graph.value(body, CNT.characterEncoding) or "utf-8")
        yield (
            {
                "path": str(graph.value(request, HT.absolutePath)),
                "method": str(graph.value(request, HT.methodName)),
                "headers": {
                    str(graph.value(f, HT.fieldName)).lower(): str(graph.value(f, HT.fieldValue)) for f in fields
                },
                "body": str(graph.value(body, CNT.chars)).encode(encoding) if body else None,
            },
            graph,
            graph.value(request, HT.resp),
        )


@pytest.fixture(scope="module")
def w3c(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the graphs that the protocol tests expect."""
    folder = tmp_path_factory.mktemp("w3c")
    exports = Path(shutil.copytree(made, folder / "exports"))
    quads = []
    for name in ("data1", "data2", "data3"):
        graph = ox.NamedNode(DATA.format(name))
        parsed = ox.parse((W3C / "protocol" / f"{name}.nt").read_bytes(), format=ox.RdfFormat.N_TRIPLES)
        quads += [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed]
    ox.serialize(quads, folder / "data.nq", format=ox.RdfFormat.N_QUADS)
    [edition] = [path for path in (exports / CACHE).iterdir() if path.is_dir()]
    write_store([folder / "data.nq"], edition / "store")
    with serving(exports, Options(workers=2)) as server:
        yield server


QUERIES = [name for name in entries("protocol") if not name.startswith("update")]
UPDATES = [name for name in entries("protocol") if name.startswith("update")]


def test_all_of_the_manifest_is_run() -> None:
    assert (len(QUERIES), len(UPDATES)) == (27, 7)


@pytest.mark.parametrize("name", QUERIES)
def test_a_request_of_the_protocol_is_answered_as_the_standard_says(name: str, w3c: Server) -> None:
    for request, graph, expected in requests(name):
        answer = w3c.ask(**request)
        statuses = {str(status).rpartition("#StatusCode")[2] for status in graph.objects(expected, MF.expectedStatus)}
        assert f"{answer.status // 100}xx" in statuses, answer.text
        form = graph.value(expected, MF.expectedFormat)
        if form is not None:
            assert answer.headers["content-type"].partition(";")[0] in FORMATS[str(form)]
        truth = graph.value(expected, MF.expectedBoolean)
        if truth is not None:
            assert json.loads(answer.body)["boolean"] is (str(truth) == "true")


FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_is_forbidden_and_changes_nothing(name: str, w3c: Server) -> None:
    update, *_ = requests(name)
    answer = w3c.ask(**update[0])
    assert (answer.status, answer.text) == (403, "updates are refused: what is served here is only read\n")
    count = w3c.ask("/sparql?query=SELECT(COUNT(*)AS%20?n)%7BGRAPH%20?g%7B?s%20?p%20?o%7D%7D&format=csv")
    assert count.text == "n\r\n3\r\n"


@pytest.mark.parametrize("name", entries("service-description"))
@pytest.mark.parametrize("accept", [None, "text/turtle", "application/rdf+xml", "application/n-triples"])
def test_the_endpoint_describes_itself(name: str, accept: str | None, w3c: Server) -> None:
    answer = w3c.ask("/sparql", headers={"accept": accept} if accept else {})
    assert answer.status == 200
    if accept:
        assert answer.headers["content-type"].partition(";")[0] == accept
    graph = rdflib.Graph().parse(data=answer.body, format=answer.headers["content-type"].partition(";")[0])
    sd, rdf = rdflib.Namespace(SD), rdflib.RDF
    if name == "has-endpoint-triple":
        assert list(graph.objects(None, sd.endpoint)) == [rdflib.URIRef(f"{w3c.address}/sparql")]
    elif name == "conforms-to-schema":
        [service] = graph.subjects(rdf.type, sd.Service)
        assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
        assert set(graph.predicates()) - {rdf.type, rdflib.RDFS.label} <= {sd[local] for local in SD_TERMS}
    else:
        assert name == "returns-rdf"
        assert len(graph) > 5


SD = "http://www.w3.org/ns/sparql-service-description#"
SD_TERMS = ("endpoint", "supportedLanguage", "resultFormat", "feature", "defaultDataset", "defaultGraph")

RESULTS = [
    ("json-res", "jsonres01", "jsonres01.srj", "data.ttl", "json"),
    ("json-res", "jsonres02", "jsonres02.srj", "data.ttl", "json"),
    ("json-res", "jsonres03", "jsonres03.srj", "data.ttl", "json"),
    ("json-res", "jsonres04", "jsonres04.srj", "data.ttl", "json"),
    *(
        ("csv-tsv-res", query, f"csvtsv{number}.{form}", data, form)
        for form in ("csv", "tsv")
        for number, query, data in (
            ("01", "csvtsv01", "data.ttl"),
            ("02", "csvtsv02", "data.ttl"),
            ("03", "csvtsv01", "data2.ttl"),
        )
    ),
]


@pytest.fixture(scope="module")
def formats(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Path, Server]]:
    """Servers of the data of the result-format tests, by file; each is started when it is first needed."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        servers = {}
        for data in sorted({W3C / folder / data for folder, _, _, data, _ in RESULTS}):
            exports = Path(shutil.copytree(made, tmp_path_factory.mktemp("formats") / "exports"))
            [edition] = [path for path in (exports / CACHE).iterdir() if path.is_dir()]
            write_store([data], edition / "store")
            servers[data] = stack.enter_context(serving(exports, Options(workers=1)))
        yield servers


def test_every_result_format_test_is_run() -> None:
    assert len(RESULTS) == len(entries("json-res")) + len(entries("csv-tsv-res"))


@pytest.mark.parametrize("case", RESULTS, ids=lambda case: case[2])
def test_results_are_written_as_the_standard_says(
    case: tuple[str, str, str, str, str], formats: dict[Path, Server]
) -> None:
    folder, query, result, data, form = case
    answer = formats[W3C / folder / data].ask(
        "/sparql",
        method="POST",
        headers={"content-type": "application/sparql-query", "accept": MEDIA[form]},
        body=(W3C / folder / f"{query}.rq").read_bytes(),
    )
    assert answer.status == 200
    expected = (W3C / folder / result).read_text(encoding="utf-8")
    assert comparable(answer, form) == comparable(Response(200, {}, expected.encode()), form)


MEDIA = {"json": "application/sparql-results+json", "csv": "text/csv", "tsv": "text/tab-separated-values"}


def comparable(answer: Response, form: str) -> Any:
    """Return an answer as what does not depend on the order of rows, nor on the names of blank nodes or of numbers."""
    if form == "json":
        data = json.loads(answer.body)
        if "boolean" in data:
            return data["boolean"]
        rows = [{name: anonymous(term) for name, term in row.items()} for row in data["results"]["bindings"]]
        return data["head"]["vars"], sorted(rows, key=json.dumps)
    lines = list(csv.reader(io.StringIO(answer.text), delimiter="," if form == "csv" else "\t", quoting=QUOTING[form]))
    return lines[0], sorted([plain(cell, form) for cell in line] for line in lines[1:])


QUOTING: dict[str, Any] = {"csv": csv.QUOTE_MINIMAL, "tsv": csv.QUOTE_NONE}


def anonymous(term: dict[str, str]) -> dict[str, str]:
    return {**term, "value": "_"} if term["type"] == "bnode" else term


def plain(cell: str, form: str) -> str:
    """Return a cell with blank nodes alike, and a number by its value.

    That is how Oxigraph's store keeps numbers: 1.0e6 is 1000000, and an xsd:negativeInteger is an integer.
    """
    if cell.startswith("_:"):
        return "_:"
    if form == "tsv" and cell and not cell.startswith("<"):
        [quad] = ox.parse(f"<urn:s> <urn:p> {cell} .".encode(), format=ox.RdfFormat.TURTLE)
        assert isinstance(quad.object, ox.Literal)
        if NUMBER.search(quad.object.datatype.value):
            return repr(float(quad.object.value))
        return str(quad.object)
    try:
        return repr(float(cell))
    except ValueError:
        return cell


NUMBER = re.compile(r"XMLSchema#(double|decimal|\w*[iI]nteger)$")
