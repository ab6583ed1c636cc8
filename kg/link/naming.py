"""The places that a text names, told apart by what stands beside them and by what else is known.

朝阳区 is two districts: behind 北京市, or in an article of Beijing, it is one. Where nothing tells, it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.link.divisions import NATION, load_divisions

if TYPE_CHECKING:
    import ahocorasick_rs

Hints = Sequence[frozenset[str]]
"""Places that are known to matter, in groups: what the first tells weighs most, and within one all must agree."""

_SHORT_AND_COMMON = 2  # characters: 城区, 郊区, 新县, 南县 are words of other names, too
# 县卫健委|会同|县公安局 is more often so read than as the county: it needs a hint.
_VERBS = frozenset(["会同县", "合作市"])
_CODE = re.compile(r"(?<!\d)(\d{2})(\d{2})?(\d{2})?(\d{3})?(?:\d{3})?(?!\d)")


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a text names: where it stands there, and which it is; None where it could be several."""

    start: int
    stop: int
    code: str | None


def places_in(text: str, hints: Hints = (), *, short: bool = False) -> list[Named]:
    """Return the places that a text names, in its order: of several that stand together, each in the one before.

    Args:
        text: any text.
        hints: tell which of several places of one name is meant.
        short: whether places of all levels may be named without their level (颍东先锋网), not provinces alone.

    >>> [named.code for named in places_in("阜阳市颍东区与朝阳区结对")], [n.code for n in places_in("北京市朝阳区")]
    (['3412', '341203', None], ['11', '110105'])
    """
    divisions, found = load_divisions(), list[Named]()
    automaton, names = _automaton(short)
    for number, start, stop in automaton.find_matches_as_indexes(text):
        candidates: tuple[str, ...] = names[number][1]
        before = found[-1] if found and found[-1].stop == start else None
        code = None
        if before is not None and before.code is not None:
            inside = [c for c in candidates if c != before.code and divisions.within(c, before.code)]
            code = inside[0] if len(inside) == 1 else None
        if code is None:
            common = (stop - start <= _SHORT_AND_COMMON and not short) or names[number][0] in _VERBS
            code = chosen(candidates, hints, common=common)
        found.append(Named(start, stop, code))
    return found


def chosen(candidates: Iterable[str], hints: Hints, *, common: bool = False) -> str | None:
    """Return the only one of some places of one name that the hints allow, or None.

    Args:
        candidates: their codes.
        hints: see `Hints`.
        common: whether the name is so short that even the only place of that name needs a hint.
    """
    known = tuple(candidates)
    if len(known) == 1 and (not common or len(known[0]) == 2):
        return known[0]
    for group in hints:
        answers = {answer for hint in group if (answer := _near(known, hint)) is not None}
        if answers:
            return answers.pop() if len(answers) == 1 else None
    return None


def _near(candidates: tuple[str, ...], hint: str) -> str | None:
    """Return the only candidate that is a place itself, or lies around it, in it, in its city or its province."""
    divisions = load_divisions()
    for scope in divisions.chain(hint):
        if scope in candidates:
            return scope
        inside = [c for c in candidates if scope != NATION and divisions.within(c, scope)]
        if inside:
            return inside[0] if len(inside) == 1 else None
    return None


def place_of_code(text: str) -> str | None:
    """Return the place that a number is the code of: 341203, 340000 and 341203001000 as statistics write them."""
    match = _CODE.fullmatch(text.strip())
    if match is None:
        return None
    code = ""
    for part in match.groups():
        if not part or not int(part):
            break
        code += part
    divisions = load_divisions()
    known = code in divisions.names if len(code) < 9 else code in divisions.towns_of(code[:6])
    return code if known else None


@cache
def _automaton(short: bool) -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, tuple[str, ...]]]]:
    """Return what finds names of places in a text, and for each name what it can mean."""
    import ahocorasick_rs

    names = list(load_divisions().all_names(short=short).items())
    automaton = ahocorasick_rs.AhoCorasick(
        [name for name, _ in names], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return automaton, names
