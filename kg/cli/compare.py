"""`kg compare`: places, years or publishers side by side."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from kg.cli.terminal import print_table, read_saved
from kg.errors import OutputError

if TYPE_CHECKING:
    from kg.analysis.matrix import Matrix, Row, Shared

Form = Literal["table", "html", "csv", "md", "json"]


def compare(
    graph: Annotated[Path, typer.Argument(help="A folder that `kg build` wrote, or its graph.json.")] = Path("exports"),
    by: Annotated[Literal["place", "year", "publisher"], typer.Option(help="What stands side by side.")] = "place",
    form: Annotated[
        Form, typer.Option("--format", "-f", help="csv is two files: the matrix, and its words.")
    ] = "table",
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write, or the folder; - for standard output.")
    ] = Path("-"),
    *,
    about: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only what has these words in a name: 防汛, 河长制.")
    ] = None,
) -> None:
    """Show which leading groups, mechanisms and more each place, year or publisher has, and in which words."""
    from kg.analysis import matrix_page, matrix_tables
    from kg.analysis.matrix import compare as compared

    matrix = compared(read_saved(graph), by, about=about)
    if form == "table":
        _print(matrix)
        return
    if form == "csv":
        _write_folder(matrix, output)
        return
    writers: dict[str, Callable[[BinaryIO], None]] = {
        "html": lambda file: matrix_page.write_matrix(matrix, file, about=about),
        "md": lambda file: matrix_tables.write_markdown(matrix, file),
        "json": lambda file: matrix_tables.write_json(matrix, file),
    }
    if output == Path("-"):
        writers[form](sys.stdout.buffer)
        return
    from kg.atomic import writing

    with writing(output) as file:
        writers[form](file)


def _write_folder(matrix: Matrix, folder: Path) -> None:
    from kg.analysis.matrix_tables import write_evidence_csv, write_matrix_csv
    from kg.atomic import writing_folder

    if folder == Path("-"):
        raise OutputError("csv is several files (matrix.csv, evidence.csv); name a folder for them with -o")
    with writing_folder(folder) as new:
        for name, write in (("matrix.csv", write_matrix_csv), ("evidence.csv", write_evidence_csv)):
            with (new / name).open("wb") as file:
                write(matrix, file)


def _print(matrix: Matrix) -> None:
    """Print the numbers; a row without an article of its own has dashes where nothing is known."""
    from rich.console import Console

    from kg.analysis.page import word

    console = Console()
    columns = (" ".join(word(f"by-{matrix.by}")), "文章", *(structure.zh for structure in matrix.structures))
    print_table(console, " ".join(word("structures")), columns, [_row(matrix, row) for row in matrix.rows])
    if matrix.shared:
        names = {row.key: row.name for row in matrix.rows}
        shared = [(s.name, "、".join(names[key] for key in s.where), _first(s, names)) for s in matrix.shared]
        print_table(console, " ".join(word("shared")), ("名称", "见于", "最早"), shared)


def _row(matrix: Matrix, row: Row) -> list[str]:
    from kg.analysis.page import word

    found = [len(row.cells.get(structure.id, ())) for structure in matrix.structures]
    nothing = "" if row.articles else "—"
    numbers = [str(number) if number else nothing for number in found]
    return [row.name or word(f"unknown-{matrix.by}")[0], str(row.articles), *numbers]


def _first(shared: Shared, names: dict[str, str]) -> str:
    first = shared.first()
    return "" if first is None else f"{first[0]} {names[first[1]]}"
