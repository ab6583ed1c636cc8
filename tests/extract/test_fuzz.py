"""A short, seeded part of the fuzzing of the extractors; `tests/extract/fuzz.py` says how to run the long one."""

from __future__ import annotations

from tests.extract.fuzz import attempt, made


def test_no_text_breaks_the_extractors() -> None:
    assert sum(attempt(made(seed)) for seed in range(150)) > 100
