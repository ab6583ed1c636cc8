"""`kg rules`: tools for those who extend the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.terminal import AsJson

app = typer.Typer(help="Work on the rules of the extractors.", no_args_is_help=True)


@app.callback()
def rules() -> None:
    """Work on the rules of the extractors."""


@app.command("check")
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help="A folder with rule files that extend kg's own; kg's alone where none is given."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Try every example and counterexample of the rules; exit code 1 where one does not come true."""
    from kg.evaluation.examples import failures

    found = failures(folder)
    if as_json:
        import json
        from dataclasses import asdict

        print(json.dumps([asdict(failure) for failure in found], ensure_ascii=False, indent=1))
    else:
        for failure in found:
            print(failure)
        print(f"failing: {len(found)}" if found else "all examples come true")
    if found:
        raise typer.Exit(1)
