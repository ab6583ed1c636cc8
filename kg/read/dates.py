"""Chinese dates, as pages and documents write them, to YYYY-MM-DD."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零ＯO", 0)
_PARTS = re.compile(r"(.{4}?)\s*[-—/.年]\s*(.{1,3}?)\s*[-—/.月]\s*(.{1,3}?)\s*[日号]?")

_LONGEST = 40  # characters of a date with its time


def parse_date(text: str) -> str | None:
    """Return a date in ISO form, or None where `text` is no date that the calendar has.

    Args:
        text: one date and nothing else, in digits or in Chinese numerals.

    >>> parse_date("二〇二三年九月十二日"), parse_date("2024/3/12"), parse_date("２０１９年１月３日")
    ('2023-09-12', '2024-03-12', '2019-01-03')
    >>> parse_date("2023年2月30日") is None
    True
    """
    parts = _PARTS.fullmatch(unicodedata.normalize("NFKC", text.strip()))
    if parts is None:
        return None
    numbers = [_number(part) for part in parts.groups()]
    try:
        return date(*[n for n in numbers if n is not None]).isoformat()
    except (TypeError, ValueError):
        return None


def find_date(text: str) -> str | None:
    """Return the date that a text begins with, in ISO form; a time may follow it.

    >>> find_date("2023-07-18T08:30:00+08:00"), find_date("2024年3月12日 16:20"), find_date("昨日")
    ('2023-07-18', '2024-03-12', None)
    """
    text = text.strip()[:_LONGEST]
    match = re.match(r"\S+?(?=[\sT]*\d{1,2}[:：])|\S+", text)
    return parse_date(text) or (parse_date(match[0]) if match else None)


def _number(text: str) -> int | None:
    """Return the number that digits (2023), positional numerals (二〇二三) or tens (二十三) write."""
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, units = text.partition("十")
        high = _DIGITS.get(tens, None) if tens else 1
        low = _DIGITS.get(units, None) if units else 0
        return None if high is None or low is None else high * 10 + low
    digits = [_DIGITS.get(c) for c in text]
    return None if not digits or None in digits else int("".join(map(str, digits)))
