"""From phrases to noun phrases: lists are read as a whole, and a head or a modifier that their parts share is given to each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.phrases import Phrase
from kg.extract.tokens import Kind, Token
from kg.rules import Rules

_ORGANS = frozenset({"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce", "Community"})
_LEVEL_COUNT = frozenset(["两级", "三级", "四级", "五级", "各级", "二级"])
_LONGEST_BARE = 10
_BETWEEN = frozenset({Kind.NUMBER, Kind.CLASSIFIER, Kind.DETERMINER, Kind.ASIDE})


@dataclass(slots=True)
class NounPhrase:
    """One or several names that take the same place in a clause: tokens `first`–`last`.

    Attributes:
        joined: the words that join the members (与 may join, or mean "with").
    """

    first: int
    last: int
    members: list[Phrase]
    joined: tuple[str, ...] = ()


def noun_phrases(tokens: list[Token], phrases: list[Phrase], rules: Rules) -> list[NounPhrase]:
    """Group phrases into noun phrases and expand what their lists share.

    Args:
        tokens: the words of a paragraph.
        phrases: what stands in it, headless runs too.
        rules: say which heads may be shared.

    Returns:
        Noun phrases in order, with typed members only.
    """
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
        found += _resolved(tokens, run, joined, rules)
    return found


def _titled(tokens: list[Token], phrases: list[Phrase]) -> list[Phrase]:
    """Give each person the posts that stand right before the name: 市委常委、组织部部长詹静."""
    found: list[Phrase] = []
    for phrase in phrases:
        if phrase.type == "Person" and found and found[-1].type == "Post" and found[-1].last == phrase.first - 1:
            titles = [found.pop()]
            while found and found[-1].type == "Post" and _only_joined(tokens, found[-1], titles[0]):
                titles.insert(0, found.pop())
            phrase = replace(phrase, first=titles[0].first, titles=titles)
        found.append(phrase)
    return found


def _only_joined(tokens: list[Token], left: Phrase, right: Phrase) -> bool:
    between = tokens[left.last + 1 : right.first]
    return len(between) <= 1 and all(t.word in "、，, 兼" for t in between)


def _joiner(tokens: list[Token], left: Phrase, right: Phrase) -> str | None:
    """Return the word that joins two phrases of a list, or None where they are in none."""
    word = None
    for token in tokens[left.last + 1 : right.first]:
        if token.kind == Kind.JOINER and word is None:
            word = token.word
        elif token.kind not in _BETWEEN and not token.word.isspace():
            return None
    if word is None and left.type == right.type == "Document":
        return "、"
    if word is None and any(t.word == "等" for t in tokens[left.last + 1 : right.first]):
        return "等"
    return word


def _resolved(tokens: list[Token], run: list[Phrase], joined: list[str], rules: Rules) -> list[NounPhrase]:
    merged = _levels(tokens, run)
    if merged is not None:
        return [merged]
    last_typed = max((k for k, p in enumerate(run) if p.type), default=None)
    if last_typed is None:
        return []
    members: list[Phrase] = []
    start = 0
    for k in range(last_typed + 1):
        phrase = run[k]
        if phrase.type:
            continue
        # A headless part needs a head to its right that a list may share.
        owner = next((p for p in run[k + 1 :] if p.type), None)
        if owner is None or not _shares(tokens, phrase, owner, rules):
            start = k + 1
    part = run[start : last_typed + 1]
    words = joined[start:last_typed]
    for k, phrase in enumerate(part):
        owner = next((p for p in part[k + 1 :] if p.type), None)
        if not phrase.type:
            if owner is not None:
                head = tokens[owner.last].word if tokens[owner.last].kind == Kind.HEAD else owner.name
                members.append(replace(phrase, name=phrase.name + head, type=owner.type, rule=owner.rule, attached=owner.attached))
            continue
        shared = _shared_suffix(tokens, phrase, part[k + 1 :], rules)
        members.append(shared or phrase)
    bare_before = len(part) > 1 and not part[-2].type
    last = part[-1]
    if bare_before and last.first == last.last and tokens[last.first].kind == Kind.HEAD:
        members.pop()
    elif len(members) > 1 and words and last.first == last.last and _generic(tokens, last):
        members.pop()
    earlier: list[NounPhrase] = []
    typed_before = [p for p in run[:start] if p.type]
    if typed_before:
        earlier.append(NounPhrase(typed_before[0].first, typed_before[-1].last, typed_before))
    return [*earlier, NounPhrase(part[0].first, part[-1].last, members, tuple(words))]


def _generic(tokens: list[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase only counts the list before it: 等5个部门."""
    before = tokens[max(0, phrase.first - 5) : phrase.first]
    return any(t.word == "等" for t in before) and any(t.kind == Kind.NUMBER for t in before)


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


def _shares(tokens: list[Token], phrase: Phrase, owner: Phrase, rules: Rules) -> bool:
    """Tell whether a headless phrase may take the head of the name further on in its list."""
    head = rules.heads.get(tokens[owner.last].word)
    if head is None or not head.shared or len(phrase.name) > _LONGEST_BARE:
        return False
    return all(tokens[k].kind in (Kind.NOUN, Kind.MODIFIER, Kind.ACTIVITY, Kind.ENCLOSED) for k in range(phrase.first, phrase.last + 1))


def _shared_suffix(tokens: list[Token], phrase: Phrase, rest: list[Phrase], rules: Rules) -> Phrase | None:
    """Give a name what it shares with the next of its list: 区委、区政府领导; 乡镇、村党组织; 机关、企事业单位在职党员."""
    if not rest or not rest[0].type:
        return None
    # Between an organ and the post that it shares, only organs may stand (县应急局、县公安局主要负责人).
    sharing = next((p for p in rest if p.type and p.type not in _ORGANS), None) if phrase.type in _ORGANS else None
    owner = sharing or next((p for p in rest if p.type and p.last > p.first), None)
    if owner is None:
        return None
    words = tokens[owner.first : owner.last + 1]
    heads = [k for k, t in enumerate(words) if t.kind == Kind.HEAD]
    level = phrase.type in {"Community", "Place"} and all(t.kind in (Kind.HEAD, Kind.ENCLOSED) for t in tokens[phrase.first : phrase.last + 1])
    if level and owner.type not in {"Community", "Place"} and heads and heads[0] == 0:
        first = rules.heads[words[0].word]
        if first.type in {"Community", "Place"} and len(words) > 1:
            cut = 2 if words[1].kind == Kind.ENCLOSED else 1
            if cut < len(words):
                return _extended(phrase, words[cut:], owner)
        return None
    if phrase.type in _ORGANS and owner.type in {"Post", "Group"} and len(heads) >= 2:
        last_organ = next((k for k in reversed(heads[:-1]) if rules.heads[words[k].word].type in _ORGANS), None)
        if last_organ is not None:
            suffix = [t for t in words[last_organ + 1 :] if t.kind != Kind.DETERMINER]
            if suffix and suffix[-1].word in _SHARED_POSTS:
                return _extended(phrase, suffix, owner)
    return None


_SHARED_POSTS = frozenset(
    ["领导", "主要领导", "负责人", "主要负责人", "分管负责人", "负责同志", "主要负责同志", "分管领导", "班子成员", "领导班子成员", "分管负责同志", "有关负责同志", "干部", "人员", "在职党员", "党员", "领导干部", "党员干部", "成员", "职工", "工作人员", "代表"]
)


def _extended(phrase: Phrase, suffix: list[Token], owner: Phrase) -> Phrase:
    name = phrase.name + "".join("".join(t.word for t in suffix).split())
    return replace(phrase, name=name, type=owner.type, rule=owner.rule, attached=owner.attached, count=phrase.count or owner.count)
