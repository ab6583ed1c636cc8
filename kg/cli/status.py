"""`kg status`: what a project folder holds."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.terminal import AsJson, print_table
from kg.errors import InputError

_NAMES = {
    "documents": "documents in them",
    "texts": "different texts",
    "articles": "articles analysed",
    "corrections": "corrections, if any",
    "corrections_read": "corrections read",
    "entities": "entities in the graph",
    "relations": "relations in the graph",
    "max_graph": "most for graph.html",
    "rules_folder": "folder of own rules",
    "time": "last build",
}


def status(
    folder: Annotated[Path, typer.Argument(help="The folder of the exports.")] = Path("exports"),
    as_json: AsJson = False,
) -> None:
    """Show what is in a project folder: its inputs, what was found, and what could not be read in the last build."""
    from kg.corpus.store import FILE, Store

    path = folder / FILE
    if not path.is_file():
        raise InputError(f"{path}: there is no such file; kg build makes it")
    with closing(Store(path)) as store:
        facts, counts, given = store.facts(), store.counts(), store.given()
        sources = sorted(store.inputs().values())
    if as_json:
        import json

        listed = [{"input": where, "reason": reason} for where, reason in given.failures]
        lists = {"sources": sources, "failures": listed, "barren": given.barren}
        print(json.dumps({**facts, **counts, **lists}, ensure_ascii=False))
        return
    from rich.console import Console

    console = Console()
    rows = [(_NAMES.get(name, name), str(value)) for name, value in {**counts, **facts}.items() if value != ""]
    print_table(console, str(path), ("", ""), rows)
    if given.failures:
        print_table(console, "not read", ("why",), [(reason,) for _, reason in given.failures])
    if given.barren:
        print_table(console, "no article in it", ("input",), [(source,) for source in given.barren])
