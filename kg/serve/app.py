"""The application: routes of the pages, the endpoint and the assets, behind the rules of `kg.serve.security`.

    /                         overview (`pages`)
    /assets/...               styles and scripts (`kg/serve/assets`), those of graph.html too (`/assets/html/...`)
    /sparql                   SPARQL 1.1 Protocol (`endpoint`)
    /api/corrections          what people correct (`corrections`)
    /id/ID                    the stable address of a thing: redirects to its page or its data (`things`)

A handler is a plain function `handler(request) -> Response`, which runs in a thread, and asks `library(request)`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from kg.serve import corrections, endpoint, pages, things
from kg.serve.options import Options
from kg.serve.pages.keeping import Kept
from kg.serve.security import Security
from kg.serve.site import Site

_THREADS = 8  # that make pages: more would only wait for each other
_PACKAGE = Path(__file__).parent


def create_app(folder: Path | Site, options: Options | None = None) -> Starlette:
    """Return the application that serves a folder of exports.

    Args:
        folder: what `kg build` wrote, or what is already being served of it.
        options: the choices of `kg serve`.

    Raises:
        InputError: the folder has no exports.
    """
    options = options or Options()
    site = folder if isinstance(folder, Site) else Site(folder, options)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        await site.start()
        try:
            yield
        finally:
            await site.stop()

    app = Starlette(
        routes=[
            *pages.routes,
            *endpoint.routes,
            *things.routes,
            *corrections.routes,
            Mount("/assets", StaticFiles(directory=_PACKAGE / "assets"), name="assets"),
        ],
        middleware=[Middleware(Security, options=options)],
        lifespan=lifespan,
    )
    app.state.site, app.state.options, app.state.pages = site, options, Kept()
    return app
