"""What a build checks of its own Turtle before anyone sees it: three queries, a tenth of a second for 10,000 relations.

`kg.graph` has checked by then that every quote is its slice and every end within domain and range; `kg validate` checks
the rest. Each query finds nodes for which what its first line says is true.
"""

from __future__ import annotations

import io
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import IntegrityError
from kg.graph import GraphView
from kg.rdf.articles import articles
from kg.rdf.description import body, run_name
from kg.rdf.ontology import vocabulary
from kg.rdf.reading import load
from kg.rdf.turtle import write_descriptions, write_prefixes
from kg.schema import load_schema

if TYPE_CHECKING:
    import pyoxigraph as ox

_AT_ONCE = 50  # articles


def check(path: Path) -> None:
    """Refuse a Turtle export in which a relation does not stand twice, or stands without its words.

    Args:
        path: the Turtle of a whole graph.

    Raises:
        InputError: it cannot be read.
        IntegrityError: it breaks a promise; the message names the first node that does.
    """
    import pyoxigraph as ox

    store = ox.Store()
    load(store, path)
    _ask(store, path.name)


def check_by_article(graph: GraphView) -> None:
    """Refuse a graph too large to be loaded whole for what `check` refuses, asking some articles at a time.

    Raises:
        IntegrityError: it breaks a promise.
    """
    import pyoxigraph as ox

    run, parts = run_name(graph), articles(graph)
    while some := list(islice(parts, _AT_ONCE)):
        turtle = io.BytesIO()
        write_prefixes(turtle, load_schema().prefixes)
        write_descriptions(vocabulary(load_schema()), turtle)
        for _, part in some:
            write_descriptions(body(part, run), turtle)
        store = ox.Store()
        store.load(turtle.getvalue(), format=ox.RdfFormat.TURTLE)
        _ask(store, "–".join((some[0][0], some[-1][0])))


def _ask(store: ox.Store, where: str) -> None:
    import pyoxigraph as ox

    for file in sorted(files("kg.rdf").joinpath("invariants").iterdir(), key=lambda file: file.name):
        query = file.read_text(encoding="utf-8")
        found = store.query(query, prefixes=load_schema().prefixes)
        for row in found if isinstance(found, ox.QuerySolutions) else ():
            raise IntegrityError(f"{where}: {query.partition(chr(10))[0].removeprefix('# ')}: {row[0]}")
