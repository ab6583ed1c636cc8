"""Names of people: a surname and one or two characters more, where a post, a role or a list announces a person."""

from __future__ import annotations

from kg.extract.tokens import Kind, Token

# What may follow a name directly; anything else means that the words go on (王村, 高质量).
_AFTER = frozenset(
    {Kind.VERB, Kind.LOOSE_VERB, Kind.PREPOSITION, Kind.JOINER, Kind.COMMA, Kind.STOP, Kind.ASIDE, Kind.OTHER, Kind.BARRIER, Kind.OF, Kind.ACTIVITY, Kind.DETERMINER, Kind.NUMBER}
)


def person_at(tokens: list[Token], i: int, surnames: frozenset[str]) -> int | None:
    """Return the last token of the personal name that begins at token i, or None.

    Args:
        tokens: the words of a paragraph.
        i: where the name should begin; the caller knows that a person is likely here.
        surnames: known family names.
    """
    if i >= len(tokens):
        return None
    first = tokens[i].word
    family = 2 if first[:2] in surnames and len(first) != 2 or first in surnames and len(first) == 2 else 1
    if first[:family] not in surnames or not all("\u4e00" <= c <= "\u9fff" for c in first):
        return None
    longest = family + 2
    name, best = "", None
    for k in range(i, min(len(tokens), i + 4)):
        word = tokens[k].word
        if tokens[k].kind in (Kind.NUMBER, Kind.JOINER, Kind.OF, Kind.COMMA, Kind.STOP) or not all("\u4e00" <= c <= "\u9fff" for c in word):
            break
        name += word
        if len(name) > longest:
            break
        if len(name) > family and (k + 1 == len(tokens) or tokens[k + 1].kind in _AFTER or tokens[k + 1].word in _TITLES):
            best = k
    return best


_TITLES = frozenset(["同志", "等", "主任", "任", "为"])
