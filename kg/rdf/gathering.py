"""Sorting more than memory holds: what is gathered while a graph is written, to be written behind it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=tuple[Any, ...])

_MOST = 100_000  # tuples in memory


class Gathered(Generic[T]):
    """Tuples, each once, in their order; where there are many, they are in a temporary file.

    >>> gathered = Gathered[tuple[str, int]]("name TEXT, number INTEGER")
    >>> for row in [("乡", 2), ("乡", 1), ("乡", 2)]:
    ...     gathered.add(row)
    >>> list(gathered)
    [('乡', 1), ('乡', 2)]
    """

    def __init__(self, columns: str, most: int = _MOST) -> None:
        """Begin with none.

        Args:
            columns: names and SQL types of a tuple's fields; text sorts by code points there and here.
            most: how many tuples to hold in memory.
        """
        self._columns, self._most = columns, most
        self._held: set[T] = set()
        self._file: sqlite3.Connection | None = None

    def add(self, row: T) -> None:
        """Add a tuple."""
        self._held.add(row)
        if len(self._held) > self._most:
            self._spill()

    def __iter__(self) -> Iterator[T]:
        """Yield the tuples."""
        if self._file is None:
            yield from sorted(self._held)
        else:
            self._spill()
            yield from self._file.execute("SELECT * FROM gathered")

    def _spill(self) -> None:
        if self._file is None:
            self._file = sqlite3.connect("", isolation_level=None)  # a file that goes with its connection
            names = ", ".join(column.split()[0] for column in self._columns.split(","))
            self._file.execute(f"CREATE TABLE gathered ({self._columns}, PRIMARY KEY ({names})) WITHOUT ROWID")
            self._file.execute("PRAGMA journal_mode = OFF")
        marks = ", ".join("?" * len(self._columns.split(",")))
        self._file.execute("BEGIN")
        self._file.executemany(f"INSERT OR IGNORE INTO gathered VALUES ({marks})", sorted(self._held))  # noqa: S608  # marks
        self._file.execute("COMMIT")
        self._held.clear()
