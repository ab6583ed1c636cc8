"""`kg build --engine spark`: the same build by a cluster."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kg.cli.reading import Reading
from kg.cli.telling import counted, misfits
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.language.words import SegmenterName


def build_on_cluster(
    inputs: Sequence[str],
    output: str,
    reading: Reading,
    *,
    rules: Path | None,
    segmenter: SegmenterName,
    corrections: str | None,
    master: str | None,
    conf: Sequence[str],
    quiet: bool,
    as_json: bool,
) -> None:
    """Build the graph of some inputs on Spark, and say what was done.

    Args:
        inputs, output: paths on any file system that Spark reads.
        reading: how to read.
        rules, segmenter: how to analyse.
        corrections: a file of what people corrected; None for the one beside the inputs.
        master, conf: of Spark; the settings as KEY=VALUE.
        quiet: show no progress and no summary.
        as_json: print a summary as JSON.
    """
    from kg.corpus.analysis import Recipe
    from kg.corpus.cluster.engine import Job, build
    from kg.corpus.cluster.session import session

    settings = dict(setting.partition("=")[::2] for setting in conf)
    for key, value in settings.items():
        if not value:
            raise InputError(f"--conf {key}: expected KEY=VALUE")
    started = time.monotonic()

    def tell(what: str) -> None:
        if not quiet:
            print(f"kg: {what} ({time.monotonic() - started:.0f} s)", file=sys.stderr)

    job = Job(tuple(inputs), output, reading.columns, reading.limits, Recipe(rules, segmenter), corrections)
    tell("starting Spark")
    with session(master, settings) as spark:
        built = build(spark, job, tell)
    for _, reason in built.failures:
        print(f"kg: {reason}", file=sys.stderr)
    for wrong in misfits(built.corrections):
        print(f"kg: {wrong}", file=sys.stderr)
    facts = {"documents": built.documents, "entities": built.entities, "relations": built.relations}
    if as_json:
        failures = [{"input": where, "reason": reason} for where, reason in built.failures]
        corrected = counted(built.corrections)
        print(
            json.dumps({**facts, "corrections": corrected, "failures": failures, "output": output}, ensure_ascii=False)
        )
    tell(f"{output}: {', '.join(f'{number} {what}' for what, number in facts.items())}")
    if built.failures:
        raise typer.Exit(1)
