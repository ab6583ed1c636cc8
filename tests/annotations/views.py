"""Articles that nobody would write: characters outside the BMP, names that are not the text, lines, overlaps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from kg.annotations.naming import Place, end, view
from kg.corrections.records import Stated
from kg.corrections.view import Thing, View
from kg.schema import load_schema

_SCHEMA = load_schema()
_CHARACTERS = "县委组织部印发通知，。“”①\U00020bb7\U0001f600e\u0301\t\u2028"
_NAMES = st.text(_CHARACTERS.replace("\t", "").replace("\u2028", ""), min_size=1, max_size=6)


@st.composite
def views(draw: Callable[..., Any]) -> View:
    """An article with some entities and statements."""
    lines = draw(st.lists(st.text(_CHARACTERS, min_size=1, max_size=12), min_size=1, max_size=4))
    text = "部".join(["", "部\n部".join(lines), ""])
    bounds = [n for n, char in enumerate(text) if not char.isspace()]

    def place() -> Place:
        start, stop = sorted(draw(st.tuples(st.sampled_from(bounds), st.sampled_from(bounds))))
        return start, stop + 1

    things: dict[tuple[str, str], Thing] = {}
    for _ in range(draw(st.integers(0, 4))):
        kind, name = draw(st.sampled_from(_SCHEMA.concrete)), draw(_NAMES)
        aliases = tuple(sorted(draw(st.sets(_NAMES, max_size=2)) - {name}))
        mentions = tuple(sorted({place() for _ in range(draw(st.integers(1, 3)))}))
        things[kind, name] = Thing(kind, name, aliases, mentions)
    statements = []
    for _ in range(draw(st.integers(0, 4)) if len(things) > 1 else 0):
        two = draw(st.permutations(list(things.values())))[:2]
        ends = [end(thing, draw(st.sampled_from(thing.mentions))) for thing in two]
        start, stop = place()
        counts = draw(st.tuples(*[st.none() | st.integers(0, 99)] * 2))
        modality = draw(st.sampled_from(["asserted", "required"]))
        kind = draw(st.sampled_from(list(_SCHEMA.relations)))
        statements.append(Stated(kind, ends[0], ends[1], start, stop, text[start:stop], modality, *counts))
    return view(text, "article", list(things.values()), statements, "here")
