"""The workbench in a real browser: each page, light and dark, on a phone, by keyboard, in both languages, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import build_graph
from kg.pipeline import export
from tests.conftest import article
from tests.html.conftest import PICTURES
from tests.serve.browsing import served
from tests.serve.conftest import Reading, Workbench
from tests.serve.test_pages import HOSTILE

pytestmark = pytest.mark.browser

CONTRAST = (Path(__file__).parents[1] / "html" / "contrast.js").read_text(encoding="utf-8")
PAGES = [
    "/",
    "/entities",
    "/articles",
    "/search?q=xwzzb",
    "/query",
    "/corrections",
    "/compare",
    "ENTITY",
    "ARTICLE",
    "/explore",
]


def addresses(workbench: Workbench) -> list[str]:
    own = {"ENTITY": f"/entity/{workbench.ids['沙湾乡']}", "ARTICLE": f"/article/{workbench.ids['flood']}"}
    return [own.get(page, page) for page in PAGES]


@pytest.mark.parametrize(
    ("theme", "locale", "size"),
    [
        ("light", "zh-CN", (1280, 860)),
        ("dark", "en-US", (1280, 860)),
        ("light", "en-US", (390, 844)),
        ("dark", "zh-CN", (390, 844)),
    ],
)
def test_each_page_fits_its_window_and_is_legible(
    reading: Reading, workbench: Workbench, theme: str, locale: str, size: tuple[int, int]
) -> None:
    reader = reading(color_scheme=theme, locale=locale, size=size)
    for address in addresses(workbench):
        page = reader.open(address, ready=address in {"/explore", "/query"})
        assert reader.ask("document.documentElement.scrollWidth") <= size[0], address
        assert page.locator("html").get_attribute("lang") == ("en" if locale == "en-US" else "zh-Hans")
        assert page.locator("h1").count() == 1
        texts, poor = reader.ask(CONTRAST)
        assert texts > 8, address
        assert poor == [], address
        unnamed = reader.ask(
            """() => [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0']")]
            .filter(e => e.offsetParent && !e.closest(".CodeMirror"))
            .filter(e => !(e.ariaLabel || e.title || e.textContent.trim() || e.labels?.[0]?.textContent.trim()
              || e.getAttribute("aria-labelledby")))
            .map(e => e.outerHTML.slice(0, 200))"""
        )
        assert unnamed == [], address


def test_a_keyboard_reaches_everything_and_is_caught_nowhere(reading: Reading, workbench: Workbench) -> None:
    reader = reading(size=(1280, 2400))
    for address in addresses(workbench):
        page = reader.open(address, ready=address in {"/explore", "/query"})
        page.keyboard.press("Tab")
        assert reader.ask("document.activeElement.className") == "skip", address
        page.keyboard.press("Enter")
        if address == "/explore":
            assert reader.ask("document.activeElement.id") == "graph"
            continue  # its own keys are tested with graph.html
        assert reader.ask("location.hash") == "#content"
        page.evaluate("history.replaceState(null, '', location.pathname + location.search)")
        page.reload()
        wanted = reader.ask(
            "[...document.querySelectorAll('a[href], button, input, select, summary, textarea')]"
            ".filter(e => e.offsetParent && !e.disabled && e.tabIndex >= 0).length"
        )
        seen = 0
        for _ in range(min(wanted + 3, 45)):
            page.keyboard.press("Tab")
            at = reader.ask(
                "() => { const e = document.activeElement, s = getComputedStyle(e);"
                " return [e === document.body, e.matches('.CodeMirror textarea') || s.outlineStyle !== 'none']; }"
            )
            if at[0]:
                break
            seen += 1
            assert at[1], (address, reader.ask("document.activeElement.outerHTML.slice(0, 200)"))
        assert seen >= min(wanted, 40) * 0.8, (address, seen, wanted)


def test_the_search_box_answers_while_one_types(reading: Reading) -> None:
    page = reading().open("/")
    page.keyboard.press("/")
    page.keyboard.type("swx")
    page.locator("#results [role=option]").first.wait_for()
    assert "沙湾乡" in page.locator("#results [role=option] .result-name").all_inner_texts()
    while "沙湾乡" not in page.locator("#results [aria-selected=true] .result-name").all_inner_texts():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/ent-*")
    assert page.locator("h1").inner_text() == "沙湾乡"
    page.fill("#query", "防汛")
    page.locator("#results [role=option]").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert "《关于做好防汛工作的通知》" in page.locator(".hits").inner_text()


def test_language_and_theme_are_remembered(reading: Reading) -> None:
    page = reading().open("/articles")
    page.locator(".looks a").click()
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(page.url.split("?")[0])
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("h1").inner_text().startswith("Articles")


def test_hostile_names_are_text_in_a_browser_too(reading: Reading, tmp_path: Path) -> None:
    text = f"{HOSTILE}领导沙湾乡。🀄𠮷野家领导沙湾乡。"
    types = {HOSTILE: "Department", "沙湾乡": "Community", "𠮷野家": "Organization"}
    facts = [("leads", head, "沙湾乡", f"{head}领导沙湾乡", None, None, "asserted") for head in (HOSTILE, "𠮷野家")]
    graph = build_graph([article("x", text, types, facts, title=HOSTILE)], program="0", rules="0")  # type: ignore[arg-type]
    export(graph, tmp_path / "exports")
    with served(tmp_path / "exports") as address:
        known = Workbench(address, tmp_path / "exports").ids
        reader = reading(address)
        page = reader.open(f"/article/{known['x']}", ready=True)
        assert page.locator("h1 bdi").text_content() == HOSTILE
        page.locator(".statements > li [data-to-text]").last.click()
        assert "".join(page.locator("#text .quoted").all_text_contents()) == "𠮷野家领导沙湾乡"
        page.fill("#query", "alert")
        page.locator("#results [role=option]").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/entity/**")
        assert page.locator("h1 bdi").text_content() == HOSTILE
        reader.open(f"/explore#selected={known['𠮷野家']}", ready=True)
        page.locator("#panel .quote").first.click()
        page.locator("#article .sentence").first.wait_for()
        assert "".join(page.locator("#article .sentence").all_text_contents()) == "𠮷野家领导沙湾乡。"[:-1]
        assert page.locator("img").count() == 0
        reader.close(PICTURES.parent / "workbench" / "hostile.png")


def test_paper_has_the_words_and_nothing_to_press(reading: Reading, workbench: Workbench) -> None:
    reader = reading(color_scheme="dark")
    page = reader.open(f"/article/{workbench.ids['flood']}", ready=True)
    page.emulate_media(media="print")
    assert page.locator("#masthead").is_hidden()
    assert page.locator(".judge").first.is_hidden()
    assert page.locator(".for-print q").first.is_visible()
    assert reader.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf()) > 10_000
