"""An article as tools of spans and arcs hold it, and what they have no place for.

Such a tool keeps labelled spans and labelled arcs between two of them. Names, quotes, counts and modalities go beside
them as details, which the tool keeps without understanding them; they are found again by the places that they speak of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from kg.annotations.naming import Place, between, end, thing, view
from kg.corrections.records import End, Stated
from kg.corrections.view import Thing, View
from kg.errors import InputError

Span = tuple[int, int, str]
"""Start, stop and label."""


@dataclass(frozen=True, slots=True)
class Arc:
    """An arc: its label, and the numbers of the spans that it leads from and to."""

    label: str
    head: int
    tail: int


class Details(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a tool has no place for: the entities and statements as they were."""

    entities: tuple[Thing, ...] = ()
    statements: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Flat:
    """An article as such a tool holds it.

    Attributes:
        text, name: of the article.
        spans, arcs: what is annotated; an arc knows its ends by their places in `spans`.
        details: plain JSON values, or None where there are none.
    """

    text: str
    name: str
    spans: list[Span]
    arcs: list[Arc]
    details: Any


def flatten(one: View) -> Flat:
    """Return the spans and arcs of an article, each once, and the details."""
    spans = list(dict.fromkeys((*place, entity.type) for entity in one.entities for place in entity.mentions))
    number = {span: index for index, span in enumerate(spans)}
    arcs = dict.fromkeys(
        Arc(s.statement.type, number[_span(s.statement.head)], number[_span(s.statement.tail)]) for s in one.statements
    )
    things = tuple(Thing(t.type, t.name, t.aliases, t.mentions) for t in one.entities)
    details = Details(things, tuple(s.statement for s in one.statements))
    return Flat(one.text, one.name, spans, list(arcs), msgspec.to_builtins(details))


def unflatten(flat: Flat, where: str) -> View:
    """Return the article that people annotated in such a tool.

    A span that is not among the details is an entity of its own, together with those that read alike; an arc that is
    not is a statement whose quote leads from one end to the other. Of the details, what has no span or arc any more is
    gone.

    Args:
        flat: what the tool gave.
        where: for messages.

    Raises:
        InputError: the details are damaged, or what is annotated is nothing that the schema knows.
    """
    text, spans = flat.text, flat.spans
    try:
        known = msgspec.convert(flat.details or {}, Details)
    except msgspec.ValidationError as error:
        raise InputError(f"{where}: the details under kg are damaged: {error}") from None
    there = set(spans)
    things: list[Thing] = []
    of: dict[Span, list[Thing]] = {}
    for entity in known.entities:
        left = [place for place in entity.mentions if (*place, entity.type) in there]
        if left:
            kept = Thing(entity.type, entity.name, entity.aliases, tuple(left))
            things.append(kept)
            for place in left:
                of.setdefault((*place, entity.type), []).append(kept)
    alike: dict[tuple[str, str], list[Place]] = {}
    for start, stop, label in spans:
        if (start, stop, label) not in of:
            alike.setdefault((label, text[start:stop]), []).append((start, stop))
    for (label, _), places in alike.items():
        new = thing(label, places, text)
        things.append(new)
        of |= {(*place, label): [new] for place in places}
    statements: list[Stated] = []
    for arc in flat.arcs:
        head, tail = spans[arc.head], spans[arc.tail]
        ends = head, tail
        same = [s for s in known.statements if s.type == arc.label and (_span(s.head), _span(s.tail)) == ends]
        if not same:
            place = between(head[:2], tail[:2])
            first, second = end(of[head][0], head[:2]), end(of[tail][0], tail[:2])
            same = [Stated(arc.label, first, second, *place, text[slice(*place)])]
        statements += same
    return view(text, flat.name, things, statements, where)


def _span(stands: End) -> Span:
    return stands.start, stands.stop, stands.type
