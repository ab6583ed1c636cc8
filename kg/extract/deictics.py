"""Words with which those who speak name themselves and their place (我局, 县里), by the rules of `deictics.toml`.

What they name is found out when a document's names are linked.
"""

from __future__ import annotations

from kg.extract.phrase import Phrase
from kg.extract.token import Kind, Token
from kg.rules import Rules

_MOST_TOKENS = 2
# Before one of these, 我县 only says where what follows is: 我县各乡镇, 我县3个乡镇.
_FOLLOWED = frozenset({Kind.DETERMINER, Kind.NUMBER, Kind.CLASSIFIER, Kind.TITLE})


class Deictics:
    """Finds them in tokens.

    Attributes:
        beginnings: the characters that they begin with.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = {word: rule for rule in rules.deictics for word in rule.words}
        self.beginnings = frozenset(word[0] for word in self._rules)

    def at(self, tokens: list[Token], i: int, nameable: bytearray) -> Phrase | None:
        """Return the word for oneself or one's place at token i, or None.

        Args:
            tokens: the words of a paragraph.
            i: where it should begin.
            nameable: for each token, whether it may stand in a name.
        """
        if tokens[i].word[0] not in self.beginnings:
            return None
        word = ""
        for k in range(i, min(i + _MOST_TOKENS, len(tokens))):
            word += tokens[k].word
            rule = self._rules.get(word)
            if rule is None:
                continue
            if k + 1 == len(tokens) or not (nameable[k + 1] or tokens[k + 1].kind in _FOLLOWED):
                return Phrase(i, k, tokens[i].start, tokens[k].stop, word, rule.type, rule.id)
        return None
