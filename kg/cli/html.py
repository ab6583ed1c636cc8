"""`kg html`: a saved graph as a page to look at, search and read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.terminal import read_saved


def html(
    graph: Annotated[Path, typer.Argument(help="A folder that `kg build` wrote, or its graph.json.")] = Path("exports"),
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write; - for standard output.")] = Path(
        "graph.html"
    ),
    title: Annotated[
        str | None, typer.Option(help="What stands at the top; by default the only article's title, or 组织关系图.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write a graph as one HTML file that works offline."""
    from kg.atomic import writing
    from kg.html import write_html

    graph_read = read_saved(graph)
    if str(output) == "-":
        write_html(graph_read, sys.stdout.buffer, title=title)
        return
    with writing(output) as file:
        write_html(graph_read, file, title=title)
    if open_:
        import webbrowser

        webbrowser.open(output.resolve().as_uri())
