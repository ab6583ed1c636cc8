"""One file to what is in it: archives, compressed files and records opened, each document made when it is asked for."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, TypeAlias

from kg.errors import InputError
from kg.read.archives import tar_entries, zip_entries
from kg.read.comma_separated import read_separated
from kg.read.compressed import unpacked
from kg.read.docx import is_docx
from kg.read.draft import Draft, Unit
from kg.read.formats import ASSETS, SNIFFED, Format, sniff
from kg.read.json_lines import read_json, read_json_lines
from kg.read.limits import Limits, Readable, read_limited
from kg.read.parts import read_parts
from kg.read.records import Columns
from kg.read.warc import warc_pages

Stream: TypeAlias = "io.BufferedReader[Any]"

_PACKED = re.compile(r"\.(?:gz|bz2|xz|zst|tgz|tbz2?|txz)$", re.IGNORECASE)
_RECORD = re.compile(r":(\d+)$")


class Walk:
    """The way through files: what stands where, and how its text is made."""

    def __init__(self, limits: Limits, columns: Columns, rules: Path | None = None) -> None:
        """Take note of the limits, the columns, and the folder of the user's rule files."""
        self._limits, self._columns, self._rules = limits, columns, rules

    def units(self, stream: Stream, where: str, name: str, depth: int = 0) -> Iterator[Unit]:
        """Yield what a stream holds, in its order: where each document stands, and the call that makes its draft.

        The call reads from the stream, so it counts only until the next unit is asked for; it need not be made. What
        cannot be opened is a unit whose call raises, so that others follow.

        Args:
            stream: the file, or an entry of an archive.
            where: what messages call it.
            name: its file name: where the content does not tell the format, the ending does.
            depth: archives and compressions around it.
        """
        try:
            yield from self._by_format(stream, where, name, depth)
        except InputError as error:
            yield where, partial(_refuse, error)

    def _by_format(self, stream: Stream, where: str, name: str, depth: int) -> Iterator[Unit]:
        head = stream.peek(SNIFFED)[:SNIFFED]
        if not head:
            raise InputError(f"{where}: the file is empty")
        format_ = sniff(head, name)
        match format_:
            case "gzip" | "bzip2" | "xz" | "zstd":
                self._refuse_depth(depth, where)
                inner = unpacked(stream, format_, where, self._limits)
                yield from self.units(inner, where, _PACKED.sub("", name), depth + 1)
            case "zip":
                yield from self._zip(stream, where, depth)
            case "tar":
                self._refuse_depth(depth, where)
                yield from self._tar(stream, where, depth)
            case "warc":
                yield from self._crawl(stream, where)
            case "jsonl":
                yield from self._records(read_json_lines(stream, where, self._columns, self._limits))
            case "json":
                yield from self._records(read_json(stream, where, self._columns, self._limits))
            case "csv" | "tsv":
                separator = "," if format_ == "csv" else "\t"
                yield from self._records(read_separated(stream, where, separator, self._columns, self._limits))
            case "parquet":
                yield from self._parquet(stream, where)
            case "plain":
                yield from read_parts(stream, where, min(self._limits.part, self._limits.size) << 20)
            case _:
                yield where, partial(self._parsed, format_, stream, where)

    def _parsed(self, format_: Format, stream: Readable, where: str) -> Draft:
        return parse(format_, read_limited(stream, where, self._limits), where, self._limits, self._rules)

    def _records(self, records: Iterable[tuple[str, Draft | InputError]]) -> Iterator[Unit]:
        """Yield records; those whose text is a piece of a web page are rendered."""
        for where, record in records:
            if isinstance(record, InputError):
                yield where, partial(_refuse, record)
            else:
                yield where, partial(rendered, record, where)

    def _parquet(self, stream: Stream, where: str) -> Iterator[Unit]:
        from kg.read.parquet import read_parquet

        file: BinaryIO = stream if stream.seekable() else io.BytesIO(read_limited(stream, where, self._limits))
        yield from self._records(read_parquet(file, where, self._columns))

    def _zip(self, stream: Stream, where: str, depth: int) -> Iterator[Unit]:
        file: BinaryIO = stream if stream.seekable() else io.BytesIO(read_limited(stream, where, self._limits))
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise InputError(f"{where}: a damaged ZIP archive: {error}") from None
        with archive:
            if is_docx(archive):
                file.seek(0)
                yield where, partial(self._parsed, "docx", file, where)
                return
            if "xl/workbook.xml" in archive.NameToInfo:
                raise InputError(f"{where}: an Excel workbook; save the sheet as CSV")
            self._refuse_depth(depth, where)
            for entry, opened in zip_entries(archive, where, self._limits):
                yield from self._entry(entry, opened, depth)

    def _tar(self, stream: Stream, where: str, depth: int) -> Iterator[Unit]:
        try:
            archive = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115  # closed below; the error is another's
        except (tarfile.TarError, OSError, EOFError, ValueError) as error:
            raise InputError(f"{where}: a damaged TAR archive: {error}") from None
        with archive:
            for entry, opened in tar_entries(archive, where, self._limits):
                yield from self._entry(entry, opened, depth)

    def _entry(self, entry: str, opened: Stream | InputError, depth: int) -> Iterator[Unit]:
        if isinstance(opened, InputError):
            yield entry, partial(_refuse, opened)
        elif PurePosixPath(entry).suffix.lower() in ASSETS:
            yield entry, None
        else:
            yield from self.units(opened, entry, PurePosixPath(entry).name, depth + 1)

    def _crawl(self, stream: Stream, where: str) -> Iterator[Unit]:
        for address, page in warc_pages(stream, where, self._limits):
            if page is None:
                yield address, None
            elif isinstance(page, InputError):
                yield address, partial(_refuse, page)
            else:
                yield from self.units(io.BufferedReader(io.BytesIO(page)), address, "page", self._limits.depth)

    def _refuse_depth(self, depth: int, where: str) -> None:
        if depth >= self._limits.depth:
            raise InputError(
                f"{where}: archives inside each other more than {self._limits.depth} deep; raise --max-depth to read it"
            )


def parse(format_: Format, data: bytes, name: str, limits: Limits, rules: Path | None = None) -> Draft:
    """Return what a file of some format holds that is one document.

    Args:
        format_: of these whose parsers need all of the file: "html", "mhtml", "docx", "pdf" or "markdown".
        data: the whole file.
        name: its name, for the message.
        limits: what it may cost.
        rules: a folder with rule files that extend those of the package.

    Raises:
        InputError: it cannot be read.
    """
    match format_:
        case "html":
            from kg.read.html import read_html

            return read_html(data, name, rules)
        case "mhtml":
            from kg.read.mhtml import read_mhtml

            return read_mhtml(data, name, rules)
        case "docx":
            from kg.read.docx import read_docx

            return read_docx(data, name, limits)
        case "pdf":
            from kg.read.pdf import read_pdf

            return read_pdf(data, name, limits)
        case "markdown":
            from kg.read.markdown import read_markdown

            return read_markdown(data, name)
        case _:
            raise InputError(f"{name}: no document but {format_}")


def name_of(source: str) -> str:
    """Return what people may call a document: the stem of its file, with the number of its record.

    >>> name_of("crawl/2023.zip!/a/通知.html"), name_of("articles.jsonl.gz:12")
    ('通知', 'articles-12')
    """
    record = _RECORD.search(source)
    base = source[: record.start()] if record else source
    file = _PACKED.sub("", base.rstrip("/").rsplit("/", 1)[-1])
    stem = PurePosixPath(file).stem or file
    return f"{stem}-{record[1]}" if record else stem


def rendered(record: Draft, where: str) -> Draft:
    """Return a record as it is, or, where its text is a piece of a web page, with what that shows."""
    from kg.read.html import looks_like_html, read_fragment

    if not looks_like_html(record.text):
        return record
    return replace(record, text=read_fragment(record.text.encode(), where).text)


def _refuse(error: InputError) -> Draft:
    raise error
