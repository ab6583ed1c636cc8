"""The layouts."""

from __future__ import annotations

import pytest

from tests.html.conftest import Look
from tests.html.graphs import SECTION, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.browser


def test_levels_read_from_top_to_bottom(look: Look) -> None:
    sight = look()
    y = {
        name: sight.ask("id => kg.scene().places[id].y", sight.id(name))
        for name in ("省委", SECTION, TOWNSHIP, VILLAGE)
    }
    assert y["省委"] < y[SECTION] < y[TOWNSHIP] < y[VILLAGE]
    assert [band["label"] for band in sight.ask("kg.scene().bands")] == ["省级", "县区级", "乡镇街道", "村和社区"]
    boxes = sight.ask("kg.scene().nodes.map(n => ({...kg.scene().places[n.id], w: n.width, h: n.height}))")
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert (
                abs(one["x"] - other["x"]) >= (one["w"] + other["w"]) / 2
                or abs(one["y"] - other["y"]) >= (one["h"] + other["h"]) / 2
            )


def test_the_force_layout_is_that_of_the_build_and_nothing_jiggles(look: Look) -> None:
    sight = look(address="#layout=force")
    places = sight.ask("kg.scene().places")
    assert places == {node["id"]: {"x": node["x"], "y": node["y"]} for node in sight.ask("kg.data.nodes")}
    sight.page.wait_for_timeout(300)
    assert sight.ask("kg.scene().places") == places


def test_around_one_node_its_neighbours_are_nearest(look: Look) -> None:
    sight = look()
    sight.click_node(VILLAGE)
    sight.page.locator("[data-layout=around]").click()
    places = sight.ask("kg.scene().places")
    assert places[sight.id(VILLAGE)] == {"x": 0, "y": 0}
    reach = {ident: (place["x"] / 1.35) ** 2 + place["y"] ** 2 for ident, place in places.items()}
    first = {sight.id(name) for name in ("重庆银行", TOWNSHIP, "党员干部", "区、镇、村三级联动机制")}
    assert max(reach[ident] for ident in first) < min(reach[i] for i in reach if i not in first | {sight.id(VILLAGE)})


def test_parallel_edges_are_all_to_be_seen(look: Look) -> None:
    sight = look()
    ends = sight.id(SECTION), sight.id(TOWNSHIP)
    same = [e for e in sight.ask("kg.scene().edges") if (e["from"], e["to"]) == ends]
    assert {e["label"].split(" ")[0] for e in same} == {"包保", "指导"}
    assert len({(e["smooth"]["type"], e["smooth"]["roundness"]) for e in same if e["smooth"]}) == 2
    assert {bool(e["dashes"]) for e in same} == {True, False}  # a demand is dashed
