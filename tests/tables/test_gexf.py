"""GEXF that Gephi opens with its colours and types."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import networkx as nx

from kg.schema import load_schema
from kg.tables.gexf import write_gexf

NAMES = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


def written(graph: nx.MultiDiGraph[str]) -> bytes:
    file = BytesIO()
    write_gexf(graph, file)
    return file.getvalue()


def test_another_program_reads_nodes_and_edges_back(small_graph: nx.MultiDiGraph[str]) -> None:
    again = nx.read_gexf(BytesIO(written(small_graph)), version="1.3")
    assert {(n, d["label"], d["type"]) for n, d in again.nodes(data=True)} == {
        (n, d["name"], d["type"]) for n, d in small_graph.nodes(data=True)
    }
    edges = {(head, tail, d["type"], d["quote"]) for head, tail, d in again.edges(data=True)}
    assert edges == {(h, t, d["type"], d["evidence"][0]["quote"]) for h, t, d in small_graph.edges(data=True)}


def test_an_edge_says_when_it_is_stated_first_and_last(small_graph: nx.MultiDiGraph[str]) -> None:
    again = nx.read_gexf(BytesIO(written(small_graph)), version="1.3")
    covers = [d for _, _, d in again.edges(data=True) if d["type"] == "covers"]
    assert [(d["first_date"], d["last_date"]) for d in covers] == [("2023-07-18", "2023-07-18")]


def test_nodes_have_the_colours_of_their_types(small_graph: nx.MultiDiGraph[str]) -> None:
    root = ElementTree.fromstring(written(small_graph))
    for element in root.iterfind(".//g:node", NAMES):
        colour = element.find("viz:color", NAMES)
        assert colour is not None
        found = "#" + "".join(f"{int(colour.attrib[part]):02x}" for part in "rgb")
        assert found == load_schema().types[small_graph.nodes[element.attrib["id"]]["type"]].colour


def test_there_is_no_date_and_no_broken_character(small_graph: nx.MultiDiGraph[str]) -> None:
    for _, node in small_graph.nodes(data=True):
        node["name"] += "<&\"'\x01"
    data = written(small_graph)
    assert b"lastmodified" not in data
    root = ElementTree.fromstring(data)
    assert all(node.attrib["label"].endswith("<&\"'\ufffd") for node in root.iterfind(".//g:node", NAMES))
