"""The SPARQL page: YASGUI's editor and result views over the endpoint of this server, with our terms and questions."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.rdf.catalogue import questions
from kg.schema import load_schema
from kg.serve.pages.rendering import Language, data, language_of, library, render

_FIRST = "who-leads"
_NAMED_AT_ONCE = 200
_TERM = re.compile(
    r"^kg:(\w+) a (?:owl|skos|kg):(\w+)[^;]*;(?:\n[^\n]*)??\n"
    r'    (?:rdfs:label|skos:prefLabel) "([^"]*)"@zh-Hans, "([^"]*)"@en',
    re.MULTILINE,
)
_HEAD = re.compile(r"^# \w+(?: \w+)?: .*\n", re.MULTILINE)
_USED = re.compile(r"\b(?:rdf|rdfs|skos|prov|oa|dct|org|foaf|owl):[A-Za-z]\w*")


def query(request: Request) -> Response:
    """Show the SPARQL page."""
    language, schema = language_of(request), load_schema()
    prefixes = {"kg": schema.namespace, "id": schema.entities, **schema.prefixes}
    return render(
        request,
        "query.html",
        questions=tuple(questions().values()),
        first=request.query_params.get("question", _FIRST),
        facts=data({"prefixes": prefixes, "terms": _terms(language), "questions": _questions(language)}),
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


@cache
def _terms(language: Language) -> list[dict[str, str]]:
    """Return our terms, each with a label, then those of other vocabularies that the questions use."""
    ontology = files("kg.rdf").joinpath("kg.owl.ttl").read_text(encoding="utf-8")
    own = [
        {"name": f"kg:{name}", "kind": kind, "label": zh if language == "zh" else en}
        for name, kind, zh, en in _TERM.findall(ontology)
    ]
    used = sorted({term for q in questions().values() for term in _USED.findall(q.text)} | {"rdf:type", "rdfs:label"})
    return [*own, *({"name": term, "kind": "", "label": ""} for term in used)]


routes: list[BaseRoute] = [Route("/query", query, name="query"), Route("/api/names", names, name="names")]
