"""The divisions of China: names, chains, official titles, names of before."""

from __future__ import annotations

import pytest

from kg.link.divisions import load_divisions
from kg.link.naming import place_of_code, places_in
from tests.conftest import ROOT, SHARED
from tests.link.divisions_file import lines

DIVISIONS = load_divisions()


def test_the_tables_are_whole() -> None:
    codes = [len(code) for code in DIVISIONS.names]
    assert (codes.count(2), codes.count(4), codes.count(6)) == (31, 342, 2978)
    assert sum(len(DIVISIONS.towns_of(county)) for county in DIVISIONS.towns) == 41352


@pytest.mark.shared
def test_the_file_is_what_is_made_of_its_source() -> None:
    source = SHARED / "reference" / "divisions"
    if not source.exists():
        pytest.skip("needs ../shared/reference, which is not part of the repository")
    assert "".join(lines(source)) == (ROOT / "kg" / "link" / "divisions.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "full", "parent"),
    [
        ("341203", "阜阳市颍东区", "3412"),
        ("110105", "北京市朝阳区", "11"),
        ("429004", "湖北省仙桃市", "42"),
        ("422802", "恩施州利川市", "4228"),
        ("441900121", "东莞市虎门镇", "4419"),
        ("45", "广西壮族自治区", "CN"),
    ],
)
def test_titles_and_what_is_around(code: str, full: str, parent: str) -> None:
    assert (DIVISIONS.full(code), DIVISIONS.parent(code)) == (full, parent)


def test_names_of_before_lead_to_what_is_there_today() -> None:
    assert all(code in DIVISIONS.names and 1980 < year < 2024 for code, year in DIVISIONS.former.values())
    assert not DIVISIONS.former.keys() & set(DIVISIONS.names.values())
    assert DIVISIONS.named("崇文区") == DIVISIONS.named("东城区") == ("110101",)


@pytest.mark.parametrize(
    ("text", "hints", "codes"),
    [
        ("朝阳区", (), [None]),
        ("北京市朝阳区", (), ["11", "110105"]),
        ("朝阳区", (frozenset({"2201"}),), ["220104"]),
        ("朝阳区", (frozenset({"2201", "110101"}),), [None]),
        ("新县", (), [None]),
        ("颍东区和颍上县", (), ["341203", "341226"]),
    ],
)
def test_a_name_of_several_places_needs_a_hint(text: str, hints: tuple[frozenset[str], ...], codes: list[str]) -> None:
    assert [named.code for named in places_in(text, hints)] == codes


def test_codes_as_statistics_write_them() -> None:
    given = ("341203", "340000", "341203001000", "3412", "999999", "颍东区")
    assert [place_of_code(text) for text in given] == ["341203", "34", "341203001", "3412", None, None]
