"""How names are compared and spelled in a search: folded characters, and the syllables of pinyin.

>>> spaced(folded("A组 Ｂ"))
'a 组 b'
>>> spelling = Spelling({"长": ("zhang", "chang"), "丰": ("feng",), "县": ("xian",), "西": ("xi",), "安": ("an",)})
>>> spelling.syllables("长丰县A")
['zhang', 'feng', 'xian', 'a']
>>> spelling.cuts("xian"), spelling.cuts("changf")
([['xian'], ['xi', 'an']], [['chang', 'f']])
>>> spelling.first_readings(["chang", "feng"])
[['zhang', 'feng']]
>>> spelling.spells(["chang", "f"], "安徽省长丰县"), spelling.spells(["chang", "xian"], "长丰县")
(True, False)
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice, product

_LONGEST_SYLLABLE = 6  # zhuang
_WAYS = 8  # to cut letters into syllables, or to read syllables, that are tried


def folded(text: str) -> str:
    """Return a text as names are compared: width, case, spaces and the like do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def spaced(text: str) -> str:
    """Return a text with each character a word of its own."""
    return " ".join(text)


class Spelling:
    """How the characters of some names are read."""

    def __init__(self, readings: Mapping[str, Sequence[str]]) -> None:
        """Take the readings of each character, the usual one first; what has none stands for itself."""
        self._readings = readings
        self._known = frozenset(reading for spelled in readings.values() for reading in spelled)
        self._begun = frozenset(reading[:n] for reading in self._known for n in range(1, len(reading)))
        first = defaultdict[str, dict[str, None]](dict)
        for spelled in readings.values():
            for reading in spelled:
                first[reading].setdefault(spelled[0])
        self._first = {reading: sorted(usual, key=lambda one: one != reading) for reading, usual in first.items()}

    def syllables(self, name: str) -> list[str]:
        """Return the syllables of a folded name, each character in its usual reading."""
        return [self._readings.get(c, (c,))[0] for c in folded(name) if c.isalnum()]

    def cuts(self, letters: str) -> list[list[str]]:
        """Return the ways to cut letters into syllables, the longest first; the last may be the beginning of one."""
        found: list[list[str]] = []

        def cut(start: int, pieces: list[str]) -> None:
            if start == len(letters):
                found.append(pieces)
            for stop in range(min(len(letters), start + _LONGEST_SYLLABLE), start, -1):
                piece = letters[start:stop]
                if len(found) < _WAYS and (piece in self._known or (stop == len(letters) and piece in self._begun)):
                    cut(stop, [*pieces, piece])

        cut(0, [])
        return found

    def first_readings(self, typed: Sequence[str]) -> list[list[str]]:
        """Return the usual readings of what may be read as it was typed, without what was typed itself."""
        options = (self._first.get(syllable, [syllable]) for syllable in typed)
        return [list(way) for way in islice(product(*options), _WAYS) if list(way) != list(typed)]

    def spells(self, typed: Sequence[str], name: str) -> bool:
        """Tell whether syllables are a reading of a part of a name; the last may be the beginning of one."""
        characters = [c for c in folded(name) if c.isalnum()]
        last = len(typed) - 1
        return any(
            all(self._reads(characters[start + n], syllable, begun=n == last) for n, syllable in enumerate(typed))
            for start in range(len(characters) - last)
        )

    def _reads(self, character: str, typed: str, *, begun: bool) -> bool:
        readings = self._readings.get(character, (character,))
        return typed in readings or (begun and any(reading.startswith(typed) for reading in readings))
