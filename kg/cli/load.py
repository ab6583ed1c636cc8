"""`kg load`: RDF files into a store folder that `kg query` opens at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def load(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE... FOLDER", help="RDF files, then the folder to make.")],
) -> None:
    """Load RDF files into a store folder; one that is there already is replaced."""
    from kg.errors import InputError
    from kg.rdf.stores import write_store

    if len(paths) < 2:
        raise InputError("expected RDF files and then the folder to make")
    count = write_store(paths[:-1], paths[-1])
    print(f"{paths[-1]}: {count} triples", file=sys.stderr)
