"""Texts whose lines were cut at one width (of a newspaper, an e-mail, a PDF): their paragraphs rejoined."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import east_asian_width

from kg.read.plain import clean

_NARROWEST, _WIDEST = 30, 124  # columns; lists have shorter lines, whole paragraphs longer ones
_SLACK = 3  # columns: a mark that may not begin a line, half of a wide character
_FEWEST_FULL = 5  # lines
_MOST_ARE_FULL = 0.5  # of the lines that another follows at once, without an indent
_MOSTLY_CUT = 0.6  # of the full lines end within a sentence
_MOSTLY_SENTENCES = 0.5  # of the paragraphs end as sentences do; the entries of a list do not
_ENDS = ("。", "！", "？", "：", "”", "）", ".", ":")
_MARKS = (*_ENDS, "；", "，", "、", ";", ",")
_CELLS = "\u3000"  # within a line it parts the cells of a row


def rejoined(text: str) -> str:
    r"""Return a text with its paragraphs on a line each where their lines were cut at one width, else as it is.

    A line that reaches this width goes on in the next, unless that is empty or indented, or the line is a row of cells.

    >>> rejoined("\n".join(["县委组织部从县直单位抽调党员干部下沉一线包"] * 6 + ["保各村。"]))[-15:]
    '抽调党员干部下沉一线包保各村。'
    """
    if max(map(len, text.split("\n"))) > _WIDEST + 1:
        return text
    lines = [line.rstrip() for line in clean(text).split("\n")]
    going = [
        n
        for n, (line, following) in enumerate(pairwise(lines))
        if line and following and not following[0].isspace() and line.strip().count(_CELLS) <= 1
    ]
    widths = {n: _width(lines[n]) for n in going}
    widest = max(widths.values(), default=0)
    longest = max((len(lines[n]) for n in going), default=0)
    full = {n for n in going if widths[n] >= widest - _SLACK or len(lines[n]) >= longest - 1}
    if not _NARROWEST <= widest <= _WIDEST or not _were_cut(lines, going, full):
        return text
    pieces = [lines[0]]
    for number, (line, following) in enumerate(pairwise(lines)):
        pieces += [_between(line, following) if number in full else "\n", following]
    return "".join(pieces)


def _were_cut(lines: list[str], going: list[int], full: set[int]) -> bool:
    """Tell whether the full lines are so many, and end so, that a width has cut them and not who wrote them."""
    words = {n for n in full if _CELLS not in lines[n].strip()}
    last = [n + 1 for n in full if n + 1 not in full]  # of each paragraph
    return (
        len(words) >= max(_FEWEST_FULL, len(going) * _MOST_ARE_FULL)
        and sum(not lines[n].endswith(_MARKS) for n in words) >= len(words) * _MOSTLY_CUT
        and sum(lines[n].endswith(_ENDS) for n in last) >= len(last) * _MOSTLY_SENTENCES
    )


def _between(before: str, after: str) -> str:
    """Return the space that a line end stands for: none in Chinese, one between Latin words."""
    return " " if before[-1].isascii() and before[-1].isalpha() and after[0].isascii() else ""


def _width(text: str) -> int:
    """Return how many columns a line takes where Chinese is written; “ ” … are wide there."""
    return len(text) + sum(east_asian_width(character) in "WFA" for character in text)
