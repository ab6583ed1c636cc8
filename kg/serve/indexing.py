"""Making what is served of a graph: `python -m kg.serve.indexing graph.json graph.ttl FOLDER`, a process of its own.

It needs several times the memory of the graph, which goes back when it ends; what serves the pages then needs little.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kg.errors import KgError
from kg.html.readings import readings
from kg.rdf.stores import write_store
from kg.schema import load_schema
from kg.serve.comparing import write_comparisons
from kg.serve.drawing import write_drawing
from kg.serve.spelling import Spelling, folded, spaced
from kg.tables.node_link import read_data

if TYPE_CHECKING:
    import networkx as nx

INDEX, STORE = "index.sqlite", "store"
LAYOUT = 4
"""Rises when `index.sql` changes, or what stands in it."""

_NODE = {"id", "type", "name", "count", "mentions", "place"}
_EDGE = {"source", "target", "key", "type", "modality", "head_count", "tail_count", "count", "evidence"}


def write_index(graph: Path, path: Path) -> None:
    """Write the index of a graph into a new file.

    Args:
        graph: a graph.json.
        path: must not be there; what is half-written when this fails is the caller's to remove.

    Raises:
        InputError: the graph cannot be read, or is none.
        IntegrityError: it breaks its promises.
    """
    data = read_data(graph)
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;")
        db.executescript(files("kg.serve").joinpath("index.sql").read_text(encoding="utf-8"))
        db.execute("BEGIN")
        _fill(db, data)
        db.execute("COMMIT")
        db.execute("ANALYZE")
    finally:
        db.close()


def _fill(db: sqlite3.Connection, data: dict[str, Any]) -> None:
    import networkx as nx

    graph, nodes, edges = data["graph"], data["nodes"], data["edges"]
    degree = Counter(end for edge in edges for end in (edge["source"], edge["target"]))
    nodes.sort(key=lambda node: (-degree[node["id"]], -node["count"], node["name"], node["id"]))
    entities = {node["id"]: number for number, node in enumerate(nodes, 1)}
    documents = {ident: number for number, ident in enumerate(graph["documents"], 1)}
    named = Counter(d for node in nodes for d in {m["document"] for m in node["mentions"]})
    stated = Counter(d for edge in edges for d in {e["document"] for e in edge["evidence"]})

    _insert(db, "facts", ((name, _json(value)) for name, value in _facts(graph, nodes, edges).items()))
    _insert(
        db,
        "documents",
        (
            (
                number,
                ident,
                *(document.get(key) for key in ("name", "title", "publisher", "author", "date", "source", "place")),
                named[ident],
                stated[ident],
                document["text"],
            )
            for number, (ident, document) in enumerate(graph["documents"].items(), 1)
        ),
    )
    _insert(
        db,
        "entities",
        (
            (
                entities[node["id"]],
                *(node.get(key) for key in ("id", "type", "name", "place", "count")),
                degree[node["id"]],
                _rest(node, _NODE),
            )
            for node in nodes
        ),
    )
    _insert(
        db,
        "mentions",
        (
            (entities[node["id"]], documents[mention["document"]], mention["start"], mention["stop"])
            for node in nodes
            for mention in node["mentions"]
        ),
    )
    _insert(db, "statements", (_statement(number, edge, entities) for number, edge in enumerate(edges, 1)))
    _insert(
        db,
        "evidence",
        (
            (number, position, documents[piece["document"]], *(piece[key] for key in _PIECE), _review(piece))
            for number, edge in enumerate(edges, 1)
            for position, piece in enumerate(edge["evidence"])
        ),
    )
    places = graph.get("places", {})
    _insert(db, "places", ((code, p["name"], p["level"], p["parent"]) for code, p in places.items()))
    _insert(db, "derived", ((e["type"], e["head"], e["tail"], e["rule"]) for e in graph.get("derived", ())))
    _names(db, nodes, entities)
    titles = ((n, d["title"] or d["name"]) for n, d in enumerate(graph["documents"].values(), 1))
    db.executemany(
        "INSERT INTO titles_text (rowid, characters) VALUES (?, ?)", ((n, spaced(folded(title))) for n, title in titles)
    )
    whole = cast("nx.MultiDiGraph[str]", nx.node_link_graph(data, edges="edges"))
    write_drawing(db, whole, entities)
    write_comparisons(db, whole)


_PIECE = ("start", "stop", "quote", "rule", "modality", "head_count", "tail_count")


def _review(piece: dict[str, Any]) -> str | None:
    return _json(piece["review"]) if "review" in piece else None


def _statement(number: int, edge: dict[str, Any], entities: dict[str, int]) -> tuple[object, ...]:
    ends = entities[edge["source"]], entities[edge["target"]]
    rest = (edge.get(key) for key in ("modality", "head_count", "tail_count", "count"))
    return number, edge["key"], edge["type"], *ends, *rest, _rest(edge, _EDGE)


def _names(db: sqlite3.Connection, nodes: list[dict[str, Any]], entities: dict[str, int]) -> None:
    names = ((entities[node["id"]], name) for node in nodes for name in dict.fromkeys((node["name"], *node["aliases"])))
    _insert(db, "names", ((number, *named, folded(named[1])) for number, named in enumerate(names, 1)))
    known = {c: spelled.split() for c, spelled in readings(name for (name,) in _folded(db)).items()}
    _insert(db, "facts", [("readings", _json(known))])
    spelling = Spelling(known)
    texts = (
        (number, spaced(name), " ".join(spelled), " ".join(syllable[0] for syllable in spelled))
        for number, (name,) in enumerate(_folded(db), 1)
        for spelled in (spelling.syllables(name),)
    )
    db.executemany("INSERT INTO names_text (rowid, characters, syllables, initials) VALUES (?, ?, ?, ?)", texts)


def _folded(db: sqlite3.Connection) -> Iterator[tuple[str]]:
    return db.execute("SELECT folded FROM names ORDER BY number")


def _facts(graph: dict[str, Any], nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, object]:
    schema = load_schema()
    types, relations = Counter(n["type"] for n in nodes), Counter(e["type"] for e in edges)
    return {
        "layout": LAYOUT,
        "program": graph["program"],
        "rules": graph["rules"],
        "mentions": sum(node["count"] for node in nodes),
        "evidence": sum(edge["count"] for edge in edges),
        "types": {t: types[t] for t in schema.types if types[t]},
        "relations": {r: relations[r] for r in schema.relations if relations[r]},
        "modalities": dict(sorted(Counter(edge["modality"] for edge in edges).items())),
    }


def _rest(item: dict[str, Any], known: set[str]) -> str:
    return _json({key: value for key, value in item.items() if key not in known})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    width = len(db.execute(f"PRAGMA table_info({table})").fetchall())
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)


def main(graph: str, turtle: str, folder: str) -> None:
    """Write the index and the store of a graph into a folder that is there."""
    write_index(Path(graph), Path(folder, INDEX))
    write_store([Path(turtle)], Path(folder, STORE))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KgError as error:
        sys.exit(str(error))
