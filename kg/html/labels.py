"""Names as labels of boxes: long ones wrapped into lines of even length, as Chinese is set.

>>> wrap("防控工作领导小组")
'防控工作领导小组'
>>> print(wrap("《关于组织区直党员干部积极投身疫情防控工作一线的通知》"))
《关于组织区直党员干
部积极投身疫情防控
工作一线的通知》
"""

from __future__ import annotations

import unicodedata

LINE = 20
"""The longest line, in half-widths: ten Chinese characters."""
LINES = 4
"""The most lines of a label; the page's panel has the whole name."""

_NO_START = frozenset("、，。；：！？）》〉」』”’…,.;:!?)]}")
_NO_END = frozenset("（《〈「『“‘([{")


def wrap(name: str) -> str:
    """Break a name into lines, none beginning with a closing mark or ending with an opening one.

    Control and format characters (bidirectional marks too) are left out: a canvas would obey them.

    Args:
        name: any text, however long.

    Returns:
        At most `LINES` lines of about `LINE` half-widths, joined by newlines; the last ends in … where the name is longer.
    """
    most = LINE * LINES
    plain = "".join(c for c in name[: most + 1] if unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"}) or "·"
    if width(plain) > most or len(name) > most + 1:
        plain = _cut(plain, most - 2) + "…"
    number = -(-width(plain) // LINE)
    lines, rest = [], plain
    for left in range(number, 1, -1):
        line = _cut(rest, -(-width(rest) // left))
        while len(line) > 1 and (rest[len(line) :][:1] in _NO_START or line[-1] in _NO_END or _joins(rest, len(line))):
            line = line[:-1]
        lines.append(line)
        rest = rest[len(line) :]
    return "\n".join([*lines, rest])


def width(text: str) -> int:
    """Return the width of a text in half-widths: a Chinese character is two, a Latin letter one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def size(label: str) -> tuple[int, int]:
    """Return the width and height of a label's box on the page, in CSS pixels, near enough to keep boxes apart."""
    lines = label.split("\n")
    return max(map(width, lines)) * 7 + 22, len(lines) * 17 + 14


def _cut(text: str, most: int) -> str:
    """Return the longest beginning that is at most `most` half-widths wide, and at least one character."""
    used = 0
    for place, character in enumerate(text):
        used += width(character)
        if used > most and place:
            return text[:place]
    return text


def _joins(text: str, place: int) -> bool:
    """Tell whether a break at `place` would cut a Latin word, a number or a character from its combining mark."""
    before, after = text[place - 1], text[place : place + 1]
    return (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()) or bool(
        after and unicodedata.combining(after)
    )
