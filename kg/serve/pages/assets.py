"""What pages load: the styles and scripts of `graph.html`, which they share, and the colours of the types."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.schema import load_schema

_PAGE = Path(str(files("kg.html")))


def type_colours(_: Request) -> Response:
    """Answer with the colours of the types as custom properties, light and dark, as `look.js` mixes them."""
    return Response(_colours(), media_type="text/css", headers={"cache-control": "no-cache"})


@cache
def _colours() -> str:
    types = [one for one in load_schema().types.values() if not one.abstract]
    light = "".join(
        f"--type-{t.name}: {t.colour}; --tint-{t.name}: color-mix(in srgb, {t.colour} 10%, #fbfaf7);\n" for t in types
    )
    dark = "".join(
        f"--type-{t.name}: color-mix(in srgb, {t.colour} 50%, #fff); "
        f"--tint-{t.name}: color-mix(in srgb, {t.colour} 38%, #17191d);\n"
        for t in types
    )
    each = "".join(f".type-{t.name} {{ --c: var(--type-{t.name}); --t: var(--tint-{t.name}); }}\n" for t in types)
    return f':root {{\n{light}}}\n:root[data-theme="dark"] {{\n{dark}}}\n{each}'


routes: list[BaseRoute] = [
    Route("/assets/types.css", type_colours),
    *(
        Mount(f"/assets/html/{part}", StaticFiles(directory=_PAGE / part), name=f"html-{part}")
        for part in ("scripts", "styles", "vendor")
    ),
]
