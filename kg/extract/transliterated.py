"""Names of people that are written by their sound: 买买提·艾力, and behind a title 格桑旺堆."""

from __future__ import annotations

from kg.extract.known import PERSON
from kg.extract.token import Kind, Token
from kg.rules import Rules

DOTS = frozenset("·•‧・")
_LONGEST_PART = 8
_MOST_PARTS = 4
# A name without a dot of two or three characters may be any other name.
_SHORTEST, _LONGEST = 4, 6


class Transliterated:
    """Finds such names by the characters that write sounds (`words.toml`, `transliterating`)."""

    def __init__(self, rules: Rules) -> None:
        self._sounds = rules.kinds["transliterating"]

    def merged(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens with each name that has a dot as one token.

        Args:
            tokens: the words of a paragraph.
        """
        out: list[Token] = []
        i = 0
        while i < len(tokens):
            stop = self._part(tokens, i + 1) if tokens[i].word in DOTS else i
            first = len(out)
            length = 0
            while first and self._sounds.issuperset(out[first - 1].word):
                length += len(out[first - 1].word)
                if length > _LONGEST_PART:
                    break
                first -= 1
            if stop <= i + 1 or first == len(out):
                out.append(tokens[i])
                i += 1
                continue
            for _ in range(_MOST_PARTS - 2):
                more = self._part(tokens, stop + 1) if stop < len(tokens) and tokens[stop].word in DOTS else 0
                stop = more if more > stop + 1 else stop
            whole = [*out[first:], *tokens[i:stop]]
            out[first:] = [
                Token(whole[0].start, whole[-1].stop, "".join(t.word for t in whole), PERSON, Kind.NOUN),
            ]
            i = stop
        return out

    def _part(self, tokens: list[Token], i: int) -> int:
        """Return where the sounds end that begin at token i."""
        length = 0
        for k in range(i, len(tokens)):
            length += len(tokens[k].word)
            if length > _LONGEST_PART or not self._sounds.issuperset(tokens[k].word):
                return k
        return len(tokens)

    def titled(self, tokens: list[Token], i: int) -> int | None:
        """Return the last token of a name without a dot that begins at i behind a title, or None."""
        stop = self._part(tokens, i)
        while stop > i:
            length = sum(len(token.word) for token in tokens[i:stop])
            after = tokens[stop] if stop < len(tokens) else None
            apart = after is None or after.kind > Kind.ENCLOSED
            if apart and _SHORTEST <= length <= _LONGEST:
                return stop - 1
            stop -= 1
        return None
