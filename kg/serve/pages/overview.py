"""The overview: what is in the graph, where and when, and ways into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.rdf.catalogue import questions
from kg.serve.pages.keeping import kept
from kg.serve.pages.rendering import library, render
from kg.serve.records import Coverage, Place
from kg.serve.rows import coverage_cells

_SHADES = 4
_YEARS = 14  # the last ones, as columns
_ROWS = 32  # places at most


@dataclass(frozen=True, slots=True)
class Shade:
    """A figure with how dark it stands, from 0 to `_SHADES`."""

    number: int
    shade: int


def shades(numbers: Sequence[int]) -> list[Shade]:
    """Return figures with shades: the largest is darkest, 0 has none; by square roots, as a few are often far ahead.

    >>> [one.shade for one in shades([0, 1, 25, 100])]
    [0, 1, 2, 4]
    """
    most = max(numbers, default=0) or 1
    return [Shade(n, -(-int(1000 * (n / most) ** 0.5) * _SHADES // 1000) if n else 0) for n in numbers]


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its articles by year, and how deep it stands below the first."""

    place: Place | None
    depth: int
    total: int
    cells: tuple[Shade, ...]


def overview(request: Request) -> Response:
    """Show what is in the graph."""
    shelf = library(request)
    years = shelf.coverage_by_year()
    shown = [year.year for year in years if year.year][-_YEARS:]
    return render(
        request,
        "overview.html",
        overview=shelf.overview(),
        years=years,
        most=max((year.documents for year in years), default=1),
        columns=shown,
        places=_rows(shelf.coverage_by_place(), coverage_cells(shelf.db), shown),
        newest=shelf.documents(limit=8).items,
        central=shelf.entities(limit=12).items,
        questions=tuple(questions().values()),
    )


def _rows(
    found: Sequence[Coverage], counts: dict[tuple[str | None, str | None], int], years: Sequence[str | None]
) -> list[Row]:
    """Return a row for each place, from the top down to as deep as there is room; none where no article has a place."""
    places = {one.place.code: one.place for one in found if one.place}
    if not places:
        return []

    def way(one: Coverage) -> tuple[str, ...]:
        codes: tuple[str, ...] = ()
        place = one.place
        while place is not None and place.code not in codes:
            codes = (place.code, *codes)
            place = places.get(place.parent or "")
        return codes

    found = sorted(found, key=lambda one: (one.place is None, way(one)))
    depths = [max(0, len(way(one)) - 1) for one in found]
    deepest = max((d for d in range(max(depths) + 1) if sum(x <= d for x in depths) <= _ROWS), default=0)
    kept = [(one, d) for one, d in zip(found, depths, strict=True) if d <= deepest]
    wide = len(years)
    cells = shades([counts.get((one.place.code if one.place else None, year), 0) for one, _ in kept for year in years])
    return [
        Row(one.place, d, one.documents, tuple(cells[number * wide : (number + 1) * wide]))
        for number, (one, d) in enumerate(kept)
    ]


routes: list[BaseRoute] = [Route("/", kept(overview), name="overview")]
