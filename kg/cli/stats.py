"""`kg stats`: what a saved graph holds, in figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.terminal import AsJson, print_table

_COUNTS = ("type", "类型", "number")


def stats(
    graph: Annotated[Path, typer.Argument(help="A graph.json that `kg build` wrote.")] = Path("exports/graph.json"),
    as_json: AsJson = False,
) -> None:
    """Count the documents, entities and relations of a graph."""
    from kg.tables.node_link import read_graph
    from kg.tables.summary import summarise

    summary = summarise(read_graph(graph), top=10)
    if as_json:
        import json
        from dataclasses import asdict

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
    relations = ((name, schema.relations[name].zh, number) for name, number in summary.relations.items())
    print_table(
        console, f"{sum(summary.relations.values())} relations 关系 in {summary.evidence} places", _COUNTS, relations
    )
    print_table(console, "Most relations 关系最多", ("entity", "type", "relations"), summary.central)
