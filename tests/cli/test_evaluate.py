"""`kg eval`: the figures, the errors and the page, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

GOLD = ROOT / "tests" / "gold"


def test_the_figures_of_a_folder(run: Run) -> None:
    result = run("eval", GOLD, "--per-article")
    assert result.code == 0
    assert result.out.startswith("6 articles")
    for word in ("entities", "relation leads", "entity Post", "counts: ", "modalities: ", "syn-47"):
        assert word in result.out


def test_json_and_every_error_beside_its_sentence(run: Run) -> None:
    data = json.loads(run("eval", GOLD, "--json", "--errors").out)
    errors = data["errors"]
    missed = sum(1 for _, kind, *_ in errors if kind == "missed entity")
    assert missed == data["entities"]["gold"] - data["entities"]["hit"]
    spurious = sum(1 for _, kind, *_ in errors if kind == "spurious relation")
    assert spurious == data["relations"]["predicted"] - data["relations"]["hit"]
    texts = {path.stem: path.read_text(encoding="utf-8") for path in GOLD.glob("*.txt")}
    assert all(sentence in texts[doc] for doc, _, _, sentence in errors)


def test_one_annotation_and_its_text_by_another_name(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "article.txt"
    other.write_bytes((GOLD / "syn-01.txt").read_bytes())
    page = tmp_path / "errors.html"
    alone = json.loads(run("eval", GOLD / "syn-01.json", "--json").out)
    assert json.loads(run("eval", GOLD / "syn-01.json", other, "--json", "--html", page).out) == alone
    assert "<mark" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file or folder"),
        ("{", "not the JSON of the annotation guideline"),
        ('{"doc": "a"}', "not in the format of the annotation guideline"),
        ('{"doc": "a", "entities": [], "relations": []}', "a.txt"),
    ],
)
def test_bad_gold_is_one_line_and_exit_code_2(run: Run, tmp_path: Path, content: str | None, message: str) -> None:
    gold = tmp_path / "gold.json"
    if content is not None:
        gold.write_text(content, encoding="utf-8")
    result = run("eval", gold)
    assert result.code == 2
    assert message in result.err
    assert result.err.count("\n") == 1
