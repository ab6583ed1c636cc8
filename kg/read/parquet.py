"""Parquet: a record a row, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.records import Columns, draft_of

_BATCH = 64  # rows that are in memory at a time


def read_parquet(file: BinaryIO, name: str, columns: Columns) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield each row as a draft, or why it is none.

    Args:
        file: the file; it must be seekable.
        name: its name.
        columns: which column is what.

    Yields:
        The file with the number of the row, and the draft or the error.

    Raises:
        InputError: the file is damaged, or the package for Parquet is missing.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise InputError(f"{name}: reading Parquet needs one more package: pip install 'orgkg[data]'") from None
    number = 0
    try:
        for batch in parquet.ParquetFile(file).iter_batches(batch_size=_BATCH):
            for record in batch.to_pylist():
                number += 1
                where = f"{name}:{number}"
                try:
                    yield where, draft_of(record, columns, where)
                except InputError as error:
                    yield where, error
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise InputError(f"{name}: damaged Parquet after row {number}: {error}") from None
