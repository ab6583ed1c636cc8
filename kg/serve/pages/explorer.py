"""The explorer: the scripts of `graph.html`, which ask here for the parts of the graph that a reader comes to see."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.html.levels import load_levels
from kg.html.network import OPTIONS
from kg.html.page import legend
from kg.schema import load_schema
from kg.serve import parts
from kg.serve.pages.keeping import kept
from kg.serve.pages.rendering import language_of, library, render, word

_DEEPEST = 3


def explore(request: Request) -> Response:
    """Show the explorer."""
    return render(request, "explore.html")


def graph(request: Request) -> Response:
    """Answer with what the explorer opens: all of a graph that can be drawn at once, of a larger one an overview."""
    shelf, language = library(request), language_of(request)
    told = shelf.overview()
    described = legend()
    whole = told.entities <= described["drawn"]
    numbers = range(1, told.entities + 1) if whole else ()
    opened: dict[str, Any] = parts.part(shelf.db, list(numbers))
    return JSONResponse(
        {
            **described,
            **opened,
            "title": word(language, "home"),
            "program": told.program,
            "rules": told.rules,
            "language": language,
            "communities": [],
            "readings": {},
            "options": OPTIONS,
            "totals": {"documents": told.documents, "nodes": told.entities, "edges": told.statements},
            "overview": None if whole else parts.overview(shelf.db),
        }
    )


def part(request: Request) -> Response:
    """Answer with a part of the graph: what is `near` an entity, a `group`, a `path` between two, or an `article`."""
    asked, db = request.query_params, library(request).db
    found: dict[str, Any] | None = None
    if "article" in asked:
        found = parts.article(db, asked["article"])
    elif "path" in asked:
        ends = parts.numbers_of(db, asked["path"].split(","))
        found = parts.part(db, parts.path(db, *ends)) if len(ends) == 2 else None
    elif "group" in asked:
        level, _, kind = asked["group"].removeprefix("level.").partition(".")
        if level in map(str, range(len(load_levels()))) and kind in load_schema().types:
            found = parts.part(db, parts.group(db, int(level), kind))
    elif "near" in asked:
        depth = asked.get("depth", "1")
        steps = int(depth) if depth in map(str, range(1, _DEEPEST + 1)) else 1
        for number in parts.numbers_of(db, [asked["near"]]):
            found = parts.part(db, parts.around(db, number, steps), number)
    if found is None:
        return PlainTextResponse("there is no such part of the graph\n", 404)
    return JSONResponse(found)


routes: list[BaseRoute] = [
    Route("/explore", kept(explore), name="explore"),
    Route("/api/graph", graph, name="graph"),
    Route("/api/part", part, name="part"),
]
