"""From paths to documents: folders, archives, compressed files and records opened, each document read.

paths → files, sorted → streams → drafts → documents
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Document
from kg.read.archives import tar_entries, zip_entries
from kg.read.comma_separated import read_separated
from kg.read.compressed import unpacked
from kg.read.docx import is_docx
from kg.read.draft import Draft
from kg.read.finish import finish
from kg.read.formats import ASSETS, SNIFFED, sniff
from kg.read.html import looks_like_html
from kg.read.json_lines import read_json, read_json_lines
from kg.read.limits import Counted, Limits, read_limited
from kg.read.plain import decode
from kg.read.records import Columns, NoTextColumnError
from kg.read.warc import warc_pages
from kg.read.worker import Worker

STANDARD_INPUT = Path("-")
_BUFFER = 1 << 16
_PACKED = re.compile(r"\.(?:gz|bz2|xz|zst|tgz|tbz2?|txz)$", re.IGNORECASE)
_RECORD = re.compile(r":(\d+)$")

Drafts = Iterator[tuple[str, Draft | InputError]]
OnFailure = Callable[[str, InputError], None]


@dataclass(frozen=True, slots=True)
class _Input:
    """A file to read: how the user names it, how its documents name it, and whether it was only found in a folder."""

    path: Path
    source: str
    found: bool = False


def read_inputs(
    paths: Iterable[Path | str],
    *,
    limits: Limits | None = None,
    columns: Columns | None = None,
    globs: Sequence[str] = (),
    rules: Path | None = None,
    on_failure: OnFailure | None = None,
) -> Iterator[Document]:
    """Read files, folders with all below them, archives and record files, in the order of their names.

    Args:
        paths: files and folders; `-` is standard input.
        limits: what one input may cost.
        columns: which column of records is what.
        globs: where given, only those files of folders are read whose path or name matches one.
        rules: a folder with rule files that extend those of the package.
        on_failure: called with each input that cannot be read, and why; the others are read all the same.

    Raises:
        InputError: an input cannot be read and there is no `on_failure`, or there is no input at all.
    """
    reader = _Reader(limits or Limits(), columns or Columns(), rules)

    def fail(where: str, error: InputError) -> None:
        if on_failure is None:
            raise error
        on_failure(where, error)

    with closing(reader):
        for item in _expanded(paths, globs, fail):
            where = str(item.path)
            for inner, result in reader.drafts_of(item):
                # Inside an archive the name goes on; a page of a crawl has its address instead.
                source = item.source + inner.removeprefix(where) if inner.startswith(where) else inner
                try:
                    if isinstance(result, InputError):
                        raise result
                    document = finish(result, _name(source), source, rules)
                except NoTextColumnError as error:
                    if not item.found:
                        fail(inner, error)
                except InputError as error:
                    fail(inner, error)
                else:
                    yield document


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


def _expanded(paths: Iterable[Path | str], globs: Sequence[str], fail: OnFailure) -> list[_Input]:
    """Return the files to read, each once, sorted by how their documents name them."""
    found: dict[Path, _Input] = {}
    for path in map(Path, paths):
        if path == STANDARD_INPUT:
            found.setdefault(path, _Input(path, "standard input"))
        elif path.is_dir():
            inside = list(_below(path, globs, fail))
            if not inside:
                fail(str(path), InputError(f"{path}: no file to read in this folder"))
            for item in inside:
                found.setdefault(item.path.resolve(), item)
        else:
            found.setdefault(path.resolve(), _Input(path, path.name))
    return sorted(found.values(), key=lambda item: (item.source, str(item.path)))


def _below(folder: Path, globs: Sequence[str], fail: OnFailure) -> Iterator[_Input]:
    """Yield the files of a folder and of those below it; hidden files and what browsers save beside pages are left."""
    top = folder.resolve()

    def unreadable(error: OSError) -> None:
        fail(str(error.filename), InputError(f"{error.filename}: cannot read the folder: {error.strerror}"))

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            source = path.relative_to(folder).as_posix()
            if name.startswith((".", "~$")) or path.suffix.lower() in ASSETS:
                continue
            if globs and not any(fnmatch(source, glob) or fnmatch(name, glob) for glob in globs):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(top):
                fail(str(path), InputError(f"{path}: a symbolic link out of the folder; give its target as an input"))
            elif path.exists() and not stat.S_ISREG(path.stat().st_mode):
                fail(str(path), InputError(f"{path}: not a file but a device or a pipe; not read"))
            else:
                yield _Input(path, source, found=True)


class _Reader:
    """One run over some inputs: the limits, the columns, and the process that parses."""

    def __init__(self, limits: Limits, columns: Columns, rules: Path | None) -> None:
        self._limits, self._columns = limits, columns
        self._worker = Worker(limits, columns, rules)

    def close(self) -> None:
        self._worker.close()

    def drafts_of(self, item: _Input) -> Drafts:
        """Yield what a file holds; that it cannot be read is one of the results, so that others follow."""
        where = str(item.path) if item.path != STANDARD_INPUT else item.source
        try:
            if item.path == STANDARD_INPUT:
                yield from self._drafts(io.BufferedReader(Counted(sys.stdin.buffer), _BUFFER), where, where, 0)
            else:
                with item.path.open("rb") as file:
                    yield from self._drafts(file, where, item.path.name, 0)
        except OSError as error:
            yield where, InputError(f"{where}: cannot read: {error.strerror or error}")

    def _drafts(self, stream: io.BufferedReader, where: str, name: str, depth: int) -> Drafts:
        """Yield what a stream holds; `name` is what its ending is told by."""
        try:
            yield from self._by_format(stream, where, name, depth)
        except InputError as error:
            yield where, error

    def _by_format(self, stream: io.BufferedReader, where: str, name: str, depth: int) -> Drafts:
        head = stream.peek(SNIFFED)[:SNIFFED]
        if not head:
            raise InputError(f"{where}: the file is empty")
        format_ = sniff(head, name)
        match format_:
            case "gzip" | "bzip2" | "xz" | "zstd":
                self._refuse_depth(depth, where)
                inner = unpacked(stream, format_, where, self._limits)
                yield from self._drafts(inner, where, _PACKED.sub("", name), depth + 1)
            case "zip":
                yield from self._zip(stream, where, depth)
            case "tar":
                self._refuse_depth(depth, where)
                yield from self._tar(stream, where, depth)
            case "warc":
                yield from self._crawl(stream, where)
            case "jsonl":
                yield from self._rendered(read_json_lines(stream, where, self._columns, self._limits))
            case "json":
                yield from self._rendered(read_json(stream, where, self._columns, self._limits))
            case "csv" | "tsv":
                separator = "," if format_ == "csv" else "\t"
                yield from self._rendered(read_separated(stream, where, separator, self._columns, self._limits))
            case "parquet":
                # All rows first: rendering their columns asks the same process.
                data = read_limited(stream, where, self._limits)
                yield from self._rendered(list(self._worker.drafts("parquet", where, data)))
            case "plain":
                yield where, Draft(decode(read_limited(stream, where, self._limits), where))
            case _:
                yield from self._worker.drafts(format_, where, read_limited(stream, where, self._limits))

    def _rendered(self, drafts: Iterable[tuple[str, Draft | InputError]]) -> Drafts:
        """Yield records, those whose text is a piece of a web page rendered."""
        for where, draft in drafts:
            if isinstance(draft, InputError) or not looks_like_html(draft.text):
                yield where, draft
                continue
            for _, rendered in self._worker.drafts("fragment", where, draft.text.encode()):
                yield where, replace(draft, text=rendered.text) if isinstance(rendered, Draft) else rendered

    def _zip(self, stream: io.BufferedReader, where: str, depth: int) -> Drafts:
        file: BinaryIO = stream if stream.seekable() else io.BytesIO(read_limited(stream, where, self._limits))
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise InputError(f"{where}: a damaged ZIP archive: {error}") from None
        with archive:
            if is_docx(archive):
                file.seek(0)
                yield from self._worker.drafts("docx", where, read_limited(file, where, self._limits))
                return
            if "xl/workbook.xml" in archive.NameToInfo:
                raise InputError(f"{where}: an Excel workbook; save the sheet as CSV")
            self._refuse_depth(depth, where)
            for entry, opened in zip_entries(archive, where, self._limits):
                yield from self._entry(entry, opened, depth)

    def _tar(self, stream: io.BufferedReader, where: str, depth: int) -> Drafts:
        try:
            archive = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115  # closed below; the error is another's
        except (tarfile.TarError, OSError, EOFError, ValueError) as error:
            raise InputError(f"{where}: a damaged TAR archive: {error}") from None
        with archive:
            for entry, opened in tar_entries(archive, where, self._limits):
                yield from self._entry(entry, opened, depth)

    def _entry(self, entry: str, opened: io.BufferedReader | InputError, depth: int) -> Drafts:
        if isinstance(opened, InputError):
            yield entry, opened
        elif PurePosixPath(entry).suffix.lower() not in ASSETS:
            yield from self._drafts(opened, entry, PurePosixPath(entry).name, depth + 1)

    def _crawl(self, stream: io.BufferedReader, where: str) -> Drafts:
        for address, page in warc_pages(stream, where, self._limits):
            if isinstance(page, InputError):
                yield address, page
            else:
                yield from self._drafts(io.BufferedReader(io.BytesIO(page)), address, "page", self._limits.depth)

    def _refuse_depth(self, depth: int, where: str) -> None:
        if depth >= self._limits.depth:
            raise InputError(
                f"{where}: archives inside each other more than {self._limits.depth} deep; raise --max-depth to read it"
            )


def _name(source: str) -> str:
    """Return what people may call a document: the stem of its file, with the number of its record.

    >>> _name("crawl/2023.zip!/a/通知.html"), _name("articles.jsonl.gz:12")
    ('通知', 'articles-12')
    """
    record = _RECORD.search(source)
    base = source[: record.start()] if record else source
    file = _PACKED.sub("", base.rstrip("/").rsplit("/", 1)[-1])
    stem = PurePosixPath(file).stem or file
    return f"{stem}-{record[1]}" if record else stem
