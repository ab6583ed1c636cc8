"""Which format an input is in: told by its content first, by its ending second."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from kg.errors import InputError

Format = Literal[
    "plain", "markdown", "html", "mhtml", "docx", "pdf", "jsonl", "json", "csv", "tsv", "parquet", "warc", "zip",
    "tar", "gzip", "bzip2", "xz", "zstd",
]  # fmt: skip

SNIFFED = 4096  # bytes that are enough to tell

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # an empty archive
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old binary Word, Excel or PowerPoint file; save it as DOCX, HTML or PDF"),
    (b"{\\rtf", "a rich text file (RTF); save it as DOCX or HTML"),
    (b"\x89PNG", "a picture; run OCR on it and give the text"),
    (b"\xff\xd8\xff", "a picture; run OCR on it and give the text"),
    (b"GIF8", "a picture; run OCR on it and give the text"),
    (b"%!PS", "PostScript; make a PDF of it"),
    (b"Rar!", "a RAR archive; pack it as ZIP or TAR"),
    (b"7z\xbc\xaf", "a 7z archive; pack it as ZIP or TAR"),
)
_ENDINGS: dict[str, Format] = {
    ".md": "markdown", ".markdown": "markdown",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".mht": "mhtml", ".mhtml": "mhtml",
    ".htm": "html", ".html": "html", ".shtml": "html", ".xhtml": "html", ".jhtml": "html", ".jsp": "html",
    ".asp": "html", ".aspx": "html", ".php": "html",
}  # fmt: skip
# What a browser saves beside a page, and other files that hold no article; they are passed over in folders.
ASSETS = frozenset({
    ".css", ".js", ".mjs", ".map", ".ico", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif",
    ".tiff", ".woff", ".woff2", ".ttf", ".eot", ".mp3", ".mp4", ".avi", ".mov", ".wav", ".flv", ".swf", ".exe",
    ".dll", ".so", ".pyc", ".db", ".sqlite", ".tmp", ".bak", ".lnk",
})  # fmt: skip
_HTML = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|h[1-6])\b")
_HEADER = re.compile(rb"[\w-]{1,80}:")


def sniff(head: bytes, name: str) -> Format:
    """Return the format of an input.

    Args:
        head: its first bytes, `SNIFFED` of them or all.
        name: its name, for the ending and for the message.

    Raises:
        InputError: it is in a format that is known but not read; the message says what to make of it.

    >>> sniff(b"<!DOCTYPE html><title>", "page.txt"), sniff("县委".encode(), "a.txt"), sniff(b"{}", "a.jsonl")
    ('html', 'plain', 'jsonl')
    """
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise InputError(f"{name}: {what}")
    return _by_magic(head) or _by_words(head, name)


def _by_magic(head: bytes) -> Format | None:
    for magic, format_ in _MAGIC:
        if head.startswith(magic):
            return format_
    if b"%PDF-" in head[:1024]:  # some programs write a line before it
        return "pdf"
    return "tar" if head[257:262] == b"ustar" else None


def _by_words(head: bytes, name: str) -> Format:
    ending = _ENDINGS.get(PurePath(name).suffix.lower())
    if ending in ("jsonl", "json", "csv", "tsv"):
        return ending
    if _is_mhtml(head):
        return "mhtml"
    if _HTML.match(_unprefaced(_narrowed(head))):
        return "html"
    return ending or ("jsonl" if _is_json_line(head) else "plain")


def _is_mhtml(head: bytes) -> bool:
    """Tell whether these are the headers of an e-mail of several parts."""
    if not _HEADER.match(head):
        return False
    headers = head.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0].lower()
    return any(re.match(rb"content-type:\s*multipart/related", line) for line in headers.split(b"\n"))


def _unprefaced(head: bytes) -> bytes:
    """Return the head without what may stand before a page's first tag: an XML declaration and comments."""
    head = head.lstrip()
    for opened, closed in ((b"<?xml", b">"), *((b"<!--", b"-->"),) * 9):
        if head.startswith(opened):
            head = head.partition(closed)[2].lstrip()
    return head


def _narrowed(head: bytes) -> bytes:
    """Return the head without byte order mark, and UTF-16 as if it were ASCII: only the markup matters here."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _is_json_line(head: bytes) -> bool:
    first = head.split(b"\n", 1)[0].strip()
    return first.startswith(b'{"') and (first.endswith(b"}") or len(head) >= SNIFFED)
