"""Finding entities and articles by what is typed: characters, full pinyin, initials or a mixture, as on the page.

Names stand in the index in the order of importance and are found as phrases, so that a search reads only as many rows
as it returns: the very name first, then names that begin with the text, then those that hold it, then the same by
pinyin; where these are few, names with all characters of the text in its order but others between them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from kg.serve.records import Brief, DocumentBrief, Hit
from kg.serve.rows import BRIEF, DOCUMENT
from kg.serve.spelling import Spelling, folded, spaced

_LONGEST = 100  # characters of a search that are looked for
_FEW = 5  # hits, below which those that only come close are shown
_WAYS = 8  # to cut what is typed into syllables
_CANDIDATES = 500  # names that are tried for coming close
_RUNS = re.compile(r"[a-z]+|[^a-z]")


def search(db: sqlite3.Connection, spelling: Spelling, text: str, limit: int) -> list[Hit]:
    """Return what a text finds, best first: entities, each once, then articles by their titles.

    Args:
        db: an index of `kg.serve.indexing`.
        spelling: of its names.
        text: as typed.
        limit: entities at most, and articles at most.
    """
    wanted = "".join(c for c in folded(text) if c.isalnum())[:_LONGEST]
    if not wanted:
        return []
    hits: dict[int, Hit] = {}
    for fuzzy, found in ((False, _strict(db, spelling, wanted, limit)), (True, _close(db, wanted))):
        if fuzzy and (len(hits) >= _FEW or len(wanted) < 2):
            break
        for number, name, *brief in found:
            if len(hits) >= limit:
                break
            hits.setdefault(number, Hit(Brief(*brief), name, fuzzy))
    return [*hits.values(), *_articles(db, wanted, limit)]


def _strict(db: sqlite3.Connection, spelling: Spelling, wanted: str, limit: int) -> Iterator[tuple[Any, ...]]:
    yield from db.execute(f"{_SELECT} WHERE n.folded = ? ORDER BY n.number LIMIT ?", (wanted, limit))
    phrase = _phrase(wanted)
    for match in (f"characters : ^ {phrase}", f"characters : {phrase}"):
        yield from db.execute(f"{_SELECT} {_MATCH}", (match, limit))
    if not re.search("[a-z]", wanted):
        return
    own = [c for c in wanted if not c.isascii()]
    also = f" AND characters : ({' AND '.join(map(_phrase, own))})" if own else ""
    ways = _ways(spelling, wanted)
    for way in ways:
        for start in ("^ ", ""):
            yield from db.execute(f"{_SELECT} {_MATCH}", (_syllables(way, start) + also, limit))
    if not own:
        for start in ("^ ", ""):
            yield from db.execute(f"{_SELECT} {_MATCH}", (f"initials : {start}{phrase}", limit))
    for way in ways:
        for usual in spelling.first_readings(way):
            found = db.execute(f"{_SELECT} {_MATCH}", (_syllables(usual, "") + also, _CANDIDATES))
            yield from (row for row in found if spelling.spells(way, row[1]))


def _ways(spelling: Spelling, wanted: str) -> list[list[str]]:
    """Return the syllables that may have been typed; characters among the letters stand in their usual reading."""
    ways: list[list[str]] = [[]]
    for run in _RUNS.findall(wanted):
        cuts = spelling.cuts(run) if run.isascii() and run.isalpha() else [spelling.syllables(run)]
        ways = [[*way, *cut] for way in ways for cut in cuts][:_WAYS]
    return ways


def _syllables(way: list[str], start: str) -> str:
    return f'syllables : {start}"{" ".join(way)}" *'


def _close(db: sqlite3.Connection, wanted: str) -> Iterator[tuple[Any, ...]]:
    """Yield names in which all characters of the text stand in its order, the closest first."""
    match = f"characters : ({' AND '.join(_phrase(c) for c in dict.fromkeys(wanted))})"
    close = re.compile(".*?".join(map(re.escape, wanted)))
    rows = db.execute(f"{_SELECT} {_MATCH}", (match, _CANDIDATES)).fetchall()
    found = [(place, row) for row in rows if (place := close.search(folded(row[1])))]
    yield from (row for _, row in sorted(found, key=lambda pair: pair[0].end() - pair[0].start()))


def _articles(db: sqlite3.Connection, wanted: str, limit: int) -> Iterator[Hit]:
    sql = (
        f"SELECT {DOCUMENT} FROM titles_text t JOIN documents d ON d.number = t.rowid "
        "WHERE titles_text MATCH ? ORDER BY t.rowid DESC LIMIT ?"
    )
    for row in db.execute(sql, (_phrase(wanted), limit)):
        document = DocumentBrief(*row)
        yield Hit(document, document.title or document.name)


def _phrase(text: str) -> str:
    return f'"{spaced(text)}"'


_SELECT = f"SELECT e.number, n.name, {BRIEF} FROM names n JOIN entities e ON e.number = n.entity"
_MATCH = (
    "WHERE n.number IN (SELECT rowid FROM names_text WHERE names_text MATCH ? ORDER BY rowid LIMIT ?) ORDER BY n.number"
)
