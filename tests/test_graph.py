"""The NetworkX graph: built from linked articles, whatever their order, and never against its own promises."""

from __future__ import annotations

from itertools import permutations

import pytest
from msgspec.structs import replace

from kg.errors import IntegrityError
from kg.graph import build_graph
from kg.model import Article, Span
from kg.pipeline import analyse
from kg.read import read_text
from tests.html.graphs import article

TEXTS = ("县水利局派出12名技术员。", "镇党委向县委书面报告。", "由44家区直单位包保21个社区。")


def articles() -> list[Article]:
    return [analyse(read_text(text, f"a{i}")) for i, text in enumerate(TEXTS)]


def test_every_edge_shows_the_words_that_state_it() -> None:
    graph = build_graph(articles(), program="1", rules="r")
    assert graph.number_of_edges() == 3
    for _, _, edge in graph.edges(data=True):
        for piece in edge["evidence"]:
            text = graph.graph["documents"][piece["document"]]["text"]
            assert text[piece["start"] : piece["stop"]] == piece["quote"]


def test_the_order_of_articles_does_not_matter() -> None:
    graphs = [build_graph(order, program="1", rules="r") for order in permutations(articles())]
    first = graphs[0]
    for graph in graphs[1:]:
        assert list(graph.nodes(data=True)) == list(first.nodes(data=True))
        assert list(graph.edges(keys=True, data=True)) == list(first.edges(keys=True, data=True))
        assert graph.graph == first.graph


def test_counts_stand_on_the_edge() -> None:
    graph = build_graph(articles(), program="1", rules="r")
    (edge,) = [e for _, _, e in graph.edges(data=True) if e["type"] == "covers"]
    assert (edge["head_count"], edge["tail_count"]) == (44, 21)


def test_several_articles_that_say_the_same_make_one_edge_with_its_first_and_last_date() -> None:
    told = [
        article(name, [(("县水利局", "Department"), "covers", ("沙湾乡", "Community"))], date, before=name)
        for name, date in (("late", "2023-07-18"), ("early", "2021-03-02"), ("undated", None))
    ]
    graph = build_graph(told, program="1", rules="r")
    [(_, _, edge)] = graph.edges(data=True)
    assert (edge["count"], edge["first_date"], edge["last_date"]) == (3, "2021-03-02", "2023-07-18")
    undated = build_graph([told[2]], program="1", rules="r")
    assert [(d["first_date"], d["last_date"]) for *_, d in undated.edges(data=True)] == [(None, None)]


def spoiled(article: Article, **changes: object) -> Article:
    relation = article.relations[0]
    piece = replace(relation.evidence[0], **changes)
    return replace(article, relations=(replace(relation, evidence=(piece,)),))


@pytest.mark.parametrize(
    "article",
    [
        spoiled(articles()[0], quote="县林业局"),
        spoiled(articles()[0], span=Span(0, 1)),
        spoiled(articles()[0], document="doc-other"),
        replace(articles()[0], relations=(replace(articles()[0].relations[0], evidence=()),)),
        replace(articles()[0], entities=articles()[0].entities[:1]),
        replace(articles()[0], relations=(replace(articles()[0].relations[0], type="issues"),)),
    ],
    ids=["another quote", "another place", "another document", "no evidence", "no end", "a type the schema forbids"],
)
def test_a_relation_that_its_article_does_not_bear_out_is_refused(article: Article) -> None:
    with pytest.raises(IntegrityError, match=r"^a0: "):
        build_graph([article], program="1", rules="r")
