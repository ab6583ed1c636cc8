"""Several articles, a phone, paper."""

from __future__ import annotations

import pytest

from kg.graph import build_graph
from tests.html.conftest import Look
from tests.html.graphs import ORGANS, SECTION, TOWNSHIP, VILLAGE, article

pytestmark = pytest.mark.browser


def test_the_timeline_says_what_each_article_adds(look: Look) -> None:
    sight = look()
    bars = sight.page.locator("#timeline .bar")
    assert [bar.get_attribute("aria-label") for bar in bars.all()] == [
        "2021-07-18 first号文章：新增 7 个节点、8 条关系",
        "2022-03-02 second号文章：新增 2 个节点、4 条关系",
        "third号文章：新增 1 个节点、1 条关系",
    ]
    bars.nth(2).click()
    assert sight.names == {"重庆银行", VILLAGE}
    assert sight.page.locator("#article h2").inner_text() == "third号文章"
    bars.nth(2).click()
    assert len(sight.names) == len(ORGANS)


def test_one_article_has_no_timeline(look: Look) -> None:
    sight = look(
        build_graph([article("one", [(ORGANS["section"], "guides", ORGANS["village"])])], program="0", rules="0")
    )
    assert sight.page.locator("#timeline").is_hidden()


def test_the_banner_says_what_this_is(look: Look) -> None:
    banner = look().page.locator("#banner").inner_text()
    for part in ("组织关系图", "3 篇文章", "10 个节点", "13 条关系", "规则 abc123", "kg 0.0.0"):
        assert part in banner


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_works_on_a_phone(look: Look, theme: str) -> None:
    sight = look(size=(390, 844), has_touch=True, color_scheme=theme)
    assert sight.ask("document.documentElement.scrollWidth") <= 390
    sight.page.locator("#filters-button").click()
    sight.page.locator("[data-filter=types-Document]").uncheck()
    sight.page.locator(".drawer-close").click()
    assert "《关于做好防汛工作的通知》" not in sight.names
    place = sight.ask("id => kg.onScreen(id)", sight.id(TOWNSHIP))
    sight.page.touchscreen.tap(place["x"], place["y"])
    sight.page.locator("#panel h2", has_text=TOWNSHIP).wait_for()
    side = sight.page.locator("#side").bounding_box()
    assert side is not None
    place = sight.ask("id => kg.onScreen(id)", sight.id(TOWNSHIP))
    assert 100 < place["y"] < side["y"]  # the node is seen above the sheet
    sight.page.locator("#panel .quote").first.tap()
    assert sight.page.locator("#article .sentence").first.is_visible()


def test_paper_has_the_graph_and_every_relation_with_its_words(look: Look) -> None:
    sight = look(color_scheme="dark")
    sight.page.emulate_media(media="print")
    sight.ask("dispatchEvent(new Event('beforeprint'))")
    printed = sight.page.locator("#printed")
    assert printed.locator("tbody tr").count() == sight.graph.number_of_edges()
    assert f"{SECTION}【covers】{TOWNSHIP}。" in printed.inner_text()
    assert sight.page.locator("#filters").is_hidden()
    assert sight.page.locator("#graph canvas").is_visible()
    assert sight.page.locator("html").get_attribute("data-theme") == "light"
    assert len(sight.page.pdf()) > 10_000
    sight.ask("dispatchEvent(new Event('afterprint'))")
    assert sight.page.locator("html").get_attribute("data-theme") == "dark"
