"""GraphML that other programs read back whole."""

from __future__ import annotations

import json
from io import BytesIO

import networkx as nx

from kg.tables.graphml import write_graphml


def written(graph: nx.MultiDiGraph[str]) -> bytes:
    file = BytesIO()
    write_graphml(graph, file)
    return file.getvalue()


def test_nodes_and_edges_come_back(small_graph: nx.MultiDiGraph[str]) -> None:
    again = nx.read_graphml(BytesIO(written(small_graph)), force_multigraph=True)
    assert isinstance(again, nx.MultiDiGraph)
    assert set(again.nodes) == set(small_graph.nodes)
    assert set(again.edges(keys=True)) == set(small_graph.edges(keys=True))
    for *edge, attributes in small_graph.edges(keys=True, data=True):
        other, first = again.edges[tuple(edge)], attributes["evidence"][0]
        assert json.loads(other["evidence"]) == attributes["evidence"]
        assert {k: other[k] for k in ("document", "start", "stop", "quote", "rule")} == {
            k: first[k] for k in ("document", "start", "stop", "quote", "rule")
        }
        assert (other["label"], other["type"], other["count"]) == (attributes["type"],) * 2 + (attributes["count"],)
        assert other.get("tail_count") == attributes["tail_count"]
    for node, attributes in small_graph.nodes(data=True):
        assert again.nodes[node]["label"] == attributes["name"]
        assert json.loads(again.nodes[node]["mentions"]) == attributes["mentions"]


def test_the_documents_are_named_and_their_texts_left_out(small_graph: nx.MultiDiGraph[str]) -> None:
    again = nx.read_graphml(BytesIO(written(small_graph)), force_multigraph=True)
    documents = json.loads(again.graph["documents"])
    assert [d["name"] for d in documents.values()] == ["empty", "second", "first"]
    assert not any("text" in d for d in documents.values())


def test_what_xml_cannot_hold_is_replaced(small_graph: nx.MultiDiGraph[str]) -> None:
    node = next(iter(small_graph))
    small_graph.nodes[node]["name"] = "县委\x0b组织部<&\ufffe"
    again = nx.read_graphml(BytesIO(written(small_graph)), force_multigraph=True)
    assert again.nodes[node]["name"] == "县委\ufffd组织部<&\ufffd"


def test_key_ids_are_unique(small_graph: nx.MultiDiGraph[str]) -> None:
    keys = [line.split(b'"')[1] for line in written(small_graph).splitlines() if b"<key " in line]
    assert len(keys) == len(set(keys)) > 10
