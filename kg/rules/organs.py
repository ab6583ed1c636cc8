"""The rules of `organs.toml`: the official titles of organs, their short forms, and where each is used.

>>> organs = load_organs()
>>> [organs.of(*key).title for key in (("county", "发改委"), ("county", "组织部"), ("nation", "中组部"))]
['发展和改革委员会', '委组织部', '中共中央组织部']
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from kg.errors import RuleError
from kg.rules.abbreviations import load_abbreviations
from kg.rules.loading import load_table


@dataclass(frozen=True)
class OrganRule:
    """One entry of `organs.toml`; the keys are explained at the top of that file."""

    id: str
    nation: tuple[str, ...] = ()
    centre: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    township: tuple[str, ...] = ()


LEVELS = {
    "nation": ("nation",),
    "centre": ("centre",),
    "province": ("province",),
    "local": ("city", "county"),
    "township": ("township",),
}


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ under its official title.

    Attributes:
        line: the id of its rule: organs of one line stand above each other, from level to level.
        title: without the place before it; of a national organ in full.
    """

    line: str
    title: str


class Organs:
    """All organs, by level and form."""

    def __init__(self, rules: tuple[OrganRule, ...], extra: Path | None = None) -> None:
        """Index `rules`.

        Raises:
            RuleError: a form stands for two organs of a level; all faults in one message.
        """
        self.rules = rules
        self._normal = load_abbreviations(extra).normal
        self._known: dict[str, dict[str, Organ]] = {}
        faults: list[str] = []
        for rule in rules:
            for key, levels in LEVELS.items():
                for title, forms in _forms(getattr(rule, key)):
                    for form, level in product(forms, levels):
                        organ = Organ(rule.id, title)
                        known = self._known.setdefault(level, {}).setdefault(self._normal(form), organ)
                        if known != organ:
                            faults.append(
                                f"organs.toml: {rule.id}: {form} stands for {known.title} of {known.line} too"
                            )
        self._longest = max((len(form) for forms in self._known.values() for form in forms), default=0)
        if faults:
            raise RuleError("; ".join(faults))

    def of(self, level: str, form: str) -> Organ | None:
        """Return the organ of a level that a name without its place is a form of."""
        return self._known.get(level, {}).get(self._normal(form))

    def first(self, level: str, name: str) -> tuple[Organ, int] | None:
        """Return the organ of a level that a name begins with, and how far it goes.

        Args:
            level: nation, centre, province, city, county or township.
            name: without its place, in the form in which names are compared.
        """
        known = self._known.get(level, {})
        for stop in range(min(len(name), self._longest), 0, -1):
            organ = known.get(name[:stop])
            if organ is not None:
                return organ, stop
        return None


def _forms(entries: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Split entries of titles with their other forms: 教育体育局 = 教体局."""
    split = [[form.strip() for form in entry.split("=")] for entry in entries]
    return [(forms[0], forms) for forms in split]


@cache
def load_organs(extra: Path | None = None) -> Organs:
    """Read the package's `organs.toml`, extended by the file of that name in `extra`.

    Raises:
        RuleError: the file is malformed; all faults in one message.
    """
    return Organs(load_table("organs.toml", OrganRule, extra), extra)
