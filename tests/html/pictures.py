"""The pictures of the documentation, taken of real pages: `python -m tests.html.pictures` from the root of a clone.

The chart and the quote are of `exports/graph.json`; the overview is of a saved graph that is given as an argument.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from kg.tables.node_link import read_graph
from tests.conftest import CHROMIUM, FLAGS, ROOT
from tests.html.conftest import html_of

if TYPE_CHECKING:
    import networkx as nx
    from playwright.sync_api import Browser

IMAGES = ROOT / "docs" / "images"


def main() -> None:
    seed = read_graph(ROOT / "exports" / "graph.json")
    covers = next(
        k for _, _, k, data in seed.edges(keys=True, data=True) if data["type"] == "covers" and data["head_count"] == 44
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        picture(browser, seed, "chart")
        picture(browser, seed, "quote", f"#selected={covers}", clicks="#panel li:last-child .quote")
        for path in sys.argv[1:]:
            picture(browser, read_graph(Path(path)), "overview", theme="dark")
        browser.close()


def picture(
    browser: Browser,
    graph: nx.MultiDiGraph[str],
    name: str,
    address: str = "",
    *,
    clicks: str = "",
    theme: str = "light",
) -> None:
    """Take one picture of a page."""
    context = browser.new_context(
        viewport={"width": 1400, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(html_of(graph))
        page = context.new_page()
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready]", state="attached")
        if clicks:
            page.locator(clicks).first.click()
            page.mouse.move(1390, 890)
        page.wait_for_timeout(500)
        page.screenshot(path=IMAGES / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
