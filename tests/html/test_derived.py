"""What names and places tell is drawn apart from what articles state, and only where the reader asks for it."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.html.derived import derived_lines
from kg.pipeline import build
from kg.read import read_text
from tests.html.conftest import Look

GRAPH = build(
    [read_text("阜阳市委组织部督导颍东区委组织部。颍东区委组织部督导插花镇。插花镇党委支援颍东区。", "placed")]
)


def test_a_node_stands_for_the_place_that_it_is() -> None:
    places = {"34": {"parent": "CN"}, "3412": {"parent": "34"}, "341203": {"parent": "3412"}, "CN": {"parent": None}}
    kinds = ("higherInLine", "a", "b"), ("ofPlace", "a", "341203"), ("ofPlace", "b", "3412"), ("denotes", "p", "34")
    more = ("denotes", "d", "341203"), ("within", "341203", "3412"), ("within", "3412", "34"), ("within", "34", "CN")
    edges = [{"type": kind, "head": head, "tail": tail} for kind, head, tail in (*kinds, *more)]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(places=places, derived=edges)
    assert derived_lines(graph) == [["a", "b", "higherInLine"], ["a", "d", "ofPlace"], ["d", "p", "within"]]


@pytest.mark.browser
def test_the_filter_turns_them_on_and_off(look: Look) -> None:
    sight = look(GRAPH)
    box = sight.page.locator("[data-filter=derived]")
    stated = sight.drawn_edges
    assert (box.is_checked(), sight.ask("kg.scene().derived.length")) == (False, 0)
    box.check()
    assert (sight.ask("kg.scene().derived.length"), sight.drawn_edges) == (2, stated)
    assert "derived=on" in sight.page.url
    box.uncheck()
    assert sight.ask("kg.scene().derived.length") == 0


@pytest.mark.browser
def test_a_page_without_any_has_no_such_filter(look: Look) -> None:
    assert look().page.locator("[data-filter=derived]").count() == 0
