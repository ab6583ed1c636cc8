"""What an entity is called where nobody says so: what stands at its mentions."""

from __future__ import annotations

from collections.abc import Sequence

from kg.corrections.records import End, Stated
from kg.corrections.view import Shown, Thing, View
from kg.errors import InputError
from kg.model import identifier
from kg.schema import load_schema

Place = tuple[int, int]


def called(text: str, mentions: Sequence[Place]) -> tuple[str, tuple[str, ...]]:
    """Return the longest form at some places of a text, and the others.

    >>> called("县委组织部印发通知，组织部强调", [(0, 5), (10, 13)])
    ('县委组织部', ('组织部',))
    """
    forms = {" ".join(text[start:stop].split()) for start, stop in mentions}
    name = min(forms, key=lambda form: (-len(form), form))
    return name, tuple(sorted(forms - {name}))


def thing(kind: str, mentions: Sequence[Place], text: str, name: str = "", aliases: tuple[str, ...] = ()) -> Thing:
    """Return an entity; where it has no name, it is called what stands at its mentions."""
    if not name:
        name, aliases = called(text, mentions)
    return Thing(kind, name, aliases, tuple(sorted(set(mentions))))


def between(head: Place, tail: Place) -> Place:
    """Return the shortest run of text that holds both ends of a relation for which nobody marked one."""
    return min(head[0], tail[0]), max(head[1], tail[1])


def view(text: str, name: str, things: Sequence[Thing], statements: Sequence[Stated], where: str) -> View:
    """Return the view of an article that was read, sorted; the same entity twice becomes one.

    Args:
        text: of the article: what its id is made of.
        name: of the article.
        things, statements: what was annotated.
        where: for messages.

    Raises:
        InputError: a type is none of the schema, or a place lies outside the text.
    """
    schema = load_schema()
    known: dict[tuple[str, str], Thing] = {}
    for given in things:
        one = given
        if one.type not in schema.concrete:
            raise InputError(f"{where}: the schema has no type {one.type!r}")
        if not one.name:
            raise InputError(f"{where}: an entity at {one.mentions[0]} has no name: nothing but spaces stands there")
        same = known.get((one.type, one.name))
        if same is not None:
            aliases = tuple(dict.fromkeys((*same.aliases, *one.aliases)))
            one = Thing(one.type, one.name, aliases, tuple(sorted({*same.mentions, *one.mentions})))
        for start, stop in one.mentions:
            if not 0 <= start < stop <= len(text):
                raise InputError(f"{where}: {one.name}: {start}–{stop} lies outside the text of {len(text)} characters")
        known[one.type, one.name] = one
    for stated in statements:
        if stated.type not in schema.relations:
            raise InputError(f"{where}: the schema has no relation {stated.type!r}")
    return View(
        identifier("doc", text),
        name,
        text,
        tuple(sorted(known.values(), key=lambda t: (t.mentions, t.type, t.name))),
        tuple(Shown(stated) for stated in sorted(set(statements), key=_order)),
    )


def _order(stated: Stated) -> tuple[object, ...]:
    ends = (stated.head.start, stated.head.stop, stated.tail.start, stated.tail.stop)
    counts = (stated.head_count if stated.head_count is not None else -1, stated.tail_count or -1)
    return stated.start, stated.stop, str(stated), stated.head.type, stated.tail.type, *ends, stated.modality, *counts


def bare(shown: View) -> View:
    """Return a view without what only `kg` knows: rules and reviews."""
    things = [Thing(t.type, t.name, t.aliases, t.mentions) for t in shown.entities]
    return view(shown.text, shown.name, things, [s.statement for s in shown.statements], shown.name)


def end(of: Thing, place: Place) -> End:
    """Return an entity as an end of a statement, by one of its mentions."""
    return End(place[0], place[1], of.type, of.name)
