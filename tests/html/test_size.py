"""How soon the page stands, and what it draws of large graphs."""

from __future__ import annotations

import pytest

from tests.html.conftest import Look
from tests.html.graphs import made_up

pytestmark = pytest.mark.browser


READY = "performance.getEntriesByName('first-view').length"
FRAMES = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const { x, y } = kg.view();
  const times = [];
  await frame();
  for (let step = 0; step < 15; step += 1) {
    const start = performance.now();
    kg.moveTo({ x: x + step * 5, y });
    await frame();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[7];
}"""


@pytest.mark.timing
@pytest.mark.parametrize(("nodes", "seconds"), [(100, 1.0), (1000, 1.5), (5000, 3.0)])
def test_the_first_view_stands_in_time_and_answers_at_once(look: Look, nodes: int, seconds: float) -> None:
    # Measured alone on two cores: 0.2, 0.4 and 0.6 s, and 20 to 50 ms a frame. The best of three, for other work may
    # run beside.
    graph = made_up(nodes)
    taken = []
    for _ in range(3):
        sight = look(graph)
        sight.page.wait_for_function(READY)
        taken.append((sight.ask("performance.getEntriesByName('first-view')[0].startTime"), sight.ask(FRAMES)))
        sight.page.close()
    assert min(first for first, _ in taken) < seconds * 1000
    assert min(frame for _, frame in taken) < 100


@pytest.mark.timing
def test_of_fifty_thousand_nodes_each_can_still_be_reached(look: Look) -> None:
    sight = look(made_up(50_000))
    sight.page.wait_for_function(READY)
    assert sight.ask("performance.getEntriesByName('first-view')[0].startTime") < 4000
    last = sight.ask("kg.data.nodes.at(-1).name")
    assert sight.search(last)[0] == last
    sight.page.keyboard.press("Enter")
    assert sight.page.locator("#panel h2").inner_text() == last
    assert last in sight.names
    sight.page.locator("[data-view=nodes]").click()
    assert "50,000 行" in sight.page.locator(".table-bar").inner_text()


def test_too_many_nodes_open_as_an_overview_that_leads_to_each(look: Look) -> None:
    sight = look(made_up(3000))
    assert sight.ask("kg.picture().mode") == "overview"
    assert 20 < len(sight.ask("kg.scene().nodes")) <= 160
    assert sight.ask("kg.scene().nodes.reduce((sum, n) => sum + Number(n.lines.at(-1).replace(',', '')), 0)") == 3000
    first = sight.ask("kg.scene().nodes[0].id")
    place = sight.ask("id => kg.onScreen(id)", first)
    sight.page.mouse.click(place["x"], place["y"])
    assert sight.ask("kg.picture().mode") == "group"
    assert 0 < len(sight.names) <= 1200
    sight.page.locator("#back").click()
    assert sight.ask("kg.picture().mode") == "overview"
    sight.page.locator("[data-layout=levels]").click()
    assert {n["id"].split(".")[0] for n in sight.ask("kg.scene().nodes")} == {"level"}
    last = sight.ask("kg.data.nodes.at(-1).name")
    assert sight.search(last)[0] == last
    sight.page.keyboard.press("Enter")
    assert last in sight.names  # its neighbourhood is shown
    assert sight.page.locator("#panel h2").inner_text() == last
    sight.page.locator("[data-view=nodes]").click()
    assert "3,000 行" in sight.page.locator(".table-bar").inner_text()
    sight.page.locator("#page-on").click()
    assert "第 2 / 30 页" in sight.page.locator(".table-bar").inner_text()
