"""The rules of `containers.toml`: which elements of a web page hold the article, and which never do.

>>> containers = load_containers()
>>> containers.kind_of(["TRS_Editor"]), containers.kind_of(["site-footer"]), containers.kind_of(["paragraph"])
('main', 'aside', None)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from kg.rules.loading import load_table

Kind = Literal["main", "aside"]


@dataclass(frozen=True)
class ContainerRule:
    """One entry of `containers.toml`; the keys are explained at the top of that file."""

    id: str
    kind: Kind
    names: tuple[str, ...]
    system: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class ContainerRules:
    """All rules of containers, compiled."""

    def __init__(self, rules: tuple[ContainerRule, ...]) -> None:
        """Compile `rules`."""
        self.rules = rules
        self._patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
            (
                kind,
                re.compile("|".join(_pattern(n) for rule in rules if rule.kind == kind for n in rule.names) or "(?!)"),
            )
            for kind in ("main", "aside")
        )

    def kind_of(self, names: Iterable[str]) -> Kind | None:
        """Return what an element is, by the names in its `id` and `class`, or None where they say nothing."""
        lower = [name.lower() for name in names]
        for kind, pattern in self._patterns:
            if any(pattern.fullmatch(name) for name in lower):
                return kind
        return None

    def rule_of(self, names: Iterable[str]) -> str | None:
        """Return the id of the first rule that says something of an element with these names."""
        value = " ".join(names)
        return next((rule.id for rule in self.rules if matches(rule, value)), None)


def matches(rule: ContainerRule, value: str) -> bool:
    """Tell whether a rule says something of an element whose `id` or `class` is `value`."""
    pattern = re.compile("|".join(map(_pattern, rule.names)))
    return any(pattern.fullmatch(name) for name in value.lower().split())


def _pattern(name: str) -> str:
    return "[a-z0-9_-]*".join(map(re.escape, name.split("*")))


@cache
def load_containers(extra: Path | None = None) -> ContainerRules:
    """Return the rules of `containers.toml`, extended by the user's file of that name in the folder `extra`.

    Raises:
        RuleError: a file is malformed; the message lists every fault.
    """
    return ContainerRules(load_table("containers.toml", ContainerRule, extra))
