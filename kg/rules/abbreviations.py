"""The rules of `abbreviations.toml`: which names are the same name in a longer and a shorter form.

>>> abbreviations = load_abbreviations()
>>> abbreviations.normal("中共云峰县委员会组织部"), abbreviations.normal("云峰县发展和改革委员会")
('云峰县委组织部', '云峰县发改委')
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import ahocorasick_rs

from kg.errors import RuleError
from kg.rules.loading import load_table

LEVELS = "省市县区州盟旗乡镇"
# An article names a thing again and again, and others name it, too.
_MOST_REMEMBERED = 50_000


@dataclass(frozen=True)
class AbbreviationRule:
    """One entry of `abbreviations.toml`; the keys are explained at the top of that file."""

    id: str
    forms: tuple[str, ...] = ()
    pattern: str = ""
    has: str = ""
    becomes: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class Abbreviations:
    """All abbreviations, compiled.

    Attributes:
        normal: a name → the form in which it is compared with others.
    """

    normal: Callable[[str], str]

    def __init__(self, rules: tuple[AbbreviationRule, ...]) -> None:
        """Compile `rules`.

        Raises:
            RuleError: a rule has neither forms nor a pattern, a pattern is no regular expression,
                or a form stands in two rules.
        """
        self.rules = rules
        faults: list[str] = []
        self._patterns: list[tuple[str, re.Pattern[str], str]] = []
        self._first: dict[str, str] = {}
        owners: dict[str, str] = {}
        for rule in rules:
            where = f"abbreviations.toml: {rule.id}"
            if bool(rule.forms) is bool(rule.pattern):
                faults.append(f"{where}: needs either forms or a pattern")
            for form in rule.forms:
                if owners.setdefault(form, rule.id) != rule.id:
                    faults.append(f"{where}: {form} stands in {owners[form]} too")
                self._first[form] = rule.forms[0]
            if rule.pattern:
                try:
                    self._patterns.append(
                        (rule.has, re.compile(rule.pattern.replace("{level}", f"[{LEVELS}]")), rule.becomes)
                    )
                except re.error as error:
                    faults.append(f"{where}: not a regular expression: {error}")
        if faults:
            raise RuleError("; ".join(faults))
        self._words = list(self._first)
        self._automaton = ahocorasick_rs.AhoCorasick(self._words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self.normal = lru_cache(_MOST_REMEMBERED)(self._normal)

    def _normal(self, name: str) -> str:
        for has, pattern, becomes in self._patterns:
            if has in name:
                name = pattern.sub(becomes, name)
        parts, end = [], 0
        for word, start, stop in self._automaton.find_matches_as_indexes(name):
            parts += [name[end:start], self._first[self._words[word]]]
            end = stop
        return "".join([*parts, name[end:]])


@cache
def load_abbreviations(extra: Path | None = None) -> Abbreviations:
    """Read the package's `abbreviations.toml`, extended by the file of that name in `extra`.

    Raises:
        RuleError: the file is malformed; all faults in one message.
    """
    return Abbreviations(load_table("abbreviations.toml", AbbreviationRule, extra))
