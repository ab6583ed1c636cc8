"""The figures are those of the annotators' own scorer, to the last digit."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation.annotations import Annotation, annotation_of_json, fold, read_annotations
from kg.evaluation.scoring import Score, Tally, score
from kg.pipeline import read_off
from kg.read import read_file
from kg.tables.guideline import guideline_json
from tests.conftest import ROOT, SHARED
from tests.evaluation.spoiled import spoiled

GOLD = ROOT / "tests" / "gold"
SCORER = SHARED / "gold" / "score.py"


def plain(result: Score) -> dict[str, Any]:
    """Return a score in the form in which score.py gives it."""
    data: dict[str, Any] = {"articles": len(result.articles)}
    for name, t in result.tallies.items():
        shares = {"precision": round(t.precision, 4), "recall": round(t.recall, 4), "f1": round(t.f1, 4)}
        data[name] = shares | {"hit": t.hit, "predicted": t.predicted, "gold": t.gold}
    data["counts"] = {"right": result.counts.right, "of": result.counts.of}
    data["modalities"] = {"right": result.modalities.right, "of": result.modalities.of}
    data["per_article"] = {d: {k: round(t.f1, 4) for k, t in own.items()} for d, own in result.articles.items()}
    data["errors"] = sorted([e.doc, *str(e).split("\t")] for e in result.errors)
    return data


def articles(folder: Path) -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def annotated(data: dict[str, dict[str, Any]]) -> dict[str, Annotation]:
    return {doc: annotation_of_json(article) for doc, article in data.items()}


def test_the_figures_of_spoiled_articles_are_those_that_the_scorer_gave() -> None:
    gold = articles(GOLD)
    assert len(gold) == 6
    wrong = {doc: spoiled(article) for doc, article in gold.items() if doc != "syn-47"}
    expected = json.loads((Path(__file__).parent / "scored.json").read_text(encoding="utf-8"))
    assert plain(score(annotated(gold), annotated(wrong))) == expected


@pytest.mark.shared
@pytest.mark.skipif(not SCORER.exists(), reason="needs ../shared/gold, which is not part of the repository")
def test_the_figures_of_the_extractors_are_those_of_the_scorer_itself() -> None:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = scorer.load(SHARED / "gold" / "dev")
    assert len(gold) == 82
    predicted = {doc: guideline_json(read_off(read_file(SHARED / "gold" / "dev" / f"{doc}.txt"))) for doc in gold}
    expected = scorer.score(gold, predicted)
    expected["errors"] = sorted(map(list, expected["errors"]))
    assert plain(score(annotated(gold), annotated(predicted))) == expected


def test_gold_against_itself_is_perfect_and_against_nothing_is_nothing() -> None:
    gold = read_annotations(GOLD)
    perfect = score(gold, gold)
    assert {t.f1 for t in perfect.tallies.values()} == {1.0}
    assert perfect.errors == []
    nothing = score(gold, {})
    assert (nothing.tallies["entities"].precision, nothing.tallies["relations"].f1) == (0.0, 0.0)
    assert len(nothing.errors) == nothing.tallies["entities"].gold + nothing.tallies["relations"].gold


def test_two_nodes_for_one_thing_cost_a_false_positive() -> None:
    gold = annotation_of_json(
        {"doc": "a", "relations": [], "entities": [{"type": "Committee", "name": "领导小组", "aliases": ["小组"]}]}
    )
    twice = annotation_of_json(
        {
            "doc": "a",
            "relations": [],
            "entities": [{"type": "Committee", "name": "小组"}, {"type": "Committee", "name": "领导小组"}],
        }
    )
    result = score({"a": gold}, {"a": twice})
    assert result.tallies["entities"] == Tally(1, 2, 1)
    assert [str(error) for error in result.errors] == ["spurious entity\tCommittee 领导小组"]


def test_names_are_compared_without_width_and_quotation_marks() -> None:
    assert fold("“四个一” 机制（试行）") == fold("四个一机制(试行)")
    assert fold("〔2022〕5号") == fold("[2022]5号") != fold("2022 5号")
