"""A line of the file: what is no correction is refused, with what is wrong and where."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from kg.corrections.records import decode, encode, signed
from kg.corrections.view import View
from kg.errors import InputError
from tests.corrections.conftest import Say, end, stated

NOW = datetime(2026, 1, 31, 8, 30, tzinfo=UTC)


def every_action(view: View) -> list[dict[str, Any]]:
    covers, place = stated(view, "covers"), end(view, "沙湾乡")
    return [
        {"action": "right", "statement": covers},
        {"action": "wrong", "statement": covers, "note": "不是包保"},
        {"action": "edit", "statement": covers, "instead": {**covers, "tail_count": 15}},
        {"action": "add", "statement": covers},
        {"action": "entity-edit", "entity": place, "type": "Place", "name": "沙湾"},
        {"action": "entity-add", "entity": place, "aliases": ["沙湾"]},
        {"action": "entity-wrong", "entity": place},
        {"action": "merge", "entities": [place, end(view, "乡镇")]},
        {"action": "split", "entity": place, "mentions": [[0, 3]], "type": "Community", "name": "沙湾"},
        {"action": "retract", "retracts": f"cor-{0:016x}"},
    ]


def test_every_action_comes_back_as_it_was(view: View, say: Say) -> None:
    for said in every_action(view):
        record = say(**said)
        assert decode(encode(record)) == record
        line = msgspec.json.decode(encode(record))
        assert {key: line[key] for key in said} == said
        assert (line["version"], line["by"], line["at"]) == (1, "李四", record.at)


def test_the_same_words_at_another_time_are_another_correction(view: View, say: Say) -> None:
    first, second = (say("wrong", statement=stated(view, "covers")) for _ in range(2))
    assert first.id != second.id


def bad(view: View) -> list[tuple[dict[str, Any], str]]:
    covers, place = stated(view, "covers"), end(view, "沙湾乡")
    return [
        ({"action": "burn"}, "Invalid value 'burn' - at `$.action`"),
        ({"action": "wrong"}, "missing required field `statement`"),
        ({"action": "wrong", "statement": covers, "colour": 1}, "unknown field `colour`"),
        ({"action": "wrong", "statement": {**covers, "start": -1}}, ">= 0 - at `$.statement.start`"),
        ({"action": "wrong", "statement": {**covers, "start": "1"}}, "Expected `int`"),
        ({"action": "wrong", "statement": {**covers, "stop": covers["stop"] + 1}}, "the quote has 11 characters"),
        ({"action": "wrong", "statement": {**covers, "quote": ""}}, "length >= 1"),
        ({"action": "add", "statement": {**covers, "type": "loves"}}, "the schema has no relation 'loves'"),
        ({"action": "add", "statement": {**covers, "type": "issues"}}, "the schema allows no issues from Post → Comm"),
        ({"action": "add", "statement": {**covers, "modality": "maybe"}}, "Invalid enum value 'maybe'"),
        ({"action": "add", "statement": {**covers, "tail": covers["head"]}}, "both ends are one"),
        (
            {"action": "edit", "statement": covers, "instead": {**covers, "type": "x"}},
            "instead.type: the schema has no",
        ),
        ({"action": "entity-edit", "entity": place, "type": "Agent", "name": "沙湾"}, "the schema has no type 'Agent'"),
        ({"action": "entity-edit", "entity": place, "type": "Place", "name": "沙\n湾"}, "is no name"),
        ({"action": "entity-edit", "entity": place, "type": "Place", "name": " "}, "is no name"),
        ({"action": "entity-wrong", "entity": {**place, "stop": place["start"]}}, "is no place"),
        ({"action": "merge", "entities": [place]}, "length >= 2"),
        ({"action": "split", "entity": place, "mentions": [], "type": "Place", "name": "沙湾"}, "length >= 1"),
        ({"action": "split", "entity": place, "mentions": [[3, 3]], "type": "Place", "name": "沙湾"}, "is no place"),
        ({"action": "retract", "retracts": "the last one"}, "matching regex"),
    ]


def test_what_is_no_correction_is_refused(view: View, say: Say) -> None:
    for said, message in bad(view):
        with pytest.raises(InputError) as refused:
            say(**said)
        assert message in str(refused.value), said


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "not a correction: Input data was truncated"),
        ("[]", "not a correction: Expected `object`"),
        ("{", "not a correction"),
        ('{"version": 2, "action": "burn"}', "written by a newer kg"),
        (b"\xff\xfe", "not a correction"),
    ],
)
def test_lines_that_are_none(line: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decode(line)


def test_who_and_when_cannot_be_forged_by_what_is_said(view: View) -> None:
    said = {
        "action": "wrong",
        "document": f"doc-{0:016x}",
        "statement": stated(view, "covers"),
        "by": "王五",
        "at": "x",
    }
    record = signed(said, "李四", NOW)
    assert (record.by, record.at) == ("李四", "2026-01-31T08:30:00.000Z")


@pytest.mark.parametrize("at", ["yesterday", "2026-01-31T08:30:00", "2026-02-31T08:30:00Z", "20260131T083000Z"])
def test_a_time_without_meaning_is_refused(view: View, say: Say, at: str) -> None:
    line = encode(say("wrong", statement=stated(view, "covers"))).decode().replace("2026-01-31T08:30:00.000Z", at)
    with pytest.raises(InputError, match=r"at: |`\$.at`"):
        decode(line)
