"""Parquet tables that hold what the graph holds."""

from __future__ import annotations

import builtins
import io
from collections.abc import Callable
from typing import Any, BinaryIO

import networkx as nx
import pytest

from kg.errors import KgError
from kg.tables import parquet

pq = pytest.importorskip("pyarrow.parquet", reason="orgkg[parquet] is not installed")


def rows(write: Callable[[nx.MultiDiGraph[str], BinaryIO], None], graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    file = io.BytesIO()
    write(graph, file)
    read: list[dict[str, Any]] = pq.read_table(io.BytesIO(file.getvalue())).to_pylist()
    return read


def test_entities_come_back_whole(small_graph: nx.MultiDiGraph[str]) -> None:
    read = {row.pop("id"): row for row in rows(parquet.write_entities, small_graph)}
    assert read == {ident: {**node, "review": None} for ident, node in small_graph.nodes(data=True)}


def test_relations_have_a_row_for_each_piece_of_evidence(small_graph: nx.MultiDiGraph[str]) -> None:
    read = rows(parquet.write_relations, small_graph)
    assert [
        {"id": key, "type": edge["type"], "head": head, "tail": tail, **piece}
        | {"date": small_graph.graph["documents"][piece["document"]]["date"], "review": None}
        for head, tail, key, edge in small_graph.edges(keys=True, data=True)
        for piece in edge["evidence"]
    ] == read


def test_articles_come_back_with_their_text(small_graph: nx.MultiDiGraph[str]) -> None:
    read = {row.pop("id"): row for row in rows(parquet.write_articles, small_graph)}
    assert read == small_graph.graph["documents"]


def test_an_empty_graph_has_its_columns() -> None:
    file = io.BytesIO()
    parquet.write_relations(nx.MultiDiGraph(documents={}), file)
    assert "quote" in pq.read_schema(io.BytesIO(file.getvalue())).names


def test_without_pyarrow_it_says_what_to_install(
    small_graph: nx.MultiDiGraph[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(KgError, match=r"install orgkg\[parquet\]"):
        parquet.write_entities(small_graph, io.BytesIO())
