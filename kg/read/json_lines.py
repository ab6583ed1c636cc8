"""JSON: a record a line (JSON Lines), or one array of records."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.limits import Limits, lines_limited, read_limited
from kg.read.plain import decode
from kg.read.records import Columns, draft_of


def read_json_lines(
    stream: io.BufferedReader, name: str, columns: Columns, limits: Limits
) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield each record as a draft, or why it is none; memory does not grow with the file.

    Yields:
        The file with the number of the line, and the draft or the error.
    """
    for number, line in enumerate(lines_limited(stream, name, limits), 1):
        where = f"{name}:{number}"
        try:
            if line.strip():
                yield where, draft_of_line(line, where, columns)
        except InputError as error:
            yield where, error


def draft_of_line(line: bytes, where: str, columns: Columns) -> Draft:
    """Return the record of a line as a draft.

    Raises:
        InputError: it is none.
    """
    return draft_of(_object(decode(line, where), where), columns, where)


def read_json(
    stream: io.BufferedReader, name: str, columns: Columns, limits: Limits
) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the records of a JSON array, or the one record of a file that is an object, or records a line.

    Raises:
        InputError: the file is larger than `limits.size` or no JSON.
    """
    text = decode(read_limited(stream, name, limits), name)
    try:
        records = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("{") and "\n" in text.strip():
            yield from read_json_lines(io.BufferedReader(io.BytesIO(text.encode())), name, columns, limits)
            return
        raise InputError(f"{name}: not JSON: {error}") from None
    for number, record in enumerate(records if isinstance(records, list) else [records], 1):
        where = f"{name}:{number}"
        if not isinstance(record, dict):
            yield where, InputError(f"{where}: not a record but {type(record).__name__}; give objects with columns")
            continue
        try:
            yield where, draft_of(record, columns, where)
        except InputError as error:
            yield where, error


def _object(text: str, where: str) -> dict[str, object]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON: {error}") from None
    if not isinstance(record, dict):
        raise InputError(f"{where}: not a record but {type(record).__name__}; give one object a line")
    return record
