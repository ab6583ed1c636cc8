"""Offsets for JavaScript, whose strings count UTF-16 units where Python's count code points."""

from __future__ import annotations

from bisect import bisect_left


class Offsets:
    """The offsets of one text, converted.

    >>> Offsets("𠮷县").utf16(1), Offsets("吉县").utf16(1)
    (2, 1)
    """

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [i for i, c in enumerate(text) if c > "\uffff"]

    def utf16(self, offset: int) -> int:
        """Return the number of UTF-16 units before a code point."""
        return offset + bisect_left(self._astral, offset)
