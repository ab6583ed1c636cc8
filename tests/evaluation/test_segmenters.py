"""The fast segmenter and the one that it is a port of lead to the same graphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluation.annotations import annotation_of, read_annotations
from kg.evaluation.scoring import score
from kg.language.words import Segmenter, SegmenterName
from kg.pipeline import read_off
from kg.read import read_file
from kg.rules import load_rules
from tests.conftest import ROOT, SHARED

GOLD = ROOT / "tests" / "gold"
DEV = SHARED / "gold" / "dev"


def figures(folder: Path, segmenter: SegmenterName) -> tuple[float, float]:
    gold = read_annotations(folder)
    documents = {doc: read_file(folder / f"{doc}.txt") for doc in gold}
    found = {doc: annotation_of(read_off(d, segmenter=segmenter), doc) for doc, d in documents.items()}
    tallies = score(gold, found).tallies
    return tallies["entities"].f1, tallies["relations"].f1


@pytest.mark.parametrize(
    "folder",
    [
        GOLD,
        pytest.param(
            DEV,
            marks=[
                pytest.mark.shared,
                pytest.mark.skipif(
                    not DEV.exists(), reason="needs ../shared/gold, which is not part of the repository"
                ),
            ],
        ),
    ],
    ids=["copied", "dev"],
)
def test_the_figures_differ_by_less_than_a_point(folder: Path) -> None:
    assert figures(folder, "jieba") == pytest.approx(figures(folder, "rjieba"), abs=0.01)


def test_words_and_parts_of_speech_agree() -> None:
    words = load_rules().vocabulary
    fast, reference = Segmenter("rjieba", words), Segmenter("jieba", words)
    lines = [line for path in GOLD.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [(fast.tag(line), reference.tag(line)) for line in lines]
    differing = sum(len(set(ours) ^ set(theirs)) for ours, theirs in pairs)
    assert differing <= 0.01 * sum(len(ours) for ours, _ in pairs)
