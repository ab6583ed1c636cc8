"""What the commands share: tables on standard output, progress on standard error, the options that several have."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

if TYPE_CHECKING:
    import networkx as nx
    from rich.console import Console
    from rich.text import Text

T = TypeVar("T")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
RulesFolder = Annotated[
    Path | None, typer.Option("--rules", metavar="FOLDER", help="A folder with rule files that extend kg's own.")
]
Segmenter = Annotated[
    Literal["rjieba", "jieba"],
    typer.Option(help="What finds the words: the fast Rust port or the reference; both use the same dictionary."),
]


def print_table(
    console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[str | Text | int | None]]
) -> None:
    """Print rows as a table; nothing in a cell is taken for markup, and nothing is cut off."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text("" if cell is None else str(cell)) for cell in row))
    console.print(table)


def progress(items: Sequence[T], what: str) -> Iterator[T]:
    """Yield the items, showing on standard error how far it is, where that is a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return iter(track(items, what, console=console, transient=True, disable=not console.is_terminal))


def read_saved(path: Path) -> nx.MultiDiGraph[str]:
    """Return the graph of a folder that `kg build` wrote, or of a graph.json.

    Raises:
        InputError, IntegrityError: as `kg.tables.node_link.read_graph`.
    """
    from kg.tables.node_link import read_graph

    return read_graph(path / "graph.json" if path.is_dir() else path)


def standard_input() -> str:
    """Return what comes on standard input, in whichever encoding it is.

    Raises:
        InputError: it is no text.
    """
    from kg.read.plain import decode

    return decode(sys.stdin.buffer.read(), "standard input")
