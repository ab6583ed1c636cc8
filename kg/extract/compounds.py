"""Names that a run of words alone does not hold together: those with 的 or 和 inside.

分管公安工作的副市长, 北京奥组委的司局级负责同志, “五包一”的社区防控责任制, 疾病预防控制与应急科,
防返贫动态监测和帮扶机制.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.phrase import Phrase, phrase
from kg.extract.token import Kind, Token
from kg.rules import Rules

_ORGANS = frozenset(
    {"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce", "Place"}
)
_IN_CHARGE = frozenset(["分管", "主管", "协管", "负责"])
_OFFICIALS = ("负责人", "负责同志", "领导同志", "主要领导")
_AND = frozenset(["和", "与", "及"])
_LEVEL_COUNTS = frozenset(["两级", "二级", "三级", "四级", "五级"])
# Heads of names that hold two fields (发展和改革局); 公安和民政部门 are two.
_TWO_FIELDS = frozenset(
    {"department.ju", "department.office", "department.commission", "committee.coordinating", "mechanism"}
)
_INSTITUTION = "mechanism.institution"
_SCOPES = frozenset({"Community", "Organization"})
_ASSIGNING = frozenset("包联挂带管盯")
_MOST_WORDS = 3
_LONGEST_FIELD = 8
_LONGEST_PLAN = 24


def compounds(tokens: list[Token], phrases: list[Phrase], rules: Rules) -> list[Phrase]:
    """Return the phrases with those joined that are one name.

    Args:
        tokens: the words of a paragraph.
        phrases: its phrases, in order.
        rules: tell what the words of names are.
    """
    found: list[Phrase] = []
    for name in phrases:
        rule = rules.heads.get(tokens[name.last].word) if name.rule and not name.type else None
        kind = rule.type if rule is not None else name.type
        first = _first(tokens, name, kind, found, rules)
        if first is None:
            found.append(name)
            continue
        while found and found[-1].first >= first:
            found.pop()
        whole = phrase(tokens, first, name.last, kind, name.rule)
        found.append(replace(whole, attached=name.attached, aliases=[*whole.aliases, *name.aliases]))
    return found


def _first(tokens: list[Token], name: Phrase, kind: str, before: list[Phrase], rules: Rules) -> int | None:
    """Return the token where the name really begins, or None where it begins where it was found."""
    if not name.first or not kind:
        return None
    link = tokens[name.first - 1]
    if link.kind == Kind.OF:
        if kind == "Mechanism":
            return _described(tokens, name.first - 1)
        charge = _in_charge(tokens, name, kind, before)
        return _official(name, kind, before) if charge is None else charge
    if name.first < 2 or not before:
        return None
    if link.word in _AND and (level := _of_level(tokens, name, kind, before[-1], rules)) is not None:
        return level
    if before[-1].last != name.first - 2:
        return None
    if kind == "Mechanism" and _parallel(tokens, name, before[-1]):
        return before[-1].first
    if link.word in _AND and name.rule == _INSTITUTION and _two_acts(tokens, name, before[-1]):
        return before[-1].first
    if link.word in _AND and name.rule in _TWO_FIELDS:
        other = before[-1]
        plain = all(t.kind in (Kind.NOUN, Kind.MODIFIER, Kind.ACTIVITY) for t in tokens[name.first : name.last])
        listed = other.first and tokens[other.first - 1].kind == Kind.JOINER
        if not other.type and plain and name.first < name.last and not listed:
            # 建设跨境贸易人民币结算和融资业务中心, but 建设和交通委员会
            acts = other.first < other.last and tokens[other.first].word in rules.kinds["opening"]
            return other.first + acts
    return None


def _of_level(tokens: list[Token], name: Phrase, kind: str, level: Phrase, rules: Rules) -> int | None:
    """Return where an organ of two fields begins whose level was read as a place: 区|农业农村和水务局局长."""
    organ = rules.heads.get(tokens[name.last - 1].word) if kind == "Post" else rules.heads.get(tokens[name.last].word)
    field = tokens[level.last + 1 : name.first - 1]
    if organ is None or organ.type != "Department" or not level.attached or level.first != level.last:
        return None
    named = 0 < len(field) <= _MOST_WORDS and all(t.kind in (Kind.NOUN, Kind.MODIFIER) for t in field)
    return level.first if named and len(tokens[level.first].word) == 1 else None


def _two_acts(tokens: list[Token], name: Phrase, other: Phrase) -> bool:
    """Tell whether an institution is about two acts with one object: 医疗纠纷预防和处置制度."""
    acts = (tokens[other.last], tokens[name.first])
    one = name.first == name.last - 1 and other.first < other.last and not other.type
    return one and all(token.tag[0] == "v" and len(token.word) > 1 for token in acts)


def _parallel(tokens: list[Token], name: Phrase, other: Phrase) -> bool:
    """Tell whether an arrangement holds what stands before it: 立体化、信息化防控体系, 乡镇和村（社区）防控网."""
    link, first, last = tokens[name.first - 1], tokens[name.first], tokens[other.last]
    if not other.type:
        return link.word == "、" and last.word[-1] == first.word[-1] == "化" and other.first == other.last
    return link.word in _AND and other.type in _SCOPES and first.kind == Kind.HEAD and name.first < name.last


def _in_charge(tokens: list[Token], name: Phrase, kind: str, before: list[Phrase]) -> int | None:
    """Return where 分管公安工作的副市长 begins, its body included (教育部分管职业教育工作的负责同志)."""
    duty = kind == "Post" or tokens[name.last].word == "机构"
    for k in range(name.first - 2, max(-1, name.first - 2 - _LONGEST_FIELD), -1):
        token = tokens[k]
        if token.word in _IN_CHARGE:
            if not duty or k == name.first - 2 or (token.word == "负责" and kind == "Post"):
                return None
            first = k - 1 if k and tokens[k - 1].word == "协助" else k
            body = next((p for p in reversed(before) if p.last == first - 1 and p.type in _ORGANS), None)
            return first if body is None or first < k else body.first
        if token.kind > Kind.ENCLOSED and token.kind not in (Kind.JOINER, Kind.LOOSE_VERB, Kind.BARRIER):
            return None
    return None


def _official(name: Phrase, kind: str, before: list[Phrase]) -> int | None:
    """Return where 河长制牵头单位的负责人 begins."""
    if kind != "Post" or not name.name.endswith(_OFFICIALS) or not before:
        return None
    body = before[-1]
    return body.first if body.last == name.first - 2 and body.type in _ORGANS else None


def _described(tokens: list[Token], of: int) -> int | None:
    """Return where an arrangement begins that 的 describes: by a quotation, by levels, by who looks after whom."""
    before = tokens[of - 1]
    if before.kind == Kind.ENCLOSED and before.word[0] not in "（(":
        return of - 1
    if before.kind > Kind.ENCLOSED and before.word[0] not in _ASSIGNING:
        return None
    first, assigns, levels = of, 0, False
    for k in range(of - 1, max(-1, of - 1 - _LONGEST_PLAN), -1):
        token = tokens[k]
        assigning = token.word[0] in _ASSIGNING
        if (token.kind in (Kind.VERB, Kind.LOOSE_VERB, Kind.PREPOSITION) and not assigning) or token.kind > Kind.JOINER:
            break
        assigns += assigning
        levels = levels or token.word in _LEVEL_COUNTS
        first = k
    if assigns < 2 and not levels:
        return None
    return first
