"""The overview: what is in the graph, where and when, and ways into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.rdf.catalogue import questions
from kg.serve.pages.rendering import library, render
from kg.serve.records import Coverage

_SHADES = 4


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


def overview(request: Request) -> Response:
    """Show what is in the graph."""
    shelf = library(request)
    years = shelf.coverage_by_year()
    return render(
        request,
        "overview.html",
        overview=shelf.overview(),
        years=years,
        most=max((year.documents for year in years), default=1),
        places=_places(shelf.coverage_by_place()),
        newest=shelf.documents(limit=8).items,
        central=shelf.entities(limit=12).items,
        questions=tuple(questions().values()),
    )


def _places(found: list[Coverage]) -> list[Coverage]:
    """Return the places, or none where no article has one."""
    return found if any(one.place for one in found) else []


routes: list[BaseRoute] = [Route("/", overview, name="overview")]
