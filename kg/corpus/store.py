"""The store of a project folder: what was read of its inputs and what was found in them, in one SQLite file.

Every change is a transaction of SQLite in WAL mode: whatever happens (kill -9, a full disk), the file holds what was
committed and nothing half-done.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from kg.corpus.codec import article_from_json, article_to_json, document_from_json, document_to_json
from kg.errors import OutputError
from kg.model import Article, Document

FILE = "kg.sqlite"
_LAYOUT = 2


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
                if self._db.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
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
            row = (reading, number, document.id, document_to_json(document))
            self._do("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", *row)

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

    def documents(self) -> Iterator[Document]:
        """Yield the documents of all inputs, in the order of their sources."""
        rows = self._db.execute(
            "SELECT d.document, t.text FROM inputs i JOIN documents d USING (reading) JOIN texts t ON t.id = d.text "
            "ORDER BY i.source, i.path, d.position"
        )
        for document, text in rows:
            yield document_from_json(document, text)

    def has_article(self, key: str) -> bool:
        """Tell whether a document with this content has been analysed."""
        return self._one("SELECT 1 FROM articles WHERE key = ?", key) is not None

    def put_article(self, key: str, article: Article) -> None:
        """Keep what was found in a document."""
        self._do("INSERT OR REPLACE INTO articles VALUES (?, ?)", key, article_to_json(article))

    def article(self, key: str, document: Document) -> Article:
        """Return what was found in a document.

        Raises:
            OutputError: it is not there.
        """
        row = self._one("SELECT article FROM articles WHERE key = ?", key)
        if row is None:
            raise OutputError(f"{self.path}: an article is missing in it; delete the file to build anew")
        return article_from_json(str(row[0]), document)

    def keep_articles(self, keys: Iterable[str]) -> int:
        """Forget all articles but these, and the readings and texts that no input needs; return how many went."""
        self._do("CREATE TEMP TABLE wanted (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key in keys))
        gone = self._do("DELETE FROM articles WHERE key NOT IN (SELECT key FROM wanted)")
        self._do("DROP TABLE wanted")
        self._do("DELETE FROM readings WHERE key NOT IN (SELECT reading FROM inputs)")
        self._do("DELETE FROM documents WHERE reading NOT IN (SELECT reading FROM inputs)")
        self._do("DELETE FROM texts WHERE id NOT IN (SELECT text FROM documents)")
        return gone

    def put_failures(self, failures: Iterable[tuple[str, str]]) -> None:
        """Keep what could not be read, instead of what could not be read before."""
        self._do("DELETE FROM failures")
        self._db.executemany("INSERT INTO failures VALUES (?, ?)", failures)

    def failures(self) -> list[tuple[str, str]]:
        """Return what could not be read in the last build, and why."""
        return list(self._db.execute("SELECT location, reason FROM failures ORDER BY rowid"))

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
            "articles": "SELECT count(*) FROM articles",
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
        schema = files("kg.corpus").joinpath("schema.sql").read_text(encoding="utf-8")
        for statement in schema.split(";\n"):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {_LAYOUT}")
        self._db.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(f"{self.path}: {error}; is the disk full, or the file no store of kg?") from None
