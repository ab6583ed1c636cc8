"""From a template and records to a page, in the language of the reader.

The language is the one chosen on the pages (`?lang=`, which a cookie remembers), else what the browser asks for, else
Chinese, the language of the articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.html.page import encode
from kg.schema import load_schema
from kg.serve.library import Library

Language = Literal["zh", "en"]
COOKIE = "kg_lang"
NAVIGATION = (
    ("/", "overview"),
    ("/entities", "entities"),
    ("/articles", "articles"),
    ("/explore", "explore"),
    ("/query", "query"),
    ("/compare", "compare"),
    ("/corrections", "corrections"),
)
_SLOT = re.compile(r"\{(\w+)\}")
_YEAR = 365 * 24 * 3600


@cache
def words() -> dict[Language, dict[str, str]]:
    """Return the words of the pages by language and key."""
    found: dict[Language, dict[str, str]] = json.loads(
        files("kg.serve").joinpath("words.json").read_text(encoding="utf-8")
    )
    return found


def word(language: Language, key: str, **slots: object) -> str:
    """Return a word of the pages, its slots filled; `{s}` is the English plural of the number in `{n}`.

    >>> word("en", "results", n=1), word("zh", "results", n=2)
    ('1 result', '2 个结果')
    """
    text = words()[language][key]
    if not slots:
        return text
    filled = {"s": "" if str(slots.get("n")) == "1" else "s"} | {k: _shown(v) for k, v in slots.items()}
    return _SLOT.sub(lambda match: filled[match[1]], text)


def figure(number: int) -> str:
    """Return a whole number as people write it."""
    return f"{number:,}"


def language_of(request: Request) -> Language:
    """Return the language of the page that answers a request.

    Where nothing is chosen, the first of `Accept-Language` that there is: what browsers send is in descending order.
    """
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if asked in words():
            return asked
    for preferred in request.headers.get("accept-language", "").lower().split(","):
        if preferred.strip().startswith("zh"):
            return "zh"
        if preferred.strip().startswith("en"):
            return "en"
    return "zh"


def library(request: Request) -> Library:
    """Return what the pages of a request show; a handler takes it once."""
    found: Library = request.app.state.site.library
    return found


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page.

    Args:
        request: what it answers.
        template: its file in `templates/`.
        status: of the answer.
        values: what the template shows besides what every page does.
    """
    language = language_of(request)
    schema = load_schema()
    other: Language = "en" if language == "zh" else "zh"
    text = (
        _environment()
        .get_template(template)
        .render(
            language=language,
            word=lambda key, **slots: word(language, key, **slots),
            figure=figure,
            types=schema.types,
            relations=schema.relations,
            label=lambda thing: getattr(thing, language),
            definition=lambda thing: getattr(thing, f"{language}_def"),
            inverse=lambda relation: getattr(relation, f"inverse_{language}") or getattr(relation, language),
            navigation=NAVIGATION,
            here=request.url.path,
            path_with=lambda **changed: _with(request, changed),
            other_language=_with(request, {"lang": other}),
            script_words=_script_words(language),
            **{"query": "", **values},
        )
    )
    headers = {
        "vary": "accept-language, cookie",
        "cache-control": "no-cache",
        "kg-edition": request.app.state.site.edition.key,  # by which a script sees that newer exports are served
    }
    answer = HTMLResponse(text, status, headers=headers)
    if request.query_params.get("lang") == language:
        answer.set_cookie(COOKIE, language, max_age=_YEAR, samesite="lax", path="/")
    return answer


def data(value: object) -> Markup:
    """Return JSON to stand in a script element, which no text in it can end."""
    return Markup(encode(value))  # noqa: S704  # `encode` escapes all that HTML would read


@cache
def _script_words(language: Language) -> Markup:
    return data(words()[language])


def missing(request: Request) -> HTMLResponse:
    """Return the page that says that there is no such page."""
    return render(request, "error.html", status=404)


def number_of(request: Request, key: str, most: int = 1_000_000) -> int:
    """Return a parameter of a request that counts from 1; what is no such number is 1."""
    text = request.query_params.get(key, "")
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _shown(value: object) -> str:
    return figure(value) if isinstance(value, int) else str(value)


def _with(request: Request, changed: Mapping[str, object]) -> str:
    """Return the address of a request with other parameters; None takes one away."""
    url = request.url.remove_query_params([key for key, value in changed.items() if value is None])
    url = url.include_query_params(**{key: value for key, value in changed.items() if value is not None})
    return url.path + (f"?{url.query}" if url.query else "")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kg.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
