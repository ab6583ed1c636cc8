"""A graph of any size: merged in a temporary file, row by row, and read from there as NetworkX' graphs are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.corpus.codec import (
    article_from_json,
    article_to_json,
    decoded,
    document_from_json,
    document_to_json,
    encoded,
)
from kg.corpus.merging import Named, Stated, merged_edges, merged_nodes, named, stated
from kg.errors import OutputError
from kg.graph import check_article, document_attributes, edge_attributes, node_attributes
from kg.link.structure import derived, places_of
from kg.model import Article

_LONG = ("mentions", "forms")
_CACHED = 5_000  # nodes and documents that are kept in memory
_PAGES = 32 << 10  # KiB of the file that are kept in memory


@contextmanager
def merged(articles: Iterable[Article], folder: Path, *, program: str, rules: str) -> Iterator[MergedGraph]:
    """Merge articles into a graph that lives in a temporary file as long as the block runs.

    Args:
        articles: linked articles, in reading order, each document once.
        folder: where the file may be.
        program, rules: the versions that made them.

    Raises:
        IntegrityError: as `kg.graph.build_graph`.
        OutputError: the disk is full.
    """
    try:
        with TemporaryDirectory(prefix=".kg-", suffix=".part", dir=folder) as temporary:
            db = sqlite3.connect(Path(temporary, "merged.sqlite"), isolation_level=None)
            try:
                db.execute("PRAGMA journal_mode = OFF")
                db.execute("PRAGMA synchronous = OFF")
                db.execute(f"PRAGMA cache_size = -{_PAGES}")
                _fill(db, articles)
                yield MergedGraph(db, program=program, rules=rules)
            finally:
                db.close()
    except sqlite3.Error as error:
        raise OutputError(f"{folder}: cannot write: {error}") from None


def _fill(db: sqlite3.Connection, articles: Iterable[Article]) -> None:
    """Write the rows of the articles, then what they say together."""
    for statement in files("kg.corpus").joinpath("merged.sql").read_text(encoding="utf-8").split(";\n"):
        db.execute(statement)
    db.execute("BEGIN")
    for number, article in enumerate(articles):
        check_article(article)
        attributes = document_attributes(article)
        attributes["text"] = None  # it stands beside them; here is its place in their order
        row = (encoded(attributes), document_to_json(article.document), article_to_json(article))
        known = (number, article.document.id, article.document.text, *row)
        db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", known)
        db.executemany("INSERT INTO named VALUES (?, ?, ?)", named(article))
        db.executemany("INSERT INTO stated VALUES (?, ?, ?, ?, ?, ?)", stated(article))
    rows = map(Named._make, db.execute("SELECT * FROM named ORDER BY id, document"))
    db.executemany("INSERT INTO nodes VALUES (?, ?, ?, ?, ?, ?, ?)", map(_node_row, merged_nodes(rows)))
    relations = map(Stated._make, db.execute("SELECT * FROM stated ORDER BY head, id, document"))
    for head, edges in groupby(merged_edges(relations), itemgetter(0)):
        tails: dict[str, list[tuple[str, str]]] = {}
        for _, tail, ident, edge in edges:
            tails.setdefault(tail, []).append((ident, encoded(edge)))
        ordered = ((head, tail, *edge) for tail, same in tails.items() for edge in same)
        db.executemany("INSERT INTO edges (head, tail, id, edge) VALUES (?, ?, ?, ?)", ordered)
    db.execute("DROP TABLE named")
    db.execute("DROP TABLE stated")
    db.execute("COMMIT")


def _node_row(item: tuple[str, dict[str, Any]]) -> tuple[str | None, ...]:
    ident, node = item
    known = (ident, node["type"], node["name"], node["place"], node["organ"])
    return *known, encoded(light_attributes(node)), encoded(node)


def light_attributes(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a node that do not grow with the articles."""
    return {key: value for key, value in node.items() if key not in _LONG}


class MergedGraph:
    """A graph in a file, with what `kg.graph.GraphView` asks for, in the order of a graph in memory.

    Attributes:
        graph: as of a graph in memory; `documents` is read when it is asked for.
        nodes: likewise.
    """

    def __init__(self, db: sqlite3.Connection, *, program: str, rules: str) -> None:
        """Take the file."""
        self._db = db
        self.nodes = _Nodes(db)
        codes = db.execute(
            "SELECT place FROM nodes UNION SELECT json_extract(attributes, '$.place') FROM articles ORDER BY 1"
        )
        places = places_of(code for (code,) in codes)
        self.graph: dict[str, Any] = {
            "program": program,
            "rules": rules,
            "documents": _Documents(db),
            "places": places,
            "derived": derived(_Placed(db), places),
        }

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the nodes."""
        return iter(self.nodes)

    def number_of_nodes(self) -> int:
        """Return how many nodes there are."""
        return len(self.nodes)

    def number_of_edges(self) -> int:
        """Return how many edges there are."""
        return _count(self._db, "SELECT count(*) FROM edges")

    def edges(self, *, keys: bool, data: bool) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        """Yield the edges as (head, tail, key, attributes)."""
        assert keys
        assert data
        for head, tail, ident, edge in self._db.execute("SELECT head, tail, id, edge FROM edges ORDER BY number"):
            yield head, tail, ident, decoded(edge)

    def adjacency(self) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
        """Yield each node with what leads from it: {tail: {key: attributes}}."""
        stars = groupby(self.edges(keys=True, data=True), itemgetter(0))
        head, edges = next(stars, (None, iter(())))
        for ident in self:
            tails: dict[str, dict[str, Any]] = {}
            if ident == head:
                for _, tail, key, edge in edges:
                    tails.setdefault(tail, {})[key] = edge
                head, edges = next(stars, (None, iter(())))
            yield ident, tails

    def degree(self) -> Iterator[tuple[str, int]]:
        """Yield each node that has edges with their number."""
        ends = "SELECT head AS id FROM edges UNION ALL SELECT tail FROM edges"
        yield from self._db.execute(f"SELECT id, count(*) FROM ({ends}) GROUP BY id ORDER BY id")  # noqa: S608  # fixed

    def by_article(self) -> Iterator[tuple[str, dict[str, Any], list[tuple[str, str, str, str, list[dict[str, Any]]]]]]:
        """Yield each document's id, the nodes that it names and the edges that it states, with its own words alone."""
        for text, document, article in self._db.execute("SELECT text, document, article FROM articles ORDER BY id"):
            yield said_by(article_from_json(article, document_from_json(document, text)), self.nodes)


def said_by(
    article: Article, nodes: Mapping[str, Mapping[str, Any]]
) -> tuple[str, dict[str, Any], list[tuple[str, str, str, str, list[dict[str, Any]]]]]:
    """Return a document's id, the nodes that it names and the edges that it states, with its own words alone.

    Args:
        article: of the document.
        nodes: what all articles say of them.
    """
    document = article.document
    named_here = {}
    for entity in article.entities:
        own = node_attributes([entity])
        named_here[entity.id] = {**nodes[entity.id], **{key: own[key] for key in _LONG}}
    dates = {document.id: {"date": document.date}}
    edges = [(r.head, r.tail, r.id, r.type, edge_attributes([r], dates)["evidence"]) for r in article.relations]
    return document.id, named_here, edges


class _Nodes(Mapping[str, dict[str, Any]]):
    """The nodes: by id with the attributes that are short, one after the other with all."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._light = lru_cache(maxsize=_CACHED)(self._fetched)

    def __call__(self, *, data: bool) -> Iterator[tuple[str, dict[str, Any]]]:
        assert data
        for ident, node in self._db.execute("SELECT id, node FROM nodes ORDER BY id"):
            yield ident, decoded(node)

    def __getitem__(self, ident: str) -> dict[str, Any]:
        return self._light(ident)

    def __iter__(self) -> Iterator[str]:
        for (ident,) in self._db.execute("SELECT id FROM nodes ORDER BY id"):
            yield ident

    def __len__(self) -> int:
        return _count(self._db, "SELECT count(*) FROM nodes")

    def _fetched(self, ident: str) -> dict[str, Any]:
        row = self._db.execute("SELECT light FROM nodes WHERE id = ?", (ident,)).fetchone()
        if row is None:
            raise KeyError(ident)
        light: dict[str, Any] = decoded(row[0])
        return light


class _Placed(_Nodes):
    """What the edges that follow from names and places are made of."""

    def items(self) -> Iterator[tuple[str, dict[str, Any]]]:  # type: ignore[override]  # an iterator is enough
        columns = ("type", "name", "place", "organ")
        rows = self._db.execute(f"SELECT id, {', '.join(columns)} FROM nodes WHERE place IS NOT NULL ORDER BY id")  # noqa: S608
        for ident, *values in rows:
            yield ident, dict(zip(columns, values, strict=True))


class _Documents(Mapping[str, dict[str, Any]]):
    """The documents: by id without the text, one after the other, in reading order, with it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._light = lru_cache(maxsize=_CACHED)(self._fetched)

    def __getitem__(self, ident: str) -> dict[str, Any]:
        return self._light(ident)

    def __iter__(self) -> Iterator[str]:
        for (ident,) in self._db.execute("SELECT id FROM articles ORDER BY number"):
            yield ident

    def __len__(self) -> int:
        return _count(self._db, "SELECT count(*) FROM articles")

    def items(self) -> Iterator[tuple[str, dict[str, Any]]]:  # type: ignore[override]  # an iterator is enough
        for ident, attributes, text in self._db.execute("SELECT id, attributes, text FROM articles ORDER BY number"):
            yield ident, {**decoded(attributes), "text": text}

    def _fetched(self, ident: str) -> dict[str, Any]:
        row = self._db.execute("SELECT attributes FROM articles WHERE id = ?", (ident,)).fetchone()
        if row is None:
            raise KeyError(ident)
        attributes: dict[str, Any] = decoded(row[0])
        del attributes["text"]
        return attributes


def _count(db: sqlite3.Connection, query: str) -> int:
    return int(db.execute(query).fetchone()[0])
