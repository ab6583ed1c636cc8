"""Numbers among the words of a paragraph: ordinals, ranges, and what may be a classifier beside a number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.token import Kind, Token

ORDINAL = re.compile(r"第[0-9０-９〇零一二三四五六七八九十百]+届?")
_RANGES = frozenset(["至", "到", "—", "-", "－", "~", "～"])
_SERIES = re.compile(ORDINAL.pattern + r"(?:$|[至到—－~～-])")
_ORDERED = frozenset("条章款项节次季批轮年期卷页版位名")
# What may be a classifier, or is read as something else beside a number.
_COUNTABLE = frozenset({Kind.HEAD, Kind.CLASSIFIER})
_COUNTING = frozenset("qm")
_UNCLEAR = frozenset("处级.")
_COUNTED_HEADS = frozenset("组处所支级股站")
_COUNTS = frozenset({Kind.NUMBER, Kind.DETERMINER, Kind.CLASSIFIER})
_UNCOUNTED = frozenset({Kind.NUMBER, Kind.DETERMINER, Kind.HEAD})
_STROKES = frozenset("-—~～")


def ordered(tokens: list[Token]) -> list[Token]:
    """Read 第 and a numeral, and a series (第一至第六), as one word, which is in no name before 条, 次 and the like.

    What a list leaves out is said again: 第二、三巡察组 are 第二巡察组 and 第三巡察组.
    """
    out: list[Token] = []
    for token in tokens:
        before = out[-1] if out else None
        if before is not None and before.word == "第" and token.kind == Kind.NUMBER:
            out[-1] = Token(before.start, token.stop, before.word + token.word, "m", Kind.MODIFIER)
            continue
        ranging = len(out) > 1 and out[-1].word in _RANGES and ORDINAL.fullmatch(out[-2].word)
        if ranging and (token.kind == Kind.NUMBER or ORDINAL.fullmatch(token.word)):
            word = out[-2].word + out[-1].word + token.word
            out[-2:] = [Token(out[-2].start, token.stop, word, "m", Kind.MODIFIER)]
            continue
        listed = token.kind == Kind.NUMBER and len(out) > 1 and before is not None and before.kind == Kind.JOINER
        if listed and ORDINAL.fullmatch(out[-2].word):
            token.word, token.kind = "第" + token.word, Kind.MODIFIER  # 第二、三巡察组
        if before is not None and token.word[0] in _ORDERED and _SERIES.match(before.word):
            before.kind = token.kind = Kind.OTHER
        out.append(token)
    return out


def ordinal(token: Token) -> bool:
    """Tell whether a word is an ordinal that may stand in a name: 第三 in 县委第三巡察组."""
    return token.kind == Kind.MODIFIER and token.word[0] == "第" and token.tag == "m"


def in_series(tokens: list[Token], k: int) -> bool:
    """Tell whether a series of ordinals begins at k: 第一、第二."""
    series = k + 2 < len(tokens) and tokens[k + 1].kind == Kind.JOINER
    return series and ordinal(tokens[k]) and ordinal(tokens[k + 2])


def ranges(tokens: list[Token]) -> list[Token]:
    """Read two numbers and the stroke between them as one: 1-2个自然村, 15—20户."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        joins = token.kind == Kind.NUMBER and len(out) > 1 and out[-1].word in _STROKES
        if joins and tokens[i - 2] is out[-2] and out[-2].kind == Kind.NUMBER:
            stroke, first = out.pop(), out.pop()
            out.append(Token(first.start, token.stop, first.word + stroke.word + token.word, "m", Kind.NUMBER))
        else:
            out.append(token)
    return out


def unsettled(word: str, tag: str, kind: int) -> bool:
    """Tell whether what a word is may depend on whether it is counted."""
    counting = kind == Kind.CLASSIFIER or (tag in _COUNTING and kind != Kind.NUMBER)
    return counting or word in _COUNTED_HEADS or word in _UNCLEAR


def count(tokens: list[Token], places: Iterable[int]) -> None:
    """Read classifiers as such only behind a number or a determiner, and 处 before a sum as the verb of a fine.

    Args:
        tokens: the words of a paragraph.
        places: where words stand that may have to be read otherwise.
    """
    for i in places:
        token = tokens[i]
        if token.kind not in _COUNTABLE and token.tag not in _COUNTING and token.word not in _UNCLEAR:
            continue
        before = tokens[i - 1] if i else None
        counted = before is not None and before.kind in _COUNTS
        if (token.tag in _COUNTING and counted and token.kind not in _UNCOUNTED) or (
            token.kind == Kind.HEAD
            and before is not None
            and before.kind == Kind.NUMBER
            and token.word in _COUNTED_HEADS
        ):
            token.kind = Kind.CLASSIFIER
        elif token.word == "处" and i + 1 < len(tokens) and (tokens[i + 1].tag == "m" or tokens[i + 1].word == "以"):
            token.kind = Kind.VERB
        elif token.word == "级" and not counted:
            token.kind = Kind.MODIFIER
        elif token.kind == Kind.CLASSIFIER and not counted:
            token.kind = Kind.NOUN
        elif token.word == "." and before is not None and "\u4e00" <= before.word[-1] <= "\u9fff":
            token.kind = Kind.STOP
