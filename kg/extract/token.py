"""One word of a paragraph, and what it may be in a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class Kind(IntEnum):
    """What a token may be in a name; up to ENCLOSED it may stand in one."""

    NOUN = 1
    MODIFIER = 2
    ACTIVITY = 3
    HEAD = 4
    ENCLOSED = 5
    TITLE = 6
    ASIDE = 7
    LOOSE_VERB = 8
    VERB = 9
    PREPOSITION = 10
    DETERMINER = 11
    NUMBER = 12
    CLASSIFIER = 13
    JOINER = 14
    OF = 15
    COMMA = 16
    STOP = 17
    BARRIER = 18
    OTHER = 19


@dataclass(slots=True)
class Token:
    """A word at `start`–`stop` of the document; `inner` holds the words of an enclosure without its marks."""

    start: int
    stop: int
    word: str
    tag: str
    kind: Kind
    inner: list[Token] = field(default_factory=list)
