"""Names as labels of boxes: long ones wrapped into lines of even length, as Chinese is set.

>>> wrap("防控工作领导小组")
'防控工作领导小组'
>>> print(wrap("乡镇党委成员包村、村“两委”成员包片的机制"))
乡镇党委成员包村、
村“两委”
成员包片的机制
>>> print(wrap("《关于组织区直党员干部积极投身疫情防控工作一线的通知》"))
《关于组织区直党员
干部积极投身疫情防
控工作一线的通知》
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
        At most `LINES` lines of about `LINE` half-widths, joined by newlines; the last ends in … where the name is
        longer.
    """
    most = LINE * LINES
    plain = "".join(c for c in name[: most + 1] if unicodedata.category(c) not in {"Cc", "Cf", "Zl", "Zp"}) or "·"
    if width(plain) > most or len(name) > most + 1:
        plain = _cut(plain, most - 2) + "…"
    number = -(-width(plain) // LINE)
    lines, rest = [], plain
    for left in range(number, 1, -1):
        place = _break(rest, len(_cut(rest, -(-width(rest) // left) + 1)))
        lines.append(rest[:place])
        rest = rest[place:]
    return "\n".join([*lines, rest])


def shortened(name: str) -> str:
    """Return a name cut to one line."""
    plain = wrap(name).replace("\n", "")
    return plain if width(plain) <= LINE + 4 else _cut(plain, LINE + 2) + "…"


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


def _break(text: str, most: int) -> int:
    """Return where to break a text: at a mark of punctuation that is near `most`, else at `most` or somewhat before."""
    allowed = [
        p
        for p in range(min(most + 2, len(text) - 1), 0, -1)
        if text[p] not in _NO_START and text[p - 1] not in _NO_END and not _joins(text, p)
    ]
    near = [p for p in allowed if p > most - 4 and (text[p - 1] in _NO_START or text[p] in _NO_END)]
    fit = [p for p in allowed if p <= most]
    return (near or fit or [most])[0]


def _joins(text: str, place: int) -> bool:
    """Tell whether a break at `place` would cut a Latin word, a number or a character from its combining mark."""
    before, after = text[place - 1], text[place]
    word = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return word or unicodedata.combining(after) > 0
