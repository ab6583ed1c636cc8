"""What follows from names and places alone: whose organ an organ is, which place it is of, which stands above it.

No article need have said it. It is kept apart from what they do say, and is never evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.link.divisions import load_divisions

_ORGANS = frozenset({"Committee", "Government", "Department", "PartyOrganization", "TaskForce", "Organization"})
_WHOLES = frozenset({"Committee", "Government"})
_PLACES = frozenset({"Place", "Community"})
_SHORTEST = 3  # characters of the name of a whole body


def places_of(codes: Iterable[str | None]) -> dict[str, dict[str, str | None]]:
    """Return some divisions and all that they lie in, by code: name, level and the code of the next around it.

    >>> list(places_of(["3412"]).items())[0]
    ('34', {'name': '安徽省', 'level': 'province', 'parent': 'CN'})
    """
    divisions = load_divisions()
    used = {around for code in codes if code is not None for around in divisions.chain(code)}
    return {
        code: {"name": divisions.name(code), "level": divisions.level(code), "parent": divisions.parent(code)}
        for code in sorted(used)
    }


def derived(nodes: Mapping[str, Mapping[str, Any]], places: Iterable[str]) -> list[dict[str, str]]:
    """Return the edges that follow from names and places: {type, head, tail, rule}, in a fixed order.

    | type | head → tail | rule |
    |---|---|---|
    | `organOf` | organ → the committee, government or body it is one of | `table`: by its line; `name`: by its name |
    | `higherInLine` | organ → the next higher one of its line (条) | `table` |
    | `ofPlace` | organ → the code of its place (块) | `place` |
    | `denotes` | a node that is a place → its code | `place` |
    | `within` | code → code of the place around it | `place` |

    Args:
        nodes: of a graph: type, name, place and organ by id.
        places: the codes in use, with all around them.
    """
    divisions = load_divisions()
    found: set[tuple[str, str, str, str]] = set()
    organs: dict[tuple[str, str], list[str]] = {}
    named: dict[tuple[str, str], list[str]] = {}
    for ident, node in nodes.items():
        if node["place"] is not None and node["type"] in _ORGANS:
            if node["organ"] is not None or node["type"] in _WHOLES:
                named.setdefault((node["place"], node["name"]), []).append(ident)
            if node["organ"] is not None:
                organs.setdefault((node["place"], node["organ"]), []).append(ident)
    for ident, node in nodes.items():
        place, organ = node["place"], node["organ"]
        if place is None:
            continue
        if node["type"] in _PLACES and node["name"] == divisions.full(place):
            found.add(("denotes", ident, place, "place"))
        if node["type"] not in _ORGANS:
            continue
        found.add(("ofPlace", ident, place, "place"))
        above = organs.get((place, organ.partition(".")[0]), []) if organ is not None and "." in organ else []
        if len(above) == 1:
            found.add(("organOf", ident, above[0], "table"))
        elif len(whole := _whole(node["name"], place, named)) == 1:
            found.add(("organOf", ident, whole[0], "name"))
        if organ is not None:
            higher = (organs.get((around, organ), []) for around in divisions.chain(place)[1:])
            nearest = next((alike for alike in higher if alike), [])
            found.update(("higherInLine", ident, other, "table") for other in nearest[:1] if len(nearest) == 1)
    for code in places:
        around_it = divisions.parent(code)
        if around_it is not None:
            found.add(("within", code, around_it, "place"))
    return [dict(zip(("type", "head", "tail", "rule"), edge, strict=True)) for edge in sorted(found)]


def _whole(name: str, place: str, named: Mapping[tuple[str, str], list[str]]) -> list[str]:
    """Return the bodies of the longest name that a name goes on from: 颍东区防汛抗旱指挥部 + 办公室."""
    for cut in range(len(name) - 1, _SHORTEST - 1, -1):
        found = named.get((place, name[:cut]))
        if found:
            return found
    return []
