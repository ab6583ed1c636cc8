"""The rules of `links.toml`: who is who where names alone do not tell, and what must stay apart.

>>> [rule.id for rule in load_links() if "扶贫开发办公室" in rule.names]
['rename.revitalization']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from kg.errors import RuleError
from kg.rules.loading import load_table

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class LinkRule:
    """One entry of `links.toml`; the keys are explained at the top of that file."""

    id: str
    kind: Literal["same", "different", "rename"]
    names: tuple[str, ...]
    since: str = ""
    until: str = ""
    note: str = ""

    @property
    def target(self) -> str:
        """What the thing is called."""
        return self.names[-1] if self.kind == "rename" else self.names[0]

    def holds(self, date: str | None) -> bool:
        """Tell whether the rule holds in an article of a day; where the day is not known, one with limits does not.

        >>> LinkRule("r", "same", ("甲局", "乙局"), since="2019").holds("2019-03-20")
        True
        """
        if not self.since and not self.until:
            return True
        return date is not None and self.since <= date and (not self.until or date < self.until)


@cache
def load_links(extra: Path | None = None) -> tuple[LinkRule, ...]:
    """Read the package's `links.toml` and the file of that name in `extra`; the user's rules come first.

    Raises:
        RuleError: the file is malformed, or its rules contradict each other; all faults in one message.
    """
    own = load_table("links.toml", LinkRule)
    rules = load_table("links.toml", LinkRule, extra)[len(own) :] if extra is not None else ()
    where = "links.toml" if extra is None else str(extra / "links.toml")
    faults = [fault for rule in (rules or own) for fault in _faults(rule, where)]
    joined: dict[tuple[str, str, str], LinkRule] = {}
    for rule in rules:
        for name in rule.names if rule.kind != "different" else ():
            other = joined.setdefault((name, rule.since, rule.until), rule)
            if other is not rule:
                faults.append(f"{where}: {rule.id}: {name} stands in {other.id} too; put all its names into one rule")
        faults += [
            f"{where}: {rule.id}: keeps apart what {one.id} puts together"
            for one in rules
            if rule.kind == "different" != one.kind and len({*rule.names} & {*one.names}) > 1
        ]
    if faults:
        raise RuleError("; ".join(dict.fromkeys(faults)))
    return (*rules, *own)


def _faults(rule: LinkRule, where: str) -> list[str]:
    faults = []
    if len({*rule.names}) < 2:
        faults.append("needs at least two different names")
    faults += [
        f"{key} should be a day such as 2019, 2019-03 or 2019-03-20, not {day!r}"
        for key, day in (("since", rule.since), ("until", rule.until))
        if day and not _DAY.fullmatch(day)
    ]
    if rule.since and rule.until and rule.since >= rule.until:
        faults.append("since is not before until")
    return [f"{where}: {rule.id}: {fault}" for fault in faults]
