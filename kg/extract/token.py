"""One word of a paragraph, and what it may be in a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final


class Kind:
    """What a token may be in a name; up to ENCLOSED it may stand in one.

    These are plain numbers, for they are looked up all the time, and in Python 3.11 a member of an enumeration takes
    ten times as long.
    """

    NOUN: Final = 1
    MODIFIER: Final = 2
    ACTIVITY: Final = 3
    HEAD: Final = 4
    ENCLOSED: Final = 5
    TITLE: Final = 6
    ASIDE: Final = 7
    LOOSE_VERB: Final = 8
    VERB: Final = 9
    PREPOSITION: Final = 10
    DETERMINER: Final = 11
    NUMBER: Final = 12
    CLASSIFIER: Final = 13
    JOINER: Final = 14
    OF: Final = 15
    COMMA: Final = 16
    STOP: Final = 17
    BARRIER: Final = 18
    OTHER: Final = 19


class Token:
    """A word at `start`–`stop` of the document; `inner` holds the words of an enclosure without its marks."""

    __slots__ = ("inner", "kind", "start", "stop", "tag", "word")

    # No dataclass: where this is compiled, what `dataclass` writes would not be, and there is a token for every word.
    def __init__(self, start: int, stop: int, word: str, tag: str, kind: int, inner: Sequence[Token] = ()) -> None:
        self.start = start
        self.stop = stop
        self.word = word
        self.tag = tag
        self.kind = kind
        self.inner = inner

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.stop}, {self.word!r}, {self.tag!r}, {self.kind}, {self.inner!r})"
