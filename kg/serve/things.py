"""The addresses of things: one that stays, a page for people, data for programs.

    /id/ent-…             stays: 303 to the page or to the data, as the client takes HTML or RDF
    /entity/…, /article/… the page, or for who takes only RDF the data (`described`)
    /data/ent-….ttl       the data: ttl, nt, jsonld or rdf

The IRI of a thing is that of the schema's namespace with the same last part; `DESCRIBE` gives its data.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.rdf.results import GRAPH_FORMATS
from kg.schema import load_schema
from kg.serve.endpoint import answered
from kg.serve.formats import ACCEPTED, negotiate
from kg.serve.protocol import Asked

if TYPE_CHECKING:
    from starlette.requests import Request

PAGES = {"ent": "/entity", "doc": "/article"}
"""Where the page of a thing is, by what its id begins with; other things have data only."""

_IDENT = re.compile(r"[a-z]+-[0-9a-f]{16}")
_OFFERED = {"text/html": "html", "application/xhtml+xml": "html", **ACCEPTED["graph"]}


def iri(ident: str) -> str:
    """Return the IRI of a thing by its id.

    >>> iri("ent-0123456789abcdef")
    'https://w3id.org/orgkg/id/ent-0123456789abcdef'
    """
    return load_schema().entities + ident


def query_about(ident: str) -> str:
    """Return the query whose answer is all about a thing."""
    text = files("kg.serve").joinpath("describe.rq").read_text(encoding="utf-8")
    return Template(text).substitute(iri=iri(ident))


def described(page: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler that shows a page of the thing `ident`, or its data to who takes RDF rather than HTML."""

    async def handler(request: Request) -> Response:
        ident = request.path_params["ident"]
        form = negotiate(request.headers.get("accept"), _OFFERED)
        if form in GRAPH_FORMATS:
            return await _data(request, ident, form)
        response = await page(request)
        response.headers.add_vary_header("accept")
        if response.status_code in {200, 304}:
            response.headers["link"] = ", ".join(
                f'</data/{ident}.{form}>; rel="alternate"; type="{media}"'
                for form, media in (("ttl", "text/turtle"), ("jsonld", "application/ld+json"))
            )
        return response

    return handler


async def thing(request: Request) -> Response:
    """Send a client from the address that stays to what it takes."""
    ident = request.path_params["ident"]
    if not _IDENT.fullmatch(ident):
        return PlainTextResponse("no such thing\n", 404)
    page = PAGES.get(ident.partition("-")[0])
    form = negotiate(request.headers.get("accept"), _OFFERED if page else ACCEPTED["graph"]) or "ttl"
    return RedirectResponse(
        f"{page}/{ident}" if form == "html" else f"/data/{ident}.{form}", 303, headers={"vary": "accept"}
    )


async def data(request: Request) -> Response:
    """Return the data of a thing in the format that the address names."""
    form = request.path_params["form"]
    if form not in GRAPH_FORMATS:
        return PlainTextResponse(f"no such format; there are {', '.join(GRAPH_FORMATS)}\n", 404)
    return await _data(request, request.path_params["ident"], form)


async def _data(request: Request, ident: str, form: str) -> Response:
    if not _IDENT.fullmatch(ident):
        return PlainTextResponse("no such thing\n", 404)
    response = await answered(request, Asked(query_about(ident), (), (), {"rows": None, "truth": None, "graph": form}))
    if response.headers.get("kg-count") == "0":
        return PlainTextResponse("no such thing\n", 404)
    response.headers["link"] = f'<{iri(ident)}>; rel="describes"'
    return response


routes: list[BaseRoute] = [Route("/id/{ident}", thing, name="thing"), Route("/data/{ident}.{form}", data, name="data")]
