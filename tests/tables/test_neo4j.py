"""CSV for neo4j-admin: headers of its kind, ids that meet, and words as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import BinaryIO

import networkx as nx

from kg.tables import neo4j


def rows(write: Callable[[nx.MultiDiGraph[str], BinaryIO], None], graph: nx.MultiDiGraph[str]) -> list[dict[str, str]]:
    file = io.BytesIO()
    write(graph, file)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode(), newline="")))


def test_every_end_is_a_node(small_graph: nx.MultiDiGraph[str]) -> None:
    nodes, articles = rows(neo4j.write_nodes, small_graph), rows(neo4j.write_articles, small_graph)
    ids = {row["id:ID"] for row in nodes + articles}
    assert ids == {*small_graph.nodes, *small_graph.graph["documents"]}
    links = rows(neo4j.write_relationships, small_graph) + rows(neo4j.write_mentions, small_graph)
    assert {link[end] for link in links for end in (":START_ID", ":END_ID")} <= ids


def test_a_node_has_its_type_and_those_above_it(small_graph: nx.MultiDiGraph[str]) -> None:
    labels = {row["name"]: row[":LABEL"] for row in rows(neo4j.write_nodes, small_graph)}
    assert labels["县委组织部"] == "Department|Organization|Agent"


def test_a_relationship_is_one_piece_of_evidence(small_graph: nx.MultiDiGraph[str]) -> None:
    covers = [row for row in rows(neo4j.write_relationships, small_graph) if row[":TYPE"] == "covers"]
    assert [row["modality"] for row in covers] == ["required", "asserted"] or len(covers) == 2
    assert len({row["relation"] for row in covers}) == 1
    assert {(row["quote"], row["date:date"]) for row in covers} == {
        ("县委组织部包保|沙湾乡", "2023-07-18"),
        ("县委组织部须包保沙湾乡", ""),
    }


def test_nothing_is_defused(small_graph: nx.MultiDiGraph[str]) -> None:
    assert "=HYPERLINK(沙湾)" in {row["title"] for row in rows(neo4j.write_articles, small_graph)}
