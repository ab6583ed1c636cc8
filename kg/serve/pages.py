"""The pages that people read: handlers and their routes; the HTML stands in `templates/`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from kg.serve.library import Library

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)
templates = Jinja2Templates(env=_environment)


def library(request: Request) -> Library:
    """Return what the pages of a request show; a handler takes it once."""
    found: Library = request.app.state.site.library
    return found


def overview(request: Request) -> Response:
    """Show what is in the graph."""
    return templates.TemplateResponse(request, "overview.html", {"overview": library(request).overview()})


routes: list[BaseRoute] = [Route("/", overview, name="overview")]
