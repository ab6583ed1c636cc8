"""The panel of a node and of an edge."""

from __future__ import annotations

import pytest

from tests.html.conftest import Look
from tests.html.graphs import SECTION, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.browser


def test_a_click_on_a_node_shows_all_that_it_does_and_that_is_done_to_it(look: Look) -> None:
    sight = look()
    sight.click_node(TOWNSHIP)
    panel = sight.panel
    assert TOWNSHIP in panel
    assert "基层单元" in panel
    for relation in ("受包保于", "受督导于", "成立", "协同"):
        assert relation in panel
    quotes = sight.page.locator("#panel q").all_inner_texts()
    edges = [d for h, t, d in sight.graph.edges(data=True) if sight.id(TOWNSHIP) in {h, t}]
    assert sorted(quotes) == sorted(edge["evidence"][0]["quote"] for edge in edges)
    sight.page.locator("#panel .node-link", has_text="防汛工作领导小组").click()
    assert sight.page.locator("#panel h2").inner_text() == "防汛工作领导小组"


def test_aliases_counts_and_articles_are_in_the_panel(look: Look) -> None:
    sight = look()
    sight.click_node(SECTION)
    assert "组织部" in sight.page.locator("#panel .aliases").inner_text()
    assert "文中提及 5 次，见于 2 篇文章" in sight.panel
    assert sight.page.locator("#panel .article-link").all_inner_texts() == ["first号文章", "second号文章"]


def test_a_click_on_an_edge_shows_all_its_evidence(look: Look) -> None:
    sight = look()
    edge = sight.edge(SECTION, "covers", TOWNSHIP)
    middle = sight.ask("([a, b]) => [kg.onScreen(a), kg.onScreen(b)]", [sight.id(VILLAGE), sight.id("重庆银行")])
    sight.page.mouse.click(*((middle[0][axis] + middle[1][axis]) / 2 for axis in ("x", "y")))
    assert sight.state["selected"] == sight.edge("重庆银行", "funds", VILLAGE)
    sight.page.keyboard.press("Escape")
    sight.ask("id => kg.choose({selected: id})", edge)
    assert "2 处依据" in sight.panel
    assert sight.page.locator("#panel q").all_inner_texts() == [f"{SECTION}【covers】{TOWNSHIP}。"] * 2
    assert {"first号文章 2021-07-18", "second号文章 2022-03-02"} == set(
        sight.page.locator("#panel cite").all_inner_texts()
    )
    assert "规则 test.covers" in sight.panel
