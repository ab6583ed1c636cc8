"""What is rejected is said to whoever asks, with its reason."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.extract.rejections import reject, rejections
from kg.model import Span
from kg.read import read_text
from kg.rules import load_rules


@pytest.mark.parametrize(
    ("text", "words", "rule", "reason"),
    [
        ("县应急局牵头做好防汛工作。", "牵头", "leads.head", "no tail is found"),
        ("办公室设在局。", "局", "department.ju", "it does not stand alone"),
        ("会议强调，各镇要加强督导。", "强调", "guides.demand", "会议 is no organ"),
        ("县委不得组建县防汛指挥部。", "组建", "establishes.set_up", "what the clause says is denied"),
    ],
)
def test_reasons(text: str, words: str, rule: str, reason: str) -> None:
    document = read_text(text, "sentence")
    with rejections() as found:
        extract(document, load_rules())
    said = [r.reason for r in found if r.span.of(document.text) == words and r.rule == rule]
    assert said
    assert said[0].startswith(reason)


def test_nothing_is_kept_unless_somebody_asks() -> None:
    with rejections() as found:
        reject(Span(0, 1), "a", "{} before {}", "one", "two")
    reject(Span(0, 1), "b", "after")
    assert [(r.rule, r.reason) for r in found] == [("a", "one before two")]
