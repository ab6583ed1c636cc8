"""The examples and counterexamples that stand beside the rules, tried: rules prove themselves.

What an example looks like is said at the top of each rule file; most are `text → what must come of it; more of it`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.extract import extract
from kg.extract.about import genre_of
from kg.link import link
from kg.model import Extraction
from kg.read import read_text
from kg.rules import (
    ContextRule,
    DeicticRule,
    Frame,
    GenreRule,
    LabelRule,
    NameRule,
    PostRule,
    ReferenceRule,
    Rules,
    WordRule,
    load_rules,
)
from kg.rules.abbreviations import AbbreviationRule
from kg.rules.containers import ContainerRule, load_containers, matches
from kg.rules.furniture import FurnitureRule, FurnitureRules, load_furniture
from kg.rules.loading import rule_texts

_ARROW, _EQUALS, _NEXT_LINE = " → ", " = ", "⏎"

# An example, and what came of it instead of what it says.
_Wrong = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not come true.

    Attributes:
        file, rule: where it stands.
        message: what came of it instead.
    """

    file: str
    rule: str
    example: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.rule}: {self.example}: {self.message}"


def failures(extra: Path | None = None) -> list[Failure]:
    """Try all examples of the package's rules, extended by those of a folder of the user's.

    Args:
        extra: the folder; besides its own examples, those of the package must come true that do so without it.

    Raises:
        RuleError: a file is malformed.
    """
    found = _failures(extra)
    if extra is None:
        return found
    before = {(failure.file, failure.rule, failure.example) for failure in _failures(None)}
    return [failure for failure in found if (failure.file, failure.rule, failure.example) not in before]


def _failures(extra: Path | None) -> list[Failure]:
    rules, furniture, containers = load_rules(extra), load_furniture(extra), load_containers(extra)
    tried: dict[str, list[tuple[str, _Wrong]]] = {
        "names.toml": [(rule.id, _name(rule, rules)) for rule in rules.names],
        "words.toml": [(rule.id, _word(rule, rules)) for rule in rules.words],
        "frames.toml": [(rule.id, _frame(rule, rules)) for rule in rules.frames],
        "context.toml": [(rule.id, _context(rule, rules)) for rule in rules.context],
        "roles.toml": [(rule.id, _post(rule, rules)) for rule in rules.posts],
        "labels.toml": [(rule.id, _label(rule, rules)) for rule in rules.label_rules],
        "genres.toml": [(rule.id, _genre(rule, rules)) for rule in rules.genres],
        "abbreviations.toml": [(rule.id, _abbreviation(rule, rules)) for rule in rules.abbreviations.rules],
        "references.toml": [(rule.id, _reference(rule, rules)) for rule in rules.references],
        "deictics.toml": [(rule.id, _name(rule, rules)) for rule in rules.deictics],
        "furniture.toml": [(rule.id, _line(rule, furniture)) for rule in furniture.rules],
        "containers.toml": [(rule.id, _container(rule)) for rule in containers.rules],
    }
    return [
        Failure(_file(file, rule, extra), rule, example, message)
        for file, entries in tried.items()
        for rule, wrong in entries
        for example, message in wrong
    ]


def _file(name: str, rule: str, extra: Path | None) -> str:
    """Return the file that a rule stands in: the package's, or the user's."""
    [(_, text), *_] = rule_texts(name)
    own = any(entry.get("id") == rule for entry in tomllib.loads(text).get("rule", []))
    return name if own or extra is None else str(extra / name)


def _extraction(text: str, rules: Rules) -> Extraction:
    return extract(read_text(text.replace(_NEXT_LINE, "\n"), "example"), rules)


def _name(rule: NameRule | DeicticRule, rules: Rules) -> _Wrong:
    """Names: all that the example lists are found, and this rule finds no other; a counterexample: it finds none."""
    for example in rule.examples:
        text, wanted = _parts(example)
        mentions = _extraction(text, rules).mentions
        found, own = {m.name for m in mentions}, {m.name for m in mentions if m.rule == rule.id}
        if not wanted <= found or not own <= wanted:
            yield example, f"found {_listed(found)}"
    for text in rule.counterexamples:
        own = {m.name for m in _extraction(text, rules).mentions if m.rule == rule.id}
        if own:
            yield text, f"found {_listed(own)}"


def _word(rule: WordRule, rules: Rules) -> _Wrong:
    """Words: the names that are found in the text are those of the example."""
    for example in rule.examples:
        text, wanted = _parts(example)
        found = {m.name for m in _extraction(text, rules).mentions}
        if found != wanted:
            yield example, f"found {_listed(found)}"


def _frame(rule: Frame, rules: Rules) -> _Wrong:
    """Frames: all edges that the example lists are found, and this rule finds no other."""
    yield from _edges(rule.id, rule.relation, rule.examples, rules)
    for text in rule.counterexamples:
        found = {f"{s.head.name} > {s.tail.name}" for s in _extraction(text, rules).statements if s.rule == rule.id}
        if found:
            yield text, f"found {_listed(found)}"


def _post(rule: PostRule, rules: Rules) -> _Wrong:
    """Posts: what their holders are to the body."""
    yield from _edges("", rule.relation, rule.examples, rules)


def _edges(rule: str, relation: str, examples: tuple[str, ...], rules: Rules) -> _Wrong:
    for example in examples:
        text, wanted = _parts(example)
        statements = _extraction(text, rules).statements
        found = {f"{s.head.name} > {s.tail.name}" for s in statements if s.type == relation}
        own = {f"{s.head.name} > {s.tail.name}" for s in statements if s.rule == rule}
        if not wanted <= found or not own <= wanted:
            yield example, f"found {_listed(found)}"


def _context(rule: ContextRule, rules: Rules) -> _Wrong:
    """Context words: what the texts state is required, asserted (where it is permitted), or nothing (where negated)."""
    expected = {"required": {"required"}, "permitted": {"asserted"}, "negated": set[str]()}[rule.kind]
    for texts, right in ((rule.examples, True), (rule.counterexamples, False)):
        for text in texts:
            found = {s.modality for s in _extraction(text, rules).statements}
            if (found == expected) is not right:
                yield text, f"found {_listed(set(found))}"


def _label(rule: LabelRule, rules: Rules) -> _Wrong:
    """Labels: what the lines state is just what the example says; a counterexample states nothing."""
    for example in (*rule.examples, *rule.counterexamples):
        text, wanted = _parts(example)
        found = {f"{s.head.name} {s.type} {s.tail.name}" for s in _extraction(text, rules).statements}
        if found != wanted:
            yield example, f"found {_listed(found)}"


def _genre(rule: GenreRule, rules: Rules) -> _Wrong:
    """Genres: the title of an example is of this kind, that of a counterexample is not."""
    for titles, right in ((rule.examples, True), (rule.counterexamples, False)):
        for title in titles:
            found = genre_of(title, rules)
            if (found is not None and found.id == rule.id) is not right:
                yield title, f"found {found.id if found is not None else 'no kind'}"


def _abbreviation(rule: AbbreviationRule, rules: Rules) -> _Wrong:
    """Abbreviations: the two names of an example are the same, those of a counterexample are not."""
    for examples, right in ((rule.examples, True), (rule.counterexamples, False)):
        for example in examples:
            forms = [rules.abbreviations.normal(name) for name in example.split(_EQUALS)]
            if (len(set(forms)) == 1) is not right:
                yield example, f"compared as {', '.join(forms)}"


def _reference(rule: ReferenceRule, rules: Rules) -> _Wrong:
    """References: the names after the arrow are those of one entity; in a counterexample they are not."""
    for examples, right in ((rule.examples, True), (rule.counterexamples, False)):
        for example in examples:
            text, _, names = example.partition(_ARROW)
            entities = link(_extraction(text, rules), rules).entities
            found = [{entity.name, *entity.aliases} for entity in entities]
            if any(set(names.split(_EQUALS)) <= one for one in found) is not right:
                yield example, f"found {'; '.join(_EQUALS.join(sorted(one)) for one in found) or 'nothing'}"


def _line(rule: FurnitureRule, furniture: FurnitureRules) -> _Wrong:
    """Page furniture: the rule explains the line of an example, and not that of a counterexample."""
    zone: Literal["head", "foot", "any"] = "head" if rule.zone == "ends" else rule.zone
    for examples, right in ((rule.examples, True), (rule.counterexamples, False)):
        for example in examples:
            line, _, following = example.partition(_NEXT_LINE)
            found = None if rule.name else furniture.explain(line, zone, following)
            # A line of several labels bears the id of the first.
            labelled = found is not None and bool(rule.labels) and found.rule.startswith("label.")
            explained = furniture.is_a(rule.name, line) if rule.name else found is not None and found.rule == rule.id
            if (explained or labelled) is not right:
                yield example, "not explained" if right else "explained"


def _container(rule: ContainerRule) -> _Wrong:
    """Containers: the rule matches the value of an example, and not that of a counterexample."""
    for examples, right in ((rule.examples, True), (rule.counterexamples, False)):
        for example in examples:
            if matches(rule, example) is not right:
                yield example, "not matched" if right else "matched"


def _parts(example: str) -> tuple[str, set[str]]:
    text, _, wanted = example.partition(_ARROW)
    return text, {part.strip() for part in wanted.split(";") if part.strip()}


def _listed(found: set[str]) -> str:
    return "; ".join(sorted(found)) or "nothing"
