"""The page of corrections: what people said, the newest first, and whether the graph has it already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.corpus.corrected import Project, open_project
from kg.corpus.store import FILE
from kg.corrections.collect import said
from kg.corrections.records import Correction, Retract
from kg.errors import KgError
from kg.schema import load_schema
from kg.serve.pages.rendering import Language, language_of, number_of, render
from kg.serve.records import Page

PAGE = 100
_RELATION = re.compile(r"(?<=—)(\w+)(?=→)")


@dataclass(frozen=True, slots=True)
class Line:
    """A correction as it stands in the list; `state` is a word of the pages."""

    record: Correction
    action: str
    says: str
    state: str


def corrections(request: Request) -> Response:
    """Show what people corrected."""
    start = (number_of(request, "page") - 1) * PAGE
    try:
        project = open_project(request.app.state.site.folder)
        lines = _lines(project, language_of(request))
    except KgError as error:
        return render(request, "corrections.html", page=Page((), 0, 0), size=PAGE, file="", fault=str(error))
    page = Page(tuple(lines[start : start + PAGE]), start, len(lines))
    return render(request, "corrections.html", page=page, size=PAGE, file=project.path.name, fault="")


def correctable(request: Request) -> bool:
    """Tell whether what is served can be corrected: it was built here, by this version."""
    folder: Path = request.app.state.site.folder
    return _correctable(folder, tuple(_stamp(folder / f"{FILE}{part}") for part in ("", "-wal")))


@lru_cache(maxsize=8)
def _correctable(folder: Path, _: tuple[object, ...]) -> bool:
    """Tell the same while the store of a folder stays as it is."""
    try:
        open_project(folder)
    except KgError:
        return False
    return True


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _lines(project: Project, language: Language) -> list[Line]:
    found = project.corrections()
    active = {record.id for record in found.active()}
    lines = []
    for number, record in enumerate(found.records):
        if isinstance(record, Retract):
            continue
        action, _, says = said(record).partition(": ")
        says = _RELATION.sub(lambda match: getattr(load_schema().relations[match[1]], language), says)
        state = "retracted" if record.id not in active else "applied" if number < project.read else "pending"
        lines.append(Line(record, action, says, state))
    return lines[::-1]


routes: list[BaseRoute] = [Route("/corrections", corrections, name="corrections")]
