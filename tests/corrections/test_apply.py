"""What people say is done to the article, in order, on top of whatever the rules find."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kg.corrections.apply import RULE, apply
from kg.corrections.file import Corrections
from kg.corrections.records import Correction
from kg.corrections.view import View, view_of
from kg.graph import build_graph
from kg.model import Article
from tests.corrections.conftest import TEXT, Say, edges, end, named, names, shown, stated


def after(article: Article, *records: Correction) -> View:
    """Return the article as people see it after corrections that all had an effect."""
    corrected = apply(article, records)
    assert corrected.idle == {}
    build_graph([corrected.article], program="0", rules="0")  # refuses what is not borne out by the text
    return view_of(corrected.article)


def test_the_article_by_itself(view: View) -> None:
    assert edges(view) == {
        "县委组织部 —issues→ 《关于做好防汛工作的通知》",
        "县委组织部 —dispatches→ 党员干部",
        "党员干部 —deployedTo→ 沙湾乡",
        "县级领导 —covers→ 乡镇",
        "县水利局 —guides→ 沙湾乡",
    }


def test_nothing_said_changes_nothing(article: Article) -> None:
    assert apply(article, []).article is article


def test_right_keeps_its_rule_and_is_marked(article: Article, view: View, say: Say) -> None:
    right = shown(after(article, say("right", statement=stated(view, "covers"))), "covers")
    assert right == shown(view, "covers").__class__(
        shown(view, "covers").statement,
        shown(view, "covers").rule,
        {"verdict": "confirmed", "by": "李四", "at": "2026-01-31T08:30:00.000Z"},
    )


def test_wrong_is_gone_and_with_it_what_is_only_an_end(article: Article, view: View, say: Say) -> None:
    now = after(article, say("wrong", statement=stated(view, "covers")))
    assert edges(view) - edges(now) == {"县级领导 —covers→ 乡镇"}
    assert names(view) - names(now) == {"乡镇"}


def test_edited_counts_modality_and_ends(article: Article, view: View, say: Say) -> None:
    old = stated(view, "covers")
    new = {**old, "head_count": 31, "modality": "required", "tail": end(view, "沙湾乡")}
    got = shown(after(article, say("edit", statement=old, instead=new)), "covers")
    assert (str(got.statement), got.statement.head_count, got.statement.tail_count) == (
        "县级领导 —covers→ 沙湾乡",
        31,
        14,
    )
    assert (got.statement.modality, got.rule) == ("required", RULE)


def test_a_later_line_overrides_an_earlier_one(article: Article, view: View, say: Say) -> None:
    covers = stated(view, "covers")
    wrong, right = say("wrong", statement=covers), say("right", statement=covers)
    assert "县级领导 —covers→ 乡镇" in edges(after(article, wrong, right))
    assert "县级领导 —covers→ 乡镇" not in edges(after(article, right, wrong))


def test_what_is_retracted_does_not_count_and_neither_does_a_retracted_retraction(view: View, say: Say) -> None:
    wrong = say("wrong", statement=stated(view, "covers"))
    first = say("retract", retracts=wrong.id)
    second = say("retract", retracts=first.id)
    assert Corrections(None, (wrong, first)).active() == ()
    assert Corrections(None, (wrong, first, second)).active() == (wrong,)


def test_added_from_the_selected_text_with_a_new_end(article: Article, say: Say) -> None:
    start = TEXT.index("奔赴沙湾乡。由32名县级领导")
    quote = "沙湾乡。由32名县级领导"
    at = article.document.text.index(quote)
    got = after(
        article,
        say(
            "add",
            statement={
                "type": "covers",
                "head": {"start": at + 8, "stop": at + 12, "type": "Post", "name": "县级领导"},
                "tail": {"start": at, "stop": at + 3, "type": "Community", "name": "沙湾乡"},
                "start": at,
                "stop": at + len(quote),
                "quote": quote,
            },
        ),
    )
    assert start > 0
    [added] = [s for s in got.statements if str(s.statement) == "县级领导 —covers→ 沙湾乡"]
    assert (added.statement.quote, added.rule) == (quote, RULE)
    assert added.review is not None
    assert added.review["verdict"] == "added"


def test_a_confirmed_statement_stays_when_the_rules_no_longer_find_it(article: Article, view: View, say: Say) -> None:
    forgetful = replace(article, relations=tuple(r for r in article.relations if r.type != "covers"))
    got = shown(after(forgetful, say("right", statement=stated(view, "covers"))), "covers")
    assert (got.statement, got.rule) == (shown(view, "covers").statement, RULE)


def test_wrong_holds_when_the_rules_quote_more_and_name_more(article: Article, view: View, say: Say) -> None:
    """The same statement under rules that find 各乡镇 with a longer quote."""
    relations = []
    for relation in article.relations:
        evidence = relation.evidence[0]
        if relation.type == "covers":
            span = replace(evidence.span, start=evidence.span.start - 1)
            evidence = replace(evidence, span=span, quote=span.of(article.document.text), rule="other")
        relations.append(replace(relation, evidence=(evidence,)))
    entities = tuple(replace(e, name="各乡镇") if e.name == "乡镇" else e for e in article.entities)
    now = after(
        replace(article, entities=entities, relations=tuple(relations)), say("wrong", statement=stated(view, "covers"))
    )
    assert [s for s in now.statements if s.statement.type == "covers"] == []


def test_what_is_wrong_and_not_found_any_more_is_idle(article: Article, view: View, say: Say) -> None:
    wrong = say("wrong", statement=stated(view, "covers"))
    assert apply(article, [wrong, say("wrong", statement=stated(view, "covers"))]).idle.keys() != {wrong.id}
    forgetful = replace(article, relations=tuple(r for r in article.relations if r.type != "covers"))
    corrected = apply(forgetful, [wrong])
    assert corrected.idle == {wrong.id: "nothing states 县级领导 —covers→ 乡镇 there any more"}


def test_an_entity_of_another_type_and_name_keeps_its_relations(article: Article, view: View, say: Say) -> None:
    now = after(article, say("entity-edit", entity=end(view, "沙湾乡"), type="Place", name="沙湾"))
    thing = named(now, "沙湾")
    assert (thing.type, thing.aliases) == ("Place", ("沙湾乡",))
    assert thing.review is not None
    assert "县水利局 —guides→ 沙湾" in edges(now)


def test_a_type_that_the_schema_forbids_there_takes_the_statement_away_and_says_so(
    article: Article, view: View, say: Say
) -> None:
    record = say("entity-edit", entity=end(view, "党员干部"), type="Document", name="党员干部")
    corrected = apply(article, [record])
    assert corrected.fallen == (
        "县委组织部 —dispatches→ 党员干部: the schema allows no dispatches from Department → Document",
        "党员干部 —deployedTo→ 沙湾乡: the schema allows no deployedTo from Document → Community",
    )


def test_no_entity_takes_its_statements_with_it(article: Article, view: View, say: Say) -> None:
    now = after(article, say("entity-wrong", entity=end(view, "沙湾乡")))
    assert edges(view) - edges(now) == {"党员干部 —deployedTo→ 沙湾乡", "县水利局 —guides→ 沙湾乡"}


def test_an_entity_without_a_statement(article: Article, say: Say) -> None:
    at = article.document.text.index("防汛")
    entity = {"start": at, "stop": at + 2, "type": "Mechanism", "name": "防汛"}
    thing = named(after(article, say("entity-add", entity=entity, aliases=["防汛工作"])), "防汛")
    assert (thing.aliases, thing.mentions) == (("防汛工作",), ((at, at + 2),))


def test_merged_is_one_under_the_first_name(article: Article, view: View, say: Say) -> None:
    now = after(article, say("merge", entities=[end(view, "县委组织部"), end(view, "县水利局")]))
    assert named(now, "县委组织部").aliases == ("县水利局",)
    assert "县委组织部 —guides→ 沙湾乡" in edges(now)
    assert len(now.entities) == len(view.entities) - 1


def test_split_takes_the_statements_of_its_mentions_along(article: Article, view: View, say: Say) -> None:
    second = named(view, "沙湾乡").mentions[1]
    record = say("split", entity=end(view, "沙湾乡"), mentions=[second], type="Community", name="沙湾乡（西）")
    assert edges(after(article, record)) - edges(view) == {"县水利局 —guides→ 沙湾乡（西）"}


def test_merging_again_what_was_split(article: Article, view: View, say: Say) -> None:
    second = named(view, "沙湾乡").mentions[1]
    split = say("split", entity=end(view, "沙湾乡"), mentions=[second], type="Community", name="沙湾乡（西）")
    west = end(view, "沙湾乡", name="沙湾乡（西）", start=second[0], stop=second[1])
    assert edges(after(article, split, say("merge", entities=[end(view, "沙湾乡"), west]))) == edges(view)


@pytest.mark.parametrize("quote", ["县级领导包保14个村镇", "县级领导包保15个乡镇"])
def test_a_quote_that_is_not_the_text_is_not_taken(article: Article, view: View, say: Say, quote: str) -> None:
    record = say("right", statement=stated(view, "covers", quote=quote))
    assert list(apply(article, [record]).idle.values()) == [
        f"statement: the quote is not the text at {stated(view, 'covers')['start']}–{stated(view, 'covers')['stop']}"
    ]


def test_reviews_stand_in_the_graph(article: Article, view: View, say: Say) -> None:
    records = [
        say("right", statement=stated(view, "covers")),
        say("entity-edit", entity=end(view, "县水利局"), type="Department", name="泗源县水利局"),
    ]
    graph = build_graph([apply(article, records).article], program="0", rules="0")
    [edge] = [e for *_, e in graph.edges(data=True) if e["type"] == "covers"]
    review = {"verdict": "confirmed", "by": "李四", "at": "2026-01-31T08:30:00.000Z"}
    assert edge["review"] == edge["evidence"][0]["review"] == review
    [node] = [n for _, n in graph.nodes(data=True) if "review" in n]
    assert (node["name"], node["review"]["verdict"]) == ("泗源县水利局", "edited")
