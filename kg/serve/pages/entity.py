"""The page of an entity: its names, all that is said of it with the words that say so, its neighbours and its years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.schema import load_schema
from kg.serve.pages.corrections import correctable
from kg.serve.pages.keeping import kept
from kg.serve.pages.rendering import language_of, library, missing, number_of, render
from kg.serve.pages.terms import labels
from kg.serve.records import Page, RelationCount, Statement
from kg.serve.things import described

FIRST = 12
"""Statements of a relation on an entity's page; the others have pages of their own."""
PAGE = 50


@dataclass(frozen=True, slots=True)
class Section:
    """The statements of an entity that have one relation and direction."""

    relation: RelationCount
    page: Page[Statement]


def entity(request: Request) -> Response:
    """Show an entity; with `?relation=` and `?direction=` only its statements of that relation, a page at a time."""
    ident, shelf = request.path_params["ident"], library(request)
    found = shelf.entity(ident)
    if found is None:
        return missing(request)
    chosen = _chosen(request, found.relations)
    if chosen is None:
        first = shelf.first_statements(ident, limit=FIRST)
        sections = [Section(r, Page(first[r.type, r.direction], 0, r.count)) for r in _in_order(found.relations)]
    else:
        start = (number_of(request, "page") - 1) * PAGE
        page = shelf.statements_of(ident, type=chosen.type, direction=chosen.direction, offset=start, limit=PAGE)
        sections = [Section(chosen, page)]
    place = shelf.place(found.brief.place) if found.brief.place else None
    return render(
        request,
        "entity.html",
        entity=found,
        brief=found.brief,
        place=place,
        sections=sections,
        chosen=chosen,
        size=PAGE,
        years=_years(dict(shelf.years(ident))),
        near=shelf.neighbours(ident, limit=24),
        correctable=correctable(request),
        mentions=shelf.mentions_of(ident, limit=20),
        terms=labels(language_of(request)),
        description=f"DESCRIBE <{load_schema().entities}{ident}>",
    )


def _in_order(counts: Iterable[RelationCount]) -> list[RelationCount]:
    """Return what an entity does, then what is done to it, each in the schema's order."""
    order = {name: place for place, name in enumerate(load_schema().relations)}
    return sorted(counts, key=lambda one: (one.direction == "in", order[one.type]))


def _chosen(request: Request, counts: Iterable[RelationCount]) -> RelationCount | None:
    wanted = request.query_params.get("relation"), request.query_params.get("direction")
    return next((one for one in counts if (one.type, one.direction) == wanted), None)


def _years(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return a figure for each year from the first to the last.

    >>> _years({"2021": 1, "2023": 2})
    [('2021', 1), ('2022', 0), ('2023', 2)]
    """
    return [(str(y), counts.get(str(y), 0)) for y in range(int(min(counts)), int(max(counts)) + 1)] if counts else []


routes: list[BaseRoute] = [Route("/entity/{ident}", described(kept(entity)), name="entity")]
