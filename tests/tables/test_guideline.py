"""An article in the form in which people annotate it."""

from __future__ import annotations

import json

from kg.model import Article
from kg.tables.guideline import guideline_json, guideline_text
from tests.conftest import article


def flood() -> Article:
    return article(
        "flood",
        "县委组织部抽调286名党员干部。“抽调”须落实。",
        {"县委组织部": "Department", "党员干部": "Group"},
        [("dispatches", "县委组织部", "党员干部", "县委组织部抽调286名党员干部", None, 286, "required")],
        date="2023-07-18",
    )


def test_names_and_quotes_stand_for_ids_and_offsets() -> None:
    assert guideline_json(flood()) == {
        "doc": "flood",
        "metadata": {"title": None, "publisher": None, "author": None, "date": "2023-07-18"},
        "entities": [
            {"type": "Department", "name": "县委组织部", "aliases": []},
            {"type": "Group", "name": "党员干部", "aliases": []},
        ],
        "relations": [
            {
                "head": "县委组织部",
                "type": "dispatches",
                "tail": "党员干部",
                "quote": "县委组织部抽调286名党员干部",
                "head_count": None,
                "tail_count": 286,
                "modality": "required",
            }
        ],
    }


def test_the_text_is_that_json_with_a_line_for_each_entity_and_relation() -> None:
    empty = article("empty", "今天下雨。", {}, [])
    for one in (flood(), empty):
        assert json.loads(guideline_text(one)) == guideline_json(one)
    assert sum(line.startswith("  {") for line in guideline_text(flood()).splitlines()) == 3
