"""A text cut into lines that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Span

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty.

    Attributes:
        span: where its words stand in the text, without the spaces around them.
        text: these words.
        adjacent: no empty line stands between the line before and this one.
        indented: it begins with a space.
    """

    span: Span
    text: str
    adjacent: bool
    indented: bool


def split_lines(text: str) -> list[Line]:
    r"""Return the lines of `text` that are not empty, in order.

    >>> [line.text for line in split_lines("县委组织部\n\n　　抽调干部。\n")]
    ['县委组织部', '抽调干部。']
    """
    lines: list[Line] = []
    end_before = -1
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + match[0].index(words[0])
        adjacent = bool(lines) and text.count("\n", end_before, match.start()) == 1
        lines.append(Line(Span(start, start + len(words)), words, adjacent, match[0][0].isspace()))
        end_before = match.end()
    return lines
