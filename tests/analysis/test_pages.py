"""The pages that compare, in a browser: cells that open their words, rows that filter and sort, two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.analysis.difference import difference
from kg.analysis.difference_page import write_difference
from kg.analysis.matrix import compare
from kg.analysis.matrix_page import write_matrix
from tests.analysis.graphs import YINGDONG, build, counties

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Look = Callable[..., "Page"]


def matrix_page() -> bytes:
    file = BytesIO()
    write_matrix(compare(counties(), "place"), file)
    return file.getvalue()


def difference_page() -> bytes:
    file = BytesIO()
    write_difference(difference(build(yingdong=YINGDONG), counties()), ("before", "after"), file)
    return file.getvalue()


@pytest.fixture
def look(browser: Browser, tmp_path: Path) -> Iterator[Look]:
    """A function that opens a page; afterwards nothing must have failed in it or been asked for."""
    pages: list[tuple[Page, list[str]]] = []

    def open_page(content: bytes, address: str = "", **options: Any) -> Page:
        (tmp_path / "page.html").write_bytes(content)
        context = browser.new_context(offline=True, **{"locale": "zh-CN", **options})
        page, faults = context.new_page(), list[str]()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(request.url))
        page.goto((tmp_path / "page.html").as_uri() + address)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]", state="attached")
        pages.append((page, faults))
        return page

    yield open_page
    for page, faults in pages:
        page.context.close()
        assert faults == []


def rows(page: Page, part: str) -> list[str]:
    return page.locator(f"#{part} tbody tr:visible th[scope=row]").all_inner_texts()


def test_a_cell_opens_its_words_and_escape_goes_back_to_it(look: Look) -> None:
    page = look(matrix_page())
    cell = page.locator('a[href="#coverage-2"]')
    cell.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "颍东区 包保"
    assert "区直单位包保21个社区" in panel.inner_text()
    assert "2022-06-20" in panel.inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#side").is_hidden()
    assert cell.evaluate("cell => cell === document.activeElement")


def test_a_link_leads_to_the_words_of_a_cell(look: Look) -> None:
    page = look(matrix_page(), "#dispatch-1")
    assert page.locator("#panel h2").inner_text() == "颍州区 选派"


def test_without_scripts_the_words_stand_below(look: Look) -> None:
    page = look(matrix_page(), java_script_enabled=False)
    assert page.locator("#coverage-2 q").inner_text() == "区直单位包保21个社区"
    assert page.locator("#query").is_hidden()


def test_rows_are_filtered_and_sorted(look: Look) -> None:
    page = look(matrix_page())
    assert [name.split("\n")[0] for name in rows(page, "structures")] == ["阜阳市", "颍州区", "颍东区", "颍泉区"]
    head = page.locator("#structures thead button").nth(6)
    head.click()
    head.click()
    assert page.locator("#structures th[aria-sort=descending]").count() == 1
    page.fill("#query", "技术员")
    assert [name.split("\n")[0] for name in rows(page, "structures")] == ["颍泉区"]


@pytest.mark.parametrize("make", [matrix_page, difference_page])
@pytest.mark.parametrize(("locale", "other"), [("zh-CN", "en"), ("en-US", "zh")])
def test_one_language_is_shown_and_the_other_a_click_away(
    look: Look, make: Callable[[], bytes], locale: str, other: str
) -> None:
    page = look(make(), locale=locale)
    assert page.locator(f"span.{other}:visible").count() == 0
    page.click("#language")
    assert page.locator(f"span.{other}:visible").count() > 5


@pytest.mark.parametrize("make", [matrix_page, difference_page])
def test_nothing_sticks_out_on_a_phone(look: Look, make: Callable[[], bytes]) -> None:
    page = look(make(), viewport={"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_light_and_dark_pass_wcag_aa(look: Look) -> None:
    contrast = (Path(__file__).parent.parent / "html" / "contrast.js").read_text(encoding="utf-8")
    for make in (matrix_page, difference_page):
        for scheme in ("light", "dark"):
            page = look(make(), color_scheme=scheme)
            texts, poor = page.evaluate(contrast)
            assert texts > 30
            assert poor == []


def test_changes_of_a_kind_can_be_hidden(look: Look) -> None:
    page = look(difference_page())
    assert rows(page, "edges")
    page.uncheck('[data-shows="came"]')
    assert rows(page, "edges") == []


def test_what_an_article_says_is_never_markup(look: Look) -> None:
    hostile = YINGDONG.replace("三色预警", "<img src=x onerror=document.title=1>").replace(
        "工作方案", "</script><b>方案"
    )
    file = BytesIO()
    write_matrix(compare(build(a=hostile), "place"), file)
    page = look(file.getvalue())
    assert page.locator("img, b:has-text('方案')").count() == 0
