"""What somebody changed in an article, as corrections: the difference between it and what they made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kg.corrections.apply import apply
from kg.corrections.records import Correction, End, Stated, plain
from kg.corrections.view import Thing, View, view_of
from kg.model import Article

Key = tuple[str, str]


def changes(article: Article, wanted: View, sign: Callable[[dict[str, Any]], Correction]) -> list[Correction]:
    """Return what makes an article what somebody annotated: first of entities, then of what is stated of them.

    That a place no longer names an entity is said only where it names another one by now.

    Args:
        article: as it is, with what has been said before.
        wanted: the same article, annotated.
        sign: makes a correction of what is said in it.
    """
    records = [sign(said) for said in _entities(view_of(article), wanted)]
    now = view_of(apply(article, records).article)
    return records + [sign(said) for said in _statements(now, wanted)]


def _entities(before: View, after: View) -> Iterator[dict[str, Any]]:
    old, new = ({(t.type, t.name): t for t in view.entities} for view in (before, after))
    became = _became(old, new)
    for key, thing in old.items():
        if became.get(key, key) != key:
            kind, name = became[key]
            if list(became.values()).count((kind, name)) == 1 or key == _first(became, (kind, name), old):
                yield {"action": "entity-edit", "entity": _entity(thing), "type": kind, "name": name}
    for key in new:
        same = [old[k] for k, now in became.items() if now == key]
        if len(same) > 1:
            first = _first(became, key, old)
            ends = [_entity(old[first], key), *(_entity(t) for t in same if (t.type, t.name) != first)]
            yield {"action": "merge", "entities": ends}
    for key, thing in old.items():
        if key not in became:
            yield {"action": "entity-wrong", "entity": _entity(thing)}
    for key, thing in new.items():
        yield from _more(thing, [old[k] for k, now in became.items() if now == key], old, became)


def _became(old: dict[Key, Thing], new: dict[Key, Thing]) -> dict[Key, Key]:
    """Return what each entity is now: what is called the same, else what most of its mentions name."""
    became: dict[Key, Key] = {key: key for key in old if key in new}
    for key, thing in old.items():
        if key in new:
            continue
        shared = {k: len({*thing.mentions} & {*t.mentions}) for k, t in new.items()}
        best = max(shared, key=lambda k: (shared[k], k), default=None)
        if best is not None and shared[best]:
            became[key] = best
    return became


def _first(became: dict[Key, Key], key: Key, old: dict[Key, Thing]) -> Key:
    """Return which of those that are one now gives it its name: the one that has it, else the first in the text."""
    same = [k for k, now in became.items() if now == key]
    return key if key in same else min(same, key=lambda k: (old[k].mentions, k))


def _more(thing: Thing, same: list[Thing], old: dict[Key, Thing], became: dict[Key, Key]) -> Iterator[dict[str, Any]]:
    """Yield what an entity has besides: mentions of another one, which were split off, and new mentions and names."""
    key = thing.type, thing.name
    known = {place for one in same for place in one.mentions}
    fresh = [place for place in thing.mentions if place not in known]
    for other_key, other in old.items():
        now = became.get(other_key)
        moved = [place for place in fresh if place in other.mentions] if now not in {None, key} else []
        if moved and now is not None:
            yield {
                "action": "split",
                "entity": _entity(other, now),
                "mentions": [list(place) for place in moved],
                "type": thing.type,
                "name": thing.name,
            }
            fresh = [place for place in fresh if place not in moved]
    names = {name for one in same for name in (one.name, *one.aliases)}
    aliases = [alias for alias in thing.aliases if alias not in names]
    for place in fresh or (thing.mentions[:1] if aliases or not same else []):
        said = {"action": "entity-add", "entity": {**_entity(thing), "start": place[0], "stop": place[1]}}
        yield said | ({"aliases": aliases} if aliases else {})
        aliases = []


def _statements(before: View, after: View) -> Iterator[dict[str, Any]]:
    old, new = ({_told(s.statement): s.statement for s in view.statements} for view in (before, after))
    for key, stated in old.items():
        if key not in new:
            yield {"action": "wrong", "statement": plain(stated)}
    for key, stated in new.items():
        known = old.get(key)
        if known is None:
            yield {"action": "add", "statement": plain(stated)}
        elif _rest(known) != _rest(stated):
            yield {"action": "edit", "statement": plain(known), "instead": plain(stated)}


def _told(stated: Stated) -> tuple[object, ...]:
    ends = ((end.type, end.name) for end in (stated.head, stated.tail))
    return stated.type, *ends, stated.start, stated.stop


def _rest(stated: Stated) -> tuple[object, ...]:
    return stated.modality, stated.head_count, stated.tail_count


def _entity(thing: Thing, key: Key | None = None) -> dict[str, Any]:
    kind, name = key or (thing.type, thing.name)
    return plain(End(*thing.mentions[0], kind, name))
