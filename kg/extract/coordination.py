"""From phrases to noun phrases: lists are read as a whole, and what their parts share is given to each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.phrase import Phrase
from kg.extract.sharing import alone, members
from kg.extract.token import Kind, Token
from kg.rules import Rules

_LEVEL_COUNT = frozenset(["两级", "三级", "四级", "五级", "各级", "二级"])
_PLURAL = ("领导", "班子成员", "领导同志", "负责同志", "负责人")
_TITULAR = ("人大代表", "党代表", "委员")
_BETWEEN = frozenset({Kind.NUMBER, Kind.CLASSIFIER, Kind.DETERMINER, Kind.ASIDE})


@dataclass(slots=True, init=False)
class NounPhrase:
    """One or several names that take the same place in a clause: tokens `first`–`last`.

    Attributes:
        joined: the words that join the members (与 may join, or mean "with").
    """

    first: int
    last: int
    members: list[Phrase]
    joined: tuple[str, ...]

    def __init__(self, first: int, last: int, members: list[Phrase], joined: tuple[str, ...] = ()) -> None:
        self.first = first
        self.last = last
        self.members = members
        self.joined = joined


def noun_phrases(tokens: list[Token], phrases: list[Phrase], rules: Rules) -> list[NounPhrase]:
    """Group phrases into noun phrases and expand what their lists share.

    Args:
        tokens: the words of a paragraph.
        phrases: what stands in it, headless runs too.
        rules: say which heads may be shared.

    Returns:
        Noun phrases in order, with typed members only.
    """
    if any(phrase.type == "Person" for phrase in phrases):
        phrases = _titled(tokens, phrases)
    found: list[NounPhrase] = []
    i = 0
    while i < len(phrases):
        run, joined = [phrases[i]], []
        while i + len(run) < len(phrases):
            word = _joiner(tokens, run[-1], phrases[i + len(run)])
            if word is None:
                break
            joined.append(word)
            run.append(phrases[i + len(run)])
        i += len(run)
        for nouns in _resolved(tokens, run, joined, rules):
            if not (found and _sums_up(tokens, found[-1], nouns)):
                found.append(nouns)
            else:
                found[-1].last = nouns.last
    return found


def _sums_up(tokens: list[Token], listed: NounPhrase, nouns: NounPhrase) -> bool:
    """Tell whether a noun phrase only counts the list right before it: 教育部、财政部、水利部3个部门和单位."""
    if len(listed.members) < 2 or nouns.members[0].count != len(listed.members):
        return False
    between = [t for t in tokens[listed.last + 1 : nouns.first] if not t.word.isspace()]
    counted = [t for t in between if t.kind == Kind.NUMBER]
    if not counted or len(between) > 2:
        return False
    return counted[0] is between[0] and all(t.kind in (Kind.NUMBER, Kind.CLASSIFIER) for t in between)


def _titled(tokens: list[Token], phrases: list[Phrase]) -> list[Phrase]:
    """Give each person the posts that stand right before the name: 市委常委、组织部部长詹静."""
    found: list[Phrase] = []
    for phrase in phrases:
        beside = bool(found) and all(t.word.isspace() for t in tokens[found[-1].last + 1 : phrase.first])
        if phrase.type == "Person" and beside and found[-1].type == "Post":
            titles = [found.pop()]
            while found and _is_title(found[-1]) and _only_joined(tokens, found[-1], titles[0]):
                titles.insert(0, found.pop())
            found.append(replace(phrase, first=titles[0].first, titles=titles))
        elif phrase.type == "Person" and found and _shares_title(tokens, found[-1], phrase):
            found.append(replace(phrase, titles=found[-1].titles))
        else:
            found.append(phrase)
    return found


def _shares_title(tokens: list[Token], before: Phrase, person: Phrase) -> bool:
    """Tell whether a person in a list bears the title of the one before: 县领导甲、乙、丙 are all 县领导."""
    plural = bool(before.titles) and before.titles[-1].name.endswith(_PLURAL)
    between = tokens[before.last + 1 : person.first]
    return plural and len(between) == 1 and between[0].word in ("、", "和")


def _is_title(phrase: Phrase) -> bool:
    """Tell whether a phrase beside a person's title is one too: 县人大代表、村委会主任罗刚."""
    return phrase.type == "Post" or (phrase.type == "Group" and phrase.name.endswith(_TITULAR))


def _only_joined(tokens: list[Token], left: Phrase, right: Phrase) -> bool:
    between = tokens[left.last + 1 : right.first]
    return len(between) <= 1 and all(t.word in "、兼" for t in between)


def _joiner(tokens: list[Token], left: Phrase, right: Phrase) -> str | None:
    """Return the word that joins two phrases of a list, or None where they are in none."""
    word = None
    for k in range(left.last + 1, right.first):
        token = tokens[k]
        if token.kind == Kind.JOINER and word is None:
            word = token.word
        elif token.kind not in _BETWEEN and not token.word.isspace():
            return None
    quoted = left.last + 1 == right.first and _quoted(tokens[left.last]) and _quoted(tokens[right.first])
    if word is None and (quoted or left.type == right.type == "Document"):
        return "、"
    if word is None and not left.type and not left.rule and _total(tokens, right):
        return "、"
    if word is None and any(t.word == "等" for t in tokens[left.last + 1 : right.first]):
        return "等"
    return word


def _quoted(token: Token) -> bool:
    return token.kind == Kind.ENCLOSED and token.word[0] not in "（("


def _total(tokens: list[Token], name: Phrase) -> bool:
    """Tell whether a bare head with a number sums up the list before it: 物资保障2个组."""
    counted = tokens[name.first - 1].kind == Kind.CLASSIFIER and tokens[name.first - 2].kind == Kind.NUMBER
    return bool(name.type) and name.first == name.last and name.first > 1 and counted


def _resolved(tokens: list[Token], run: list[Phrase], joined: list[str], rules: Rules) -> list[NounPhrase]:
    if len(run) == 1:
        return [NounPhrase(run[0].first, run[0].last, alone(tokens, run[0]))] if run[0].type else []
    merged = _levels(tokens, run)
    if merged is not None:
        return [merged]
    last = max((k for k, p in enumerate(run) if p.type), default=None)
    if last is None:
        return []
    start, names = members(tokens, run[: last + 1], rules)
    found: list[NounPhrase] = []
    earlier = [p for p in run[:start] if p.type]
    if earlier:
        found.append(NounPhrase(earlier[0].first, earlier[-1].last, earlier))
    return [*found, NounPhrase(run[start].first, run[last].last, names, tuple(joined[start:last]))]


def _levels(tokens: list[Token], run: list[Phrase]) -> NounPhrase | None:
    """Read 区、镇、村三级联动机制 as one name."""
    last = run[-1]
    if len(run) < 2 or not last.type:
        return None
    if not any(tokens[k].word in _LEVEL_COUNT for k in range(last.first, last.last)):
        return None
    if any(p.type not in {"Place", "Community"} or p.last - p.first > 1 for p in run[:-1]):
        return None
    name = "".join("".join(t.word for t in tokens[run[0].first : last.last + 1]).split())
    whole = replace(last, first=run[0].first, start=run[0].start, name=name)
    whole.aliases = [name[k:] for k in range(len(name)) if name[k : k + 2] in _LEVEL_COUNT][:1]
    return NounPhrase(run[0].first, last.last, [whole])
