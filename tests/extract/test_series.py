"""Ordinals in names: a series stays whole, a list shares its head and whose it is."""

from __future__ import annotations

import pytest

from tests.extract.names import lists


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一至第六巡察组进驻", ["第一至第六巡察组"]),
        ("县委第一至五巡察组进驻", ["县委第一至五巡察组"]),
        ("县委第一、第二巡察组和县纪委", ["县委第一巡察组", "县委第二巡察组", "县纪委"]),
        ("市中级人民法院第一、第二审判庭", ["市中级人民法院第一审判庭", "市中级人民法院第二审判庭"]),
        ("第一、第二巡察组", ["第一巡察组", "第二巡察组"]),
        ("按照第三至第五条办理", []),
    ],
)
def test_ordinals(text: str, found: list[str]) -> None:
    assert [member.name for nouns in lists(text) for member in nouns.members] == found
