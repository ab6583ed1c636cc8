"""What the pages are told is what stands in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.serve.library import Library
from kg.serve.records import Brief

if TYPE_CHECKING:
    import networkx as nx


def ident(graph: nx.MultiDiGraph[str], name: str) -> str:
    [found] = [i for i, node in graph.nodes(data=True) if node["name"] == name]
    return str(found)


def test_the_overview_counts_the_graph(library: Library, small_graph: nx.MultiDiGraph[str]) -> None:
    overview = library.overview()
    assert (overview.documents, overview.entities, overview.statements) == (3, 3, 3)
    assert overview.evidence == sum(edge["count"] for *_, edge in small_graph.edges(data=True)) == 4
    assert overview.relations == {"covers": 1, "dispatches": 1, "deployedTo": 1}


def test_an_entity_has_its_statements_with_their_quotes(library: Library, small_graph: nx.MultiDiGraph[str]) -> None:
    department = ident(small_graph, "县委组织部")
    entity = library.entity(department)
    assert entity is not None
    assert {(r.type, r.direction, r.count) for r in entity.relations} == {
        ("covers", "out", 1),
        ("dispatches", "out", 1),
    }
    page = library.statements_of(department, type="covers")
    assert page.total == 1
    assert {e.quote for e in page.items[0].evidence} == {"县委组织部包保|沙湾乡", "县委组织部须包保沙湾乡"}
    assert page.items[0].tail.name == "沙湾乡"
    assert library.statements_of(department, direction="in").items == ()
    assert library.statements_of(department, offset=1, limit=1).total == 2


def test_what_an_article_states_is_told_in_its_own_words_only(
    library: Library, small_graph: nx.MultiDiGraph[str]
) -> None:
    [second] = [i for i, d in small_graph.graph["documents"].items() if d["name"] == "second"]
    [statement] = library.statements_in(second)
    assert [e.quote for e in statement.evidence] == ["县委组织部须包保沙湾乡"]
    document = library.document(second)
    assert document is not None
    for mention in library.mentions_in(second):
        assert document.text[mention.start : mention.stop] == mention.entity.name


def test_the_first_statements_of_each_relation_are_those_of_its_pages(
    library: Library, small_graph: nx.MultiDiGraph[str]
) -> None:
    department = ident(small_graph, "县委组织部")
    first = library.first_statements(department, limit=12)
    assert set(first) == {("covers", "out"), ("dispatches", "out")}
    for (relation, direction), statements in first.items():
        page = library.statements_of(department, type=relation, direction=direction)
        assert statements == page.items
    assert library.first_statements(department, limit=0) == {}


def test_years_are_those_in_which_something_was_stated_first(
    library: Library, small_graph: nx.MultiDiGraph[str]
) -> None:
    # What the article of 2023 states; the other articles have no date.
    assert library.years(ident(small_graph, "县委组织部")) == [("2023", 2)]
    assert library.years("ent-0") == []


def test_neighbours_come_with_how_many_there_are(library: Library, small_graph: nx.MultiDiGraph[str]) -> None:
    near = library.neighbours(ident(small_graph, "沙湾乡"))
    assert {brief.name for brief in near.items} == {"县委组织部", "党员干部"}
    less = library.neighbours(ident(small_graph, "沙湾乡"), limit=1)
    assert (len(less.items), less.total) == (1, 2)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("县委组织部", "县委组织部"),
        ("组织", "县委组织部"),
        ("沙", "沙湾乡"),
        ("shawan", "沙湾乡"),
        ("swx", "沙湾乡"),
        ("沙wan", "沙湾乡"),
        ("xianweizuzhi", "县委组织部"),
        ("dangyunganbu", "党员干部"),
        ("shawanx", "沙湾乡"),
        ("沙乡", "沙湾乡"),
        ("ＺＺＢ", "县委组织部"),
    ],
)
def test_a_name_is_found_by_any_part_of_it_and_by_pinyin(library: Library, typed: str, found: str) -> None:
    hits = library.search(typed)
    assert hits[0].name == found
    assert isinstance(hits[0].found, Brief)


@pytest.mark.parametrize("typed", ["", "  ", '"', "' OR 1=1", 'a" OR "b', "NEAR(", "*", "characters:", "^", "(" * 500])
def test_no_search_breaks(library: Library, typed: str) -> None:
    assert [hit for hit in library.search(typed) if hit.name == "县委组织部"] == []


def test_what_is_not_there_is_none(library: Library) -> None:
    for nothing in (library.entity("ent-0"), library.document("doc-0"), library.statement("")):
        assert nothing is None
    assert library.statements_of("ent-0").total == library.neighbours("x").total == 0


def test_articles_come_newest_first_and_by_year(library: Library) -> None:
    assert library.documents().items[0].name == "first"
    assert [d.name for d in library.documents(year="2023").items] == ["first"]
    assert [(c.year, c.documents) for c in library.coverage_by_year()] == [("2023", 1), (None, 2)]
    assert [(c.place, c.documents) for c in library.coverage_by_place()] == [(None, 3)]
