"""What stands in brackets and quotation marks, and document numbers: each is folded into one token.

《关于…的通知》 and 皖政〔2022〕5号 are titles; “五包一” and the (居) of 村(居)民委员会 stand in names;
（以下简称县防指） and （2022年5月3日） are asides.
"""

from __future__ import annotations

import re

from kg.extract.token import Kind, Token
from kg.rules import Rules

_PAIRS = {
    "《": "》",
    "“": "”",
    "「": "」",
    "『": "』",
    "‘": "’",
    "（": "）",
    "(": ")",
    "〔": "〕",
    "[": "]",
    "【": "】",
    '"': '"',
}
OPENING = re.compile("[" + re.escape("".join(_PAIRS)) + "]")
_QUOTES = '“「『‘"'
_BRACKETS = "（("
# What a quotation may be at most to stand in a name (“县级领导包乡镇、部门包村”的三级责任制).
_LONGEST_QUOTE = 40
_LONGEST_BRACKET = 12
_FARTHEST = 120
_ALIAS = re.compile(r"(?:以下|下文|下|统一)?(?:统一)?(?:简称|简写|下称|又称|统称)[为:：]?")
_YEAR = re.compile(r"[〔\[（(【](?:19|20)[0-9]{2}[〕\]）)】]")
_IN_NUMBER = frozenset(
    {
        Kind.NOUN,
        Kind.MODIFIER,
        Kind.ACTIVITY,
        Kind.HEAD,
        Kind.OTHER,
        Kind.VERB,
        Kind.LOOSE_VERB,
        Kind.BARRIER,
        Kind.CLASSIFIER,
    }
)
_LONGEST_PREFIX = 10
_ALTERNATIVES = frozenset(["总", "副", "居", "试行", "组", "工", "处", "所", "站", "场", "厂", "局", "级"])


def folded(tokens: list[Token], rules: Rules) -> list[Token]:
    """Return the tokens with enclosures and document numbers as single tokens.

    Args:
        tokens: the words of a paragraph.
        rules: say what may be an alternative within a name.
    """
    return _numbers(_enclosed(tokens, rules))


def alias_of(aside: Token) -> str | None:
    """Return the short name that a bracket gives (以下简称“县防指”), without quotation marks, or None."""
    content = aside.word[1:-1]
    match = _ALIAS.match(content)
    if match is None or "统称" in match[0]:
        return None
    return content[match.end() :].strip('“”"「」‘’ ，,。') or None


def _enclosed(flat: list[Token], rules: Rules) -> list[Token]:
    """Fold enclosures into one token each, from the inside out."""
    out: list[Token] = []
    i = 0
    while i < len(flat):
        token = flat[i]
        close = _PAIRS.get(token.word)
        stop = _closing(flat, i, close) if close else None
        if stop is None:
            out.append(token)
            i += 1
            continue
        inner = _numbers(_enclosed(flat[i + 1 : stop], rules))
        word = "".join(t.word for t in flat[i : stop + 1])
        kind = _enclosure(token.word, word, inner, out[-1] if out else None, rules)
        if kind is None:
            out += [Token(token.start, token.stop, token.word, "x", Kind.OTHER), *inner]
            last = flat[stop]
            out.append(Token(last.start, last.stop, last.word, "x", Kind.OTHER))
        else:
            out.append(Token(token.start, flat[stop].stop, word, "x", kind, inner))
        i = stop + 1
    return out


def _closing(tokens: list[Token], start: int, close: str) -> int | None:
    depth, opening = 0, tokens[start].word
    for i in range(start + 1, min(len(tokens), start + _FARTHEST)):
        word = tokens[i].word
        if word == close:
            if depth == 0:
                return i
            depth -= 1
        elif word == opening:
            depth += 1
    return None


def _enclosure(mark: str, word: str, inner: list[Token], before: Token | None, rules: Rules) -> int | None:
    """Say what an enclosure is as a whole; None where its words belong to the sentence around it."""
    if mark == "《":
        return Kind.TITLE
    if mark in _QUOTES:
        long = len(word) > _LONGEST_QUOTE or any(t.kind == Kind.STOP for t in inner)
        return None if long or not inner else Kind.ENCLOSED
    if (
        mark in _BRACKETS
        and 2 < len(word) <= _LONGEST_BRACKET
        and before is not None
        and before.kind <= Kind.ENCLOSED
        and all(_alternative(t, before, rules) for t in inner)
    ):
        return Kind.ENCLOSED
    return Kind.ASIDE


def _alternative(token: Token, before: Token, rules: Rules) -> bool:
    """Tell whether a word in brackets offers an alternative within a name, as in 村(社区), 县(市、区), 党组(党委)."""
    if token.kind == Kind.JOINER or token.word in _ALTERNATIVES:
        return True
    rule, head = rules.heads.get(token.word), rules.heads.get(before.word)
    if rule is None:
        return False
    return rule.type in {"Community", "Place", "Organization"} or (head is not None and rule.type == head.type)


def _numbers(tokens: list[Token]) -> list[Token]:
    """Fold document numbers (皖政〔2022〕5号) into titles."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        if token.kind != Kind.ASIDE or not _YEAR.fullmatch(token.word) or not out:
            out.append(token)
            continue
        stop = i
        while stop < len(tokens) and tokens[stop].kind == Kind.NUMBER and stop < i + 3:
            stop += 1
        first = _prefix(out)
        if stop == i or stop == len(tokens) or tokens[stop].word != "号" or first == len(out):
            out.append(token)
            continue
        whole = [*out[first:], token, *tokens[i : stop + 1]]
        out[first:] = [Token(whole[0].start, whole[-1].stop, "".join(t.word for t in whole), "x", Kind.TITLE, whole)]
        i = stop + 1
    return out


def _prefix(tokens: list[Token]) -> int:
    """Return where the organ's signs before 〔2022〕5号 begin."""
    first, length = len(tokens), 0
    while first:
        token = tokens[first - 1]
        length += len(token.word)
        verb = token.kind in (Kind.VERB, Kind.BARRIER, Kind.OTHER) and len(token.word) > 1
        if token.kind not in _IN_NUMBER or verb or length > _LONGEST_PREFIX or not token.word.isalpha():
            break
        first -= 1
    return first
