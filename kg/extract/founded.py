"""What is set up stands whole behind its verb: 建立企业注册登记制度, 成立推进新型城镇化工作领导小组.

Elsewhere 注册 and 推进 would end a name. Behind 建立 and before the head of an arrangement they are nouns of action.
"""

from __future__ import annotations

import re

from kg.extract.token import Kind, Token
from kg.rules import Rules

_ACTS = re.compile(b"[%b]" % bytes([Kind.VERB, Kind.ACTIVITY]))
_RELATIONS = frozenset({"establishes", "implements"})
_BODIES = frozenset({"Committee", "TaskForce"})
_WITHIN = frozenset(
    {Kind.NOUN, Kind.MODIFIER, Kind.ACTIVITY, Kind.HEAD, Kind.ENCLOSED, Kind.LOOSE_VERB, Kind.VERB, Kind.BARRIER}
)
_FOLLOWING = frozenset({Kind.NOUN, Kind.MODIFIER, Kind.ACTIVITY, Kind.HEAD, Kind.LOOSE_VERB})
# Barriers that qualify what is set up (统一招生平台), beside those that are nouns (情况通报制度).
_MANNERS = frozenset(["统一", "定期", "公开"])
_FARTHEST = 12


class Founded:
    """Finds the objects of verbs that set up or carry out."""

    def __init__(self, rules: Rules) -> None:
        self._heads = rules.heads
        self._verbs = {
            word: frozenset(frame.relation for frame in frames if frame.relation in _RELATIONS)
            for word, frames in rules.frames_of.items()
            if any(frame.relation in _RELATIONS for frame in frames)
        }

    def mark(self, tokens: list[Token], kinds: bytes, nameable: bytearray) -> None:
        """Mark in `nameable` the words of names of what is set up.

        Args:
            tokens: the words of a paragraph.
            kinds: what they are.
            nameable: 1 for each that may stand in a name where it stands.
        """
        for act in _ACTS.finditer(kinds):
            i = act.start()
            token = tokens[i]
            if token.word not in self._verbs or nameable[i]:
                continue
            first = i + 1
            while first < len(tokens) and tokens[first].kind == Kind.DETERMINER:
                first += 1
            while (last := self._end(tokens, first, "establishes" in self._verbs[token.word])) > 0:
                for k in range(first, last + 1):
                    nameable[k] = tokens[k].kind != Kind.JOINER
                first = last + 2
                if first >= len(tokens) or tokens[last + 1].kind != Kind.JOINER or tokens[first].kind == Kind.VERB:
                    break

    def _end(self, tokens: list[Token], first: int, founded: bool) -> int:
        """Return the head of what is set up from token `first` on, or -1."""
        for k in range(first, min(len(tokens), first + _FARTHEST)):
            token = tokens[k]
            after = tokens[k + 1].kind if k + 1 < len(tokens) else Kind.STOP
            if token.kind == Kind.JOINER and k > first and after != Kind.VERB:
                continue
            if token.kind not in _WITHIN or not self._qualifies(token, after):
                return -1
            if token.kind != Kind.HEAD or after in _FOLLOWING:
                continue
            rule = self._heads[token.word]
            if rule.type == "Mechanism" or (founded and rule.type in _BODIES and rule.verbs):
                return k if k > first else -1
        return -1

    def _qualifies(self, token: Token, after: int) -> bool:
        """Tell whether a word may qualify what is set up, with what kind of word behind it (标准实施情况报告制度)."""
        if token.kind == Kind.BARRIER:
            return token.word in _MANNERS or (token.tag[0] == "n" and len(token.word) > 1)
        return token.kind != Kind.VERB or token.word not in self._verbs or after == Kind.BARRIER
