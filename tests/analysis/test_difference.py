"""What came, went and changed: between two builds, and between two years of one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.analysis.difference import Difference, difference
from kg.analysis.parts import part, part_of_dates
from kg.errors import InputError
from kg.graph import build_graph
from kg.tables.node_link import write_node_link
from tests.analysis.graphs import YINGDONG, YINGQUAN, build, counties
from tests.conftest import Run
from tests.html.graphs import article

if TYPE_CHECKING:
    import networkx as nx


def edges(found: Difference, state: str) -> list[tuple[str, str, str]]:
    return [(e.head, e.type, e.tail) for e in found.edges if e.state == state]


def test_a_graph_does_not_differ_from_itself() -> None:
    assert not difference(counties(), counties())


def test_an_article_more_brings_its_nodes_and_edges_and_leaves_the_others() -> None:
    found = difference(build(yingdong=YINGDONG), build(yingdong=YINGDONG, yingquan=YINGQUAN))
    assert [(a.state, a.name) for a in found.articles] == [("came", "yingquan")]
    assert {n.state for n in found.nodes} == {"came"}
    assert "阜阳市颍泉区水利局" in {n.name for n in found.nodes}
    assert ("阜阳市颍泉区水利局", "dispatches", "技术员") in edges(found, "came")
    back = difference(build(yingdong=YINGDONG, yingquan=YINGQUAN), build(yingdong=YINGDONG))
    assert edges(back, "went") == edges(found, "came")
    assert back.counts()["edges"] == {"came": 0, "went": 3, "changed": 0}


def test_an_edited_article_changes_what_it_says_anew_and_nothing_else() -> None:
    edited = YINGDONG.replace("由44家", "由45家").replace("建立“三色预警”", "要建立“三色预警”")
    found = difference(build(yingdong=YINGDONG), build(yingdong=edited))
    [changed] = found.articles
    assert (changed.state, changed.changes[0].attribute) == ("changed", "text")
    # The mechanism belongs to no place: its id depends on the article, and still it is the same mechanism.
    assert found.nodes == ()
    assert edges(found, "came") == edges(found, "went") == []
    told = {(e.type, c.attribute): (c.before, c.after) for e in found.edges for c in e.changes}
    assert told == {("covers", "head_count"): (44, 45), ("establishes", "modality"): ("asserted", "required")}
    [mechanism] = [e for e in found.edges if e.type == "establishes"]
    assert [q.text for q in mechanism.went] == ["区防汛抗旱指挥部建立“三色预警”机制"]
    assert [q.modality for q in mechanism.came] == ["required"]


def test_a_second_article_that_says_the_same_changes_the_last_date() -> None:
    fact = (("县水利局", "Department"), "covers", ("沙湾乡", "Community"))
    first, second = (
        article(name, [fact], date, before=name) for name, date in (("a", "2021-01-01"), ("b", "2023-01-01"))
    )
    before = build_graph([first], program="0", rules="r")
    found = difference(before, build_graph([first, second], program="0", rules="r"))
    [edge] = found.edges
    assert [(c.attribute, c.before, c.after) for c in edge.changes] == [("last_date", "2021-01-01", "2023-01-01")]
    assert ([q.date for q in edge.came], edge.went) == (["2023-01-01"], ())
    assert {(n.name, c.attribute, c.before, c.after) for n in found.nodes for c in n.changes} == {
        ("县水利局", "articles", "", "b"),
        ("沙湾乡", "articles", "", "b"),
    }


def test_things_of_one_name_in_different_articles_are_not_taken_for_each_other() -> None:
    one = build(a="工作专班包保3个小区。")
    other = build(b="工作专班包保5个小区。")
    found = difference(one, other)
    assert {n.state for n in found.nodes} == {"came", "went"}
    assert len(edges(found, "came")) == len(edges(found, "went")) == 1


def test_a_year_of_a_graph_is_the_graph_of_its_articles() -> None:
    whole, alone = counties(), build(yingquan=YINGQUAN)
    year = part_of_dates(whole, "2023-06")
    assert set(year) == set(alone)
    assert list(year.graph["documents"]) == list(alone.graph["documents"])
    assert {k: d for *_, k, d in year.edges(keys=True, data=True)} == {
        k: d for *_, k, d in alone.edges(keys=True, data=True)
    }
    with pytest.raises(InputError, match="'1999'; there are 2022, 2023"):
        part_of_dates(whole, "1999")


def test_a_part_says_only_what_its_articles_say() -> None:
    fact = (("县水利局", "Department"), "covers", ("沙湾乡", "Community"))
    padding = (("县委", "Committee"), "guides", ("沙湾乡", "Community"))
    # The fifth fact of an article is a demand.
    demanded = article("demanded", [padding] * 4 + [fact], "2021-01-01")
    stated = article("stated", [fact], "2022-01-01", before="今年：")
    graph = build_graph([demanded, stated], program="0", rules="r")
    [whole] = [d for *_, d in graph.edges(data=True) if d["type"] == "covers"]
    [early] = [d for *_, d in part(graph, {demanded.document.id}).edges(data=True) if d["type"] == "covers"]
    assert (whole["modality"], whole["count"], whole["last_date"]) == ("asserted", 2, "2022-01-01")
    assert (early["modality"], early["count"], early["last_date"]) == ("required", 1, "2021-01-01")


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Path]:
    def save(name: str, graph: nx.MultiDiGraph[str]) -> Path:
        (tmp_path / name).mkdir()
        with (tmp_path / name / "graph.json").open("wb") as file:
            write_node_link(graph, file)
        return tmp_path / name

    return save("before", build(yingdong=YINGDONG)), save("after", counties())


def test_the_command_takes_folders_and_files_and_tells_by_its_exit_code(
    run: Run, saved: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    before, after = saved
    assert run("diff", before, before / "graph.json").code == 0
    result = run("diff", before, after)
    assert result.code == 1
    assert "阜阳市颍泉区水利局 —dispatches 选派→ 技术员" in result.out
    found = json.loads(run("diff", before, after, "--json").out)
    assert found["counts"]["articles"] == {"came": 2, "went": 0, "changed": 0}
    years = json.loads(run("diff", after, "--dates", "2022", "2023", "--json").out)
    assert years["counts"]["articles"] == {"came": 2, "went": 1, "changed": 0}


@pytest.mark.parametrize("arguments", [[], ["after", "--dates", "2022", "2023"]])
def test_two_sides_are_needed(run: Run, saved: tuple[Path, Path], arguments: list[str]) -> None:
    result = run("diff", saved[0], *(saved[1] if a == "after" else a for a in arguments))
    assert (result.code, result.err) == (2, "kg: expected two graphs, or one and --dates DATE DATE\n")


def test_the_page_shows_each_change_with_its_words(run: Run, saved: tuple[Path, Path], tmp_path: Path) -> None:
    pages = []
    for name in ("one.html", "two.html"):
        assert run("diff", *saved, "--html", tmp_path / name).code == 1
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
    text = pages[0].decode()
    assert text.count('data-state="came"') == sum(
        n["came"] for n in json.loads(run("diff", *saved, "--json").out)["counts"].values()
    )
    assert ">区水利局派出12名技术员</q>" in text
    assert "://" not in text
