"""Rows of the index as records, many at a time: one question to the database for each kind, however many there are."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from kg.serve.records import Brief, Coverage, DocumentBrief, Evidence, Place, Statement

BRIEF = "e.id, e.type, e.name, e.place, e.count, e.degree"
DOCUMENT = "d.id, d.name, d.title, d.publisher, d.author, d.date, d.source, d.place, d.entities, d.statements"

BELOW = (
    "WITH RECURSIVE below (code) AS "
    "(SELECT :place UNION SELECT p.code FROM places p JOIN below ON p.parent = below.code) "
)
"""Makes `below` the place `:place` and all places below it."""


def statements(db: sqlite3.Connection, numbers: Sequence[int], *, document: int | None = None) -> list[Statement]:
    """Return statements with their ends and evidence, in the order of their numbers.

    Args:
        db: an index.
        numbers: of rows; one that is not there is left out.
        document: only evidence from this row.
    """
    wanted = json.dumps(list(numbers))
    among = "IN (SELECT value FROM json_each(?))"
    found = db.execute(
        "SELECT number, id, type, head, tail, modality, head_count, tail_count, more FROM statements "
        f"WHERE number {among}",
        (wanted,),
    ).fetchall()
    ends = json.dumps(sorted({end for row in found for end in row[3:5]}))
    briefs = {
        row[0]: Brief(*row[1:])
        for row in db.execute(f"SELECT e.number, {BRIEF} FROM entities e WHERE e.number {among}", (ends,))
    }
    told = _evidence(db, wanted, document)
    made = {
        number: Statement(
            ident, kind, briefs[head], briefs[tail], modality, of, to, tuple(told[number]), json.loads(more)
        )
        for number, ident, kind, head, tail, modality, of, to, more in found
    }
    return [made[number] for number in numbers if number in made]


def _evidence(db: sqlite3.Connection, wanted: str, document: int | None) -> defaultdict[int, list[Evidence]]:
    only = "" if document is None else " AND v.document = :document"
    sql = (
        f"SELECT v.statement, {DOCUMENT}, v.start, v.stop, v.quote, v.rule, v.modality, v.head_count, v.tail_count, "
        "v.review "
        "FROM evidence v JOIN documents d ON d.number = v.document "
        f"WHERE v.statement IN (SELECT value FROM json_each(:wanted)){only} ORDER BY v.statement, v.position"
    )
    told: defaultdict[int, list[Evidence]] = defaultdict(list)
    for statement, *row, review in db.execute(sql, {"wanted": wanted, "document": document}):
        checked = None if review is None else json.loads(review)
        start, stop, quote, rule, modality, heads, tails = row[10:]
        told[statement].append(
            Evidence(DocumentBrief(*row[:10]), start, stop, quote, rule, modality, heads, tails, checked)
        )
    return told


def coverage_by_place(db: sqlite3.Connection) -> list[Coverage]:
    """Return the figures of each place with an article in it or below it, from the top down; without a place last."""
    places = {row[0]: Place(*row) for row in db.execute("SELECT code, name, level, parent FROM places ORDER BY code")}
    sums: defaultdict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, *figures in db.execute(
        "SELECT place, count(*), sum(entities), sum(statements) FROM documents GROUP BY place"
    ):
        at, seen = place if place in places else None, set[str | None]()
        while at not in seen:
            sums[at] = [a + b for a, b in zip(sums[at], figures, strict=True)]
            seen |= {at, None}
            at = places[at].parent if at is not None and places[at].parent in places else None
    return [
        Coverage(places[code] if code is not None else None, None, *sums[code])
        for code in sorted(sums, key=lambda code: (code is None, code or ""))
    ]


def coverage_cells(db: sqlite3.Connection) -> dict[tuple[str | None, str | None], int]:
    """Return how many articles there are of each (place, year); a place has those of the places below it, too."""
    parents = dict(db.execute("SELECT code, parent FROM places").fetchall())
    cells: defaultdict[tuple[str | None, str | None], int] = defaultdict(int)
    sql = "SELECT place, substr(date, 1, 4), count(*) FROM documents GROUP BY 1, 2"
    for place, year, count in db.execute(sql):
        at, seen = place if place in parents else None, set[str | None]()
        while at not in seen:
            cells[at, year] += count
            seen |= {at, None}
            at = parents[at] if at is not None and parents[at] in parents else None
    return dict(cells)


def coverage_by_year(db: sqlite3.Connection) -> list[Coverage]:
    """Return the figures of each year with an article in it; without a date last."""
    sql = (
        "SELECT substr(date, 1, 4) AS year, count(*), sum(entities), sum(statements) FROM documents "
        "GROUP BY year ORDER BY year IS NULL, year"
    )
    return [Coverage(None, *row) for row in db.execute(sql)]
