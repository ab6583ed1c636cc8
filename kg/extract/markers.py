"""The numbers and signs that articles, sections and items begin with, and how deep each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_HAN_NUMBER = "〇零一二三四五六七八九十百"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
# Each kind of marker with its depth; a dotted number (2.1.1) stands deeper the more parts it has.
_KINDS: tuple[tuple[str, int], ...] = (
    (rf"第[{_HAN_NUMBER}\d]+[编章节][ \u3000]*", 10),
    (rf"第[{_HAN_NUMBER}\d]+条(?:之[{_HAN_NUMBER}])?[ \u3000]*", 20),
    (r"\d{1,2}(?:[.．]\d{1,2}){1,4}(?![\d年月日元万亿%])[.．、]?[ \u3000]*", 32),
    (r"\d{1,2}[ \u3000]+(?=[\u3400-\u9fff])", 31),
    (rf"[{_HAN_NUMBER}{_FORMAL}]+[、·.．][ \u3000]*|[{_FORMAL}][ \u3000]+", 30),
    (r"[◆★■◎※▲▌☆⭐]+[ \u3000]*", 30),
    (rf"[（(][{_HAN_NUMBER}]+[)）][ \u3000、]*", 40),
    (r"\d{1,2}[、.．﹒][ \u3000]*(?!\d)", 50),
    (r"[（(]\d{1,2}[)）][ \u3000、]*|\d{1,2}[)）][ \u3000]*", 60),
    (r"[①-⑳][ \u3000]*", 70),
    (r"(?:[·•●▪○－]|——|--|—)[ \u3000]*", 80),
)
_MARKER = re.compile("|".join(f"({pattern})" for pattern, _ in _KINDS))
_HASHES = re.compile(r"#{1,6}[ \u3000]+")
_DOTTED = 32
_DOTS = re.compile(r"[.．](?=\d)")
_HEADING_BRACKET = re.compile(r"【([^】]{2,20})】[ \u3000]*")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a paragraph begins with: it takes `stop` characters and stands `depth` deep (a chapter 10, a bullet 80)."""

    stop: int
    depth: int


# Several readers ask for the marker of the same paragraph.
@lru_cache(maxsize=256)
def marker(text: str) -> Marker | None:
    """Return the marker that a paragraph begins with.

    >>> marker("第十三条　市级河长履行下列职责：")
    Marker(stop=5, depth=20)
    >>> marker("（三）巡查责任河流"), marker("2.1.1 县指挥部职责"), marker("2.3亿元涉农资金")
    (Marker(stop=3, depth=40), Marker(stop=6, depth=34), None)
    """
    if bracket := _HEADING_BRACKET.match(text):
        whole = bracket.end() == len(text.rstrip())
        return Marker(0 if whole else bracket.end(), 30)
    hashes = _HASHES.match(text)
    found = _MARKER.match(text, hashes.end() if hashes else 0)
    if found is None or found.lastindex is None:
        return None
    depth = _KINDS[found.lastindex - 1][1]
    dots = len(_DOTS.findall(found[0])) if depth == _DOTTED else 0
    return Marker(found.end(), depth + dots)
