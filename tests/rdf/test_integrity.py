"""A build refuses its own Turtle where a relation stands without statement, plain triple or words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import IntegrityError
from kg.rdf.integrity import check


def test_an_export_passes(rich_turtle: Path) -> None:
    check(rich_turtle)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("    kg:supervises id:", "    kg:nothing id:", "a statement without its plain triple"),
        ("rdf:subject id:ent", "rdf:type id:ent", "a plain triple without a statement"),
        ("oa:hasTarget id:", "oa:hasBody id:", "a statement without the words that state it"),
        ('oa:exact "选派', 'oa:exact "派', "a statement without the words that state it"),
    ],
)
def test_a_broken_promise_is_named_with_its_node(good: str, bad: str, said: str, rich_turtle: Path) -> None:
    content = rich_turtle.read_text(encoding="utf-8")
    assert good in content
    rich_turtle.write_text(content.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(IntegrityError, match=rf"rich\.ttl: {said}: <https://w3id.org/orgkg/id/"):
        check(rich_turtle)
