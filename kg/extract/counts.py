"""How many: the number that the text gives with a name."""

from __future__ import annotations

import re

from kg.extract.token import Kind, Token
from kg.language.numbers import parse_number

_NUMBER = r"[0-9０-９][0-9０-９,，.]*[万亿]?|[一二两三四五六七八九十百千万零〇]+"
_CLASSIFIER = r"(?:个|名|家|支|位|处|座|所|人|户|条|份|栋|间|类|项|幢|辆|台|套|级|片|块|层|组|队)"
# 44家, 近1.3万名, 两名脱岗的, 一支15人的: right before the name.
_BEFORE = re.compile(
    rf"(?<![第每至到—~～0-9一二两三四五六七八九十百千万零〇-])({_NUMBER})[余多来]?{_CLASSIFIER}[余多]?(?:[0-9]+人的|(?:(?!组成|构成|参加|参与|牵头)[^，。；、：,;0-9]){{1,8}}的)?$"
)
# 党员136名, 楼栋5100余个: right behind it.
_BEHIND = re.compile(rf"(?:近|约|共|达)?({_NUMBER})[余多来]?({_CLASSIFIER})次?[余多]?")
# What a number before a name holds, and what one behind it begins with: most names have none.
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十百千万零〇")
_OPENS = _NUMERALS | frozenset("近约共达")
# The last characters of what may stand between a number and the name behind it.
_CLOSES = frozenset("个名家支位处座所人户条份栋间类项幢辆台套级片块层组队余多的")
_PEOPLE = frozenset({"Group", "Person", "Post"})
_SOME_TOKENS = 9


def count_of(tokens: list[Token], first: int, last: int, kind: str) -> int | None:
    """Return the number that the text gives with the name first–last, or None.

    Args:
        tokens: the words of a paragraph.
        first, last: the first and last token of the name.
        kind: its type; people behind an organ (应急分队140人) are its members, not so many organs.
    """
    if first and tokens[first - 1].word[-1] in _CLOSES:
        before = "".join([t.word for t in tokens[max(0, first - _SOME_TOKENS) : first]])
        match = None if _NUMERALS.isdisjoint(before) else _BEFORE.search(before)
        if match is not None:
            return parse_number(match[1])
    if last + 1 >= len(tokens) or tokens[last + 1].word[0] not in _OPENS:
        return None
    behind = tokens[last + 1 : last + 1 + _SOME_TOKENS]
    match = _BEHIND.match("".join(t.word for t in behind))
    if match is None or (match[2] == "人" and (kind not in _PEOPLE or match[0].endswith("次"))):
        return None
    length = 0
    for token in behind:
        if length >= match.end():
            # 社区3名干部: the number counts what follows.
            return parse_number(match[1]) if token.kind > Kind.TITLE else None
        length += len(token.word)
    return parse_number(match[1])
