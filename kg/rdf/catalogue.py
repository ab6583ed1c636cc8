"""The named questions: SPARQL files that say in their first lines what they ask, and which values may be chosen.

A question is a query that any engine answers as it stands. A parameter is a line `VALUES ?name { "…" }` in it, which
`with_parameters` writes anew; the text in it is the default (an empty one, looked for inside a name, finds all).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from kg.errors import QueryError

_HEAD = re.compile(r"^# (?P<key>\w+)(?: (?P<name>\w+))?: (?P<text>.+)$", re.MULTILINE)
_VALUES = re.compile(r'VALUES \?(?P<name>\w+) \{ "(?P<default>[^"\\]*)"(?P<language>@[\w-]+)? \}')


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of a question that may be chosen: what it is, in English and Chinese, and what it is otherwise."""

    name: str
    en: str
    zh: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named query.

    Attributes:
        name: what it is called by.
        title, title_zh, description, description_zh: what it asks.
        parameters: in the order of the file.
        text: the query with its defaults.
    """

    name: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def questions() -> dict[str, Question]:
    """Return the questions that come with the package, by name, in order.

    >>> questions()["who-covers"].title_zh, [p.name for p in questions()["who-covers"].parameters]
    ('谁包保谁', ['place'])
    """
    folder = files("kg.rdf").joinpath("questions")
    found = sorted((file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in folder.iterdir())
    return {name: _question(name, text) for name, text in found}


def question(name: str) -> Question:
    """Return a question by its name.

    Raises:
        QueryError: there is none.
    """
    found = questions().get(name)
    if found is None:
        near = get_close_matches(name, questions(), 1)
        hint = f"did you mean {near[0]}?" if near else "`kg query --list` shows them"
        raise QueryError(f"{name!r} is neither a question nor a query in SPARQL; {hint}")
    return found


def with_parameters(text: str, values: Mapping[str, str]) -> str:
    r"""Return a query with other values for its parameters.

    Args:
        text: a query with a line `VALUES ?name { "…" }` for each parameter.
        values: parameter → text.

    Raises:
        QueryError: the query has no such parameter.

    >>> with_parameters('SELECT * { VALUES ?place { "" } }', {"place": 'the "old" town'})
    'SELECT * { VALUES ?place { "the \\"old\\" town" } }'
    """
    known = {match["name"] for match in _VALUES.finditer(text)}
    for name in values.keys() - known:
        raise QueryError(f"the query has no parameter {name!r}; it has {', '.join(sorted(known)) or 'none'}")

    def written(match: re.Match[str]) -> str:
        value = values.get(match["name"])
        return (
            match[0] if value is None else f'VALUES ?{match["name"]} {{ "{_quoted(value)}"{match["language"] or ""} }}'
        )

    return _VALUES.sub(written, text)


def _quoted(value: str) -> str:
    """Return a text so that it can stand between quotation marks."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(escapes.get(character, character) for character in value)


def _question(name: str, text: str) -> Question:
    head = {(m["key"], m["name"]): m["text"] for m in _HEAD.finditer(text)}
    defaults = {m["name"]: m["default"] for m in _VALUES.finditer(text)}
    parameters = tuple(
        Parameter(parameter, what, head["param_zh", parameter], defaults[parameter])
        for (key, parameter), what in head.items()
        if key == "param"
    )
    title, title_zh, description, description_zh = (
        head[key, None] for key in ("title", "title_zh", "description", "description_zh")
    )
    return Question(name, title, title_zh, description, description_zh, parameters, text)
