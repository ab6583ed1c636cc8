"""Pages that have been made, kept as long as they say what holds: of one build, no address is made twice in a row.

A page depends on the exports that are served, on whether they can be corrected, on the reader's language, and on its
address. The reader's browser keeps it, too, and asks each time whether it still holds: then it is not sent again.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pages.corrections import correctable
from kg.serve.pages.rendering import language_of

MOST = 32 << 20
"""Bytes of pages that are kept; those that nobody asked for the longest give way."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it is sent."""

    body: bytes
    headers: dict[str, str]


class Kept:
    """The pages that have been made; only the event loop's thread may ask."""

    def __init__(self, most: int = MOST) -> None:
        """Keep at most so many bytes."""
        self._pages: OrderedDict[tuple[object, ...], Made] = OrderedDict()
        self._most, self._size = most, 0

    def get(self, key: tuple[object, ...]) -> Made | None:
        """Return a page that is kept."""
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def keep(self, key: tuple[object, ...], page: Made) -> None:
        """Keep a page, and no more than there is room for."""
        before = self._pages.pop(key, None)
        self._size += len(page.body) - (len(before.body) if before else 0)
        self._pages[key] = page
        while self._size > self._most:
            self._size -= len(self._pages.popitem(last=False)[1].body)


def kept(page: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler that answers with a page, which `page` makes in a thread where it is not kept."""

    async def handler(request: Request) -> Response:
        if "lang" in request.query_params:  # whose answer sets a cookie
            return await run_in_threadpool(page, request)
        key = (
            request.app.state.site.edition.key,
            correctable(request),
            language_of(request),
            request.scope["path"],
            request.scope["query_string"],
        )
        pages: Kept = request.app.state.pages
        found = pages.get(key)
        if found is None:
            answer = await run_in_threadpool(page, request)
            if answer.status_code != 200:
                return answer
            body = bytes(answer.body)
            names = ("content-type", "vary", "cache-control", "kg-edition")
            headers = {name: answer.headers[name] for name in names}
            headers["etag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            found = Made(body, headers)
            pages.keep(key, found)
        if found.headers["etag"] in request.headers.get("if-none-match", "").replace("W/", "").split(", "):
            return Response(status_code=304, headers=found.headers)
        return Response(found.body, headers=found.headers)

    return handler
