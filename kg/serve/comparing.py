"""Places, years and publishers side by side, as `kg compare` has them, made with the index and kept in it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.analysis.matrix import GROUPINGS, compare

if TYPE_CHECKING:
    import networkx as nx

_NAMES = 4  # in a cell; the others are on its page


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row has of a structure: how many names, and the first of them."""

    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A place, a year or a publisher: its key and name, what it lies in, its articles, its cells by structure."""

    key: str
    name: str
    around: tuple[str, ...]
    articles: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Item:
    """A body, an arrangement or a relation of a cell, with the words that state it."""

    text: str
    required: bool
    quotes: tuple[dict[str, Any], ...]


def write_comparisons(db: sqlite3.Connection, graph: nx.MultiDiGraph[str]) -> None:
    """Write the comparisons of a graph into an index that is being made."""
    for by in GROUPINGS:
        matrix = compare(graph, by)
        db.executemany(
            "INSERT INTO comparison_rows VALUES (?, ?, ?, ?, ?, ?)",
            ((by, place, row.key, row.name, _json(row.around), row.articles) for place, row in enumerate(matrix.rows)),
        )
        db.executemany(
            "INSERT INTO comparison_items VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (by, row.key, structure, place, item.text(), item.required, _json([asdict(q) for q in item.quotes]))
                for row in matrix.rows
                for structure, items in row.cells.items()
                for place, item in enumerate(items)
            ),
        )


def rows(db: sqlite3.Connection, by: str, about: str = "") -> list[Row]:
    """Return the rows of a comparison.

    Args:
        db: an index.
        by: `place`, `year` or `publisher`.
        about: only what has these words in its names; rows without any are left out then.
    """
    cells: dict[str, dict[str, list[str]]] = {}
    sql = "SELECT key, structure, text FROM comparison_items WHERE grouping = ? AND instr(text, ?) ORDER BY position"
    for key, structure, text in db.execute(sql, (by, about)):
        cells.setdefault(key, {}).setdefault(structure, []).append(text)
    found = db.execute(
        "SELECT key, name, around, articles FROM comparison_rows WHERE grouping = ? ORDER BY position", (by,)
    )
    return [
        Row(
            key,
            name,
            tuple(json.loads(around)),
            articles,
            {s: Cell(len(texts), tuple(texts[:_NAMES])) for s, texts in cells.get(key, {}).items()},
        )
        for key, name, around, articles in found
        if key in cells or not about
    ]


def items(db: sqlite3.Connection, cell: tuple[str, str, str], limit: int, offset: int) -> list[Item]:
    """Return what a cell of a comparison holds, (by, key of the row, id of the structure)."""
    sql = (
        "SELECT text, required, quotes FROM comparison_items WHERE grouping = ? AND key = ? AND structure = ? "
        "ORDER BY position LIMIT ? OFFSET ?"
    )
    found = db.execute(sql, (*cell, limit, offset))
    return [Item(text, bool(required), tuple(json.loads(quotes))) for text, required, quotes in found]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
