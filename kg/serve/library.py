"""The read API of the pages: what the index of a graph answers, in records, quickly and in little memory.

Every function takes ids as they stand in the graph (`ent-…`, `doc-…`, `rel-…`), answers None where there is no such
thing, and asks for no more rows than it returns; one `Library` serves any number of threads.

    library.overview()                      figures of the whole graph
    library.search("教育局", limit=30)       entities, then articles, best first (`kg.serve.search`)
    library.entity(id)                      names, type, place, how many statements of which relation
    library.statements_of(id, ...)          a page of its statements with their quotes
    library.first_statements(id, limit=12)  the first of each relation
    library.years(id)                       when how many of them were made
    library.neighbours(id, limit=50)        whom they connect it with
    library.document(id)                    an article with its text
    library.statements_in(id)               what it states; mentions_in: whom it names
    library.documents(...), entities(...)   pages of lists, by place, year or type
    library.coverage_by_place(), coverage_by_year()
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.serve import rows
from kg.serve.records import (
    Brief,
    Coverage,
    Derived,
    Direction,
    Document,
    DocumentBrief,
    Entity,
    Hit,
    Mention,
    Overview,
    Page,
    Place,
    RelationCount,
    Statement,
)
from kg.serve.search import search
from kg.serve.spelling import Spelling


class Library:
    """An index made by `kg.serve.indexing`, open for reading."""

    def __init__(self, path: Path) -> None:
        """Open the index at `path`, which stays as it is while it is open."""
        self._uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._opening = threading.Lock()
        [(readings,)] = self._all("SELECT value FROM facts WHERE name = 'readings'")
        self._spelling = Spelling(json.loads(readings))

    def close(self) -> None:
        """Close the file; no thread may be asking."""
        with self._opening:
            for db in self._opened:
                db.close()
            self._opened.clear()

    @cached_property
    def _overview(self) -> Overview:
        sql = "SELECT name, value FROM facts WHERE name NOT IN ('layout', 'readings')"
        facts: dict[str, Any] = {name: json.loads(value) for name, value in self._all(sql)}
        facts |= {table: self._count(table) for table in ("documents", "entities", "statements")}
        return Overview(**facts)

    def overview(self) -> Overview:
        """Return the figures of the whole graph."""
        return self._overview

    def search(self, text: str, *, limit: int = 30) -> list[Hit]:
        """Return the entities and articles that a text finds, best first; see `kg.serve.search`."""
        return search(self.db, self._spelling, text, limit)

    def brief(self, ident: str) -> Brief | None:
        """Return an entity as it stands in lists."""
        found = self._all(f"SELECT {rows.BRIEF} FROM entities e WHERE e.id = ?", ident)
        return Brief(*found[0]) if found else None

    def entity(self, ident: str) -> Entity | None:
        """Return what is known of an entity by itself."""
        found = self._all(f"SELECT {rows.BRIEF}, e.number, e.more FROM entities e WHERE e.id = ?", ident)
        if not found:
            return None
        *brief, number, more = found[0]
        rest = json.loads(more)
        counted: list[RelationCount] = []
        for direction, end in (("out", "head"), ("in", "tail")):
            sql = f"SELECT type, count(*) FROM statements WHERE {end} = ? GROUP BY type ORDER BY count(*) DESC, type"
            counted += [RelationCount(kind, direction, count) for kind, count in self._all(sql, number)]  # type: ignore[arg-type]
        [(documents,)] = self._all("SELECT count(DISTINCT document) FROM mentions WHERE entity = ?", number)
        sql = "SELECT type, head, tail, rule FROM derived WHERE head = ? OR tail = ? LIMIT 300"
        derived = self._all(sql, ident, ident)
        ends = ((kind, self._end(head), self._end(tail), rule) for kind, head, tail, rule in derived)
        return Entity(
            Brief(*brief),
            tuple(rest.pop("aliases", ())),
            tuple(counted),
            documents,
            tuple(Derived(kind, head, tail, rule) for kind, head, tail, rule in ends if head and tail),
            rest,
        )

    def statements_of(
        self,
        ident: str,
        *,
        type: str | None = None,  # noqa: A002  # what the schema calls it
        direction: Direction | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> Page[Statement]:
        """Return a page of the statements in which an entity stands: by relation, the most often stated first.

        Args:
            ident: of the entity; one that is not there has none.
            type: only this relation.
            direction: only those with the entity as head ("out") or as tail ("in").
            offset, limit: of the page.
        """
        ends = {"out": ("head",), "in": ("tail",), None: ("head", "tail")}[direction]
        wanted = " AND type = :type" if type else ""
        parts = (f"SELECT number, type, count FROM statements WHERE {end} = :entity{wanted}" for end in ends)
        union = " UNION ".join(parts)  # a statement about itself stands once
        values = {"entity": self._number("entities", ident), "type": type, "limit": limit, "offset": offset}
        [(total,)] = self._all_named(f"SELECT count(*) FROM ({union})", values)
        sql = f"SELECT number FROM ({union}) ORDER BY type, count DESC, number LIMIT :limit OFFSET :offset"
        numbers = [number for (number,) in self._all_named(sql, values)]
        return Page(tuple(rows.statements(self.db, numbers)), offset, total)

    def statement(self, ident: str) -> Statement | None:
        """Return a statement with all its evidence."""
        return next(iter(rows.statements(self.db, [self._number("statements", ident)])), None)

    def first_statements(self, ident: str, *, limit: int) -> dict[tuple[str, Direction], tuple[Statement, ...]]:
        """Return the statements of an entity by relation and direction, the most often stated first.

        Args:
            ident: of the entity.
            limit: statements of each relation and direction at most.
        """
        ends: tuple[tuple[Direction, str], ...] = (("out", "head"), ("in", "tail"))
        parts = (
            f"SELECT '{direction}' AS direction, type, number, "
            "row_number() OVER (PARTITION BY type ORDER BY count DESC, number) AS position "
            f"FROM statements WHERE {end} = :entity"
            for direction, end in ends
        )
        sql = f"SELECT direction, type, number FROM ({' UNION ALL '.join(parts)}) WHERE position <= :limit"
        found = self._all_named(sql, {"entity": self._number("entities", ident), "limit": limit})
        told: defaultdict[tuple[str, Direction], tuple[Statement, ...]] = defaultdict(tuple)
        for (direction, kind, _), one in zip(found, rows.statements(self.db, [row[2] for row in found]), strict=True):
            told[kind, direction] += (one,)
        return told

    def years(self, ident: str) -> list[tuple[str, int]]:
        """Return how many statements of an entity were first made in a year, by the dates of the articles."""
        sql = (
            "SELECT substr(date, 1, 4), count(*) FROM (SELECT min(d.date) AS date FROM evidence e "
            "JOIN documents d ON d.number = e.document WHERE d.date IS NOT NULL AND e.statement IN "
            "(SELECT number FROM statements WHERE head = :e UNION SELECT number FROM statements WHERE tail = :e) "
            "GROUP BY e.statement) GROUP BY 1 ORDER BY 1"
        )
        return self._all_named(sql, {"e": self._number("entities", ident)})

    def neighbours(self, ident: str, *, limit: int = 50) -> Page[Brief]:
        """Return those that stand in a relation with an entity, the ones with the most relations first."""
        ends = "SELECT tail FROM statements WHERE head = :e UNION SELECT head FROM statements WHERE tail = :e"
        near = f"FROM entities e WHERE e.number IN ({ends}) AND e.number != :e"
        values = {"e": self._number("entities", ident), "limit": limit}
        [(total,)] = self._all_named(f"SELECT count(*) {near}", values)
        found = self._all_named(f"SELECT {rows.BRIEF} {near} ORDER BY e.number LIMIT :limit", values)
        return Page(tuple(Brief(*row) for row in found), 0, total)

    def mentions_of(self, ident: str, *, offset: int = 0, limit: int = 50) -> Page[tuple[DocumentBrief, int]]:
        """Return a page of the documents that name an entity, with how often each does, newest first."""
        number = self._number("entities", ident)
        [(total,)] = self._all("SELECT count(DISTINCT document) FROM mentions WHERE entity = ?", number)
        sql = (
            f"SELECT {rows.DOCUMENT}, count(*) FROM mentions m JOIN documents d ON d.number = m.document "
            "WHERE m.entity = ? GROUP BY d.number ORDER BY d.date DESC, d.number LIMIT ? OFFSET ?"
        )
        found = self._all(sql, number, limit, offset)
        return Page(tuple((DocumentBrief(*row[:-1]), row[-1]) for row in found), offset, total)

    def document(self, ident: str) -> Document | None:
        """Return an article with its text."""
        found = self._all(f"SELECT {rows.DOCUMENT}, d.text FROM documents d WHERE d.id = ?", ident)
        return Document(DocumentBrief(*found[0][:-1]), found[0][-1]) if found else None

    def statements_in(self, ident: str) -> tuple[Statement, ...]:
        """Return what an article states, in the order of its words; evidence from other articles is left out."""
        number = self._number("documents", ident)
        sql = "SELECT statement, min(start) FROM evidence WHERE document = ? GROUP BY statement ORDER BY 2, 1"
        numbers = [statement for statement, _ in self._all(sql, number)]
        return tuple(rows.statements(self.db, numbers, document=number))

    def mentions_in(self, ident: str) -> tuple[Mention, ...]:
        """Return where an article names entities, in the order of its text."""
        sql = (
            f"SELECT {rows.BRIEF}, m.start, m.stop FROM mentions m JOIN entities e ON e.number = m.entity "
            "WHERE m.document = ? ORDER BY m.start, m.stop DESC, e.number"
        )
        found = self._all(sql, self._number("documents", ident))
        return tuple(Mention(Brief(*row[:-2]), ident, row[-2], row[-1]) for row in found)

    def documents(
        self, *, place: str | None = None, year: str | None = None, offset: int = 0, limit: int = 50
    ) -> Page[DocumentBrief]:
        """Return a page of the articles, newest first, those without a date last.

        Args:
            place: only those of this place (a code) and the places below it.
            year: only those of this year.
            offset, limit: of the page.
        """
        wanted = ["place IN (SELECT code FROM below)"] if place else []
        wanted += ["date GLOB :year || '*'"] if year else []
        where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
        values = {"place": place, "year": year, "offset": offset, "limit": limit}
        [(total,)] = self._all_named(f"{rows.BELOW}SELECT count(*) FROM documents d{where}", values)
        order = "ORDER BY d.date DESC, d.number LIMIT :limit OFFSET :offset"
        found = self._all_named(f"{rows.BELOW}SELECT {rows.DOCUMENT} FROM documents d{where} {order}", values)
        return Page(tuple(DocumentBrief(*row) for row in found), offset, total)

    def entities(
        self,
        *,
        type: str | None = None,  # noqa: A002  # what the schema calls it
        place: str | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> Page[Brief]:
        """Return a page of the entities (of a type; of a place and those below), those in the most relations first."""
        wanted = ["type = :type"] if type else []
        wanted += ["place IN (SELECT code FROM below)"] if place else []
        where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
        values = {"type": type, "place": place, "offset": offset, "limit": limit}
        [(total,)] = self._all_named(f"{rows.BELOW}SELECT count(*) FROM entities e{where}", values)
        order = "ORDER BY e.number LIMIT :limit OFFSET :offset"
        found = self._all_named(f"{rows.BELOW}SELECT {rows.BRIEF} FROM entities e{where} {order}", values)
        return Page(tuple(Brief(*row) for row in found), offset, total)

    def place(self, code: str) -> Place | None:
        """Return a place by its code."""
        found = self._all("SELECT code, name, level, parent FROM places WHERE code = ?", code)
        return Place(*found[0]) if found else None

    def coverage_by_place(self) -> tuple[Coverage, ...]:
        """Return how much there is of each place with an article, from the top down, then of what has no place."""
        return self._coverage[0]

    def coverage_by_year(self) -> tuple[Coverage, ...]:
        """Return how much there is of each year with an article, then of what has no date."""
        return self._coverage[1]

    @cached_property
    def _coverage(self) -> tuple[tuple[Coverage, ...], tuple[Coverage, ...]]:
        return tuple(rows.coverage_by_place(self.db)), tuple(rows.coverage_by_year(self.db))

    def _end(self, ident: str) -> Brief | Place | None:
        return self.brief(ident) or self.place(ident)

    def _number(self, table: str, ident: str) -> int:
        found = self._all(f"SELECT number FROM {table} WHERE id = ?", ident)
        return int(found[0][0]) if found else -1

    def _count(self, table: str) -> int:
        return int(self._all(f"SELECT count(*) FROM {table}")[0][0])

    @property
    def db(self) -> sqlite3.Connection:
        """The connection of this thread."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = sqlite3.connect(self._uri, uri=True, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA cache_size = -4000")  # KiB; the system keeps what is read often
            self._local.db = db
            with self._opening:
                self._opened.append(db)
        return db

    def _all(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        return self.db.execute(sql, values).fetchall()

    def _all_named(self, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        return self.db.execute(sql, values).fetchall()
