"""The options of every command that reads articles: columns of records, files of folders, limits."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any

import typer

from kg.read.limits import Limits
from kg.read.records import Columns

_COLUMNS, _LIMITS = "Columns of JSON, CSV and Parquet", "Limits"
DEFAULT = Limits()

TextColumn = Annotated[str | None, typer.Option("--text", metavar="COLUMN", rich_help_panel=_COLUMNS, help="The text.")]
TitleColumn = Annotated[
    str | None, typer.Option("--title", metavar="COLUMN", rich_help_panel=_COLUMNS, help="The title.")
]
PublisherColumn = Annotated[
    str | None, typer.Option("--publisher", metavar="COLUMN", rich_help_panel=_COLUMNS, help="The publisher.")
]
AuthorColumn = Annotated[
    str | None, typer.Option("--author", metavar="COLUMN", rich_help_panel=_COLUMNS, help="The author.")
]
DateColumn = Annotated[str | None, typer.Option("--date", metavar="COLUMN", rich_help_panel=_COLUMNS, help="The date.")]
IdColumn = Annotated[
    str | None, typer.Option("--id", metavar="COLUMN", rich_help_panel=_COLUMNS, help="The address or number.")
]

Globs = Annotated[
    list[str] | None,
    typer.Option("--glob", metavar="PATTERN", help="Of folders, only files like this (*.html); may be repeated."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first input that cannot be read.")]

MaxSize = Annotated[int, typer.Option(min=1, metavar="MIB", rich_help_panel=_LIMITS, help="Size of one document.")]
MaxPages = Annotated[int, typer.Option(min=1, metavar="N", rich_help_panel=_LIMITS, help="Pages of one PDF.")]
MaxEntries = Annotated[int, typer.Option(min=1, metavar="N", rich_help_panel=_LIMITS, help="Files in one archive.")]
MaxDepth = Annotated[int, typer.Option(min=0, metavar="N", rich_help_panel=_LIMITS, help="Archives inside archives.")]
MaxRatio = Annotated[
    int, typer.Option(min=1, metavar="N", rich_help_panel=_LIMITS, help="How far a packed file may expand.")
]
MaxSeconds = Annotated[int, typer.Option(min=1, metavar="S", rich_help_panel=_LIMITS, help="Time for one document.")]
MaxMemory = Annotated[
    int, typer.Option(min=256, metavar="MIB", rich_help_panel=_LIMITS, help="Memory of the process that parses.")
]


def columns_of(parameters: dict[str, Any]) -> Columns:
    """Return the columns that a command's parameters name (`text_column` and so on)."""
    return Columns(**{field.name: parameters[f"{field.name}_column"] for field in fields(Columns)})


def limits_of(parameters: dict[str, Any]) -> Limits:
    """Return the limits that a command's parameters set (`max_size` and so on)."""
    return Limits(**{field.name: parameters[f"max_{field.name}"] for field in fields(Limits)})
