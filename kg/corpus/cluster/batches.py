"""Arrow batches ↔ rows, and what the rows between the stages hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeAlias

import pyarrow as pa

Batches: TypeAlias = Iterable[Any]
Rows: TypeAlias = Iterator[dict[str, Any]]

_AT_ONCE = 100  # rows of a batch

ARTICLES = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "name", "source", "file", "path")),
        ("position", pa.int64()),
        *((name, pa.string()) for name in ("document", "text", "article", "reason")),
    ]
)
"""What became of a document: what was found in it, or the reason why nothing was."""

CORRECTED = ARTICLES.append(pa.field("became", pa.string()))
"""What people said about the document is in the article; as JSON, what became of it that has to be told."""

NAMED = pa.schema([(name, pa.string()) for name in ("id", "document", "entity")])
STATED = pa.schema(
    [(name, pa.string()) for name in ("head", "id", "document", "tail", "date", "name", "title", "relation")]
)
NODES = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "type", "name", "place", "organ", "light", "node")),
        ("documents", pa.list_(pa.string())),
    ]
)
EDGES = pa.schema([(name, pa.string()) for name in ("head", "tail", "id", "edge", "documents")])
LINES = pa.schema([("value", pa.string())])
DIGEST = pa.schema([("number", pa.int64()), ("digest", pa.string())])


def rows_of(batches: Batches) -> Rows:
    """Yield the rows of batches."""
    for batch in batches:
        yield from batch.to_pylist()


def batches_of(rows: Rows, schema: Any) -> Batches:
    """Yield rows in batches."""
    while some := list(islice(rows, _AT_ONCE)):
        yield pa.RecordBatch.from_pylist(some, schema=schema)
