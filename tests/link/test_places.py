"""The article's own place."""

from __future__ import annotations

import pytest

from kg.link.places import OwnPlaces, divisions, own_places
from kg.model import Document


def document(publisher: str | None = None, title: str | None = None) -> Document:
    return Document("doc-0", "hand", "", (), publisher=publisher, title=title)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("颍东区委组织部", [("颍东", "区")]),
        ("阜阳市颍东区河东街道", [("阜阳", "市"), ("颍东", "区"), ("河东", "街道")]),
        ("共青团信河县委", [("信河", "县")]),
        ("十四届清岭县委", [("清岭", "县")]),
        ("吉林市人民政府", [("吉林", "市")]),
        ("恩施土家族苗族自治州人民政府", [("恩施土家族苗族", "自治州")]),
        ("开发区管委会", []),
        ("驻村工作队", []),
        ("城市社区", []),
        ("全市安全生产委员会", []),
        ("粮食市场", []),
        ("副市长", []),
    ],
)
def test_divisions_at_the_beginning_of_a_name(name: str, found: list[tuple[str, str]]) -> None:
    assert divisions(name) == found


def test_the_publisher_decides_then_the_title_then_what_is_the_only_one() -> None:
    names = ["石堰县委", "永绥县委", "沙湾乡党委"]
    assert own_places(document("永绥县委办公室"), names).stems == {"县": "永绥", "乡": "沙湾"}
    assert own_places(document(None, "石堰县夜访日记"), names).stems == {"县": "石堰", "乡": "沙湾"}
    assert own_places(document(), names).stems == {"乡": "沙湾"}
    assert own_places(document("怀川市文明办"), []).stems == {"市": "怀川"}


def test_what_publisher_or_title_name_is_declared() -> None:
    assert own_places(document("柳荫街道党建办"), ["柳荫街道"]).declared == {"街道"}
    assert own_places(document(None, "浔安市安全生产月"), ["浔安市委"]).declared == {"市"}
    assert own_places(document("浔安日报"), ["浔安市安委会", "南桥市委"]) == OwnPlaces({"市": "浔安"})
    assert own_places(document(), ["沙湾乡党委"]).declared == frozenset()


def test_only_the_own_place_falls_away() -> None:
    places = OwnPlaces({"县": "永绥"})
    names = ("永绥县公安局", "石堰县公安局", "永绥县", "县公安局")
    assert [places.without(name) for name in names] == ["县公安局", "石堰县公安局", "永绥县", "县公安局"]
    assert (places.full("县"), places.full("市")) == ("永绥县", None)
