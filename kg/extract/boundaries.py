"""Which words of a paragraph stand in names and which act: 督导 names in 县委督导组 and acts in 督导各乡镇."""

from __future__ import annotations

from kg.extract.token import Kind, Token
from kg.rules import NameRule, Rules

_LEVELS = frozenset("省市县区州盟旗镇乡村")
_ORGANS = frozenset({"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce"})
# Heads that come into being for an activity, so that an unknown verb before them is likely part of the name.
_FOUNDED = frozenset({"Committee", "Department", "TaskForce", "Mechanism"})
_SENT = frozenset({"TaskForce", "PartyOrganization", "Group"})
_INNER = frozenset(["有关", "相关", "各", "各有关", "各相关", "其他", "其它"])
_GENERIC = frozenset({"Post", "Group", "Department", "Organization"})


class Boundaries:
    """Decides word by word, by the heads of `names.toml` and the triggers of `frames.toml`."""

    def __init__(self, rules: Rules) -> None:
        self._heads = rules.heads
        self._triggers = rules.frames_of

    def nameable(self, tokens: list[Token]) -> list[bool]:
        """Return for each token whether it may stand in a name where it stands."""
        ahead = self._ahead(tokens)
        found: list[bool] = []
        for i, token in enumerate(tokens):
            before = tokens[i - 1] if i and found[i - 1] else None
            if token.kind == Kind.HEAD:
                found.append(not self._head_acts(tokens, i, before))
            elif token.kind == Kind.ACTIVITY:
                found.append(not self._acts(tokens, i, before, ahead[i + 1]))
            elif token.kind in (Kind.LOOSE_VERB, Kind.VERB):
                found.append(self._compound(tokens, i, before, ahead[i + 1]))
            elif token.kind == Kind.DETERMINER:
                found.append(before is not None and self._inner(tokens, i, before))
            else:
                found.append(token.kind <= Kind.ENCLOSED)
        return found

    def _ahead(self, tokens: list[Token]) -> list[int]:
        """Return for each place the next head that can be reached over words that may stand in a name, or -1."""
        found = [-1] * (len(tokens) + 1)
        for i in range(len(tokens) - 1, -1, -1):
            kind = tokens[i].kind
            if kind == Kind.HEAD:
                found[i] = i
            elif kind < Kind.ENCLOSED or kind == Kind.LOOSE_VERB:
                found[i] = found[i + 1]
        return found

    def _rule(self, token: Token) -> NameRule | None:
        return self._heads.get(token.word) if token.kind == Kind.HEAD else None

    def _head_acts(self, tokens: list[Token], i: int, before: Token | None) -> bool:
        """Tell whether a head that may also be a verb (领导, 代表) is one here: a name follows it."""
        if tokens[i].word not in self._triggers or i + 1 == len(tokens):
            return False
        after = tokens[i + 1]
        return after.kind <= Kind.TITLE or after.kind in (Kind.DETERMINER, Kind.NUMBER) or after.word == "下"

    def _acts(self, tokens: list[Token], i: int, before: Token | None, head: int) -> bool:
        """Tell whether a word for an activity is the verb of its clause rather than part of a name."""
        if i + 1 == len(tokens):
            return False
        trigger = tokens[i].word in self._triggers
        after = tokens[i + 1]
        if after.kind in (Kind.DETERMINER, Kind.NUMBER, Kind.TITLE):
            return trigger
        rule = self._heads[tokens[head].word] if head >= 0 else None
        if rule is None:
            return trigger and before is not None and self._complete(before)
        between = tokens[i + 1 : head]
        if tokens[head].word[0] in _LEVELS or after.tag == "ns":
            return trigger
        if not rule.verbs:
            return trigger
        if not between:
            return False
        if not trigger or all(t.kind == Kind.ACTIVITY for t in between):
            return False
        if before is not None and not self._complete(before):
            return False
        return rule.alone and rule.type in _SENT

    def _complete(self, token: Token) -> bool:
        """Tell whether a name may end with the token, so that it can be the subject of what follows."""
        rule = self._rule(token)
        return rule is not None and (len(token.word) > 1 or rule.type in _ORGANS)

    def _compound(self, tokens: list[Token], i: int, before: Token | None, head: int) -> bool:
        """Tell whether a verb that no rule knows stands in a name: 巩固 in 县巩固脱贫成果工作专班, 暗访 in 暗访组."""
        rule = self._heads[tokens[head].word] if head >= 0 else None
        if rule is None or not rule.verbs or rule.type not in _FOUNDED:
            return False
        if tokens[i].kind == Kind.VERB and (rule.alone or head > i + 1 or len(tokens[i].word) < 2):
            return False
        if head == i + 1 and not rule.alone:
            return True
        if before is None or tokens[i].kind == Kind.VERB:
            return False
        return (
            len(before.word) == 1
            and before.word in _LEVELS
            or not self._complete(before)
            and before.kind != Kind.ENCLOSED
        )

    def _inner(self, tokens: list[Token], i: int, before: Token) -> bool:
        """Tell whether a determiner stands inside a name: 有关 in 公安部有关负责人, 各 in 县直各单位."""
        if tokens[i].word not in _INNER or i + 1 == len(tokens):
            return False
        rule = self._rule(tokens[i + 1])
        follows = rule is not None and rule.type in _GENERIC and tokens[i + 1].word[0] not in _LEVELS
        return follows and (self._complete(before) or before.word[-1] in "直属")
