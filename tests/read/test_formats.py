"""Which format an input is in."""

from __future__ import annotations

import time

import pytest

from kg.errors import InputError
from kg.read.formats import Format, sniff


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        (b"<!DOCTYPE html><p>", "a.txt", "html"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a -->\n<!-- b --><html>", "a", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "a.doc", "html"),
        (b"From: x\r\nContent-Type: multipart/related;\r\n boundary=b\r\n\r\n", "a.doc", "mhtml"),
        ("主题: 通知\nContent-Type: multipart/related\n".encode(), "a.txt", "plain"),
        (b'{"text": "x"}\n{"text": "y"}\n', "a.txt", "jsonl"),
        (b"{\n", "a.json", "json"),
        (b"a,b\n", "a.CSV", "csv"),
        (b"# x\n", "a.md", "markdown"),
        (b"junk\n%PDF-1.4\n", "a.txt", "pdf"),
        ("县委。".encode(), "a.html", "html"),
        ("县委。".encode(), "a", "plain"),
    ],
)
def test_content_first_then_ending(head: bytes, name: str, format_: Format) -> None:
    assert sniff(head, name) == format_


@pytest.mark.parametrize(
    ("head", "hint"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOCX"), (b"{\\rtf1", "RTF"), (b"\x89PNG", "OCR"), (b"Rar!", "ZIP")],
)
def test_what_is_known_and_not_read_is_said_with_what_to_do(head: bytes, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        sniff(head, "a.doc")


@pytest.mark.timing
@pytest.mark.parametrize("unit", [b"a:\n", b"<!---->", b"<!-- ", b"a-:", b"<?xml ", b" \n", b"a: b\r\n", b"<a "])
def test_a_head_made_to_be_slow_is_told_at_once(unit: bytes) -> None:
    started = time.perf_counter()
    for end in (b"", b"!", b"content-type"):
        sniff(unit * (4096 // len(unit)) + end, "a")
    assert time.perf_counter() - started < 0.2
