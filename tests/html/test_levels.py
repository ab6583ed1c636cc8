from __future__ import annotations

import pytest

from kg.html.levels import assign_levels, level_of, load_levels
from tests.html.graphs import flood

LEVELS = load_levels()


@pytest.mark.parametrize(("place", "name"), [(i, n) for i, level in enumerate(LEVELS) for n in level.examples])
def test_a_name_belongs_to_the_level_whose_example_it_is(place: int, name: str) -> None:
    assert LEVELS[level_of(name, LEVELS)].id == LEVELS[place].id


@pytest.mark.parametrize(("place", "name"), [(i, n) for i, level in enumerate(LEVELS) for n in level.counterexamples])
def test_a_level_does_not_find_its_counterexamples(place: int, name: str) -> None:
    assert not LEVELS[place].pattern.search(name)


def test_what_has_no_level_in_its_name_stands_with_those_who_act_on_it() -> None:
    graph = flood()
    levels = assign_levels(graph)
    of = {data["name"]: LEVELS[levels[node]].id for node, data in graph.nodes.items()}
    assert of["长丰县委组织部"] == "county"
    assert of["《关于做好防汛工作的通知》"] == "county"  # issued by the county's department
    assert of["区、镇、村三级联动机制"] == "township"  # established by the township, whatever its name says
    assert of["省委"] == "province"
