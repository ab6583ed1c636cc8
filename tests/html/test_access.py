"""Tables, keyboard, screen readers, contrast."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.html.conftest import Look
from tests.html.graphs import ORGANS, SECTION, TOWNSHIP

pytestmark = pytest.mark.browser

CONTRAST = Path(__file__).with_name("contrast.js").read_text()


def test_the_tables_hold_the_same_and_can_be_sorted_and_filtered(look: Look) -> None:
    sight = look()
    sight.page.locator("[data-view=nodes]").click()
    rows = sight.page.locator("#table tbody tr")
    assert rows.count() == len(ORGANS)
    sight.page.locator("#sort-incoming").click()
    assert sight.page.locator("#table tbody th").first.inner_text() == TOWNSHIP
    assert sight.page.locator("th[aria-sort=descending]").inner_text().startswith("收到")
    sight.page.locator("#sort-level").click()
    assert sight.page.locator("#table tbody th").first.inner_text() == "省委"
    sight.page.locator("[data-view=edges]").click()
    assert rows.count() == sight.graph.number_of_edges()
    sight.page.keyboard.press("Tab")
    sight.page.locator("#table-query").press_sequentially("印发")
    assert rows.count() == 1
    assert f"{SECTION}【issues】《关于做好防汛工作的通知》。" in rows.first.inner_text()
    rows.first.locator(".quote").click()
    assert sight.page.locator("#article .sentence").count() > 0


def test_the_graph_can_be_walked_with_the_keyboard_alone(look: Look) -> None:
    sight = look()
    sight.page.locator("#graph").focus()
    sight.page.keyboard.press("ArrowDown")
    seen = {sight.state["selected"]}
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowUp", "ArrowDown"):
        sight.page.keyboard.press(key)
        seen.add(sight.state["selected"])
    assert len(seen - {""}) >= 3
    assert "已选" in sight.page.locator("#announcer").inner_text()
    sight.page.keyboard.press("o")
    assert sight.state["only"] == sight.state["selected"]
    sight.page.keyboard.press("Enter")
    assert sight.ask("document.activeElement.closest('#panel') !== null")
    sight.page.keyboard.press("Escape")
    assert sight.state["selected"] == ""
    scale = sight.ask("kg.view().scale")
    sight.page.locator("#graph").focus()
    sight.page.keyboard.press("+")
    assert sight.ask("kg.view().scale") > scale


def test_what_is_pressed_keeps_the_focus(look: Look) -> None:
    sight = look()
    focus = "document.activeElement.textContent || document.activeElement.dataset.filter"
    for press, then in {
        "[data-layout=force]": "力导向",
        "[data-filter=types-Group]": "types-Group",
        "[data-filter=types-all]": "全选",
        "#language": "中文",
    }.items():
        sight.page.locator(press).focus()
        sight.page.keyboard.press("Space")
        assert sight.ask(focus) == then
    sight.page.locator("#language").click()
    sight.ask("id => kg.choose({selected: id})", sight.id(TOWNSHIP))
    sight.page.locator(".actions button", has_text="固定").press("Enter")
    assert sight.ask(focus) == "取消固定"
    sight.page.locator("#panel .node-link", has_text=SECTION).first.press("Enter")
    assert sight.ask(focus) == SECTION  # the heading of what was opened
    sight.page.locator("#panel .close").press("Enter")
    assert sight.ask("document.activeElement.id") == "graph"


@pytest.mark.parametrize("view", ["graph", "nodes", "edges"])
def test_whatever_can_be_used_has_a_name(look: Look, view: str) -> None:
    sight = look(address=f"#view={view}")
    sight.ask("id => kg.choose({selected: id})", sight.id(TOWNSHIP))
    sight.page.locator("#panel .quote").first.click()
    unnamed = sight.ask(
        """() => [...document.querySelectorAll("button, input, summary, [role=option], [role=link], [tabindex='0']")]
        .filter(e => e.offsetParent)
        .filter(e => !(e.ariaLabel || e.title || e.textContent.trim() || e.labels?.[0]?.textContent.trim()))
        .map(e => e.outerHTML)"""
    )
    assert unnamed == []
    assert sight.ask("[...document.querySelectorAll('h1')].length") == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_legible_by_wcag_aa(look: Look, theme: str) -> None:
    sight = look(color_scheme=theme)
    sight.ask("id => kg.choose({selected: id})", sight.edge(SECTION, "guides", TOWNSHIP))
    sight.page.locator("#panel .quote").first.click()
    sight.page.fill("#query", "sha")
    texts, poor = sight.ask(CONTRAST)
    assert texts > 80
    assert poor == []
