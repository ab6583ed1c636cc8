"""An error stands beside the sentence that shows it."""

from __future__ import annotations

from kg.evaluation.annotations import Edge, Thing
from kg.evaluation.findings import findings
from kg.evaluation.scoring import Error

TEXT = "连日大雨。县委成立防汛指挥部，县防指派出工作组；工作组进村。\n雨停。"


def sentences(*items: Thing | Edge) -> list[str | None]:
    found = findings([Error("a", "missed", item) for item in items], {"a": TEXT})
    return [None if finding.sentence is None else finding.sentence.of(TEXT) for finding in found]


def test_the_sentence_of_a_thing_is_the_first_that_names_it() -> None:
    assert sentences(Thing("TaskForce", "工作组")) == ["县委成立防汛指挥部，县防指派出工作组；"]
    assert sentences(Thing("Committee", "县防汛指挥部", ("县防指",))) == ["县委成立防汛指挥部，县防指派出工作组；"]


def test_the_sentence_of_an_edge_is_that_of_its_quote() -> None:
    assert sentences(Edge("工作组", "deployedTo", "村", "工作组进村")) == ["工作组进村。\n"]
    assert sentences(Edge("甲", "leads", "防汛指挥部", "not in the text"))[0] is not None


def test_what_is_not_in_the_text_comes_last() -> None:
    found = sentences(Thing("Person", "张三"), Thing("Committee", "县委"))
    assert found == ["县委成立防汛指挥部，县防指派出工作组；", None]
