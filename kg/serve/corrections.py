"""The interface behind the buttons of the article page: what people correct, kept at once.

    GET    /api/corrections                 how many there are, by document, and how many the last build has not seen
    GET    /api/corrections?document=DOC    the article as it is with all corrections, and the corrections themselves
    POST   /api/corrections                 one more: the JSON of docs/corrections.md without version, id and at
    DELETE /api/corrections/ID?by=NAME      take one back (what is taken back this way can be said again)
    POST   /api/corrections/apply           write the exports anew, with everything that was corrected

An answer to POST or DELETE comes when the correction is on the disk. Every request that changes something must have
the header `X-Requested-By: kg` and, with a body, `Content-Type: application/json`: no form and no other site's page can
send them. `kg.serve.security` has looked at Host, Origin and token before. Offsets are code points.

Answers are JSON; errors `{"error": "one line"}` with 400 (no JSON), 403 (no header), 404 (no such document or
correction), 409 (it changes nothing, or the folder cannot be corrected), 413, 415, 422 (not a correction), 500 (the
disk is full).
"""

from __future__ import annotations

import getpass
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.corpus.corrected import Project, open_project
from kg.corrections.collect import said
from kg.corrections.file import Corrections, append_corrections
from kg.corrections.records import Add, Correction, Retract, Stated, faults, plain, signed
from kg.corrections.view import View, view_of
from kg.errors import InputError, KgError, OutputError
from kg.model import Article

LARGEST = 64 * 1024
_OWN = ("x-requested-by", "kg")


class Refused(Exception):  # noqa: N818  # not an error of the program but its answer
    """A request that is answered with a status and one line."""

    def __init__(self, status: int, message: str) -> None:
        """Take the status and the line."""
        super().__init__(message)
        self.status = status


def _answering(handler: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """Turn what a handler raises into an answer."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await handler(request))
        except Refused as refused:
            return JSONResponse({"error": str(refused)}, refused.status)
        except OutputError as error:
            return JSONResponse({"error": str(error)}, 500)
        except KgError as error:
            return JSONResponse({"error": str(error)}, 409)

    return answer


@_answering
async def _list(request: Request) -> dict[str, Any]:
    document = request.query_params.get("document")
    if document is None:
        return await run_in_threadpool(_listed, _folder(request))
    return await run_in_threadpool(_shown, _folder(request), document)


@_answering
async def _add(request: Request) -> dict[str, Any]:
    data = await _body(request)
    return await run_in_threadpool(_said, _folder(request), data)


@_answering
async def _retract(request: Request) -> dict[str, Any]:
    _same_site(request)
    by = request.query_params.get("by") or _somebody()
    return await run_in_threadpool(_retracted, _folder(request), request.path_params["ident"], by)


@_answering
async def _apply(request: Request) -> dict[str, Any]:
    _same_site(request)
    return await run_in_threadpool(_applied, _folder(request))


routes = [
    Route("/api/corrections", _list, methods=["GET"]),
    Route("/api/corrections", _add, methods=["POST"]),
    Route("/api/corrections/apply", _apply, methods=["POST"]),
    Route("/api/corrections/{ident}", _retract, methods=["DELETE"]),
]


def _folder(request: Request) -> Path:
    folder: Path = request.app.state.site.folder
    return folder


def _somebody() -> str:
    """Return who runs the server, for those who do not say who they are."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _same_site(request: Request) -> None:
    """Refuse what another site's page could have sent: none can set this header without asking first."""
    name, value = _OWN
    if request.headers.get(name) != value:
        raise Refused(403, f"the header {name}: {value} is missing")


async def _body(request: Request) -> dict[str, Any]:
    _same_site(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "expected content-type: application/json")
    content = b""
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > LARGEST:
                raise Refused(413, f"larger than {LARGEST} bytes")
    except ClientDisconnect:
        raise Refused(400, "cut off") from None
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refused(400, f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise Refused(422, "not a correction: expected an object")
    return data


def _listed(folder: Path) -> dict[str, Any]:
    project = open_project(folder)
    corrections = project.corrections()
    return {
        "file": str(project.path),
        "pending": _pending(project, corrections),
        "documents": dict(sorted(Counter(record.document for record in corrections.active()).items())),
    }


def _pending(project: Project, corrections: Corrections) -> int:
    return max(0, len(corrections.records) - project.read)


def _shown(folder: Path, document: str) -> dict[str, Any]:
    project = open_project(folder)
    return _state(project, _article(project, document), project.corrections())


def _article(project: Project, document: object) -> Article:
    article = project.article(document) if isinstance(document, str) else None
    if article is None:
        raise Refused(404, f"no document {document}")
    return article


def _state(project: Project, article: Article, corrections: Corrections) -> dict[str, Any]:
    """Return the article as it is with all corrections, and what became of each."""
    ident = article.document.id
    corrected = project.corrected(article, corrections.by_document().get(ident, ()))
    active = {record.id for record in corrections.active()}
    view = plain(view_of(corrected.article))
    return {
        "file": str(project.path),
        "document": ident,
        "pending": _pending(project, corrections),
        "entities": view["entities"],
        "statements": view["statements"],
        "fallen": corrected.fallen,
        "corrections": [
            {
                "record": plain(record),
                "says": said(record),
                "state": "idle" if record.id in corrected.idle else "applied" if record.id in active else "retracted",
                "why": corrected.idle.get(record.id, ""),
                "pending": number >= project.read,
            }
            for number, record in enumerate(corrections.records)
            if record.document == ident and not isinstance(record, Retract)
        ],
    }


def _said(folder: Path, data: dict[str, Any]) -> dict[str, Any]:
    project = open_project(folder)
    article = _article(project, data.get("document"))
    by = data.pop("by", None) or _somebody()
    if data.get("action") == "retract":
        return _retracted(folder, str(data.get("retracts")), by)
    try:
        record = signed({**data, "article": article.document.name}, by, datetime.now(UTC))
    except (InputError, ValueError) as error:
        raise Refused(422, str(error)) from None
    fault = next(faults(record, article.document.text), None)
    if fault is not None:
        raise Refused(422, fault)
    before = project.corrections().by_document().get(article.document.id, ())
    now = project.corrected(article, (*before, record))
    why = now.idle.get(record.id) or _said_already(record, project.corrected(article, before).article, now.article)
    if why is not None:
        raise Refused(409, why)
    return _kept(project, article, record)


def _said_already(record: Correction, before: Article, after: Article) -> str | None:
    """Return why a correction is none: the article has what it adds, or it says again what the same person said."""
    views = view_of(before), view_of(after)
    if isinstance(record, Add) and _wording(record.statement) in {_wording(s.statement) for s in views[0].statements}:
        return "the article has this statement already; mark it as right"
    known, again = map(_but_when, views)
    return "this has been said already" if known == again else None


def _wording(stated: Stated) -> tuple[object, ...]:
    """Return what a statement says, whichever mention of its ends is meant."""
    ends = ((end.type, end.name) for end in (stated.head, stated.tail))
    counts = stated.modality, stated.head_count, stated.tail_count
    return stated.type, *ends, stated.start, stated.stop, *counts


def _but_when(view: View) -> Any:
    """Return all that an article has but the times at which people said so."""
    shown: Any = plain(view)
    for one in (*shown["entities"], *shown["statements"]):
        one.get("review", {}).pop("at", None)
    return shown


def _retracted(folder: Path, ident: str, by: str) -> dict[str, Any]:
    project = open_project(folder)
    active = {record.id: record for record in project.corrections().active()}
    if ident not in active:
        raise Refused(404, f"no correction {ident}, or it has been taken back already")
    record = active[ident]
    said = {"action": "retract", "document": record.document, "article": record.article, "retracts": ident}
    try:
        retraction = signed(said, by, datetime.now(UTC))
    except InputError as error:
        raise Refused(422, str(error)) from None
    article = project.article(record.document)
    if article is None:
        append_corrections(project.path, [retraction])
        return {"record": plain(retraction), "file": str(project.path)}
    return _kept(project, article, retraction)


def _kept(project: Project, article: Article, record: Correction) -> dict[str, Any]:
    append_corrections(project.path, [record])
    return {"record": plain(record), **_state(project, article, project.corrections())}


def _applied(folder: Path) -> dict[str, Any]:
    """Write the exports anew, in a process of its own: a large graph takes a while, and the pages go on meanwhile."""
    path = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(  # noqa: S603  # ourselves, with a folder as argument
        [sys.executable, "-P", "-m", "kg", "corrections", "apply", str(folder.resolve())],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise InputError((done.stderr.strip().splitlines() or ["the build was stopped"])[-1].removeprefix("kg: "))
    return _listed(folder)
