"""Lists: what a search finds, entities by type or place, articles by year or place, a page at a time."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.schema import load_schema
from kg.serve.pages.keeping import kept
from kg.serve.pages.rendering import language_of, library, number_of, render
from kg.serve.records import Brief, DocumentBrief, Hit

PAGE = 50
_SUGGESTED = 12


def search(request: Request) -> Response:
    """Show the entities and articles that a text finds."""
    query = request.query_params.get("q", "")
    hits = library(request).search(query, limit=PAGE)
    return render(
        request,
        "search.html",
        query=query,
        entities=[hit for hit in hits if isinstance(hit.found, Brief)],
        articles=[hit.found for hit in hits if isinstance(hit.found, DocumentBrief)],
    )


def suggestions(request: Request) -> Response:
    """Answer a search box: the entities that a text finds, best first, then articles."""
    hits = library(request).search(request.query_params.get("q", ""), limit=_SUGGESTED)
    language, types = language_of(request), load_schema().types

    def suggested(hit: Hit) -> dict[str, object] | None:
        if not isinstance(hit.found, Brief):
            return None
        node = {"id": hit.found.id, "name": hit.found.name, "type": hit.found.type}
        about = getattr(types[hit.found.type], language)
        return {"node": node | {"about": about}, "name": hit.name, "fuzzy": hit.fuzzy, "about": about}

    return JSONResponse([one for one in map(suggested, hits) if one])


def entities(request: Request) -> Response:
    """Show entities, those in the most relations first."""
    wanted, place = request.query_params.get("type"), request.query_params.get("place")
    shelf, number = library(request), number_of(request, "page")
    page = shelf.entities(type=wanted, place=place, offset=(number - 1) * PAGE, limit=PAGE)
    return render(
        request,
        "entities.html",
        page=page,
        size=PAGE,
        wanted=wanted,
        place=shelf.place(place) if place else None,
        counts=shelf.overview().types,
    )


def articles(request: Request) -> Response:
    """Show articles, newest first."""
    year, place = request.query_params.get("year"), request.query_params.get("place")
    shelf, number = library(request), number_of(request, "page")
    page = shelf.documents(place=place, year=year, offset=(number - 1) * PAGE, limit=PAGE)
    return render(
        request,
        "articles.html",
        page=page,
        size=PAGE,
        year=year,
        place=shelf.place(place) if place else None,
        years=[one.year for one in shelf.coverage_by_year() if one.year],
    )


routes: list[BaseRoute] = [
    Route("/search", kept(search), name="search"),
    Route("/api/search", suggestions, name="suggestions"),
    Route("/entities", kept(entities), name="entities"),
    Route("/articles", kept(articles), name="articles"),
]
