"""What the parts of a list share: a head (公安、民政等部门) or what follows (区委、区政府领导; 乡镇、村党组织)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.extract.numerals import ordinal
from kg.extract.phrase import Phrase
from kg.extract.token import Kind, Token
from kg.rules import NameRule, Rules

_ORGANS = frozenset(
    {"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce", "Community"}
)
_UNITS = frozenset({"Community", "Place"})
_HELD = frozenset({"Post", "Group"})
_LEVELS = "省市县区州盟旗镇乡村"
_NOMINAL = frozenset({Kind.NOUN, Kind.MODIFIER, Kind.ACTIVITY, Kind.ENCLOSED})
_LONGEST_BARE = 10
# How far along a list its parts look for what they share.
_LONGEST_LIST = 40
_LONGEST_SHARED = 3
_ACTIONS = frozenset(["管理", "监管", "执法", "审批", "审核", "登记"])
# Closing words that name no kind of their own.
_SUMS = frozenset(["部门", "单位"])
_DEPUTY = "副"
_NATION = frozenset(["国家", "中央", "全国"])


def members(tokens: list[Token], run: list[Phrase], rules: Rules) -> tuple[int, list[Phrase]]:
    """Return the names of a list with what they share spelled out, and from which of its parts on it is one list.

    Args:
        tokens: the words of a paragraph.
        run: phrases joined by 、 or 和, the last of them with a type.
        rules: say which heads may be shared.
    """
    start, found, whose = 0, list[Phrase](), ""
    for k, part in enumerate(run):
        name = part
        if ordinal(tokens[part.first]) and whose:
            name = replace(part, name=whose + part.name)  # 县委第一、第二巡察组
        elif ordinal(tokens[part.last]):
            whose = part.name.removesuffix(tokens[part.last].word)
        rest = run[k + 1 : k + 1 + _LONGEST_LIST]
        if name.type and rest and k and not run[k - 1].type and not run[k - 1].rule and _bare(tokens, name):
            continue
        if name.type:
            found += _deputies(tokens, name, found) or _two_levels(
                tokens, _suffixed(tokens, name, rest, rules) or name, name
            )
        elif name.rule:
            shared = _suffixed(tokens, name, rest, rules)
            found += [shared] if shared is not None else []
        else:
            shared = _headed(tokens, name, rest, rules)
            if shared is None:
                start, found = k + 1, []
            else:
                found.append(shared)
    if len(found) > 1 and _sums_up(tokens, run):
        found.pop()
    return start, found


def alone(tokens: list[Token], name: Phrase) -> list[Phrase]:
    """Return the names that a name is that stands in no list: 省市委 is two."""
    return _two_levels(tokens, name, name)


def _headed(tokens: list[Token], name: Phrase, rest: list[Phrase], rules: Rules) -> Phrase | None:
    """Give a part without a head that of the next name of its list: 公安、民政等部门."""
    owner = next((p for p in rest if p.type), None)
    head = tokens[owner.last] if owner is not None else None
    rule = rules.heads.get(head.word) if head is not None else None
    if (
        owner is None
        or head is None
        or rule is None
        or not (rule.shared or ordinal(tokens[name.last]))
        or len(name.name) > _LONGEST_BARE
    ):
        return None
    nominal = all(t.kind in _NOMINAL for t in tokens[name.first : name.last + 1])
    if not nominal and not ordinal(tokens[name.last]):
        return None
    if tokens[name.last].word in rules.kinds["written"] or name.name[-1] in "人者":
        return None
    words = tokens[owner.first : owner.last + 1]
    if name.name in _NATION and len(words) > 1 and words[0].kind == Kind.HEAD and words[0].word in _LEVELS:
        return replace(_extended(name, words[1:], owner), rule=owner.rule)  # 国家或者省文物行政部门
    between = tokens[name.last + 1 : owner.first]
    apart = any(t.kind == Kind.JOINER and t.word != "、" and u.kind == Kind.DETERMINER for t, u in pairwise(between))
    if apart or (owner.first < owner.last and any(t.word == "等" for t in between)):
        return None
    base = _base(head.word, rule, rules)
    if base is None and owner.first == owner.last and not any(t.word == "等" or t.kind == Kind.NUMBER for t in between):
        return None
    word = base or head.word
    return replace(name, name=name.name + word, type=owner.type, rule=owner.rule, attached=owner.attached)


def _base(word: str, rule: NameRule, rules: Rules) -> str | None:
    """Return what is shared of a head that holds a verb of its own: 部门 of 参与部门."""
    for cut in range(len(word) - 2, 1, -1):
        known = rules.heads.get(word[cut:])
        acts = word[:cut] in rules.frames_of or word[:cut] in rules.kinds["verb"] or word[:cut] in _ACTIONS
        if acts and known is not None and known.type == rule.type and known.shared:
            return word[cut:]
    return None


def _sums_up(tokens: list[Token], run: list[Phrase]) -> bool:
    """Tell whether the last name only sums up the list before it: 等5个部门, 综合协调、物资保障2个组."""
    last = run[-1]
    if last.first != last.last or tokens[last.first].kind != Kind.HEAD:
        return False
    if not run[-2].type and not run[-2].rule:
        return _bare(tokens, last)
    before = tokens[max(0, last.first - 5) : last.first]
    if tokens[last.first].word in _SUMS and any(t.word == "等" for t in before):
        return True  # 县住建局等部门
    return any(t.word == "等" for t in before) and any(t.kind == Kind.NUMBER for t in before)


def _bare(tokens: list[Token], name: Phrase) -> bool:
    """Tell whether a name is nothing but a short head, which the list before it shares."""
    return (
        name.first == name.last
        and tokens[name.first].kind == Kind.HEAD
        and len(tokens[name.first].word) <= _LONGEST_SHARED
    )


def _suffixed(tokens: list[Token], name: Phrase, rest: list[Phrase], rules: Rules) -> Phrase | None:
    """Give a name what it shares with the next of its list: 区委、区政府领导; 乡镇、村党组织; 机关、企业在职党员."""
    rest = [p for p in rest if p.type]
    head = rules.heads.get(tokens[name.last].word)  # None behind brackets: 国有企业监事会（室）
    kind = name.type or (head.type if head is not None else "")
    # Between an organ and the post that it shares, only organs may stand (县应急局、县公安局主要负责人).
    sharing = next((p for p in rest if p.type in _HELD), None) if kind in _ORGANS else None
    owner = sharing or next((p for p in rest if p.last > p.first or _one_word(tokens[p.first], rules)), None)
    if owner is None:
        return None
    words = tokens[owner.first : owner.last + 1]
    if _one_word(words[0], rules):
        own = tokens[name.first : name.last + 1]
        level = kind in _UNITS and owner.type not in _UNITS and all(t.kind in (Kind.HEAD, Kind.ENCLOSED) for t in own)
        if level and not words[0].word.startswith(name.name):
            first = words[0]
            below = Token(first.start, first.stop, _below(first, rules), first.tag, first.kind)
            return _extended(name, [below, *words[1:]], owner)
    heads = [k for k, t in enumerate(words) if t.kind == Kind.HEAD]
    level = kind in _UNITS and all(t.kind in (Kind.HEAD, Kind.ENCLOSED) for t in tokens[name.first : name.last + 1])
    if level and owner.type not in _UNITS and heads and heads[0] == 0:
        cut = 2 if len(words) > 1 and words[1].kind == Kind.ENCLOSED else 1
        if rules.heads[words[0].word].type in _UNITS and cut < len(words):
            return _extended(name, words[cut:], owner)
        return None
    if kind not in _ORGANS or owner.type not in _HELD or len(heads) < 2 or name.name.endswith("班子"):
        return None
    organ = next((k for k in reversed(heads[:-1]) if _owns(words, k, rules)), None)
    if organ is not None and (
        words[-1].word.endswith(tuple(rules.kinds["shared"])) or words[organ + 1].word in ("分管", "主要", "有关")
    ):
        return _extended(name, words[organ + 1 :], owner)
    return None


def _one_word(token: Token, rules: Rules) -> bool:
    """Tell whether a word is a level and a head in one: 区人民政府."""
    return len(token.word) > 2 and token.word[0] in _LEVELS and _below(token, rules) in rules.heads


def _below(token: Token, rules: Rules) -> str:
    """Return what follows the level in such a word: 人民政府 in 区人民政府, 干部 in 乡镇干部."""
    two = len(token.word) > 3 and token.word[1] in _LEVELS and token.word[2:] in rules.heads
    return token.word[2:] if two else token.word[1:]


def _owns(words: list[Token], k: int, rules: Rules) -> bool:
    """Tell whether the head at k ends the organ, or the place before 的, that a post belongs to."""
    kind = rules.heads[words[k].word].type
    return kind in _ORGANS or (kind == "Place" and words[k + 1].kind == Kind.OF)


def _extended(name: Phrase, suffix: list[Token], owner: Phrase) -> Phrase:
    whole = "".join("".join(t.word for t in suffix).split())
    inner = "".join("".join(t.word for t in suffix if t.kind != Kind.DETERMINER).split())
    aliases = [*name.aliases, *([name.name + whole] if whole != inner else [])]
    found = replace(
        name, name=name.name + inner, type=owner.type, rule=owner.rule, attached=owner.attached, aliases=aliases
    )
    found.count = name.count or owner.count
    return found


def _two_levels(tokens: list[Token], found: Phrase, name: Phrase) -> list[Phrase]:
    """Read 省市委 as 省委 and 市委."""
    if name.last == name.first:
        return [found]
    first, second = tokens[name.first].word, tokens[name.first + 1].word
    if (
        len(first) != 1
        or first not in _LEVELS
        or len(second) < 2
        or second[0] not in _LEVELS
        or second[1] not in "委政"
    ):
        return [found]
    tail = found.name[2:]
    return [replace(found, name=first + tail), replace(found, name=second[0] + tail, aliases=[])]


def _deputies(tokens: list[Token], name: Phrase, before: list[Phrase]) -> list[Phrase]:
    """Give a deputy the levels of the post before it: 县、乡镇总林长、副总林长."""
    base = name.name.removeprefix(_DEPUTY)
    if name.type != "Post" or base == name.name or not before or tokens[name.first - 1].kind != Kind.JOINER:
        return []
    owners = [p.name.removesuffix(base) for p in before[-_LONGEST_LIST:] if p.type == "Post" and p.name.endswith(base)]
    return [replace(name, name=o + name.name) for o in owners if o and o[-1] in _LEVELS + "）)道"]
