"""The rules of page furniture: entries of `furniture.toml`, compiled so that a line can be asked what it is.

>>> found = load_furniture().explain("来源:泗源县委组织部    作者:韩立群    浏览次数:1326    【打印】", "head")
>>> found.rule, [(fact.field, fact.value) for fact in found.facts]
('label.publisher', [('publisher', '泗源县委组织部'), ('author', '韩立群')])
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from kg.errors import RuleError
from kg.rules.loading import load_table

Zone = Literal["head", "foot", "ends", "any"]
MetadataField = Literal["title", "publisher", "author", "date"]

_FIELDS: tuple[MetadataField, ...] = ("title", "publisher", "author", "date")
_ZONES = ("head", "foot", "any")
_SEPARATORS = " \t\u3000\xa0|｜【】[]［］()（）〔〕<>;；,，/·•"
_LONGEST_LINE = 400  # furniture is short; what is longer is a paragraph
_LONGEST_VALUE = 80  # a value is a name, a date or a number; what is longer is a sentence of the article
_DATE_ON_THE_LINE, _PUBLISHER_ON_THE_LINE = 70, 60  # ranks of what stands without a label on a line of labels
_LONGEST_LEAD = 30  # what may stand before the first label: a date, or the name of the publisher


@dataclass(frozen=True)
class FurnitureRule:
    """One entry of `furniture.toml`; the keys are explained at the top of that file."""

    id: str
    zone: Zone
    pattern: str = ""
    labels: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    name: str = ""
    gives: Literal["", "title", "publisher", "author", "date"] = ""
    rank: int = 50
    keep: bool = False
    bare: bool = False
    next: str = ""
    unless_next: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """What a line says about the article: a field, its value as written, and how much that weighs."""

    field: MetadataField
    value: str
    rank: int


@dataclass(frozen=True)
class Found:
    """Why a line is no part of the article (or, with `keep`, what an article's own line tells about it).

    Attributes:
        strong: the line has labels or marks, so what stands before it on the page is head too.
        wants_value: the line ends with a label whose value is on the next line.
    """

    rule: str
    keep: bool = False
    facts: tuple[Fact, ...] = ()
    strong: bool = False
    wants_value: FurnitureRule | None = None


@dataclass(frozen=True)
class _Pattern:
    rule: FurnitureRule
    line: re.Pattern[str]
    next: re.Pattern[str] | None
    unless_next: re.Pattern[str] | None


class FurnitureRules:
    """All rules of page furniture, compiled."""

    def __init__(self, rules: tuple[FurnitureRule, ...]) -> None:
        """Compile `rules`.

        Raises:
            RuleError: a pattern is no regular expression or names a pattern that there is none of.
        """
        self.rules = rules
        self._faults: list[str] = []
        self._texts: dict[str, str] = {}
        for rule in rules:
            if rule.name:
                self._texts[rule.name] = f"(?:{self._expanded(rule, rule.pattern)})"
        patterns = [self._compiled(rule) for rule in rules if rule.pattern and not rule.name]
        self._by_zone = {
            zone: tuple(pattern for pattern in patterns if _applies(pattern.rule, zone)) for zone in _ZONES
        }
        self._named = {name: self._regex(name, text) for name, text in self._texts.items()}
        self._labels = {_squeezed(label): rule for rule in rules for label in rule.labels}
        self._label = re.compile(_label_pattern(self._labels))
        marks = sorted((m for rule in rules for m in rule.marks), key=len, reverse=True)
        self._marks = re.compile("|".join(map(re.escape, marks)) or r"(?!)")
        self._mark_rule = next((rule.id for rule in rules if rule.marks), "")
        if self._faults:
            raise RuleError("; ".join(self._faults))

    def is_a(self, name: str, text: str) -> bool:
        """Tell whether all of `text` matches the pattern that the rules call `name` (date, org, heading, …)."""
        return self._named[name].fullmatch(text) is not None

    def explain(self, line: str, zone: Literal["head", "foot", "any"], following: str = "") -> Found | None:
        """Return what `line` is, or None where it is a part of the article.

        Args:
            line: a line without the spaces around it.
            zone: where on the page it stands.
            following: the next line that is not empty.
        """
        if len(line) > _LONGEST_LINE:
            return None
        for pattern in self._by_zone[zone]:
            if match := pattern.line.fullmatch(line):
                if pattern.next and not pattern.next.fullmatch(following):
                    continue
                if pattern.unless_next and pattern.unless_next.fullmatch(following):
                    continue
                groups = match.groupdict()
                facts = tuple(Fact(f, _value(f, groups[f], line), pattern.rule.rank) for f in _FIELDS if groups.get(f))
                return Found(pattern.rule.id, pattern.rule.keep, facts)
        return self._labelled(line, zone) or self._marked(line)

    def _labelled(self, line: str, zone: str) -> Found | None:
        """Explain a line that is made of labels, their values and marks, and of nothing else."""
        places = [(m, self._labels[_squeezed(m["label"])]) for m in self._label.finditer(line)]
        places = [(m, rule) for m, rule in places if m["colon"] or rule.bare]
        if not places or not _applies(places[0][1], zone):
            return None
        lead = self._lead(line[: places[0][0].start()])
        if lead is None:
            return None
        facts = [*lead]
        raw = ""
        for number, (match, rule) in enumerate(places):
            stop = places[number + 1][0].start() if number + 1 < len(places) else len(line)
            raw = line[match.end() : stop].strip(_SEPARATORS)
            value = self._unmarked(raw).strip(_SEPARATORS)
            if len(value) > _LONGEST_VALUE or "。" in value:
                return None
            if rule.gives and value:
                facts += _facts(rule, value)
        last = places[-1][1]
        return Found(
            places[0][1].id,
            keep=places[0][1].keep,
            facts=tuple(facts),
            strong=True,
            wants_value=None if raw else last,
        )

    def _lead(self, text: str) -> tuple[Fact, ...] | None:
        """Return what stands before the first label of a line, or None where that is a sentence."""
        text = self._unmarked(text).strip(_SEPARATORS)
        text = re.sub(rf"\s*{self._texts['time']}$", "", text)
        if not text:
            return ()
        if self.is_a("date", text):
            return (Fact("date", text, _DATE_ON_THE_LINE),)
        if len(text) <= _LONGEST_LEAD and self.is_a("orgs", text):
            return (Fact("publisher", text, _PUBLISHER_ON_THE_LINE),)
        return None

    def _marked(self, line: str) -> Found | None:
        """Explain a line of marks alone; a single character is none."""
        rest = self._marks.sub("", line)
        if len(line) > 1 and len(rest) < len(line) and not rest.strip(_SEPARATORS + ":：+-—"):
            return Found(self._mark_rule, strong=True)
        return None

    def _unmarked(self, text: str) -> str:
        """Return `text` without the marks that stand in brackets (【打印】) at its end."""
        return re.sub(rf"(?:[\[【(（［]\s*(?:{self._marks.pattern})\s*[\]】)）］]\s*)+$", "", text)

    def _compiled(self, rule: FurnitureRule) -> _Pattern:
        return _Pattern(
            rule,
            self._regex(rule.id, self._expanded(rule, rule.pattern)),
            self._regex(rule.id, self._expanded(rule, rule.next)) if rule.next else None,
            self._regex(rule.id, self._expanded(rule, rule.unless_next)) if rule.unless_next else None,
        )

    def _expanded(self, rule: FurnitureRule, pattern: str) -> str:
        def named(match: re.Match[str]) -> str:
            if match[1] not in self._texts:
                self._faults.append(f"furniture.toml: rule {rule.id}: no rule before it has the name {match[1]!r}")
            return self._texts.get(match[1], "")

        return re.sub(r"\{([a-z]+)\}", named, pattern)

    def _regex(self, where: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(pattern)
        except re.error as error:
            self._faults.append(f"furniture.toml: rule {where}: not a regular expression: {error}")
            return re.compile("(?!)")


def _value(field: str, value: str, line: str) -> str:
    """Return a group's value; a date that leaves its year out (4月12日印发) takes the last year named on the line."""
    if field == "date" and re.fullmatch(r"\d{1,2}月\d{1,2}日", value):
        years = re.findall(r"[12]\d{3}(?=年)", line)
        return f"{years[-1]}年{value}" if years else value
    return re.sub(r"\s+", " ", value.strip())


def _facts(rule: FurnitureRule, value: str) -> list[Fact]:
    """Return what a label's value says; behind a wide gap a page may put the date without a label."""
    first, *others = re.split(r"\s{2,}|\t|\s(?=[12]\d{3}\s*[-年/.])", value)
    dates = [Fact("date", other, _DATE_ON_THE_LINE) for other in others if rule.gives != "date" and other[:1].isdigit()]
    return [Fact(rule.gives, first, rule.rank), *dates] if rule.gives else []


def _applies(rule: FurnitureRule, zone: str) -> bool:
    return rule.zone in (zone, "any") or (rule.zone == "ends" and zone in ("head", "foot"))


def _label_pattern(labels: dict[str, FurnitureRule]) -> str:
    """Return a pattern of all labels, longest first, each at the line's start or after a separator."""
    spaced = (r"\s{0,3}".join(map(re.escape, label)) for label in sorted(labels, key=len, reverse=True))
    before = r"(?:^|(?<=[\s|｜【\[［(（;；,，、\]】］)）:：]))"
    after = r"(?:(?P<colon>\s{0,3}[:：]|[\]】］]|\s{0,3}[|｜](?=\s*[^\s|｜]))|(?=\s))"
    return rf"{before}(?P<label>{'|'.join(spaced)}){after}" if labels else "(?!)"


def _squeezed(label: str) -> str:
    return re.sub(r"\s", "", label)


@cache
def load_furniture(extra: Path | None = None) -> FurnitureRules:
    """Return the rules of `furniture.toml`, extended by the user's file of that name in the folder `extra`.

    Raises:
        RuleError: a file is malformed; the message lists every fault.
    """
    return FurnitureRules(load_table("furniture.toml", FurnitureRule, extra))
