"""Numbers as articles write them, as integers."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_FIGURES = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([万亿]?)")


def parse_number(text: str) -> int | None:
    """Return the integer that `text` writes, or None where it writes none.

    Args:
        text: figures or Chinese numerals, with 万 and 亿; what is only about (余, 多) is dropped.

    >>> [parse_number(t) for t in ("44", "1.2万", "2,000余", "二十三", "两", "一千二百", "十", "几")]
    [44, 12000, 2000, 23, 2, 1200, 10, None]
    """
    text = unicodedata.normalize("NFKC", text).strip().rstrip("余多来")
    match = _FIGURES.fullmatch(text)
    if match:
        value = float(match[1].replace(",", "")) * _LARGE.get(match[2], 1)
        return round(value) if value == round(value) else None
    return _chinese(text)


def _chinese(text: str) -> int | None:
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _LARGE for c in text):
        return None
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total += (section + digit) * _LARGE[char]
            section = digit = 0
    return total + section + digit
