"""The store of a project folder: what was read of its inputs and what was found in them, in one SQLite file.

Every change is a transaction of SQLite in WAL mode: whatever happens (kill -9, a full disk), the file holds what was
committed and nothing half-done.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corpus.analysis import Task
from kg.corpus.codec import article_from_json, content_hash, document_from_json, document_to_json
from kg.errors import OutputError
from kg.model import Article, Document

if TYPE_CHECKING:
    from kg.tables.report import Given

FILE = "kg.sqlite"
LAYOUT = 4
_PAGE = 100  # documents that are read at once while others write


class Store:
    """What is known of the inputs of a folder. One process at a time writes; see `kg.corpus.lock`."""

    def __init__(self, path: Path) -> None:
        """Open the store at `path`; where there is none, or one of another layout, begin with an empty one.

        Raises:
            OutputError: the file cannot be opened, or is no store.
        """
        self.path = path
        with self._errors():
            self._db = sqlite3.connect(path, isolation_level=None)
        try:
            with self._errors():
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
                if self._db.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
                    self._begin_anew()
        except OutputError:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file."""
        with self._errors():
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of the block or nothing of it.

        Raises:
            OutputError: the disk is full, or the file is damaged.
        """
        with self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def has_reading(self, key: str) -> bool:
        """Tell whether a file with this content has been read, all of it."""
        return self._one("SELECT 1 FROM readings WHERE key = ?", key) is not None

    def put_documents(self, reading: str, position: int, documents: Iterable[Document]) -> None:
        """Keep some documents of a reading, from `position` on."""
        for number, document in enumerate(documents, position):
            self._do("INSERT OR IGNORE INTO texts VALUES (?, ?)", document.id, document.text)
            row = (reading, number, document.id, content_hash(document), document_to_json(document))
            self._do("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)", *row)

    def forget_documents(self, reading: str) -> None:
        """Forget the documents of a reading that did not come to its end."""
        self._do("DELETE FROM documents WHERE reading = ?", reading)

    def finish_reading(self, key: str) -> None:
        """Note that all of a file has been read."""
        self._do("INSERT OR IGNORE INTO readings VALUES (?)", key)

    def put_input(self, path: str, source: str, reading: str) -> None:
        """Note that a file belongs to the folder's inputs."""
        self._do("INSERT OR REPLACE INTO inputs VALUES (?, ?, ?)", path, source, reading)

    def inputs(self) -> dict[str, str]:
        """Return the source of each input by its path."""
        return dict(self._db.execute("SELECT path, source FROM inputs ORDER BY path"))

    def remove_inputs(self, paths: Iterable[str]) -> None:
        """Take files out of the inputs."""
        for path in paths:
            self._do("DELETE FROM inputs WHERE path = ?", path)

    def choose(self) -> None:
        """Choose the documents of all inputs, each text once, as `wanted`: of those that share it the first by name.

        They are numbered in reading order: by date, name and id.
        """
        self._do("DROP TABLE IF EXISTS temp.wanted")
        self._do(_query("choose"))

    def unfound(self, version: str) -> tuple[int, int]:
        """Return how many of the wanted documents no article of this version is known of, and their characters."""
        count, characters = self._db.execute(_query("unfound_size"), (version,)).fetchone()
        return count, characters

    def tasks(self, version: str) -> Iterator[Task]:
        """Yield the wanted documents that no article of this version is known of; articles may be put meanwhile."""
        number = 0
        while page := self._db.execute(_query("unfound"), (version, number, _PAGE)).fetchall():
            for row in page:
                yield Task(*row)
            number = page[-1][0]

    def put_article(self, content: str, version: str, article: str) -> None:
        """Keep what was found in a document, as JSON."""
        self._do("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", content, version, article)

    def settle(self, version: str) -> None:
        """Make the wanted documents the chosen ones, and forget all that they and the inputs do not need."""
        self._do("DELETE FROM chosen")
        self._do("INSERT INTO chosen SELECT * FROM wanted")
        self._do("DROP TABLE wanted")
        self._do("DELETE FROM articles WHERE version != ? OR content NOT IN (SELECT content FROM chosen)", version)
        self._do("DELETE FROM readings WHERE key NOT IN (SELECT reading FROM inputs)")
        self._do("DELETE FROM documents WHERE reading NOT IN (SELECT reading FROM inputs)")
        self._do("DELETE FROM texts WHERE id NOT IN (SELECT text FROM documents)")

    def articles(self) -> Iterator[Article]:
        """Yield what was found in the chosen documents, in reading order."""
        for document, text, article in self._db.execute(_query("articles")):
            yield article_from_json(article, document_from_json(document, text))

    def found(self) -> int:
        """Return the size of the graph of the chosen articles in memory: entities, relations, 500 characters of text.

        Each entity and relation counts in every article that has it.
        """
        return int(self._db.execute(_query("found")).fetchone()[0])

    def put_failures(self, failures: Iterable[tuple[str, str]]) -> None:
        """Keep what could not be read, instead of what could not be read before."""
        self._do("DELETE FROM failures")
        self._db.executemany("INSERT INTO failures VALUES (?, ?)", failures)

    def failures(self) -> list[tuple[str, str]]:
        """Return what could not be read in the last build, and why."""
        return list(self._db.execute("SELECT location, reason FROM failures ORDER BY rowid"))

    def given(self) -> Given:
        """Return what the last build was given, for the report."""
        from kg.tables.report import Given

        barren = self._db.execute(_query("barren"))
        counts = self.counts()
        return Given(
            counts["inputs"],
            counts["documents"],
            counts["documents"] - counts["texts"],
            self.failures(),
            [source for (source,) in barren],
        )

    def put_facts(self, **facts: str) -> None:
        """Keep facts about the last build."""
        for name, value in facts.items():
            self._do("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, value)

    def facts(self) -> dict[str, str]:
        """Return the facts about the last build that ended."""
        return dict(self._db.execute("SELECT name, value FROM facts ORDER BY name"))

    def counts(self) -> dict[str, int]:
        """Return how many inputs, documents, texts and articles there are."""
        queries = {
            "inputs": "SELECT count(*) FROM inputs",
            "documents": "SELECT count(*) FROM inputs JOIN documents USING (reading)",
            "texts": "SELECT count(*) FROM texts",
            "articles": "SELECT count(*) FROM chosen JOIN articles USING (content)",
        }
        return {name: int(self._db.execute(query).fetchone()[0]) for name, query in queries.items()}

    def _do(self, statement: str, *values: str | int) -> int:
        return self._db.execute(statement, values).rowcount

    def _one(self, statement: str, *values: str) -> tuple[object, ...] | None:
        row: tuple[object, ...] | None = self._db.execute(statement, values).fetchone()
        return row

    def _begin_anew(self) -> None:
        """Make the tables; the store can be made again from the inputs, so one of another layout is emptied."""
        tables = [row[0] for row in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        self._db.execute("BEGIN IMMEDIATE")
        for table in tables:
            self._db.execute(f'DROP TABLE "{table}"')
        for statement in _query("schema").split(";\n"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {LAYOUT}")
        self._db.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(f"{self.path}: {error}; is the disk full, or the file no store of kg?") from None


@cache
def _query(name: str) -> str:
    return files("kg.corpus").joinpath(f"{name}.sql").read_text(encoding="utf-8")
