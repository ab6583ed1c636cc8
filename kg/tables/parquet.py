"""Parquet tables of entities, relations and articles, for DuckDB, pandas, Polars and Spark; needs `orgkg[parquet]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

from kg.errors import KgError
from kg.graph import GraphView

_GROUP = 20_000  # rows that are in memory at once
_PIECE = ("modality", "rule", "document", "date", "start", "stop", "quote", "head_count", "tail_count")
_NUMBERS = {"count", "start", "stop", "head_count", "tail_count"}
_ARTICLE = ("name", "title", "publisher", "author", "date", "source", "text", "place")


def write_entities(graph: GraphView, file: BinaryIO) -> None:
    """Write one row for each entity, its aliases and mentions as lists.

    Raises:
        KgError: pyarrow is not installed.
    """
    _write(entity_schema(), (entity_row(ident, node) for ident, node in graph.nodes(data=True)), file)


def write_relations(graph: GraphView, file: BinaryIO) -> None:
    """Write one row for each piece of evidence; the rows of one relation share its `id`.

    Raises:
        KgError: pyarrow is not installed.
    """
    documents = graph.graph["documents"]
    edges = graph.edges(keys=True, data=True)
    rows = (row for head, tail, key, edge in edges for row in relation_rows(head, tail, key, edge, documents))
    _write(relation_schema(), rows, file)


def write_articles(graph: GraphView, file: BinaryIO) -> None:
    """Write one row for each document, with its text.

    Raises:
        KgError: pyarrow is not installed.
    """
    _write(article_schema(), ({"id": ident, **d} for ident, d in graph.graph["documents"].items()), file)


def entity_row(ident: str, node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of an entity."""
    return {"id": ident, **node}


def relation_rows(
    head: str, tail: str, key: str, edge: Mapping[str, Any], documents: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a relation; of the documents at least the `date` is asked for."""
    for piece in edge["evidence"]:
        date = documents[piece["document"]]["date"]
        yield {"id": key, "type": edge["type"], "head": head, "tail": tail, **piece, "date": date}


def entity_schema() -> Any:
    """Return the Arrow schema of the entities."""
    pa = _pyarrow()
    mention = pa.struct([("document", pa.string()), ("start", pa.int64()), ("stop", pa.int64())])
    form = pa.struct([("form", pa.string()), ("document", pa.string()), ("rule", pa.string())])
    lists = {"aliases": pa.list_(pa.string()), "mentions": pa.list_(mention), "forms": pa.list_(form)}
    columns = ("id", "type", "name", "aliases", "count", "mentions", "place", "organ", "forms", "review")
    return _schema(columns, {**lists, "review": _review()})


def relation_schema() -> Any:
    """Return the Arrow schema of the relations."""
    return _schema(("id", "type", "head", "tail", *_PIECE, "review"), {"review": _review()})


def article_schema() -> Any:
    """Return the Arrow schema of the articles."""
    return _schema(("id", *_ARTICLE), {})


def _review() -> Any:
    pa = _pyarrow()
    return pa.struct([("verdict", pa.string()), ("by", pa.string()), ("at", pa.string())])


def _schema(columns: Sequence[str], nested: Mapping[str, Any]) -> Any:
    pa = _pyarrow()
    return pa.schema([(c, nested.get(c) or (pa.int64() if c in _NUMBERS else pa.string())) for c in columns])


def _write(schema: Any, rows: Iterable[dict[str, Any]], file: BinaryIO) -> None:
    pa = _pyarrow()
    import pyarrow.parquet

    rest = iter(rows)
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(rest, _GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        raise KgError("Parquet needs pyarrow; install orgkg[parquet]") from None
    return pa
