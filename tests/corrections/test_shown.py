"""What people have checked is shown as such by every export."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from kg.corrections.apply import apply
from kg.corrections.view import View
from kg.graph import build_graph
from kg.html.arrangement import arrange
from kg.html.network import build_network
from kg.model import Article
from kg.rdf.turtle import write_turtle
from kg.rdf.validation import validate
from kg.tables.comma_separated import write_entities, write_relations
from kg.tables.graphml import write_graphml
from kg.tables.node_link import write_node_link
from tests.corrections.conftest import Say, end, stated

if TYPE_CHECKING:
    import networkx as nx

BY = ("李四", "2026-01-31T08:30:00.000Z")


@pytest.fixture
def graph(article: Article, view: View, say: Say) -> nx.MultiDiGraph[str]:
    """The article with a confirmed statement, an added one, and an entity that was given another name."""
    guides = stated(view, "guides")
    records = [
        say("right", statement=stated(view, "covers")),
        say("add", statement={**guides, "type": "covers"}),
        say("entity-edit", entity=end(view, "县水利局"), type="Department", name="泗源县水利局"),
    ]
    corrected = apply(article, records)
    assert corrected.idle == {}
    return build_graph([corrected.article], program="0", rules="0")


def test_turtle_says_who_has_curated_what_in_terms_of_pav(graph: nx.MultiDiGraph[str]) -> None:
    file = io.BytesIO()
    write_turtle(graph, file)
    store = pyoxigraph.Store()
    store.load(file.getvalue(), pyoxigraph.RdfFormat.TURTLE)
    query = """
        PREFIX kg: <https://w3id.org/orgkg/schema#> PREFIX pav: <http://purl.org/pav/>
        PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?what ?verdict ?rule ?name WHERE {
          ?thing kg:verdict ?verdict ; pav:curatedBy/foaf:name ?name ; pav:curatedOn ?at .
          OPTIONAL { ?thing rdf:predicate ?property ; kg:rule ?rule } BIND (COALESCE(?property, "entity") AS ?what)
        } ORDER BY ?what ?verdict"""
    rows = store.query(query)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    found = [tuple("" if cell is None else cell.value.rpartition("#")[2] for cell in row) for row in rows]
    assert sorted(found) == [
        ("covers", "added", "corrected", "李四"),
        ("covers", "confirmed", "covers.assigned", "李四"),
        ("entity", "edited", "", "李四"),
    ]


def test_turtle_keeps_its_shapes(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    with (tmp_path / "graph.ttl").open("wb") as file:
        write_turtle(graph, file)
    assert validate([tmp_path / "graph.ttl"]) == []


def test_tables_have_columns_for_it(graph: nx.MultiDiGraph[str]) -> None:
    for write, expected in (
        (write_relations, ["added", "confirmed"]),
        (write_entities, ["edited"]),
    ):
        file = io.BytesIO()
        write(graph, file)
        rows = list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
        marked = [row for row in rows if row["verdict"]]
        assert {(row["reviewed_by"], row["reviewed_at"][:16]) for row in marked} == {("李四", "2026-01-31T08:30")}
        assert sorted(row["verdict"] for row in marked) == expected


def test_saved_graphs_keep_it(graph: nx.MultiDiGraph[str]) -> None:
    for write in (write_node_link, write_graphml):
        file = io.BytesIO()
        write(graph, file)
        assert "confirmed" in file.getvalue().decode()


def test_the_page_has_it_for_its_panel(graph: nx.MultiDiGraph[str]) -> None:
    network = build_network(graph, arrange(graph))
    pieces = [piece for edge in network.edges for piece in edge["evidence"]]
    assert sorted(piece[8][0] for piece in pieces if len(piece) > 7) == ["added", "confirmed"]
    [node] = [node for node in network.nodes if "review" in node]
    assert (node["name"], node["review"]) == ("泗源县水利局", ["edited", "李四", "2026-01-31"])
    assert json.dumps(network.nodes)
