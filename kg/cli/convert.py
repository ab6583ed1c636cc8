"""`kg convert`: an RDF file in another syntax."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer


def convert(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="An RDF file: .ttl .trig .nt .nq .jsonld .rdf .owl .xml")
    ],
    form: Annotated[
        Literal["ttl", "trig", "nt", "nq", "jsonld", "rdf"], typer.Option("--format", "-f", help="The other syntax.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write; - for standard output.")] = Path(
        "-"
    ),
) -> None:
    """Write an RDF file in another syntax; nothing but the syntax changes."""
    from kg.rdf.converting import convert as rewrite

    if output == Path("-"):
        rewrite(source, sys.stdout.buffer, form)
        return
    from kg.atomic import writing

    with writing(output) as file:
        rewrite(source, file, form)
