"""A project as people corrected it since its last build: one article at once, the exports on demand.

The store keeps what the rules found, without corrections; so all of this works without the inputs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg import pipeline
from kg.corpus import store
from kg.corpus.codec import article_from_json, document_from_json
from kg.corpus.graphs import AnyGraph, graph_of
from kg.corpus.lock import locked
from kg.corpus.version import analysis_version
from kg.corrections.apply import Corrected, apply
from kg.corrections.collect import Correcting
from kg.corrections.file import Corrections, read_corrections
from kg.corrections.records import Correction
from kg.errors import InputError
from kg.language.words import SegmenterName
from kg.model import Article
from kg.rules import Rules, load_rules


@dataclass(frozen=True, slots=True)
class Project:
    """A folder of exports with its store.

    Attributes:
        folder: of the exports.
        path: of the file of corrections.
        read: how many lines of it the last build has read.
        rules_folder: of the user's rules, or None.
        segmenter: what found the words.
        max_graph: how large a graph may be that is held in memory.
    """

    folder: Path
    path: Path
    read: int
    rules_folder: Path | None
    segmenter: SegmenterName
    max_graph: int

    def corrections(self) -> Corrections:
        """Read the corrections as they are now.

        Raises:
            InputError: a line is none.
        """
        return read_corrections(self.path)

    def article(self, ident: str) -> Article | None:
        """Return what the rules found in a document of the last build, or None where there is no such document."""
        with _opened(self.folder) as database:
            query = files("kg.corpus").joinpath("article.sql").read_text(encoding="utf-8")
            row = database.execute(query, (ident,)).fetchone()
        return None if row is None else article_from_json(row[2], document_from_json(row[0], row[1]))

    def documents(self) -> dict[str, str]:
        """Return the names of the documents of the last build by their ids, in reading order."""
        with _opened(self.folder) as database:
            query = "SELECT c.id, d.document FROM chosen AS c JOIN documents AS d USING (reading, position)"
            rows = database.execute(f"{query} ORDER BY c.number").fetchall()
        return {ident: document_from_json(document, "").name for ident, document in rows}

    def annotated(self, ident: str, records: tuple[Correction, ...]) -> Article:
        """Return a document of the last build under the names that it gives things itself, as people annotate.

        Args:
            ident: of the document.
            records: what people said about it.

        Raises:
            InputError: there is no such document.
        """
        article = self.article(ident)
        if article is None:
            raise InputError(f"{self.folder}: no document {ident} in the last build")
        found = pipeline.read_off(article.document, _rules(self.rules_folder), self.segmenter)
        return apply(found, records).article

    def corrected(self, article: Article, records: tuple[Correction, ...]) -> Corrected:
        """Return an article with what people said about it."""
        return apply(article, records, _rules(self.rules_folder))


@cache
def _rules(folder: Path | None) -> Rules:
    return load_rules(folder)


def open_project(folder: Path) -> Project:
    """Return what the last build has noted about a folder of exports.

    Raises:
        InputError: there is no store in it, or one of another version of `kg`.
    """
    with _opened(folder) as database:
        facts = dict(database.execute("SELECT name, value FROM facts"))
    if not {"corrections", "corrections_read", "rules_folder"} <= facts.keys():
        raise InputError(
            f"{folder / store.FILE}: the last build did not end, or was one of an older kg; run kg build again"
        )
    rules, segmenter = facts["rules_folder"], facts["rules"].rpartition(" ")[2]
    return Project(
        folder,
        Path(facts["corrections"]),
        int(facts["corrections_read"]),
        Path(rules) if rules else None,
        "jieba" if segmenter == "jieba" else "rjieba",
        int(facts["max_graph"]),
    )


@contextmanager
def project_graph(folder: Path) -> Iterator[AnyGraph]:
    """Yield the graph of a folder of exports, as its store has it and people have corrected it since.

    Raises:
        InputError: there is no store in it, or one of another version of `kg`.
        OutputError: the folder cannot be written.
    """
    project = open_project(folder)
    with locked(folder, wait=True, on_wait=lambda _: None), closing(store.Store(folder / store.FILE)) as known:
        version, _, _ = known.facts()["rules"].partition(" ")
        correcting = Correcting(project.corrections(), project.rules_folder)
        with graph_of(known, correcting, folder, rules=version, max_graph=project.max_graph) as graph:
            yield graph


def rebuild(folder: Path) -> Corrections:
    """Write the exports of a folder anew with the corrections as they are now, from its store alone.

    Returns:
        The corrections that the exports have now.

    Raises:
        InputError: there is no store, or the program or rules have changed since the last build.
        OutputError: the folder cannot be written.
    """
    project = open_project(folder)
    with locked(folder, wait=True, on_wait=lambda _: None), closing(store.Store(folder / store.FILE)) as known:
        facts = known.facts()
        version, _, _ = facts["rules"].partition(" ")
        if facts["program"] != analysis_version() or version != _rules(project.rules_folder).version:
            raise InputError(f"{folder}: kg or its rules have changed since the last build; run kg build")
        corrections = project.corrections()
        correcting = Correcting(corrections, project.rules_folder)
        with graph_of(known, correcting, folder, rules=version, max_graph=project.max_graph) as graph:
            pipeline.export(graph, folder, known.given())
            sizes = {"entities": str(graph.number_of_nodes()), "relations": str(graph.number_of_edges())}
        with known.transaction():
            known.put_facts(corrections_read=str(len(corrections.records)), **sizes)
    return corrections


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the store of a folder to read from it, whatever a build does to it meanwhile."""
    path = folder / store.FILE
    if not path.is_file():
        raise InputError(f"{path}: there is no such file; kg build makes it")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA user_version").fetchone()[0] != store.LAYOUT:
                raise InputError(f"{path}: made by another version of kg; run kg build again")
            yield database
    except sqlite3.Error as error:
        raise InputError(f"{path}: {error}; run kg build again") from None
