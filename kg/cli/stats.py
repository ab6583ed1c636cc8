"""`kg stats`: what a saved graph holds, in figures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.terminal import AsJson, print_table, read_saved

_COUNTS = ("type", "类型", "number")


def stats(
    graph: Annotated[Path, typer.Argument(help="A folder that `kg build` wrote, or its graph.json.")] = Path("exports"),
    *,
    metrics: Annotated[
        bool,
        typer.Option("--metrics", help="Measure each node instead, as CSV: degree, betweenness, community, level."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Count the documents, entities and relations of a graph, or measure its nodes."""
    import json
    from dataclasses import asdict

    from kg.tables.summary import summarise

    if metrics:
        from kg.analysis.metrics import measure, write_metrics

        if as_json:
            print(json.dumps([asdict(row) for row in measure(read_saved(graph))], ensure_ascii=False, indent=1))
        else:
            write_metrics(read_saved(graph), sys.stdout.buffer)
        return
    summary = summarise(read_saved(graph), top=10)
    if as_json:
        print(json.dumps(asdict(summary), ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from kg.schema import load_schema

    schema, console = load_schema(), Console()
    print_table(
        console,
        "Documents 文章",
        ("document", "title", "date", "characters", "entities", "relations"),
        ((d.name, d.title, d.date, d.characters, d.entities, d.relations) for d in summary.documents),
    )
    entities = ((name, schema.types[name].zh, number) for name, number in summary.entities.items())
    print_table(
        console, f"{sum(summary.entities.values())} entities 实体 in {summary.mentions} mentions", _COUNTS, entities
    )
    console.print(
        f"{summary.placed} with a known place 地方已明; {summary.shared} in several articles 见于多篇; "
        f"{summary.derived} derived edges 推知的关系\n",
        highlight=False,
    )
    relations = ((name, schema.relations[name].zh, number) for name, number in summary.relations.items())
    print_table(
        console, f"{sum(summary.relations.values())} relations 关系 in {summary.evidence} places", _COUNTS, relations
    )
    print_table(console, "Most relations 关系最多", ("entity", "type", "relations"), summary.central)
