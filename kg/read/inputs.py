"""From paths to documents: the one way in for programs.

paths → files, sorted → streams → drafts → documents
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.model import Document
from kg.read.limits import Limits
from kg.read.paths import OnFailure, expand
from kg.read.reader import Failure, OnOutside, Reader
from kg.read.records import Columns


def read_inputs(
    paths: Iterable[Path | str],
    *,
    limits: Limits | None = None,
    columns: Columns | None = None,
    globs: Sequence[str] = (),
    rules: Path | None = None,
    on_failure: OnFailure | None = None,
    on_outside: OnOutside | None = None,
) -> Iterator[Document]:
    """Read files, folders with all below them, archives and record files, in the order of their names.

    Args:
        paths: files and folders; `-` is standard input.
        limits: what one input may cost.
        columns: which column of records is what.
        globs: where given, only those files of folders are read whose path or name matches one.
        rules: a folder with rule files that extend those of the package.
        on_failure: called with each input that cannot be read, and why; the others are read all the same.
        on_outside: called before a document comes of whose page something is not in its text (menus of a web page,
            running heads of a PDF), with pairs of why and the words.

    Raises:
        InputError: an input cannot be read and there is no `on_failure`, or there is no input at all.
    """

    def fail(where: str, error: InputError) -> None:
        if on_failure is None:
            raise error
        on_failure(where, error)

    with Reader(limits or Limits(), columns or Columns(), rules, on_outside) as reader:
        for item in expand(paths, globs, fail):
            for result in reader.read(item):
                if isinstance(result, Failure):
                    fail(result.where, result.error)
                else:
                    yield result


def read_file(
    path: Path | str,
    *,
    limits: Limits | None = None,
    columns: Columns | None = None,
    rules: Path | None = None,
) -> Document:
    """Read a file that holds one document.

    Raises:
        InputError: it cannot be read, or holds more than one document (`read_inputs` reads these).
    """
    found = read_inputs([path], limits=limits, columns=columns, rules=rules)
    document = next(found, None)
    if document is None:
        raise InputError(f"{path}: there is no document in it")
    if next(found, None) is not None:
        raise InputError(f"{path}: holds more than one document; read_inputs reads them all")
    return document
