"""The options of every command that reads articles: columns of records, files of folders, limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.errors import InputError
from kg.model import Document
from kg.read.draft import Outside
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
PlaceColumn = Annotated[
    str | None,
    typer.Option("--place", metavar="COLUMN", rich_help_panel=_COLUMNS, help="The place: 阜阳市颍东区, or its code."),
]

Globs = Annotated[
    list[str] | None,
    typer.Option("--glob", metavar="PATTERN", help="Of folders, only files like this (*.html); may be repeated."),
]
MaxSize = Annotated[int, typer.Option(min=1, metavar="MIB", rich_help_panel=_LIMITS, help="Size of one document.")]
MaxPart = Annotated[
    int, typer.Option(min=1, metavar="MIB", rich_help_panel=_LIMITS, help="Size of one part of a larger plain text.")
]
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
MaxStops = Annotated[
    int,
    typer.Option(
        min=1, metavar="N", rich_help_panel=_LIMITS, help="Documents of one file that may get the parser stuck."
    ),
]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the user wants articles to be read."""

    globs: tuple[str, ...]
    columns: Columns
    limits: Limits

    def documents(
        self,
        inputs: Iterable[Path],
        rules: Path | None,
        on_failure: Callable[[str, InputError], None] | None = None,
        on_outside: Callable[[Outside], None] | None = None,
    ) -> Iterator[Document]:
        """Read the inputs as `kg.read.read_inputs` does."""
        from kg.read import read_inputs

        return read_inputs(
            inputs,
            limits=self.limits,
            columns=self.columns,
            globs=self.globs,
            rules=rules,
            on_failure=on_failure,
            on_outside=on_outside,
        )

    def all_documents(self, inputs: Sequence[Path], rules: Path | None) -> list[Document]:
        """Read the inputs, and stop at the first that cannot be read.

        Raises:
            InputError: an input cannot be read, or there is no article in them.
        """
        documents = list(self.documents(inputs, rules))
        if not documents:
            raise InputError(f"{', '.join(map(str, inputs))}: no article to read")
        return documents


def takes_articles(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of reading; it gets what the user chose as its parameter `reading`."""
    own, shared = (signature(function, eval_str=True).parameters for function in (command, _options))

    @wraps(command)
    def with_options(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in shared}
        reading = Reading(
            globs=tuple(chosen["globs"] or ()),
            columns=Columns(**{field.name: chosen[f"{field.name}_column"] for field in fields(Columns)}),
            limits=Limits(**{field.name: chosen[f"max_{field.name}"] for field in fields(Limits)}),
        )
        command(**given, reading=reading)

    parameters = [p.replace(kind=Parameter.KEYWORD_ONLY) for n, p in {**own, **shared}.items() if n != "reading"]
    with_options.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
    with_options.__annotations__ = {p.name: p.annotation for p in parameters}
    return with_options


def _options(
    *,
    globs: Globs = None,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    publisher_column: PublisherColumn = None,
    author_column: AuthorColumn = None,
    date_column: DateColumn = None,
    id_column: IdColumn = None,
    place_column: PlaceColumn = None,
    max_size: MaxSize = DEFAULT.size,
    max_part: MaxPart = DEFAULT.part,
    max_pages: MaxPages = DEFAULT.pages,
    max_entries: MaxEntries = DEFAULT.entries,
    max_depth: MaxDepth = DEFAULT.depth,
    max_ratio: MaxRatio = DEFAULT.ratio,
    max_seconds: MaxSeconds = DEFAULT.seconds,
    max_memory: MaxMemory = DEFAULT.memory,
    max_stops: MaxStops = DEFAULT.stops,
) -> None:
    """Carry the signature that `takes_articles` adds to that of a command."""
