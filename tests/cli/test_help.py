"""The command line answers at once and says what there is."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

import pytest

import kg
from tests.conftest import Run

COMMANDS = ("build", "extract", "explain", "query", "stats", "schema")


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.timing
def test_help_names_every_command_and_answers_within_300_milliseconds() -> None:
    # It waits for nothing, so its seconds on the processor are those on the clock of a machine that does nothing else.
    best = 9.0
    for _ in range(5):
        before = processor_seconds()
        done = subprocess.run([sys.executable, "-m", "kg", "--help"], capture_output=True, text=True, check=True)
        best = min(best, processor_seconds() - before)
    assert best <= 0.3
    assert all(f" {command} " in done.stdout for command in COMMANDS)


def test_version(run: Run) -> None:
    result = run("--version")
    assert (result.code, result.out) == (0, f"kg {kg.__version__}\n")


def test_output_is_utf_8_in_any_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "schema", "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert "包保" in done.stdout.decode()


def test_no_command_shows_the_help(run: Run) -> None:
    assert "Usage: kg" in run().err + run().out
