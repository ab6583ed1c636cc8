"""What `links.toml` says of an entity: who it is after all, or that it is nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from kg.link.divisions import NATION, load_divisions
from kg.link.jurisdiction import Jurisdiction
from kg.link.titles import Reading, read_name
from kg.rules import Rules
from kg.rules.links import LinkRule

_NOWHERE = Jurisdiction()


@dataclass(frozen=True, slots=True)
class _Link:
    """A rule, and what its names mean: with a place, or at any place by their compared title."""

    rule: LinkRule
    placed: frozenset[tuple[str, str]]
    titles: frozenset[str]


def overridden(
    found: Reading | None, forms: Iterable[str], kind: str, date: str | None, rules: Rules
) -> Reading | None:
    """Return the reading of an entity as the rules of `links.toml` have it; the first that is about it decides.

    Args:
        found: what its name means, or None.
        forms: its names as the article writes them.
        kind: its type.
        date: of the article.
        rules: have the links.
    """
    written = set(forms)
    for link in _links(rules):
        about = written & {*link.rule.names} or (
            found is not None
            and ((found.place, found.key) in link.placed or (found.organ is not None and found.key in link.titles))
        )
        if about and link.rule.holds(date):
            return _linked(link.rule, found, sorted(written & {*link.rule.names}), kind, rules)
    return found


def _linked(rule: LinkRule, found: Reading | None, written: list[str], kind: str, rules: Rules) -> Reading | None:
    if rule.kind == "different":
        # Apart from the others of the rule, under what it is called here.
        own = written[0] if written else found.name if found is not None else ""
        return found and replace(found, key=f"{found.key} {own}", rule=rule.id)
    target = read_name(rule.target, kind, _NOWHERE, rules)
    if target is not None:
        return replace(target, rule=rule.id)
    if found is not None and not written:
        # A title alone: that of the place which the name had.
        full = load_divisions().full(found.place) if found.place and found.place != NATION else ""
        return replace(found, key=rules.abbreviations.normal(rule.target), name=full + rule.target, rule=rule.id)
    return Reading(None, f"{rule.id} {rule.target}", rule.target, rule.id)


@cache
def _links(rules: Rules) -> tuple[_Link, ...]:
    links = []
    for rule in rules.links:
        readings = {name: read_name(name, "Department", _NOWHERE, rules) for name in rule.names}
        placed = frozenset((r.place, r.key) for r in readings.values() if r is not None and r.place is not None)
        titles = frozenset(rules.abbreviations.normal(name) for name, reading in readings.items() if reading is None)
        links.append(_Link(rule, placed, titles))
    return tuple(links)
