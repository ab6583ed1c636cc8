"""A comparison as CSV (the matrix, and the words behind it) and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import BinaryIO

from kg.analysis.matrix import UNKNOWN, Item, Matrix, Row
from kg.analysis.page import word
from kg.analysis.quotes import Quote
from kg.tables.comma_separated import write_rows
from kg.tables.markdown import plain, table

EVIDENCE_COLUMNS = (
    "key", "row", "structure", "item", "head_count", "tail_count", "modality", "document_id", "document", "title",
    "date", "start", "stop", "quote",
)  # fmt: skip

_NAMES = 3  # in a cell of the Markdown; the others stand below with their words


def write_matrix_csv(matrix: Matrix, file: BinaryIO) -> None:
    """Write the matrix: one row for each place, year or publisher; for each structure its number and its names.

    A number is empty where no article is the row's own and nothing is known, and 0 where its articles mention none.

    Args:
        matrix: what `kg.analysis.matrix.compare` returned.
        file: open for binary writing.
    """
    columns = [f"{structure.id}{part}" for structure in matrix.structures for part in ("", "_names")]
    rows = (
        [row.key, row.name, " ".join(row.around), row.articles, row.first, row.last, *_cells(matrix, row)]
        for row in matrix.rows
    )
    write_rows(("key", matrix.by, "around", "articles", "first_date", "last_date", *columns), rows, file)


def write_evidence_csv(matrix: Matrix, file: BinaryIO) -> None:
    """Write the words behind the matrix, one row for each piece of evidence.

    Args:
        matrix: what `kg.analysis.matrix.compare` returned.
        file: open for binary writing.
    """
    rows = (
        (
            *(row.key, row.name, structure, " → ".join(item.names), quote.head_count, quote.tail_count),
            *(quote.modality, quote.document, quote.name, quote.title, quote.date),
            *(quote.start, quote.stop, quote.text),
        )
        for row in matrix.rows
        for structure, items in row.cells.items()
        for item in items
        for quote in item.quotes
    )
    write_rows(EVIDENCE_COLUMNS, rows, file)


def write_markdown(matrix: Matrix, file: BinaryIO) -> None:
    """Write the matrix as Markdown: each number leads to the words behind it, further down.

    Args:
        matrix: what `kg.analysis.matrix.compare` returned.
        file: open for binary writing.
    """
    file.write("".join(f"{line}\n" for line in _lines(matrix)).encode())


def write_json(matrix: Matrix, file: BinaryIO) -> None:
    """Write all of a comparison as JSON: the rows with the words of their cells, and what several of them have.

    Args:
        matrix: what `kg.analysis.matrix.compare` returned.
        file: open for binary writing.
    """
    data = {
        "by": matrix.by,
        "structures": [{"id": s.id, "zh": s.zh, "en": s.en} for s in matrix.structures],
        "rows": [asdict(row) for row in matrix.rows],
        "shared": [asdict(shared) for shared in matrix.shared],
    }
    file.write(f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode())


def _cells(matrix: Matrix, row: Row) -> Iterator[str | int | None]:
    for structure in matrix.structures:
        items = row.cells.get(structure.id, ())
        yield len(items) if items or row.articles else None
        yield "; ".join(f"{item.text()} (要求)" if item.required else item.text() for item in items)


def _lines(matrix: Matrix) -> Iterator[str]:
    yield from (f"# {_two(f'compare-{matrix.by}')}", "")
    yield from (f"## {_two('structures')}", "")
    header = (_two(f"by-{matrix.by}"), _two("article-count"), *(f"{s.zh} {s.en}" for s in matrix.structures))
    yield from table(header, (_row(matrix, number, row) for number, row in enumerate(matrix.rows)), marked=True)
    if matrix.shared:
        yield from ("", f"## {_two('shared')}", "")
        names = {row.key: row.name for row in matrix.rows}
        labels = {structure.id: structure.zh for structure in matrix.structures}
        yield from table(
            (_two("structure"), _two("type"), _two("where"), _two("first")),
            (
                (
                    shared.name,
                    labels[shared.structure],
                    "、".join(names[key] for key in shared.where),
                    " ".join((first[0], names[first[1]])) if (first := shared.first()) else "",
                )
                for shared in matrix.shared
            ),
        )
    for number, row in enumerate(matrix.rows):
        for structure in matrix.structures:
            items = row.cells.get(structure.id, ())
            if items:
                yield from ("", f'### <a id="{structure.id}-{number}"></a>{_name(matrix, row)}: {structure.zh}', "")
                for item in items:
                    yield from _item(item)


def _row(matrix: Matrix, number: int, row: Row) -> tuple[str | int, ...]:
    def cell(structure: str) -> str:
        items = row.cells.get(structure, ())
        if not items:
            return "" if row.articles else "—"
        names = "、".join(plain(item.text()) for item in items[:_NAMES])
        return f"[{len(items)}](#{structure}-{number}) {names}{'…' if len(items) > _NAMES else ''}"

    return _name(matrix, row), row.articles, *(cell(structure.id) for structure in matrix.structures)


def _item(item: Item) -> Iterator[str]:
    yield f"- {plain(item.text())}"
    for quote in item.quotes:
        yield f"  > {plain(quote.text)}"
        yield "  >"
        yield f"  > {_source(quote)}"
        yield ""


def _source(quote: Quote) -> str:
    demanded = f", {word('required')[0]}" if quote.modality == "required" else ""
    return f"{plain(quote.title)}, {quote.date or word('undated')[0]}{demanded}"


def _name(matrix: Matrix, row: Row) -> str:
    return _two(f"unknown-{matrix.by}") if row.key == UNKNOWN else plain(row.name)


def _two(key: str) -> str:
    return " ".join(word(key))
