"""Formats that need more packages say so, and which."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from kg.errors import InputError
from kg.read import Columns, Limits
from kg.read.compressed import unpacked
from kg.read.html import read_html
from kg.read.parquet import read_parquet
from kg.read.pdf import read_pdf
from kg.read.warc import warc_pages
from tests.read.makers import PAGES, PARAGRAPHS


@pytest.mark.parametrize(
    ("package", "extra", "read"),
    [
        ("lxml", "docs", lambda: read_html(b"<p>x", "a")),
        ("pypdfium2", "docs", lambda: read_pdf(b"%PDF-", "a", Limits())),
        ("pyarrow", "data", lambda: list(read_parquet(io.BytesIO(), "a", Columns()))),
        ("warcio.archiveiterator", "data", lambda: list(warc_pages(io.BytesIO(), "a", Limits()))),
        ("zstandard", "data", lambda: unpacked(io.BytesIO(), "zstd", "a", Limits())),
    ],
)
def test_a_package_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, package: str, extra: str, read: Callable[[], object]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=rf"^a: reading .* needs .*: pip install 'orgkg\[{extra}\]'$"):
        read()


def test_pages_are_read_without_trafilatura_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    text = read_html(PAGES["no names at all"].encode(), "a").text
    assert all(paragraph in text for paragraph in PARAGRAPHS)
