"""CSV and TSV: a record a row, columns named by the first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.limits import Limits, lines_limited, read_limited
from kg.read.plain import decode
from kg.read.records import Columns, draft_of


def read_separated(
    stream: io.BufferedReader, name: str, separator: str, columns: Columns, limits: Limits
) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield each row as a draft, or why it is none; memory does not grow with the file.

    The encoding is told by what the stream holds in its buffer.

    Args:
        stream: the file.
        name: its name.
        separator: "," or a tab.
        columns: which column is what.
        limits: how long a line may be.

    Yields:
        The file with the number of the row (1 is the first below the names), and the draft or the error.

    Raises:
        InputError: the file has no row of names, or a cell is longer than `limits.size`.
    """
    csv.field_size_limit(limits.size << 20)
    rows = csv.DictReader(_decoded(stream, name, limits), delimiter=separator, strict=False)
    number = 0
    try:
        if not rows.fieldnames:
            raise InputError(f"{name}: there is no row of column names")
        for number, row in enumerate(rows, 1):
            where = f"{name}:{number}"
            try:
                yield where, draft_of({k: v for k, v in row.items() if k is not None}, columns, where)
            except InputError as error:
                yield where, error
    except csv.Error as error:
        raise InputError(f"{name}: row {number + 1}: not {'CSV' if separator == ',' else 'TSV'}: {error}") from None


def _decoded(stream: io.BufferedReader, name: str, limits: Limits) -> Iterator[str]:
    """Yield the lines as text, all in the encoding that the first of them are in."""
    sample = stream.peek()
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from decode(read_limited(stream, name, limits), name).splitlines(keepends=True)
        return
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    decode(whole, name)  # refuses what is no text
    try:
        whole.decode("utf-8")
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = "gb18030"
    for number, line in enumerate(lines_limited(stream, name, limits), 1):
        try:
            yield line.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError as error:
            raise InputError(f"{name}: line {number}: not {encoding} as the lines before: {error.reason}") from None
