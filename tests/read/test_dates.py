"""Dates in all the ways in which pages write them."""

from __future__ import annotations

import pytest

from kg.read.dates import find_date, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2023-07-08",
        "2023/7/8",
        "2023.7.8",
        "2023年7月8日",
        "二〇二三年七月八日",
        "二○二三年七月八日",
        "２０２３年７月８日",
        "2023年07月08日",
    ],
)
def test_one_date(text: str) -> None:
    assert parse_date(text) == "2023-07-08"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二〇二四年十二月三十一日", "2024-12-31"),
        ("二〇二四年十月二十日", "2024-10-20"),
        ("2024年十一月1日", "2024-11-01"),
    ],
)
def test_chinese_tens(text: str, date: str) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text", ["", "2023", "2023-13-01", "2023-02-30", "第47号", "二〇二三年", "0000-01-01", "昨日", "年月日"]
)
def test_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_time_may_follow() -> None:
    assert find_date("2023-07-18 08:30") == find_date("2023-07-18T08:30:00Z") == "2023-07-18"


def test_a_value_that_is_no_date_is_told_at_once() -> None:
    assert find_date("T" * 1_000_000) is None
