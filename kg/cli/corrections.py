"""`kg corrections`: what people said about the graph of a project folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Work with what people said is right, wrong or missing.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="The folder of the exports.")]


@app.callback()
def corrections() -> None:
    """Work with what people said is right, wrong or missing in the graph of a folder."""


@app.command("apply")
def apply(folder: Folder = Path("exports")) -> None:
    """Write the exports anew with the corrections as they are now, without reading the inputs."""
    from kg.corpus.corrected import rebuild

    said = rebuild(folder)
    print(f"{folder}: {len(said.active())} corrections hold", file=sys.stderr)
