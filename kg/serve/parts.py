"""Parts of a graph for the explorer, in the form that the scripts of `graph.html` take: nodes, edges and documents.

Where a file holds all, a part holds what is asked for: some entities and all that is stated between them, each piece of
evidence with its quote, so that no text need be read. Offsets count UTF-16 units, as JavaScript does.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.html.labels import wrap
from kg.html.network import reviewed
from kg.schema import load_schema

MOST = 300
"""Entities of a part at most, the most important first; nobody reads a picture of more."""
_PIECES = 40  # of evidence for an edge
_FAR = 12  # steps that a path has at most
_AMONG = "IN (SELECT value FROM json_each(?))"


def numbers_of(db: sqlite3.Connection, idents: Sequence[str]) -> list[int]:
    """Return the numbers of the entities that are there of some ids, in their order."""
    found = dict(db.execute(f"SELECT id, number FROM entities WHERE id {_AMONG}", (json.dumps(list(idents)),)))
    return [found[ident] for ident in idents if ident in found]


def around(db: sqlite3.Connection, number: int, depth: int) -> list[int]:
    """Return an entity and those up to `depth` steps from it, nearer ones before farther ones, `MOST` in all."""
    found = {number: None}
    ring = [number]
    for _ in range(depth):
        ring = [other for other in _neighbours(db, ring) if other not in found][: MOST - len(found)]
        found |= dict.fromkeys(ring)
    return list(found)


def group(db: sqlite3.Connection, level: int, kind: str) -> list[int]:
    """Return the most important entities of a type at a level."""
    sql = "SELECT entity FROM drawing WHERE level = ? AND type = ? ORDER BY entity LIMIT ?"
    return [number for (number,) in db.execute(sql, (level, kind, MOST))]


def path(db: sqlite3.Connection, start: int, goal: int) -> list[int]:
    """Return the entities on a shortest path between two; just the two where there is none of `_FAR` steps."""
    before: dict[int, int] = {start: start}
    ring = [start]
    for _ in range(_FAR):
        found: list[int] = []
        for head, tail in _links(db, ring):
            for here, there in ((head, tail), (tail, head)):
                if here in before and there not in before:
                    before[there] = here
                    found.append(there)
        if goal in before or not found:
            break
        ring = found
    if goal not in before:
        return [start, goal]
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way


def part(db: sqlite3.Connection, numbers: Sequence[int], centre: int | None = None) -> dict[str, Any]:
    """Return some entities with all that is stated between them.

    Args:
        db: an index.
        numbers: of the entities.
        centre: all that is stated of this one is wanted: its other ends come too, `MOST` of them.
    """
    documents = _Documents(db)
    edges = _edges(db, numbers, documents)
    mentions = _first_mentions(db, numbers, centre)
    return {
        "nodes": [_node(row, mentions, documents) for row in _entities(db, numbers)],
        "edges": edges,
        "documents": documents.briefs(),
    }


def article(db: sqlite3.Connection, ident: str) -> dict[str, Any] | None:
    """Return an article: its text, all that it names, and what is stated between these; None where it is not there."""
    found = db.execute("SELECT number, text FROM documents WHERE id = ?", (ident,)).fetchone()
    if found is None:
        return None
    number, text = found
    named = db.execute(
        "SELECT entity, start, stop FROM mentions WHERE document = ? ORDER BY start", (number,)
    ).fetchall()
    stated = db.execute(
        "SELECT DISTINCT s.head, s.tail FROM evidence v JOIN statements s ON s.number = v.statement "
        "WHERE v.document = ?",
        (number,),
    ).fetchall()
    numbers = list(dict.fromkeys([*(row[0] for row in named), *(end for row in stated for end in row)]))
    mentions: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for entity, start, stop in named:
        mentions[entity].append((number, start, stop))
    documents = _Documents(db)
    edges = _edges(db, numbers, documents, document=number)
    nodes = [_node(row, mentions, documents) for row in _entities(db, numbers)]
    documents.place(number)
    briefs = documents.briefs()
    next(brief for brief in briefs if brief["id"] == ident)["text"] = text
    return {"nodes": nodes, "edges": edges, "documents": briefs}


def overview(db: sqlite3.Connection) -> dict[str, Any]:
    """Return what a graph that is not drawn whole opens as: the types at each level, how many, and their links."""
    groups = db.execute("SELECT level, type, count(*) FROM drawing GROUP BY level, type ORDER BY level, type")
    links = db.execute("SELECT head_level, head_type, tail_level, tail_type, count FROM group_links")
    return {
        "groups": [{"key": f"level.{level}.{kind}", "count": count} for level, kind, count in groups],
        "links": [
            {"key": f"{f}>{t}", "from": f, "to": t, "count": count}
            for *ends, count in links
            for f, t in [(f"level.{ends[0]}.{ends[1]}", f"level.{ends[2]}.{ends[3]}")]
        ],
    }


class _Documents:
    """The documents of a part, by the place that they get in it, and their offsets."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._places: dict[int, int] = {}
        self._doubled: dict[int, list[int]] = {}

    def place(self, number: int) -> int:
        return self._places.setdefault(number, len(self._places))

    def span(self, number: int, start: int, stop: int) -> list[int]:
        """Return [place, start, stop] in UTF-16 units."""
        doubled = self._doubled.get(number)
        if doubled is None:
            rows = self._db.execute("SELECT offset FROM doubled WHERE document = ? ORDER BY offset", (number,))
            doubled = self._doubled[number] = [offset for (offset,) in rows]
        return [self.place(number), start + bisect_left(doubled, start), stop + bisect_left(doubled, stop)]

    def briefs(self) -> list[dict[str, Any]]:
        keys = ("id", "name", "title", "publisher", "author", "date", "source")
        sql = f"SELECT number, {', '.join(keys)} FROM documents WHERE number {_AMONG}"
        found = {
            row[0]: dict(zip(keys, row[1:], strict=True))
            for row in self._db.execute(sql, (json.dumps(list(self._places)),))
        }
        return [found[number] for number in self._places]


def _neighbours(db: sqlite3.Connection, numbers: Sequence[int]) -> list[int]:
    """Return the entities one step from some, the most important first."""
    wanted = json.dumps(list(numbers))
    sql = (
        f"SELECT tail FROM statements WHERE head {_AMONG} UNION SELECT head FROM statements WHERE tail {_AMONG} "
        "ORDER BY 1 LIMIT ?"
    )
    return [number for (number,) in db.execute(sql, (wanted, wanted, 2 * MOST))]


def _links(db: sqlite3.Connection, numbers: Sequence[int]) -> list[tuple[int, int]]:
    wanted = json.dumps(list(numbers))
    ends = "SELECT head, tail FROM statements WHERE"
    sql = f"{ends} head {_AMONG} UNION {ends} tail {_AMONG}"
    return db.execute(sql, (wanted, wanted)).fetchall()


def _entities(db: sqlite3.Connection, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    sql = (
        "SELECT e.number, e.id, e.type, e.name, e.count, e.degree, e.more, d.level, d.x, d.y "
        f"FROM entities e JOIN drawing d ON d.entity = e.number WHERE e.number {_AMONG} ORDER BY e.number"
    )
    return db.execute(sql, (json.dumps(list(numbers)),)).fetchall()


def _node(
    row: tuple[Any, ...], mentions: dict[int, list[tuple[int, int, int]]], documents: _Documents
) -> dict[str, Any]:
    number, ident, kind, name, count, degree, more, level, x, y = row
    rest = json.loads(more)
    return {
        "id": ident,
        "label": wrap(name),
        "group": kind,
        "x": x,
        "y": y,
        "level": level,
        "community": 0,
        "name": name,
        "aliases": rest.get("aliases", []),
        "count": count,
        "degree": degree,
        "mentions": [documents.span(*mention) for mention in mentions.get(number, ())],
        **({"review": reviewed(rest["review"])} if "review" in rest else {}),
    }


def _first_mentions(
    db: sqlite3.Connection, numbers: Iterable[int], centre: int | None
) -> dict[int, list[tuple[int, int, int]]]:
    """Return the first mention of each entity, and of the one in the centre the first in each of its articles."""
    first = "SELECT document, start, stop FROM mentions WHERE entity = ? ORDER BY document, start LIMIT 1"
    found = {number: db.execute(first, (number,)).fetchall() for number in numbers}
    if centre is not None:
        each = "SELECT document, min(start), stop FROM mentions WHERE entity = ? GROUP BY document LIMIT ?"
        found[centre] = db.execute(each, (centre, MOST)).fetchall()
    return found


def _edges(
    db: sqlite3.Connection, numbers: Sequence[int], documents: _Documents, *, document: int | None = None
) -> list[dict[str, Any]]:
    """Return what is stated between some entities (in one document), as edges with evidence."""
    wanted = json.dumps(list(numbers))
    only = "" if document is None else " AND s.number IN (SELECT statement FROM evidence WHERE document = ?)"
    values = (wanted, wanted) if document is None else (wanted, wanted, document)
    sql = (
        "SELECT s.number, s.id, s.type, h.id, t.id, s.modality, s.head_count, s.tail_count FROM statements s "
        "JOIN entities h ON h.number = s.head JOIN entities t ON t.number = s.tail "
        f"WHERE s.head {_AMONG} AND s.tail {_AMONG}{only} ORDER BY s.number"
    )
    rows = db.execute(sql, values).fetchall()
    told: defaultdict[int, list[list[Any]]] = defaultdict(list)
    pieces = db.execute(
        "SELECT statement, document, start, stop, rule, modality, head_count, tail_count, quote, review "
        "FROM evidence "
        f"WHERE statement {_AMONG} AND position < ? ORDER BY statement, position",
        (json.dumps([row[0] for row in rows]), _PIECES),
    )
    for statement, where, start, stop, *rest, review in pieces:
        checked = [] if review is None else [reviewed(json.loads(review))]
        told[statement].append([*documents.span(where, start, stop), *rest, *checked])
    symmetric = {relation.name for relation in load_schema().relations.values() if relation.symmetric}
    return [
        {
            "id": ident,
            "type": kind,
            "from": head,
            "to": tail,
            "arrows": "" if kind in symmetric else "to",
            "modality": modality,
            "head_count": head_count,
            "tail_count": tail_count,
            "evidence": told[number],
        }
        for number, ident, kind, head, tail, modality, head_count, tail_count in rows
    ]
