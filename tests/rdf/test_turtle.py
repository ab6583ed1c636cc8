"""Turtle and TriG: the shape of an edge, canonical bytes, and nothing lost."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, SKOS, XSD
from rdflib.compare import isomorphic

from kg.errors import IntegrityError
from kg.rdf.terms import Literal
from kg.rdf.turtle import turtle, write_descriptions, write_prefixes, write_trig, write_turtle
from tests.rdf.conftest import ID, KG, PREFIXES, by_oxigraph, by_rdflib, select, written

if TYPE_CHECKING:
    from rdflib.term import Node

OA = rdflib.Namespace(PREFIXES["oa"])


def named(graph: rdflib.Graph, name: str) -> Node:
    [node] = [s for s, label in graph.subject_objects(SKOS.prefLabel) if str(label) == name]
    return node


def test_a_relation_stands_twice_and_leads_to_its_words(small_graph: nx.MultiDiGraph[str]) -> None:
    graph = by_rdflib(written(write_turtle, small_graph), "turtle")
    department, members = named(graph, "县委组织部"), named(graph, "党员干部")
    assert (department, KG.dispatches, members) in graph
    [statement] = graph.subjects(RDF.type, KG.Dispatch)
    assert graph.value(statement, RDF.subject) == department
    assert graph.value(statement, RDF.predicate) == KG.dispatches
    assert graph.value(statement, RDF.object) == members
    assert graph.value(statement, KG.tailCount) == rdflib.Literal(286)
    assert graph.value(statement, KG.headCount) is None
    assert graph.value(statement, KG.modality) == KG.asserted
    assert graph.value(statement, KG.rule) == rdflib.Literal("dispatches.hand")
    assert graph.value(statement, DCTERMS.issued) == rdflib.Literal("2023-07-18", datatype=XSD.date)
    [quote] = graph.objects(statement, OA.hasTarget / OA.hasSelector / OA.exact)
    assert str(quote) == "县委组织部抽调286名党员干部"
    [start] = graph.objects(statement, OA.hasTarget / OA.hasSelector / OA.start)
    [article] = graph.objects(statement, OA.hasTarget / OA.hasSource)
    text = small_graph.graph["documents"][str(article).removeprefix(ID)]["text"]
    assert text[int(str(start)) :].startswith(str(quote))
    group = graph.value(statement, KG.tailGroup)
    assert (graph.value(group, KG.kind), graph.value(group, KG.size)) == (members, rdflib.Literal(286))


def test_a_demand_is_told_from_a_fact_by_one_triple_pattern(small_graph: nx.MultiDiGraph[str]) -> None:
    graph = by_rdflib(written(write_turtle, small_graph), "turtle")
    ends = named(graph, "县委组织部"), named(graph, "沙湾乡")
    # The first article states it, the second demands it: both stand, each with a statement of its own.
    assert list(graph.subject_objects(KG.covers)) == [ends]
    assert list(graph.subject_objects(KG.requiredCovers)) == [ends]
    modalities = {
        str(graph.value(s, RDF.predicate)): graph.value(s, KG.modality) for s in graph.subjects(RDF.type, KG.Coverage)
    }
    assert modalities == {str(KG.covers): KG.asserted, str(KG.requiredCovers): KG.required}
    assert list(graph.subjects(KG.modality, KG.required)) == list(graph.subjects(RDF.predicate, KG.requiredCovers))


def test_a_demand_alone_has_neither_a_plain_triple_nor_a_public_one(small_graph: nx.MultiDiGraph[str]) -> None:
    for *_, edge in small_graph.edges(data=True):
        for piece in edge["evidence"]:
            piece["modality"] = "required"
    graph = by_rdflib(written(write_turtle, small_graph), "turtle")
    assert not list(graph.subject_objects(KG.covers))
    assert not list(graph.subjects(RDF.type, rdflib.URIRef(PREFIXES["org"] + "Membership")))
    assert len(list(graph.subject_objects(KG.requiredCovers))) == 1


def test_two_engines_read_the_same(small_graph: nx.MultiDiGraph[str]) -> None:
    data = written(write_turtle, small_graph)
    first, second = by_rdflib(data, "turtle"), by_oxigraph(data, ox.RdfFormat.TURTLE)
    assert len(first) > 300
    assert isomorphic(first, second)


def test_there_are_no_blank_nodes_and_each_subject_stands_once(small_graph: nx.MultiDiGraph[str]) -> None:
    data = written(write_turtle, small_graph)
    graph = by_rdflib(data, "turtle")
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
    subjects = re.findall(r"^((?:id|kg):\S+) ", data.decode(), re.MULTILINE)
    assert len(subjects) == len(set(subjects)) == len(set(graph.subjects()))
    assert data.isascii() is False
    assert all(str(subject).isascii() for subject in graph.subjects())


def test_the_order_of_nodes_and_edges_does_not_change_the_bytes(small_graph: nx.MultiDiGraph[str]) -> None:
    random = Random(1)
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph(**dict(reversed(small_graph.graph.items())))
    nodes, edges = list(small_graph.nodes(data=True)), list(small_graph.edges(keys=True, data=True))
    random.shuffle(nodes)
    random.shuffle(edges)
    other.add_nodes_from(nodes)
    for head, tail, key, attributes in edges:
        other.add_edge(head, tail, key=key, **{**attributes, "evidence": attributes["evidence"][::-1]})
    for write in (write_turtle, write_trig):
        assert written(write, other) == written(write, small_graph)


def test_without_a_time_the_clock_leaves_no_trace(small_graph: nx.MultiDiGraph[str]) -> None:
    file = BytesIO()
    write_turtle(small_graph, file, ended="2023-07-18T09:00:00Z")
    ended = b'    prov:endedAtTime "2023-07-18T09:00:00Z"^^xsd:dateTime'
    assert ended in file.getvalue()
    assert file.getvalue().replace(b" ;\n" + ended, b"") == written(write_turtle, small_graph)


def test_trig_has_a_graph_for_each_article_and_their_union_is_the_turtle(small_graph: nx.MultiDiGraph[str]) -> None:
    data = written(write_trig, small_graph)
    graphs = {str(q.graph_name).strip("<>").removeprefix(ID) for q in ox.parse(input=data, format=ox.RdfFormat.TRIG)}
    assert graphs - {"DEFAULT"} == set(small_graph.graph["documents"])
    merged = by_rdflib(written(write_turtle, small_graph), "turtle")
    assert isomorphic(by_rdflib(data, "trig"), merged)
    assert isomorphic(by_oxigraph(data, ox.RdfFormat.TRIG), merged)


def test_each_named_graph_says_what_its_article_says(small_graph: nx.MultiDiGraph[str]) -> None:
    store = ox.Store()
    store.load(input=written(write_trig, small_graph), format=ox.RdfFormat.TRIG)
    query = """
        SELECT ?name ?p {
          GRAPH ?article { ?article dct:identifier ?name . ?a ?p ?b . ?b a kg:Community }
          FILTER(STRSTARTS(STR(?p), STR(kg:)))
        }
    """
    found = {(row["name"], row["p"].removeprefix(KG)) for row in select(store, query)}
    assert found == {("first", "covers"), ("first", "deployedTo"), ("second", "requiredCovers")}


def test_reifiers_say_the_same_in_rdf_1_2(small_graph: nx.MultiDiGraph[str]) -> None:
    file = BytesIO()
    write_turtle(small_graph, file, reifiers=True)
    store = ox.Store()
    store.load(input=file.getvalue(), format=ox.RdfFormat.TURTLE)
    query = "SELECT ?count { ?st rdf:reifies <<( ?a kg:dispatches ?b )>> ; kg:tailCount ?count . ?a kg:dispatches ?b }"
    assert select(store, query) == [{"count": "286"}]
    assert not store.query("ASK { ?s rdf:subject|rdf:predicate|rdf:object ?o }", prefixes=PREFIXES)
    plain = ox.Store()
    plain.load(input=written(write_turtle, small_graph), format=ox.RdfFormat.TURTLE)
    statements = len(select(plain, "SELECT ?s { ?s a rdf:Statement }"))
    # Subject, predicate, object and class become one triple with a triple in it.
    assert len(plain) - len(store) == 3 * statements > 0


def test_an_empty_graph_is_still_a_file_that_says_who_made_it() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(documents={}, program="0", rules="hand")
    read = by_rdflib(written(write_turtle, graph), "turtle")
    assert len(list(read.subjects(RDF.type, rdflib.URIRef(PREFIXES["prov"] + "Activity")))) == 1


@pytest.mark.parametrize("ident", ["", "a b", "a> <urn:b", "区委", "a\n", "-a", "a."])
def test_an_id_that_would_break_the_file_is_refused(ident: str) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(documents={}, program="0", rules="hand")
    graph.add_node(ident, type="Committee", name="区委", aliases=[], count=0, mentions=[])
    with pytest.raises(IntegrityError, match="is no id"):
        write_turtle(graph, BytesIO())


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    file = BytesIO()
    write_prefixes(file, PREFIXES)
    write_descriptions([("id:x", [("kg:rule", [Literal(text)])])], file)
    [quad] = ox.parse(input=file.getvalue(), format=ox.RdfFormat.TURTLE)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == text
    [back] = rdflib.Graph().parse(data=file.getvalue(), format="turtle").objects()
    assert str(back) == text


def test_half_a_character_pair_does_not_spoil_the_file() -> None:
    assert turtle(("id:x", [("kg:rule", [Literal("a\ud800b")])])).encode() == '\nid:x kg:rule "a\ufffdb" .\n'.encode()
