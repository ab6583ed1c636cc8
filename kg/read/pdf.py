"""PDF with a text layer: lines in reading order, running heads and page numbers away, paragraphs rejoined."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.limits import Limits

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_CELLS = "\u3000"
_PAGE_NUMBER = re.compile(r"[\s—–－·\-第页共/（()）PageOfpgof,，]*\d{1,4}[\s—–－·\-第页共/（()）PageOfpgof,，\d]*")
_HEAD = 0.08  # of the page's height, above and below: where running heads stand
_NUMBER = 0.12  # where page numbers stand: official documents put them 28 mm above the lower edge (GB/T 9704-2012)
_SMALL = 0.85  # of the usual height of characters: what stands in a margin and is smaller is a running head
_FEWEST_CHARACTERS = 8  # a page with fewer, on the average, is a scan
_LINES_OF_A_COLUMN = 4
_SAME_LINE = 0.5  # of a character's height: how far apart vertically two runs of one line may be
_GAP = 0.8  # of a character's height: a wider gap on a line is a full-width space, or one between cells or columns
_FULL = 3.0  # characters: a line that stops closer than this to the right edge is full (marks may hang over it)
_INDENT = 1.2  # characters: a line that begins this far from the left edge begins a paragraph
_WIDE_LEADING = 1.5  # times the usual distance of lines: a wider one parts paragraphs
# Fonts without a proper map give radicals and compatibility forms for characters; NFKC of all would alter punctuation.
_LOOKALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


@dataclass(frozen=True)
class _Run:
    """Characters on one line, with their box in points from the top left corner of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int = 0
    column: int = 0

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True)
class _PageRuns:
    runs: list[_Run]
    width: float
    height: float


def read_pdf(data: bytes, name: str, limits: Limits) -> Draft:
    """Read a PDF's text layer.

    Raises:
        InputError: it is damaged or encrypted, has more pages than the limit, or is a scan without text.
    """
    try:
        import pypdfium2
    except ImportError:
        raise InputError(f"{name}: reading PDF needs one more package: pip install 'orgkg[docs]'") from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{name}: a damaged or encrypted PDF: {error}") from None
    try:
        count = len(document)
        if count > limits.pages:
            raise InputError(f"{name}: {count} pages, the limit is {limits.pages}; raise --max-pages to read it")
        pages = [_page_runs(document, number, name) for number in range(count)]
    finally:
        document.close()
    if sum(len(run.text) for page in pages for run in page.runs) < _FEWEST_CHARACTERS * max(count, 1):
        raise InputError(f"{name}: a scanned PDF: its pages are pictures without text; run OCR on it first")
    repeated = _repeated(pages)
    small = _SMALL * median([run.height for page in pages for run in page.runs for _ in run.text])
    furniture = {run: why for page in pages for run in page.runs if (why := _furniture(run, page, repeated, small))}
    bodies = [replace(page, runs=[run for run in page.runs if run not in furniture]) for page in pages]
    return Draft(
        "\n".join(_paragraphs([line for page in bodies for line in _lines(page)])),
        outside=lambda: [(f"{why}, page {run.page + 1}", run.text) for run, why in furniture.items()],
    )


def _page_runs(document: PdfDocument, number: int, name: str) -> _PageRuns:
    import pypdfium2

    try:
        page = document[number]
        try:
            return _PageRuns(_runs(page, number), page.get_width(), page.get_height())
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{name}: page {number + 1} is damaged: {error}") from None


def _runs(page: PdfPage, number: int) -> list[_Run]:
    """Return the runs of a page in the order of its content, cut where a line ends or a wide gap opens."""
    from pypdfium2 import raw

    height = page.get_height()
    text_page = page.get_textpage()
    runs: list[_Run] = []
    ended = True
    for index in range(text_page.count_chars()):
        character = _character(raw.FPDFText_GetUnicode(text_page.raw, index))
        if character in "\r\n":
            ended = True
            continue
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        box = _Run(character, left, right, height - top, height - bottom, number)
        if not character.strip():
            if not ended and runs:
                runs[-1] = replace(runs[-1], text=runs[-1].text + " ")
            continue
        last = runs[-1] if runs else None
        if ended or last is None or not _goes_on(last, box):
            runs.append(box)
        else:
            runs[-1] = _joined(last, box)
        ended = False
    text_page.close()
    return [replace(run, text=run.text.strip()) for run in runs]


def _character(code: int) -> str:
    character = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return unicodedata.normalize("NFKC", character) if _LOOKALIKES.fullmatch(character) else character or " "


def _goes_on(run: _Run, box: _Run) -> bool:
    size = max(run.height, box.height)
    same_line = box.bottom > run.top - size * _SAME_LINE and box.top < run.bottom + size * _SAME_LINE
    return same_line and -size < box.left - run.right < size * _GAP


def _joined(run: _Run, other: _Run, between: str = "") -> _Run:
    return replace(
        run,
        text=run.text + between + other.text,
        left=min(run.left, other.left),
        right=max(run.right, other.right),
        top=min(run.top, other.top),
        bottom=max(run.bottom, other.bottom),
    )


def _repeated(pages: list[_PageRuns]) -> frozenset[str]:
    """Return what stands in the margins of most pages, with numbers left out: running heads and feet."""
    seen = Counter(
        text for page in pages for text in {_numberless(run.text) for run in page.runs if _in_margin(run, page, _HEAD)}
    )
    return frozenset(text for text, count in seen.items() if text and count >= max(2, len(pages) * 0.5))


def _furniture(run: _Run, page: _PageRuns, repeated: frozenset[str], small: float) -> str | None:
    """Return what a run in a margin is, or None where it belongs to the text."""
    if _in_margin(run, page, _NUMBER) and _PAGE_NUMBER.fullmatch(run.text):
        return "page number"
    # A document of one page repeats nothing; that its head is set smaller than the text gives it away.
    if _in_margin(run, page, _HEAD) and (_numberless(run.text) in repeated or run.height < small):
        return "running head or foot"
    return None


def _in_margin(run: _Run, page: _PageRuns, share: float) -> bool:
    return run.bottom < page.height * share or run.top > page.height * (1 - share)


def _numberless(text: str) -> str:
    return re.sub(r"[\d\s]", "", text)


def _lines(page: _PageRuns) -> list[_Run]:
    """Return the lines of a page in reading order: column after column; cells of a table's row make one line."""
    gutter = _gutter(page)
    if gutter is None:
        return _rows(page.runs)
    lines: list[_Run] = []
    band: list[_Run] = []
    for run in sorted(page.runs, key=lambda r: r.top):
        if run.left < gutter < run.right:
            lines += [*_columns(band, gutter), replace(run, column=2)]
            band = []
        else:
            band.append(run)
    return lines + _columns(band, gutter)


def _gutter(page: _PageRuns) -> float | None:
    """Return where the gap between two columns of running text is, or None where there are none."""
    wide = [run for run in page.runs if run.right - run.left > page.width * 0.25]
    best: tuple[int, int, float] | None = None
    for step in range(35, 66):
        x = page.width * step / 100
        left = sum(run.right < x for run in wide)
        right = sum(run.left > x for run in wide)
        crossing = sum(run.left <= x <= run.right for run in page.runs)
        if left >= _LINES_OF_A_COLUMN and right >= _LINES_OF_A_COLUMN and crossing <= (left + right) * 0.2:
            best = min(best or (crossing, abs(step - 50), x), (crossing, abs(step - 50), x))
    return best[2] if best else None


def _columns(band: list[_Run], gutter: float) -> list[_Run]:
    left = [replace(run, column=0) for run in band if run.right <= gutter]
    right = [replace(run, column=1) for run in band if run.right > gutter]
    return _rows(left) + _rows(right)


def _rows(runs: list[_Run]) -> list[_Run]:
    """Join the runs of each line, from left to right, and return the lines from top to bottom."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda r: (r.top + r.bottom, r.left)):
        last = rows[-1][0] if rows else None
        middle = (run.top + run.bottom) / 2
        if last is not None and abs(middle - (last.top + last.bottom) / 2) < min(run.height, last.height) * _SAME_LINE:
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = []
    for row in rows:
        first, *others = sorted(row, key=lambda r: r.left)
        line = first
        for run in others:
            close = run.left - line.right < line.height * _GAP
            line = _joined(line, run, "" if close else _CELLS)
        lines.append(line)
    return lines


def _paragraphs(lines: list[_Run]) -> list[str]:
    """Rejoin lines: one that reaches the right edge goes on in the next, unless that is indented or set apart."""
    if not lines:
        return []
    size = median(line.height for line in lines)
    edges = {
        key: (min(ls, key=lambda r: r.left).left, max(ls, key=lambda r: r.right).right)
        for key in {line.column for line in lines}
        if (ls := [line for line in lines if line.column == key])
    }
    steps = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page and a.column == b.column and b.top > a.top]
    leading = median(steps) if steps else size * 2
    paragraphs = [lines[0].text]
    for line, following in pairwise(lines):
        left, right = edges[following.column][0], edges[line.column][1]
        full = right - line.right < size * _FULL
        indented = following.left - left > size * _INDENT
        apart = line.page == following.page and following.top - line.top > leading * _WIDE_LEADING
        if full and not indented and not apart and _CELLS not in line.text + following.text:
            paragraphs[-1] += _between(paragraphs[-1], following.text) + following.text
        else:
            paragraphs.append(following.text)
    return paragraphs


def _between(before: str, after: str) -> str:
    """Return the space that a line end stands for: none in Chinese, one between Latin words."""
    return " " if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() else ""
