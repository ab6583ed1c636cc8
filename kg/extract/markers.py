"""The numbers and signs that articles, sections and items begin with, and how deep each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN_NUMBER = "〇零一二三四五六七八九十百"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
# Each kind of marker with its depth; a dotted number (2.1.1) stands deeper the more parts it has.
_KINDS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"第[{_HAN_NUMBER}\d]+[编章节][ \u3000]*"), 10),
    (re.compile(rf"第[{_HAN_NUMBER}\d]+条(?:之[{_HAN_NUMBER}])?[ \u3000]*"), 20),
    (re.compile(r"\d{1,2}(?:[.．]\d{1,2}){1,4}(?![\d年月日元万亿%])[.．、]?[ \u3000]*"), 32),
    (re.compile(r"\d{1,2}[ \u3000]+(?=[\u3400-\u9fff])"), 31),
    (re.compile(rf"[{_HAN_NUMBER}{_FORMAL}]+[、·.．][ \u3000]*|[{_FORMAL}][ \u3000]+"), 30),
    (re.compile(r"[◆★■◎※▲▌☆⭐]+[ \u3000]*"), 30),
    (re.compile(rf"[（(][{_HAN_NUMBER}]+[)）][ \u3000、]*"), 40),
    (re.compile(r"\d{1,2}[、.．﹒][ \u3000]*(?!\d)"), 50),
    (re.compile(r"[（(]\d{1,2}[)）][ \u3000、]*|\d{1,2}[)）][ \u3000]*"), 60),
    (re.compile(r"[①-⑳][ \u3000]*"), 70),
    (re.compile(r"(?:[·•●▪○－]|——|--|—)[ \u3000]*"), 80),
)
_HASHES = re.compile(r"#{1,6}[ \u3000]+")
_HEADING_BRACKET = re.compile(r"【([^】]{2,20})】[ \u3000]*")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a paragraph begins with: it takes `stop` characters and stands `depth` deep (a chapter 10, a bullet 80)."""

    stop: int
    depth: int


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
    for pattern, depth in _KINDS:
        if found := pattern.match(text, hashes.end() if hashes else 0):
            dots = len(re.findall(r"[.．](?=\d)", found[0])) if depth == 32 else 0
            return Marker(found.end(), depth + dots)
    return None
