"""The explorer and the query page in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline import export
from tests.html.conftest import PICTURES
from tests.html.graphs import made_up
from tests.serve.browsing import served
from tests.serve.conftest import Reading, Workbench

pytestmark = pytest.mark.browser


def test_questions_run_and_their_results_are_seen(reading: Reading, workbench: Workbench) -> None:
    reader = reading()
    page = reader.open("/query?question=about", ready=True)
    page.fill("#parameters [name=name]", "沙湾乡")
    page.locator("#fill").click()
    page.locator(".dataTable tbody tr", has_text="沙湾乡").first.wait_for()
    assert "毫秒" in page.locator("#took").inner_text()
    with page.expect_download() as saved:
        page.locator("#csv").click()
    assert "沙湾乡" in Path(saved.value.path()).read_text(encoding="utf-8")
    address = page.url
    assert "#query=PREFIX" in address
    # The editor: terms are completed, Tab leaves it.
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * { ?a kg:cov")
    page.locator(".CodeMirror-hint", has_text="kg:covers").first.wait_for()
    assert "包保" in page.locator(".CodeMirror-hints").inner_text()
    page.keyboard.press("Escape")
    reader.ask(
        "id => document.querySelector('.CodeMirror').CodeMirror.setValue(`DESCRIBE <https://w3id.org/orgkg/id/${id}>`)",
        workbench.ids["沙湾乡"],
    )
    page.locator("#run").click()
    reader.until("document.getElementById('took').textContent.includes('三元组')")
    page.locator(".select_graph").click()
    page.locator(".result-graph canvas").wait_for()
    page.goto("about:blank")
    page.goto(address)
    page.locator(".dataTable tbody tr").first.wait_for()
    reader.ask("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT nonsense')")
    page.locator("#run").click()
    page.locator(".errorResult").wait_for()
    reader.faults[:] = [fault for fault in reader.faults if "400" not in fault]


def test_the_explorer_of_a_small_graph_is_the_page(reading: Reading, workbench: Workbench) -> None:
    reader = reading()
    page = reader.open(f"/explore#selected={workbench.ids['沙湾乡']}", ready=True)
    assert reader.ask("kg.picture().mode") == "all"
    assert page.locator("#panel h2").inner_text() == "沙湾乡"
    page.locator("#panel .quote").first.click()
    page.locator("#article .sentence").first.wait_for()
    assert page.locator("#panel .page-link").get_attribute("href") == f"/entity/{workbench.ids['沙湾乡']}"
    page.locator("[data-layout=force]").click()
    page.locator("[data-view=edges]").click()
    assert page.locator("#table tbody tr").count() > 5


def test_a_large_graph_comes_neighbourhood_by_neighbourhood(reading: Reading, tmp_path: Path) -> None:
    graph = made_up(1210)
    export(graph, tmp_path / "exports")
    last = list(graph)[-1]
    with served(tmp_path / "exports") as address:
        reader = reading(address)
        page = reader.open("/explore", ready=True)
        assert reader.ask("kg.picture().mode") == "overview"
        counted = "kg.scene().nodes.reduce((sum, n) => sum + Number(n.lines.at(-1).replace(',', '')), 0)"
        assert reader.ask(counted) == 1210
        assert reader.ask("kg.passed().nodes.length") == 0
        first = reader.ask("kg.scene().nodes[0].id")
        place = reader.ask("id => kg.onScreen(id)", first)
        page.mouse.click(place["x"], place["y"])
        reader.until("kg.picture().mode === 'group'")
        assert 0 < reader.ask("kg.picture().nodes.length") <= 300
        page.fill("#query", graph.nodes[last]["name"])
        page.locator("#results [role=option]").first.wait_for()
        page.keyboard.press("Enter")
        page.locator("#panel h2", has_text=graph.nodes[last]["name"]).wait_for()
        reader.until(f"kg.picture().nodes.some(n => n.id === '{last}')")
        near = {last, *graph.predecessors(last), *graph.successors(last)}
        assert {node["id"] for node in reader.ask("kg.picture().nodes.map(({id}) => ({id}))")} == near
        page.locator("#bar [data-depth='2']").click()
        reader.until(f"kg.picture().nodes.length > {len(near)}")
        page.locator("#panel .quote").first.click()
        page.locator("#article .sentence").first.wait_for()
        page.reload()
        page.locator("#article .sentence").first.wait_for()
        assert page.locator("#panel h2").inner_text() == graph.nodes[last]["name"]
        page.locator("#back").click()
        assert reader.ask("kg.picture().mode") == "overview"
        reader.open("/explore#selected=ent-nonsense&only=ent-nonsense&reading=doc-0,1,2", ready=True)
        reader.faults[:] = [fault for fault in reader.faults if "404" not in fault]
        assert reader.ask("kg.picture().mode") == "overview"
        reader.close(PICTURES.parent / "workbench" / "large.png")
