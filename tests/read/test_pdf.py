"""PDFs with a text layer, and without."""

from __future__ import annotations

import re

import pytest

from kg.errors import InputError
from kg.read.limits import Limits
from kg.read.pdf import read_pdf
from tests.read.makers import LEADERS, PARAGRAPHS, TITLE, pdf, scan


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("columns", [1, 2])
def test_paragraphs_rejoined_across_lines_columns_and_pages(columns: int) -> None:
    lines = [squeezed(line) for line in read_pdf(pdf(columns=columns, times=12), "a.pdf", Limits()).text.split("\n")]
    article = [squeezed(text) for text in (TITLE, *PARAGRAPHS * 12)]
    assert lines == [*article, *("".join(squeezed(part) for part in leader) for leader in LEADERS)]


def test_a_document_of_one_page_has_its_running_head_away() -> None:
    draft = read_pdf(pdf(times=1), "a.pdf", Limits())
    assert draft.text.startswith(TITLE)
    assert [words for _, words in draft.outside()] == ["青川县防汛抗旱指挥部工作简报", "— 1 —"]


def test_a_scan_is_said_to_be_one() -> None:
    with pytest.raises(InputError, match=r"^scan\.pdf: a scanned PDF.*run OCR"):
        read_pdf(scan(), "scan.pdf", Limits())


def test_too_many_pages() -> None:
    with pytest.raises(InputError, match=r"^long\.pdf: \d+ pages, the limit is 1; raise --max-pages"):
        read_pdf(pdf(times=12), "long.pdf", Limits(pages=1))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 nonsense" * 50, pdf()[:700]])
def test_a_damaged_file(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^bad\.pdf: "):
        read_pdf(data, "bad.pdf", Limits())
