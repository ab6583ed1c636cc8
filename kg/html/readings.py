"""How the names of a page are read, so that its search box answers to pinyin.

The page gets every reading of every character that occurs in a name, and tries them all: 长丰 is found by `changfeng`,
`zhangfeng` and `cf`, without the many spellings of each name being written out.

>>> readings(["长丰", "A组"])
{'丰': 'feng', '组': 'zu', '长': 'zhang chang'}
"""

from __future__ import annotations

from collections.abc import Iterable


def readings(names: Iterable[str]) -> dict[str, str]:
    """Return the readings of the Chinese characters in some names, without tones.

    Args:
        names: any texts.

    Returns:
        For each character its readings, joined by spaces; ü is v, as it is typed.
    """
    from pypinyin import Style, pinyin

    table: dict[str, str] = {}
    for character in sorted({c for name in names for c in name}):
        spelled = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        if spelled:
            table[character] = " ".join(dict.fromkeys(s for s in spelled[0] if s.isascii()))
    return {character: spelling for character, spelling in table.items() if spelling}
