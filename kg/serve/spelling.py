"""How names are compared and spelled in a search: folded characters, syllables of pinyin.

>>> spaced(folded("A组 Ｂ")), syllables("长丰县A组")
('a 组 b', ['zhang', 'feng', 'xian', 'A', 'zu'])
"""

from __future__ import annotations

import unicodedata
from functools import cache


def folded(text: str) -> str:
    """Return a text as names are compared: width, case, spaces and the like do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def spaced(text: str) -> str:
    """Return a text with each character a word of its own."""
    return " ".join(text)


def syllables(name: str) -> list[str]:
    """Return the syllables of a name without tones (ü is v, as it is typed); other characters stand for themselves."""
    return [spelling for character in name for spelling in (_syllable(character),) if spelling]


@cache
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin

    if not character.isalnum():
        return ""
    spelled = lazy_pinyin(character)[0]
    return spelled if spelled.isascii() else character


@cache
def known_syllables() -> frozenset[str]:
    """Return every syllable of pinyin, without tones."""
    from pypinyin import constants

    return frozenset(
        syllable
        for code in constants.PINYIN_DICT
        if 0x4E00 <= code <= 0x9FFF
        for syllable in (_syllable(chr(code)),)
        if syllable.isascii() and syllable.isalpha()
    )


def cuts(letters: str, limit: int = 8) -> list[list[str]]:
    """Return the ways to cut letters into syllables, longest first; the last piece may be the beginning of one.

    >>> cuts("xian")
    [['xian'], ['xia', 'n'], ['xi', 'an'], ['xi', 'a', 'n']]
    """
    found: list[list[str]] = []

    def cut(start: int, pieces: list[str]) -> None:
        if len(found) >= limit:
            return
        if start == len(letters):
            found.append(pieces)
            return
        for stop in range(min(len(letters), start + 6), start, -1):
            piece = letters[start:stop]
            if piece in known_syllables() or (stop == len(letters) and piece in _beginnings()):
                cut(stop, [*pieces, piece])

    cut(0, [])
    return found


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(syllable[:length] for syllable in known_syllables() for length in range(1, len(syllable) + 1))
