"""From tokens to phrases: which runs of words are names, where each begins and ends, and what type it has."""

from __future__ import annotations

import re

from kg.extract.boundaries import Boundaries
from kg.extract.compounds import compounds
from kg.extract.deictics import Deictics
from kg.extract.enclosures import alias_of
from kg.extract.known import ADDRESSED, PERSON
from kg.extract.numerals import in_series
from kg.extract.people import People
from kg.extract.phrase import Phrase, phrase
from kg.extract.rejections import reject
from kg.extract.token import Kind, Token
from kg.model import Span
from kg.rules import NameRule, Rules

__all__ = ["Phrase", "PhraseFinder"]

_ORGANS = frozenset({"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce"})
_LEVELS = frozenset("省市县区州盟旗镇乡村")
_OPENS = 2
_MARK = re.compile(rb"[^\0]")
_LEADING = frozenset(["新", "等", "多", "名", "个", "家", "类", "级", "人", "大", "新增", "党的", "其", "该", "本"])
_LONGEST_NAME = 60
# What a quotation alone may name; posts and parties in quotation marks are figures of speech (“当家人”).
_QUOTED = frozenset({"Committee", "Organization", "TaskForce", "Mechanism", "Place"})
_KINDS = ("企业", "单位", "公司")
# What a name with 被 and a verb may be (被巡察单位); the others act themselves (被检查组约谈).
_UNDERGOING = frozenset({"Organization", "PartyOrganization", "Community"})
_ACTS = frozenset({Kind.ACTIVITY, Kind.VERB, Kind.LOOSE_VERB})
_OUTSIDE = frozenset({"Group", "Place"})
_ENDS = frozenset({Kind.HEAD, Kind.ENCLOSED})
# What may stand between a part of a list and the word that joins it to the next.
_BETWEEN = frozenset({Kind.NUMBER, Kind.CLASSIFIER, Kind.DETERMINER, Kind.ASIDE})
# What may be in a quotation that is itself a name (“红马甲”志愿服务队 is not one: its head stands outside).
_LONGEST_QUOTED = 16


class PhraseFinder:
    """Finds the names in tokens by the rules of `names.toml`."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._heads = rules.heads
        self._behind_quotes = frozenset(head for head, rule in rules.heads.items() if rule.quoted)
        self._boundaries = Boundaries(rules)
        self._people = People(rules)
        self._deictics = Deictics(rules)
        self._beginnings = self._people.beginnings | self._deictics.beginnings

    def phrases(self, tokens: list[Token]) -> list[Phrase]:
        """Return the phrases of the tokens in order, headless runs among them where they may be part of a list."""
        found: list[Phrase] = []
        nameable = self._boundaries.nameable(tokens)
        marks = self._marked(tokens, nameable)
        i, n = 0, len(tokens)
        while (mark := _MARK.search(marks, i)) is not None:
            i = mark.start()
            if marks[i] & _OPENS:
                if tokens[i].kind == Kind.TITLE:
                    found.append(phrase(tokens, i, i, "Document", "document.title"))
                    i += 1
                    continue
                deictic = self._deictics.at(tokens, i, nameable)
                if deictic is not None:
                    found.append(deictic)
                    i = deictic.last + 1
                    continue
                person = self._people.announced(tokens, i)
                if person is not None:
                    found.append(phrase(tokens, i, person, "Person", "person.announced"))
                    i = self._others(tokens, person + 1, found)
                    continue
            if not nameable[i]:
                i += 1
                continue
            j = i + 1
            while j < n and nameable[j] and not (marks[j] & _OPENS and self._people.announced(tokens, j) is not None):
                j += 1
            i = self._run(tokens, i, j, found)
        for name in found:
            _named_in_brackets(tokens, name)
        return compounds(tokens, found, self._rules)

    def _marked(self, tokens: list[Token], nameable: bytearray) -> bytearray:
        """Return `nameable` with a mark where a person, a title or a word for oneself may begin."""
        marks = nameable[:]
        for i, token in enumerate(tokens):
            if token.word[0] in self._beginnings or token.kind == Kind.TITLE or token.tag == PERSON:
                marks[i] |= _OPENS
        return marks

    def _run(self, tokens: list[Token], a: int, b: int, found: list[Phrase]) -> int:
        """Add the phrases of the nameable run a–b (exclusive) and return where the next may begin."""
        s, e, k = a, -1, a
        while k < b:
            token = tokens[k]
            ends = token.kind in _ENDS or token.word in self._behind_quotes
            rule = self._head_rule(tokens, k) if ends else None
            if e >= 0 and self._splits(tokens, s, e, k, rule):
                self._close(tokens, s, e, False, found)
                s, e = k, -1
            if rule is not None:
                e = k
                first = k + 1
                while first < len(tokens) and tokens[first].word.isspace() and tokens[first].word != "\n":
                    first += 1
                person = self._people.titled(tokens, first, rule.type)
                if person is not None:
                    self._close(tokens, s, e, False, found)
                    found.append(phrase(tokens, first, person, "Person", "person.titled"))
                    k = s = self._others(tokens, person + 1, found)
                    e = -1
                    continue
            elif e == k - 1 >= 0 and token.kind == Kind.ENCLOSED and token.word[0] in "（(":
                e = k
            k += 1
        if e == b - 2 and in_series(tokens, b - 1):
            found.append(phrase(tokens, s, b - 1, "", ""))  # 县委第一、第二巡察组
        elif e >= 0:
            self._close(tokens, s, e, e < b - 1, found)
        elif s < b:
            self._bare(tokens, s, b - 1, found)
        return max(b, s)

    def _others(self, tokens: list[Token], i: int, found: list[Phrase]) -> int:
        """Add the people listed behind a person and return where the list ends: 张三、李四和王五."""
        while i + 1 < len(tokens) and tokens[i].kind == Kind.JOINER:
            last = self._people.follows(tokens, i + 1)
            if last is None:
                break
            found.append(phrase(tokens, i + 1, last, "Person", "person.listed"))
            i = last + 1
        return i

    def _head_rule(self, tokens: list[Token], k: int) -> NameRule | None:
        """Return the rule of the name that may end at token k."""
        token = tokens[k]
        known = self._heads.get(token.word)
        if token.kind == Kind.HEAD or (known is not None and known.quoted):
            quoted = k > 0 and tokens[k - 1].kind == Kind.ENCLOSED and tokens[k - 1].word[0] not in "（("
            return known if known is not None and (not known.quoted or quoted) else None
        if token.kind == Kind.ENCLOSED and token.word[0] not in "（(" and token.inner:
            last = token.inner[-1]
            if (
                last.kind == Kind.HEAD
                and len(token.word) <= _LONGEST_QUOTED
                and not any(t.kind in (Kind.OF, Kind.COMMA, Kind.STOP) for t in token.inner)
            ):
                rule = self._heads[last.word]
                return (
                    rule
                    if rule.type in _QUOTED and (not rule.quoted or len(token.inner) > 1 or len(last.word) > 2)
                    else None
                )
        return None

    def _splits(self, tokens: list[Token], s: int, e: int, k: int, rule: NameRule | None) -> bool:
        """Tell whether a new name begins at k right behind the head e (县委县政府, 包保单位市审计局)."""
        before, here = self._heads.get(tokens[e].word), tokens[k]
        if k == e + 1 and rule is not None and _quoted(tokens[e]) and _quoted(here):
            return True  # “大工委”“大党委”
        if before is None or k != e + 1:
            return False
        if before.type == "Organization" and s == e and tokens[e].word.endswith(_KINDS) and here.kind == Kind.NOUN:
            return here.tag in ("ns", "nt") or len(here.word) == 1
        if here.word in ("中共", "共青团"):
            return True
        if before.type == "Post":
            return rule is not None and rule.type in _ORGANS and rule.alone and not rule.verbs
        if before.type not in _ORGANS or here.kind != Kind.HEAD or here.word[0] not in _LEVELS:
            return False
        return (
            len(here.word) == 1
            or tokens[s].word[0] == here.word[0]
            or (rule is not None and rule.type in _ORGANS and s == e)
        )

    def _close(self, tokens: list[Token], s: int, e: int, attached: bool, found: list[Phrase]) -> None:
        """Add the name s–e."""
        rule = self._head_rule(tokens, e) or self._head_rule(tokens, e - 1)
        if rule is None:
            return
        while s < e and (
            tokens[s].kind == Kind.DETERMINER or (tokens[s].word in _LEADING and len(tokens[s + 1].word) > 1)
        ):
            s += 1
        if s < e and s and tokens[s - 1].word == "被" and tokens[s].kind in _ACTS and rule.type in _UNDERGOING:
            s -= 1
        last = e if self._head_rule(tokens, e) else e - 1
        if (
            s == last
            and not rule.alone
            and not tokens[last].inner[1:]
            and not (rule.quoted and tokens[last].inner)
            and not (_known(tokens, s) or _total(tokens, s, found))
        ):
            reject(Span(tokens[s].start, tokens[e].stop), rule.id, "it does not stand alone")
            found.append(phrase(tokens, s, e, "", rule.id))
            return
        if rule.type == "Mechanism":
            s = self._arrangement(tokens, s, last)
        if e == s + 1 and self._people.addressed(tokens, s, rule.type):
            found.append(phrase(tokens, s, e, "Person", ADDRESSED))
            return
        while s < last - 1 and _quoted(tokens[s]) and _quoted(tokens[s + 1]):
            found.append(phrase(tokens, s, s, "", ""))
            s += 1
        name = phrase(tokens, s, e, _type(tokens, s, last, rule), rule.id)
        if attached and name.name == "中央":
            return
        if len(name.name) > _LONGEST_NAME:
            reject(Span(name.start, name.stop), rule.id, "the name would be longer than any")
            return
        name.attached = attached
        found.append(name)

    def _arrangement(self, tokens: list[Token], s: int, e: int) -> int:
        """Return where the name of an arrangement begins: kinds of people before a quotation are no part of it."""
        for k in range(s + 1, e):
            rule = self._heads.get(tokens[k - 1].word)
            if (
                tokens[k].kind == Kind.ENCLOSED
                and tokens[k].word[0] not in "（("
                and rule is not None
                and rule.type in _OUTSIDE
            ):
                return k
        return s

    def _bare(self, tokens: list[Token], s: int, e: int, found: list[Phrase]) -> None:
        """Add a run without a head: a place that the dictionary knows, or what may share the head of a list."""
        token = tokens[s]
        if token.kind == Kind.ENCLOSED:
            if s == e and token.word[0] in "（(":
                return
            if all(_quoted(t) for t in tokens[s : e + 1]):
                found += [phrase(tokens, k, k, "", "") for k in range(s, e + 1)]
                return
        if s == e and token.tag == "ns" and len(token.word) > 1 and token.word[-1] not in "里内外":
            found.append(phrase(tokens, s, e, "Place", "place.known"))
        elif _listed(tokens, s, e):
            found.append(phrase(tokens, s, e, "", ""))


def _quoted(token: Token) -> bool:
    return token.kind == Kind.ENCLOSED and token.word[0] not in "（("


def _listed(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether a run may be a part of a list: a word that joins stands beside it, or a sum behind it."""
    k = first - 1
    while k >= 0 and _between(tokens[k]):
        if tokens[k].word == "等":
            return True
        k -= 1
    if k >= 0 and tokens[k].kind == Kind.JOINER:
        return True
    k, n = last + 1, len(tokens)
    if k < n and tokens[k].kind == Kind.NUMBER:
        return True
    while k < n and _between(tokens[k]):
        if tokens[k].word == "等":
            return True
        k += 1
    return k < n and tokens[k].kind == Kind.JOINER


def _between(token: Token) -> bool:
    return token.kind in _BETWEEN or token.word.isspace()


def _type(tokens: list[Token], first: int, last: int, rule: NameRule) -> str:
    """Return the type of a name: 单位 behind 直 is a department (县直各单位), any other an organisation."""
    before = [t for t in tokens[first:last] if t.kind != Kind.DETERMINER]
    direct = tokens[last].word == "单位" and bool(before) and before[-1].word[-1] == "直"
    return "Department" if direct else rule.type


def _total(tokens: list[Token], k: int, found: list[Phrase]) -> bool:
    """Tell whether the head at k sums up a list of parts without a head: 综合协调、物资保障2个组."""
    counted = k > 2 and tokens[k - 1].kind == Kind.CLASSIFIER and tokens[k - 2].kind == Kind.NUMBER
    return counted and bool(found) and not found[-1].type and not found[-1].rule and found[-1].last == k - 3


def _known(tokens: list[Token], k: int) -> bool:
    """Tell whether 单位 stands for the units that the text has in mind: 有关单位, 有关部门和单位."""
    if tokens[k].word != "单位" or not k:
        return False
    joined = k > 2 and tokens[k - 1].kind == Kind.JOINER and tokens[k - 2].word.endswith("部门")
    named = tokens[k - 1].word != "、" or tokens[k - 3].kind == Kind.DETERMINER
    return (joined and named) or tokens[k - 1].word in ("有关", "相关", "各有关", "各相关")


def _named_in_brackets(tokens: list[Token], name: Phrase) -> None:
    """Give a name the short form or the number that the bracket behind it holds."""
    if name.last + 1 >= len(tokens) or tokens[name.last + 1].kind != Kind.ASIDE or not name.type:
        return
    aside = tokens[name.last + 1]
    short = alias_of(aside)
    if short is not None:
        name.aliases.append("".join(short.split()))
    elif name.type == "Document" and len(aside.inner) == 1 and aside.inner[0].kind == Kind.TITLE:
        name.aliases.append(aside.inner[0].word)
