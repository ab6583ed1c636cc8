"""The SPARQL page: YASGUI's editor and result views over the endpoint of this server, with our terms and questions."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.rdf.catalogue import questions
from kg.schema import load_schema
from kg.serve.pages.keeping import kept
from kg.serve.pages.rendering import Language, data, language_of, library, render
from kg.serve.pages.terms import terms

_FIRST = "who-leads"
_NAMED_AT_ONCE = 200
_HEAD = re.compile(r"^# \w+(?: \w+)?: .*\n", re.MULTILINE)


def query(request: Request) -> Response:
    """Show the SPARQL page."""
    language, schema = language_of(request), load_schema()
    prefixes = {"kg": schema.namespace, "id": schema.entities, **schema.prefixes}
    return render(
        request,
        "query.html",
        questions=tuple(questions().values()),
        first=request.query_params.get("question", _FIRST),
        facts=data({"prefixes": prefixes, "terms": terms(language), "questions": _questions(language)}),
    )


def names(request: Request) -> Response:
    """Answer with the names and types of entities by id (`?ids=` with commas between), for graphs of results."""
    ids = request.query_params.get("ids", "").split(",")[:_NAMED_AT_ONCE]
    shelf = library(request)
    found = (shelf.brief(ident) for ident in ids)
    return JSONResponse([{"id": b.id, "name": b.name, "type": b.type} for b in found if b is not None])


def _questions(language: Language) -> dict[str, Any]:
    return {
        q.name: {
            "text": _HEAD.sub("", q.text),
            "about": q.description_zh if language == "zh" else q.description,
            "parameters": [{"name": p.name, "label": getattr(p, language), "default": p.default} for p in q.parameters],
        }
        for q in questions().values()
    }


routes: list[BaseRoute] = [Route("/query", kept(query), name="query"), Route("/api/names", names, name="names")]
