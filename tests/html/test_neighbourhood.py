"""Expanding, collapsing, hiding, pinning, paths."""

from __future__ import annotations

import pytest

from tests.html.conftest import Look
from tests.html.graphs import ORGANS, SECTION, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.browser


def test_only_this_with_depth_and_back(look: Look) -> None:
    sight = look()
    sight.click_node("重庆银行")
    sight.act("只看邻域")
    assert sight.names == {"重庆银行", VILLAGE}
    sight.page.locator("#bar [data-depth='2']").click()
    assert sight.names == {"重庆银行", VILLAGE, "区、镇、村三级联动机制", TOWNSHIP, "党员干部"}
    sight.page.locator("#bar [data-depth='3']").click()
    assert SECTION in sight.names
    sight.page.locator("#back").click()
    assert len(sight.names) == len(ORGANS)


def test_expand_collapse_hide_and_pin(look: Look) -> None:
    sight = look()
    sight.click_node(VILLAGE)
    sight.act("折叠")
    assert "重庆银行" not in sight.names  # it hangs on the village alone
    assert TOWNSHIP in sight.names
    sight.act("展开")
    assert "重庆银行" in sight.names
    sight.act("隐藏")
    assert VILLAGE not in sight.names
    sight.page.locator("#unhide").click()
    assert VILLAGE in sight.names
    sight.click_node(TOWNSHIP)
    before = sight.ask("id => kg.scene().places[id]", sight.id(TOWNSHIP))
    sight.act("固定")
    sight.page.locator("[data-layout=force]").click()
    assert sight.ask("id => kg.scene().places[id]", sight.id(TOWNSHIP)) == before
    sight.act("取消固定")
    assert sight.ask("id => kg.scene().places[id]", sight.id(TOWNSHIP)) != before


def test_a_dragged_node_stays_where_it_was_put(look: Look) -> None:
    sight = look()
    start = sight.ask("id => kg.onScreen(id)", sight.id("重庆银行"))
    sight.page.mouse.move(start["x"], start["y"])
    sight.page.mouse.down()
    sight.page.mouse.move(start["x"] + 60, start["y"] + 40, steps=5)
    sight.page.mouse.up()
    sight.page.locator(
        "[data-filter=types-Person], [data-filter=types-Post], [data-filter=types-Mechanism]"
    ).first.uncheck()
    end = sight.ask("id => kg.onScreen(id)", sight.id("重庆银行"))
    assert abs(end["x"] - start["x"] - 60) < 8
    assert abs(end["y"] - start["y"] - 40) < 8


def test_the_shortest_path_between_two_nodes(look: Look) -> None:
    sight = look()
    sight.click_node("省委")
    sight.act("最短路径")
    sight.page.fill("#query", "防汛工作领导小组")
    sight.page.keyboard.press("Enter")
    assert sight.ask("kg.picture().nodes.map(n => n.name)") == ["省委", "县委", "防汛工作领导小组"]
    assert "2 步" in sight.page.locator(".crumbs").inner_text()
    sight.page.locator("#back").click()
    sight.click_node("省委")
    sight.act("最短路径")
    sight.ask("kg.choose({relations: new Set(['leads'])})")
    sight.click_node("防汛工作领导小组")
    assert "没有路径" in sight.page.locator(".crumbs").inner_text()
