"""The addresses of things: one that stays, a page for people, data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.rdf.results import GRAPH_FORMATS
from kg.serve.formats import MEDIA_TYPES
from kg.serve.things import iri
from tests.conftest import two_documents

if TYPE_CHECKING:
    from starlette.testclient import TestClient

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
GRAPH = two_documents()
[DEPARTMENT] = [i for i, node in GRAPH.nodes(data=True) if node["name"] == "县委组织部"]
[FIRST] = [i for i, d in GRAPH.graph["documents"].items() if d["name"] == "first"]


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        (BROWSER, f"/entity/{DEPARTMENT}"),
        ("*/*", f"/entity/{DEPARTMENT}"),
        ("text/turtle", f"/data/{DEPARTMENT}.ttl"),
        ("application/ld+json, text/html;q=0.5", f"/data/{DEPARTMENT}.jsonld"),
        ("application/rdf+xml", f"/data/{DEPARTMENT}.rdf"),
    ],
)
def test_the_address_that_stays_leads_to_what_the_client_takes(client: TestClient, accept: str, location: str) -> None:
    answer = client.get(f"/id/{DEPARTMENT}", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, location)
    assert answer.headers["vary"] == "accept"


@pytest.mark.parametrize("form", GRAPH_FORMATS)
@pytest.mark.parametrize("way", ["address", "accept"])
def test_an_entity_is_given_as_data_with_its_statements_and_their_words(
    client: TestClient, form: str, way: str
) -> None:
    media = MEDIA_TYPES[form].partition(";")[0]
    if way == "address":
        answer = client.get(f"/data/{DEPARTMENT}.{form}")
    else:
        answer = client.get(f"/entity/{DEPARTMENT}", headers={"accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    triples = list(ox.parse(answer.content, format=getattr(ox.RdfFormat, GRAPH_FORMATS[form])))
    assert iri(DEPARTMENT) in {getattr(t.subject, "value", "") for t in triples}
    quotes = {t.object.value for t in triples if t.predicate.value == "http://www.w3.org/ns/oa#exact"}
    assert {"县委组织部须包保沙湾乡", "县委组织部抽调286名党员干部"} <= quotes
    assert "286名党员干部奔赴沙湾乡" not in quotes  # a statement between two others


@pytest.mark.parametrize("path", [f"/entity/{DEPARTMENT}", f"/article/{FIRST}"])
def test_a_page_tells_where_its_data_are(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": BROWSER})
    assert answer.headers["content-type"].startswith("text/html")
    assert "accept" in answer.headers["vary"]
    ident = path.rpartition("/")[2]
    assert f'</data/{ident}.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["link"]
    assert client.get(f"/data/{ident}.ttl").status_code == 200


def test_an_article_is_given_with_what_it_states(client: TestClient) -> None:
    answer = client.get(f"/data/{FIRST}.nt")
    assert "286\\u540D" in answer.text or "286名党员干部奔赴沙湾乡" in answer.text


def test_a_statement_has_data_only(client: TestClient) -> None:
    answer = client.get(f"/data/{DEPARTMENT}.nt")
    statement = next(line for line in answer.text.splitlines() if "/id/st-" in line).split("/id/")[1].split(">")[0]
    answer = client.get(f"/id/{statement}", headers={"accept": BROWSER})
    assert answer.headers["location"].startswith(f"/data/{statement}.")
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/id/ent-0",
        "/id/x%3E%20%7D%20DROP",
        "/data/ent-0123456789abcdef.ttl",
        "/data/ent-0123456789abcdef%3E.ttl",
        "/data/ent-0123456789ABCDEF.ttl",
        "/data/ent-0123456789abcdef.exe",
        "/data/x.ttl",
        "/entity/ent-0123456789abcdef",
        "/article/doc-0123456789abcdef",
    ],
)
@pytest.mark.parametrize("accept", [BROWSER, "text/turtle"])
def test_what_is_not_there_is_told(client: TestClient, path: str, accept: str) -> None:
    assert client.get(path, headers={"accept": accept}).status_code == 404
