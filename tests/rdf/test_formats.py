"""Every RDF syntax says the same as the Turtle, by the word of two engines."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.errors import InputError
from kg.rdf.converting import SYNTAXES, convert, write_nquads, write_ntriples, write_rdf_xml
from kg.rdf.json_ld import write_json_ld
from kg.rdf.turtle import write_trig, write_turtle
from tests.rdf.conftest import PREFIXES, by_oxigraph, by_rdflib, written

Write: TypeAlias = "Callable[[nx.MultiDiGraph[str], BinaryIO], None]"
FORMATS: list[tuple[Write, str, ox.RdfFormat]] = [
    (write_trig, "trig", ox.RdfFormat.TRIG),
    (write_nquads, "nquads", ox.RdfFormat.N_QUADS),
    (write_ntriples, "nt", ox.RdfFormat.N_TRIPLES),
    (write_json_ld, "json-ld", ox.RdfFormat.JSON_LD),
    (write_rdf_xml, "xml", ox.RdfFormat.RDF_XML),
]


@pytest.mark.parametrize(("write", "name", "form"), FORMATS, ids=[name for _, name, _ in FORMATS])
def test_two_engines_read_what_the_turtle_says(
    write: Write, name: str, form: ox.RdfFormat, rich_graph: nx.MultiDiGraph[str]
) -> None:
    turtle = by_rdflib(written(write_turtle, rich_graph), "turtle")
    data = written(write, rich_graph)
    assert isomorphic(by_rdflib(data, name), turtle)
    assert isomorphic(by_oxigraph(data, form), turtle)
    assert written(write, rich_graph) == data


def test_n_quads_name_the_article_of_each_statement(rich_graph: nx.MultiDiGraph[str]) -> None:
    quads = list(ox.parse(input=written(write_nquads, rich_graph), format=ox.RdfFormat.N_QUADS))
    named = {q.graph_name.value.removeprefix(PREFIXES["id"]) for q in quads if isinstance(q.graph_name, ox.NamedNode)}
    assert named == set(rich_graph.graph["documents"])


def test_json_ld_reads_as_plain_json(rich_graph: nx.MultiDiGraph[str]) -> None:
    data = json.loads(written(write_json_ld, rich_graph))
    nodes = {node["@id"]: node for node in data["@graph"]}
    [sent] = [node for node in nodes.values() if "kg:Dispatch" in node["@type"]]
    assert sent["kg:tailCount"] == 286
    assert nodes[sent["rdf:subject"]]["skos:prefLabel"] == {"@value": "县委组织部", "@language": "zh-Hans"}
    assert nodes[nodes[sent["oa:hasTarget"]]["oa:hasSelector"][1]]["oa:exact"] == "选派286名党员"


@pytest.mark.parametrize("form", SYNTAXES)
def test_converting_changes_nothing_but_the_syntax(form: str, rich_turtle: Path, tmp_path: Path) -> None:
    there, back = tmp_path / f"there.{form}", io.BytesIO()
    with there.open("wb") as file:
        convert(rich_turtle, file, form)
    convert(there, back, "ttl")
    assert isomorphic(by_rdflib(back.getvalue(), "turtle"), by_rdflib(rich_turtle.read_bytes(), "turtle"))


def test_converting_merges_named_graphs_where_there_are_none(rich_graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    trig, merged = tmp_path / "graph.trig", io.BytesIO()
    trig.write_bytes(written(write_trig, rich_graph))
    convert(trig, merged, "nt")
    lines = merged.getvalue().splitlines()
    assert (
        len(lines)
        == len(set(lines))
        == len(rdflib.Graph().parse(data=written(write_turtle, rich_graph), format="turtle"))
    )


def test_xml_gets_no_character_that_it_cannot_hold(tmp_path: Path) -> None:
    path, file = tmp_path / "x.ttl", io.BytesIO()
    path.write_text(r'<urn:a> <urn:x:b> "a\u0001b"@zh, "c\u0002"^^<urn:d>, "plain" .', encoding="utf-8")
    convert(path, file, "rdf")
    values = {str(value) for value in rdflib.Graph().parse(data=file.getvalue(), format="xml").objects()}
    assert values == {"a\ufffdb", "c\ufffd", "plain"}


@pytest.mark.parametrize(
    ("turtle", "form"),
    [
        ("<urn:a> <http://example.org/1> <urn:b> .", "rdf"),
        ("<urn:a> <urn:b> <<( <urn:c> <urn:d> <urn:e> )>> .", "jsonld"),
    ],
)
def test_what_a_syntax_cannot_say_is_an_error(turtle: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(turtle, encoding="utf-8")
    with pytest.raises(InputError, match=f"cannot be written as {form}"):
        convert(path, io.BytesIO(), form)
