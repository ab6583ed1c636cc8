"""Every rule of names in short shows itself by its examples."""

from __future__ import annotations

import pytest

from kg.errors import RuleError
from kg.rules.abbreviations import AbbreviationRule, Abbreviations, load_abbreviations

ABBREVIATIONS = load_abbreviations()


@pytest.mark.parametrize("rule", ABBREVIATIONS.rules, ids=lambda rule: rule.id)
def test_the_examples_of_a_rule_hold(rule: AbbreviationRule) -> None:
    for example, alike in [(e, True) for e in rule.examples] + [(e, False) for e in rule.counterexamples]:
        one, _, other = example.partition(" = ")
        assert (ABBREVIATIONS.normal(one) == ABBREVIATIONS.normal(other)) is alike, example


def test_all_faults_are_told_at_once() -> None:
    rules = (
        AbbreviationRule("none"),
        AbbreviationRule("both", forms=("甲",), pattern="甲"),
        AbbreviationRule("broken", pattern="("),
        AbbreviationRule("taken", forms=("乙", "甲")),
    )
    with pytest.raises(RuleError) as caught:
        Abbreviations(rules)
    for fault in ("none: needs", "both: needs", "broken: not a regular expression", "taken: 甲 stands in both too"):
        assert fault in str(caught.value)
