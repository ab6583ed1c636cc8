"""One file to its documents: archives, compressed files and records opened, each document read."""

from __future__ import annotations

import io
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import TracebackType
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
from kg.read.paths import STANDARD_INPUT, InputFile
from kg.read.plain import decode
from kg.read.records import Columns, NoTextColumnError
from kg.read.warc import warc_pages
from kg.read.worker import Worker

_BUFFER = 1 << 16
_PACKED = re.compile(r"\.(?:gz|bz2|xz|zst|tgz|tbz2?|txz)$", re.IGNORECASE)
_RECORD = re.compile(r":(\d+)$")

Drafts = Iterator[tuple[str, Draft | InputError]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that cannot be read: where it stands, and why."""

    where: str
    error: InputError


class Reader:
    """A run over some files: the limits, the columns, and the process that parses. Use it in a `with` block."""

    def __init__(self, limits: Limits, columns: Columns, rules: Path | None = None) -> None:
        """Take note of the limits, the columns, and the folder of the user's rule files."""
        self._limits, self._columns, self._rules = limits, columns, rules
        self._worker = Worker(limits, columns, rules)

    def __enter__(self) -> Reader:
        """Return the reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process that parses."""
        self.close()

    def close(self) -> None:
        """Stop the process that parses."""
        self._worker.close()

    def read(self, item: InputFile) -> Iterator[Document | Failure]:
        """Yield the documents of a file, and what of it cannot be read, in the order of the file."""
        where = str(item.path)
        for inner, result in self.drafts(item):
            # Inside an archive the name goes on; a page of a crawl has its address instead.
            source = item.source + inner.removeprefix(where) if inner.startswith(where) else inner
            try:
                if isinstance(result, InputError):
                    raise result
                yield finish(result, _name(source), source, self._rules)
            except InputError as error:
                if not (item.found and isinstance(error, NoTextColumnError)):
                    yield Failure(inner, error)

    def drafts(self, item: InputFile) -> Drafts:
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
