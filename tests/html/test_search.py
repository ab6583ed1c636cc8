"""The search box."""

from __future__ import annotations

import pytest

from tests.html.conftest import Look
from tests.html.graphs import SECTION, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.browser


def test_search_finds_characters_pinyin_initials_and_polyphones(look: Look) -> None:
    sight = look()
    for typed, found in {
        "长丰县": SECTION,
        "组织部": SECTION,  # an alias
        "changfeng": SECTION,  # each reading of 长
        "zhangfeng": SECTION,
        "cfxwzzb": SECTION,
        "zfx": SECTION,
        "长feng县w": SECTION,  # a mixture
        "CHANG FENG": SECTION,
        "chongqing": "重庆银行",
        "zhongqingyinhang": "重庆银行",
        "chongqingyinxing": "重庆银行",
        "shawanxiang": TOWNSHIP,
        "shaw": TOWNSHIP,  # still being typed
        "gyzhfxgz": "《关于做好防汛工作的通知》",  # brackets need not be typed
    }.items():
        assert found in sight.search(typed), typed
        assert "相近" not in sight.page.locator("#results").inner_text(), typed


def test_search_is_strict_first_and_then_fuzzy(look: Look) -> None:
    sight = look()
    assert sight.search("沙湾村")[0] == VILLAGE
    assert sight.search("沙湾") == [TOWNSHIP, VILLAGE]
    assert sight.search("changfneg") == [SECTION]  # two letters exchanged
    assert sight.search("防汛小组")[0] == "防汛工作领导小组"  # characters left out
    assert sight.page.locator("#results li small").first.inner_text().startswith("相近")
    assert sight.search("没有这个") == []
    assert sight.page.locator("#results").inner_text() == "没有匹配的名称"


def test_search_is_all_keyboard_and_frames_the_node(look: Look) -> None:
    sight = look()
    sight.page.keyboard.press("/")
    sight.page.keyboard.type("shawan")
    assert sight.page.locator("#results [aria-selected=true]").inner_text().startswith(TOWNSHIP)
    sight.page.keyboard.press("ArrowDown")
    assert sight.page.locator("#results [aria-selected=true]").inner_text().startswith(VILLAGE)
    sight.page.keyboard.press("ArrowUp")
    sight.page.keyboard.press("ArrowDown")
    sight.page.keyboard.press("Enter")
    assert sight.state["selected"] == sight.id(VILLAGE)
    place = sight.ask("id => kg.onScreen(id)", sight.id(VILLAGE))
    graph = sight.page.locator("#graph").bounding_box()
    assert graph is not None
    assert abs(place["x"] - graph["x"] - graph["width"] / 2) < 60
    assert abs(place["y"] - graph["y"] - graph["height"] / 2) < 60
    assert sight.ask("kg.view().scale") >= 0.9
