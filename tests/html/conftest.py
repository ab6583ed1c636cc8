"""The page of a graph, opened in a real browser with no network at all."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.html import write_html
from tests.conftest import ROOT
from tests.html.graphs import flood

if TYPE_CHECKING:
    import networkx as nx
    from playwright.sync_api import Browser, Page

PICTURES = Path(os.environ.get("KG_ARTEFACTS", ROOT / "artefacts")) / "page"


class Sight:
    """A page opened from the file system, and what a reader does with it."""

    def __init__(self, page: Page, graph: nx.MultiDiGraph[str]) -> None:
        self.page = page
        self.graph = graph
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def id(self, name: str) -> str:
        """The id of the node of this name."""
        return next(str(ident) for ident, data in self.graph.nodes.items() if data["name"] == name)

    def edge(self, head: str, relation: str, tail: str) -> str:
        """The id of the edge of this type between the nodes of these names."""
        ends = self.id(head), self.id(tail)
        return next(
            str(k) for h, t, k, d in self.graph.edges(keys=True, data=True) if (h, t, d["type"]) == (*ends, relation)
        )

    def ask(self, script: str, argument: object = None) -> Any:
        return self.page.evaluate(script, argument)

    @property
    def state(self) -> dict[str, Any]:
        return dict(self.ask("() => ({...kg.state(), hidden: [...kg.state().hidden], types: [...kg.state().types]})"))

    @property
    def names(self) -> set[str]:
        """The names of the nodes that are drawn."""
        return set(self.ask("() => kg.picture().nodes.map(node => node.name)"))

    @property
    def drawn_edges(self) -> int:
        return int(self.ask("() => kg.scene().edges.length"))

    @property
    def panel(self) -> str:
        return self.page.locator("#panel").inner_text()

    def click_node(self, name: str, **options: Any) -> None:
        """Click the box of a node on the canvas."""
        place = self.ask("id => kg.onScreen(id)", self.id(name))
        self.page.mouse.click(place["x"], place["y"], **options)

    def search(self, text: str) -> list[str]:
        """Type into the search box; return the names found."""
        self.page.fill("#query", text)
        return self.page.locator("#results [role=option] .result-name bdi:first-child").all_inner_texts()

    def act(self, text: str) -> None:
        """Press a button of the panel."""
        self.page.locator(".actions button", has_text=text).first.click()


Look = Callable[..., Sight]


@pytest.fixture
def look(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Look]:
    """A function that opens the page of a graph; afterwards nothing must have failed in it or left the machine."""
    sights: list[Sight] = []
    pages: dict[int, bytes] = {}

    def open_page(
        graph: nx.MultiDiGraph[str] | None = None,
        address: str = "",
        size: tuple[int, int] = (1400, 900),
        **options: Any,
    ) -> Sight:
        graph = flood() if graph is None else graph
        path = tmp_path / f"page-{len(sights)}.html"
        if id(graph) not in pages:
            pages[id(graph)] = html_of(graph)
        path.write_bytes(pages[id(graph)])
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, reduced_motion="reduce", **options
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        sight = Sight(page, graph)
        sights.append(sight)
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready]", state="attached")
        return sight

    yield open_page
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, sight in enumerate(sights):
        if not sight.page.is_closed():
            sight.page.screenshot(path=PICTURES / f"{request.node.name}-{number}.png".replace("/", "-"))
        sight.page.context.close()
    for sight in sights:
        assert sight.faults == []
        assert all(url.startswith(("file:", "blob:", "data:")) for url in sight.asked), sight.asked


def html_of(graph: nx.MultiDiGraph[str], title: str | None = None) -> bytes:
    """The page of a graph."""
    file = io.BytesIO()
    write_html(graph, file, title=title)
    return file.getvalue()
