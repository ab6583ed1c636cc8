"""The page that compares: what each place, year or publisher has, and the words behind each cell."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.analysis.matrix import GROUPINGS
from kg.analysis.structures import load_structures
from kg.serve import comparing
from kg.serve.pages.keeping import kept
from kg.serve.pages.rendering import library, missing, number_of, render
from kg.serve.records import Page

PAGE = 50


def compare(request: Request) -> Response:
    """Show a comparison; with `?row=` and `?structure=` what one cell of it holds."""
    by = request.query_params.get("by", GROUPINGS[0])
    if by not in GROUPINGS:
        return missing(request)
    if "structure" in request.query_params:
        return _cell(request, by)
    about = request.query_params.get("about", "").strip()
    return render(
        request,
        "compare.html",
        by=by,
        groupings=GROUPINGS,
        structures=load_structures(),
        rows=comparing.rows(library(request).db, by, about),
        about=about,
    )


def _cell(request: Request, by: str) -> Response:
    key, ident = request.query_params.get("row", ""), request.query_params["structure"]
    db, start = library(request).db, (number_of(request, "page") - 1) * PAGE
    row = next((row for row in comparing.rows(db, by) if row.key == key), None)
    structure = next((one for one in load_structures() if one.id == ident), None)
    if row is None or structure is None:
        return missing(request)
    total = row.cells[ident].count if ident in row.cells else 0
    found = comparing.items(db, (by, key, ident), PAGE, start)
    return render(
        request,
        "compared.html",
        by=by,
        row=row,
        structure=structure,
        page=Page(tuple(found), start, total),
        size=PAGE,
    )


routes: list[BaseRoute] = [Route("/compare", kept(compare), name="compare")]
