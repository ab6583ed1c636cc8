"""From tokens to phrases: which runs of words are names, where each begins and ends, and what type it has."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.people import person_at
from kg.extract.tokens import Kind, Token
from kg.language.numbers import parse_number
from kg.rules import NameRule, Rules

_ORGANS = frozenset({"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce"})
_LEVELS = frozenset("国省市县区州盟旗镇乡村")
_LONGEST_NAME = 60


@dataclass(slots=True)
class Phrase:
    """A run of tokens `first`–`last` (inclusive) read as a name.

    Attributes:
        type: an entity type, or "" for a run without a head (综合协调 in 综合协调、物资保障2个组).
        count: the number that the text gives with it.
        attached: more of the noun follows (社区 in 社区防控工作): it is rarely an end of a relation.
        aliases: short names given in brackets behind it.
        titles: for a person, the posts that stand before the name (县委书记贺长河).
        silent: it is read as a role of another (组长 in 由区委领导任组长) and is no entity of its own.
    """

    first: int
    last: int
    start: int
    stop: int
    name: str
    type: str
    rule: str
    count: int | None = None
    attached: bool = False
    determiner: str = ""
    aliases: list[str] = field(default_factory=list)
    titles: list[Phrase] = field(default_factory=list)
    silent: bool = False


class PhraseFinder:
    """Finds the names in tokens by the rules of `names.toml`."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._heads = rules.heads
        self._triggers = rules.frames_of
        self._surnames = rules.kinds["surname"]
        self._followers = rules.kinds["follower"]

    def phrases(self, tokens: list[Token]) -> list[Phrase]:
        """Return the phrases of the tokens in order, headless runs among them."""
        found: list[Phrase] = []
        i, n = 0, len(tokens)
        while i < n:
            token = tokens[i]
            if token.kind == Kind.TITLE:
                found.append(self._phrase(tokens, i, i, "Document", "document.title"))
                i += 1
                continue
            if not self._nameable(tokens, i):
                i += 1
                continue
            j = i + 1
            while j < n and self._nameable(tokens, j):
                j += 1
            found += self._run(tokens, i, j)
            i = j
        return found

    def _nameable(self, tokens: list[Token], i: int) -> bool:
        token = tokens[i]
        if token.kind == Kind.HEAD:
            return not self._acts(tokens, i)
        if token.kind <= Kind.ENCLOSED:
            return True
        if token.kind == Kind.LOOSE_VERB and i + 1 < len(tokens):
            follower = tokens[i + 1]
            rule = self._heads.get(follower.word) if follower.kind == Kind.HEAD else None
            return rule is not None and rule.verbs and rule.type not in {"Group", "Post", "Community", "Place", "Organization"}
        return False

    def _acts(self, tokens: list[Token], i: int) -> bool:
        """Tell whether a head that may also be a verb (领导, 代表) is one here: a name follows it."""
        if tokens[i].word not in self._triggers:
            return False
        if i + 1 >= len(tokens):
            return False
        after = tokens[i + 1]
        return after.kind <= Kind.TITLE or after.kind in (Kind.DETERMINER, Kind.NUMBER) or after.word == "下"

    def _run(self, tokens: list[Token], a: int, b: int) -> list[Phrase]:
        """Split the nameable run a–b (exclusive) into phrases."""
        found: list[Phrase] = []
        s, e, k = a, None, a
        while k < b:
            token = tokens[k]
            rule = self._head_rule(tokens, k)
            if e is not None and rule is not None and self._splits(tokens, s, e, k):
                self._close(tokens, s, e, False, found)
                s, e = k, None
            if rule is not None:
                e = k
                if rule.type == "Post" and k + 1 < len(tokens):
                    person = person_at(tokens, k + 1, self._surnames)
                    if person is not None:
                        self._close(tokens, s, e, False, found)
                        found.append(self._phrase(tokens, k + 1, person, "Person", "person.title"))
                        k = s = person + 1
                        e = None
                        b = max(b, s)
                        continue
            elif token.kind == Kind.ENCLOSED and token.word[0] in "（(" and e == k - 1:
                e = k
            k += 1
        if s < b:
            if e is None:
                self._bare(tokens, s, b - 1, found)
            else:
                self._close(tokens, s, e, e < b - 1, found)
        return found

    def _head_rule(self, tokens: list[Token], k: int) -> NameRule | None:
        """Return the rule of the name that may end at token k."""
        token = tokens[k]
        if token.kind == Kind.HEAD:
            rule = self._heads[token.word]
            quoted = k > 0 and tokens[k - 1].kind == Kind.ENCLOSED and tokens[k - 1].word[0] not in "（("
            return rule if not rule.quoted or quoted else None
        if token.kind == Kind.ENCLOSED and token.word[0] not in "（(" and token.inner:
            last = token.inner[-1]
            if last.kind == Kind.HEAD and len(token.word) <= 16 and not any(t.kind == Kind.COMMA for t in token.inner):
                rule = self._heads[last.word]
                alone = len(token.inner) == 1
                return rule if not rule.quoted and not (alone and not rule.alone) else None
        return None

    def _splits(self, tokens: list[Token], s: int, e: int, k: int) -> bool:
        """Tell whether a new name begins at the head k right behind the head e (县委县政府)."""
        before, here = self._heads.get(tokens[e].word), tokens[k]
        if before is None or before.type not in _ORGANS or k != e + 1:
            return False
        return len(here.word) > 1 and here.word[0] in _LEVELS and tokens[s].word[0] == here.word[0]

    def _close(self, tokens: list[Token], s: int, e: int, attached: bool, found: list[Phrase]) -> None:
        """Add the phrase s–e, after giving back what stands before its name."""
        rule = self._head_rule(tokens, e) or self._head_rule(tokens, e - 1)
        if rule is None:
            return
        begin = self._begin(tokens, s, e, rule)
        if begin > s:
            head = next((k for k in range(begin - 2, s - 1, -1) if self._head_rule(tokens, k)), None)
            if head is not None:
                self._close(tokens, s, head, False, found)
        if begin == e and not rule.alone and tokens[e].kind == Kind.HEAD:
            return
        if begin == e - 1 and not rule.alone and tokens[e].kind == Kind.ENCLOSED and tokens[e - 1].kind == Kind.HEAD:
            return
        phrase = self._phrase(tokens, begin, e, rule.type, rule.id)
        if len(phrase.name) <= _LONGEST_NAME:
            phrase.attached = attached
            found.append(phrase)

    def _begin(self, tokens: list[Token], s: int, e: int, rule: NameRule) -> int:
        """Return where the name that ends at e begins: behind the last word in s–e that acts rather than names."""
        for k in range(e - 1, s - 1, -1):
            token = tokens[k]
            if token.kind == Kind.ACTIVITY and token.word in self._triggers and not self._in_name(tokens, k, e, rule):
                return k + 1
        while s < e and tokens[s].word in _LEADING:
            s += 1
        return s

    def _in_name(self, tokens: list[Token], k: int, e: int, rule: NameRule) -> bool:
        """Tell whether the activity at k is part of the name that ends at e (督查 in 县委督查室), not a verb before it."""
        if not rule.verbs:
            return False
        between = tokens[k + 1 : e]
        if any(t.kind == Kind.HEAD or t.kind == Kind.LOOSE_VERB for t in between):
            return False
        return len(between) <= 3

    def _bare(self, tokens: list[Token], s: int, e: int, found: list[Phrase]) -> None:
        token = tokens[s]
        if s == e and token.kind == Kind.ENCLOSED and token.word[0] in "（(":
            return
        found.append(self._phrase(tokens, s, e, "", ""))

    def _phrase(self, tokens: list[Token], first: int, last: int, kind: str, rule: str) -> Phrase:
        start, stop = tokens[first].start, tokens[last].stop
        name = "".join("".join(t.word for t in tokens[first : last + 1]).split())
        phrase = Phrase(first, last, start, stop, name, kind, rule)
        phrase.count = count_of(tokens, first, last)
        if first and tokens[first - 1].kind == Kind.DETERMINER:
            phrase.determiner = tokens[first - 1].word
        return phrase


_LEADING = frozenset(["新", "等", "多", "名", "个", "家", "类", "级", "人", "大", "新增", "党的"])


def count_of(tokens: list[Token], first: int, last: int) -> int | None:
    """Return the number that the text gives with the name first–last: 44家区直部门, 党员136名."""
    i = first - 1
    while i >= 0 and tokens[i].kind == Kind.CLASSIFIER:
        i -= 1
    if 0 <= i < first - 1 and tokens[i].kind == Kind.NUMBER:
        return _number_ending(tokens, i)
    i = last + 1
    if i < len(tokens) and tokens[i].kind == Kind.NUMBER:
        stop = i
        while stop + 1 < len(tokens) and tokens[stop + 1].kind == Kind.NUMBER:
            stop += 1
        after = stop + 1
        while after < len(tokens) and tokens[after].kind == Kind.CLASSIFIER:
            after += 1
        if after > stop + 1 and (after == len(tokens) or tokens[after].kind > Kind.TITLE):
            return parse_number("".join(t.word for t in tokens[i : stop + 1]))
    return None


def _number_ending(tokens: list[Token], i: int) -> int | None:
    first = i
    while first and tokens[first - 1].kind == Kind.NUMBER:
        first -= 1
    if first and tokens[first - 1].word in {"每", "第", "至", "到"}:
        return None
    return parse_number("".join(t.word for t in tokens[first : i + 1]))
