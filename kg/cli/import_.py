"""`kg import`: what people annotated in another tool, as corrections."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.corrections import Format

if TYPE_CHECKING:
    from kg.corrections.records import Correction
    from kg.corrections.view import View


def import_(
    path: Annotated[Path, typer.Argument(help="What the tool gave: brat's folder, or a file.")],
    folder: Annotated[Path, typer.Argument(help="The folder of the exports.")] = Path("exports"),
    *,
    format_: Annotated[Format, typer.Option("--format", help="Which tool.")],
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who annotated; who runs this where not given.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the corrections and keep none.")] = False,
) -> None:
    """Compare annotated articles with those of a folder, and keep what people changed as corrections.

    An article whose text is none of the folder's is named, and the exit code is 1.
    """
    import getpass

    from kg.corpus.corrected import open_project
    from kg.corrections.compare import changes
    from kg.corrections.file import append_corrections
    from kg.corrections.records import encode, signed

    project = open_project(folder)
    documents, said = project.documents(), project.corrections().by_document()
    who, now = by or getpass.getuser(), datetime.now(UTC)
    records: list[Correction] = []
    unknown = 0
    for view in _readers()[format_](path):
        if view.document not in documents:
            print(f"kg: {path}: {view.name}: its text is in no article of {folder}", file=sys.stderr)
            unknown += 1
            continue
        about = {"document": view.document, "article": documents[view.document]}
        article = project.annotated(view.document, said.get(view.document, ()))

        def sign(told: dict[str, Any], about: dict[str, str] = about) -> Correction:
            return signed({**told, **about}, who, now)

        records += changes(article, view, sign)
    if dry_run:
        print("".join(encode(record).decode() for record in records), end="")
    else:
        append_corrections(project.path, records)
        print(f"{project.path}: {len(records)} corrections more; kg build applies them", file=sys.stderr)
    if unknown:
        raise typer.Exit(1)


def _readers() -> dict[Format, Callable[[Path], Iterator[View]]]:
    from kg.annotations.brat import read_brat
    from kg.annotations.doccano import read_doccano
    from kg.annotations.label_studio import read_label_studio
    from kg.annotations.web_annotation import read_web_annotations

    return {
        "brat": read_brat,
        "doccano": read_doccano,
        "label-studio": read_label_studio,
        "web-annotation": read_web_annotations,
    }
