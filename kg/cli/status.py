"""`kg status`: what a project folder holds."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.terminal import AsJson, print_table
from kg.errors import InputError


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
        facts, counts, failures = store.facts(), store.counts(), store.failures()
        sources = sorted(store.inputs().values())
    if as_json:
        import json

        listed = [{"input": where, "reason": reason} for where, reason in failures]
        print(json.dumps({**facts, **counts, "sources": sources, "failures": listed}, ensure_ascii=False))
        return
    from rich.console import Console

    console = Console()
    rows = [*counts.items(), *((name.replace("time", "last build"), value) for name, value in facts.items())]
    print_table(console, str(path), ("", ""), [(name, str(value)) for name, value in rows])
    if failures:
        print_table(console, "not read", ("why",), [(reason,) for _, reason in failures])
