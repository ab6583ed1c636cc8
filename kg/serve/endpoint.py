"""The endpoint: `/sparql`, by the SPARQL 1.1 Protocol, and its description of itself.

200 the answer; the header KG-Note (and the answer itself, where its format has room) tells when it is cut off
400 malformed    403 an update    405 neither GET nor POST    406 no format that the client takes
413 too long     415 not a query in UTF-8    500 too much memory    503 too busy, at once    504 too slow, stopped
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.formats import ACCEPTED, MEDIA_TYPES, negotiate
from kg.serve.protocol import LONGEST, Asked, Refusal, asked
from kg.serve.workers import BUSY, Reply

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.options import Options

PATH = "/sparql"
PAGE = "/query"
"""The page on which people ask: a browser that opens the endpoint without a query is sent there."""
_GONE = 499  # nobody reads it


async def endpoint(request: Request) -> Response:
    """Answer a request of the protocol."""
    headers = request.headers
    try:
        body = await _body(request) if request.method == "POST" else b""
        query = asked(
            "GET" if request.method == "HEAD" else request.method,
            request.scope["query_string"],
            headers.get("content-type"),
            body,
            headers.get("accept"),
        )
    except Refusal as refusal:
        return PlainTextResponse(f"{refusal}\n", refusal.status)
    if query is None:
        return describe_service(request)
    return await answered(request, query)


async def answered(request: Request, query: Asked) -> Response:
    """Answer a query; where the client goes away before, it is stopped."""
    options: Options = request.app.state.options
    started = time.perf_counter()
    asking = asyncio.create_task(
        request.app.state.site.workers.ask(
            {
                "query": query.query,
                "base": _address(request),
                "default": query.default,
                "named": query.named,
                "forms": query.forms,
                "rows": options.rows,
                "size": options.size,
            }
        )
    )
    leaving = asyncio.create_task(_disconnected(request))
    try:
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            return Response(status_code=_GONE)
        reply = asking.result()
    finally:
        for task in (asking, leaving):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
    return _response(reply, (time.perf_counter() - started) * 1000)


def _response(reply: Reply, milliseconds: float) -> Response:
    headers = {"vary": "accept", "server-timing": f"query;dur={milliseconds:.1f}"}
    if reply is BUSY:
        headers["retry-after"] = "2"
    if reply.form is not None:
        headers["kg-count"] = str(reply.count)
    if reply.note is not None:
        headers["kg-note"] = reply.note
    media_type = "text/plain; charset=utf-8" if reply.form is None else MEDIA_TYPES[reply.form]
    # Starlette would add a charset to what is text and has one already.
    return Response(reply.body, reply.status, headers={**headers, "content-type": media_type})


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST:
            raise Refusal(413, f"the query is longer than {LONGEST} bytes")
    return bytes(body)


async def _disconnected(request: Request) -> None:
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return


def describe_service(request: Request) -> Response:
    """Return what the endpoint is and can (https://www.w3.org/TR/sparql11-service-description/)."""
    offered: dict[str, str] = {**ACCEPTED["graph"], "text/html": "html", "application/xhtml+xml": "html"}
    form = negotiate(request.headers.get("accept"), offered)
    if form == "html":
        return RedirectResponse(PAGE, 303, headers={"vary": "accept"})
    if form is None:
        return PlainTextResponse("the description of the endpoint is RDF; accept text/turtle\n", 406)
    return Response(_service(_address(request), form), headers={"vary": "accept", "content-type": MEDIA_TYPES[form]})


def _service(address: str, form: str) -> bytes:
    import pyoxigraph as ox

    from kg.rdf.results import GRAPH_FORMATS

    text = Template(files("kg.serve").joinpath("service.ttl").read_text(encoding="utf-8")).substitute(endpoint=address)
    if form == "ttl":
        return text.encode()
    triples = (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    kind: Any = getattr(ox.RdfFormat, GRAPH_FORMATS[form])
    return ox.serialize(triples, format=kind) or b""


def _address(request: Request) -> str:
    # The host is one that the rules of `kg.serve.security` let through.
    return f"{request.url.scheme}://{request.headers['host']}{PATH}"


METHODS = ["GET", "HEAD", "POST"]
routes: list[BaseRoute] = [Route(PATH, endpoint, methods=METHODS), Route(f"{PATH}/", endpoint, methods=METHODS)]
