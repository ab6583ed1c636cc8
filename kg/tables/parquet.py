"""Parquet tables of entities, relations and articles, for DuckDB, pandas, Polars and Spark; needs `orgkg[parquet]`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import KgError

if TYPE_CHECKING:
    import networkx as nx

_PIECE = ("modality", "rule", "document", "date", "start", "stop", "quote", "head_count", "tail_count")
_NUMBERS = {"count", "start", "stop", "head_count", "tail_count"}
_ARTICLE = ("name", "title", "publisher", "author", "date", "source", "text", "place")


def write_entities(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write one row for each entity, its aliases and mentions as lists.

    Raises:
        KgError: pyarrow is not installed.
    """
    pa = _pyarrow()
    mention = pa.struct([("document", pa.string()), ("start", pa.int64()), ("stop", pa.int64())])
    form = pa.struct([("form", pa.string()), ("document", pa.string()), ("rule", pa.string())])
    lists = {"aliases": pa.list_(pa.string()), "mentions": pa.list_(mention), "forms": pa.list_(form)}
    lists["review"] = _review()
    rows = [{"id": ident, **node} for ident, node in graph.nodes(data=True)]
    _write(
        ("id", "type", "name", "aliases", "count", "mentions", "place", "organ", "forms", "review"), lists, rows, file
    )


def write_relations(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write one row for each piece of evidence; the rows of one relation share its `id`.

    Raises:
        KgError: pyarrow is not installed.
    """
    documents = graph.graph["documents"]
    rows = [
        {
            "id": key,
            "type": edge["type"],
            "head": head,
            "tail": tail,
            **piece,
            "date": documents[piece["document"]]["date"],
        }
        for head, tail, key, edge in graph.edges(keys=True, data=True)
        for piece in edge["evidence"]
    ]
    _write(("id", "type", "head", "tail", *_PIECE, "review"), {"review": _review()}, rows, file)


def write_articles(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write one row for each document, with its text.

    Raises:
        KgError: pyarrow is not installed.
    """
    rows = [{"id": ident, **document} for ident, document in graph.graph["documents"].items()]
    _write(("id", *_ARTICLE), {}, rows, file)


def _review() -> Any:
    pa = _pyarrow()
    return pa.struct([("verdict", pa.string()), ("by", pa.string()), ("at", pa.string())])


def _write(columns: Sequence[str], lists: dict[str, Any], rows: list[dict[str, Any]], file: BinaryIO) -> None:
    pa = _pyarrow()
    import pyarrow.parquet

    def kind(column: str) -> Any:
        return lists.get(column) or (pa.int64() if column in _NUMBERS else pa.string())

    schema = pa.schema([(column, kind(column)) for column in columns])
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows, schema=schema), file, compression="zstd")


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        raise KgError("Parquet needs pyarrow; install orgkg[parquet]") from None
    return pa
