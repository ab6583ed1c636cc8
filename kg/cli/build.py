"""`kg build`: articles in, every export out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.reading import Reading, takes_articles
from kg.cli.terminal import RulesFolder, Segmenter, progress


@takes_articles
def build(
    inputs: Annotated[list[Path], typer.Argument(help="Articles, folders or archives; - for standard input.")],
    *,
    reading: Reading,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the exports.")] = Path("exports"),
    rules: RulesFolder = None,
    segmenter: Segmenter = "rjieba",
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Build the graph of some articles and write it as Turtle, HTML, GraphML, JSON, CSV and a report.

    The folder gets graph.ttl, graph.html, graph.graphml, graph.json, entities.csv, relations.csv and report.md, all of
    them or, where anything goes wrong, none.
    """
    documents = reading.all_documents(inputs, rules)

    from kg import pipeline
    from kg.rules import load_rules
    from kg.tables.summary import summarise

    graph = pipeline.build(progress(documents, "extracting"), load_rules(rules), segmenter)
    pipeline.export(graph, output)
    for document in summarise(graph).documents:
        if not document.entities:
            print(f"kg: {document.name}: no entity found", file=sys.stderr)
    if sys.stderr.isatty():
        sizes = f"{graph.number_of_nodes()} entities, {graph.number_of_edges()} relations"
        print(f"{output}: {len(documents)} documents, {sizes}", file=sys.stderr)
    if open_:
        import webbrowser

        webbrowser.open((output / "graph.html").resolve().as_uri())
