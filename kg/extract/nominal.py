"""Verbs that are nouns where they stand: 检查 in 检查结果, 备案 in 对企业备案内容进行核实, 指导 in 作为临床指导医院."""

from __future__ import annotations

from kg.extract.clauses import Element, Part
from kg.rules import Rules

# How far 作为 may stand before the noun that a verb is a part of, in elements.
_FARTHEST = 4


def nominal(row: list[Element], i: int, rules: Rules) -> str | None:
    """Return why the verb at i says nothing of the subject of its clause, or None where it may.

    Args:
        row: the elements of a clause.
        i: the place of a trigger in it.
        rules: say what the function words do.
    """
    if i and _denied(row, i, rules):
        return "the verb is denied"
    if i and (_within_phrase(row, i, rules) or _governed(row, i, rules)):
        return "the verb is part of what 对 or 把 governs"
    if i and row[i - 1].word == "被" and qualifies(row, i - 1):
        return "被 and the verb describe the name behind them"
    if _compounded(row, i, rules):
        return "the verb is part of a noun"
    if i and row[i - 1].word in rules.grammar["theirs"] and (i < 2 or row[i - 2].part != Part.PREPOSITION):
        return "somebody else does it: 其"
    return None


def a_noun(row: list[Element], i: int) -> bool:
    """Tell whether 的 makes a noun of the verb at i: 有效的监督, but not 县委的领导 or 在…的领导下."""
    if not i or row[i - 1].part != Part.OF or (i > 1 and row[i - 2].nouns is not None):
        return False
    return i + 1 >= len(row) or row[i + 1].word != "下"


def _denied(row: list[Element], i: int, rules: Rules) -> bool:
    """Tell whether 不 or its like stands before the verb at i, or before the one word that says how: 不单独设立."""
    words = rules.grammar["not"]
    adverb = i > 1 and row[i - 1].part == Part.WORD and row[i - 1].stop == row[i].start
    return row[i - 1].word in words or (adverb and row[i - 2].word in words)


def _within_phrase(row: list[Element], i: int, rules: Rules) -> bool:
    """Tell whether the verb stands in what 对 or 把 governs: 对企业报送的资料进行核查."""
    if i < 2 or row[i - 1].nouns is None or row[i - 2].word not in rules.grammar["about"] | rules.grammar["moved"]:
        return False
    return any(e.part == Part.OF for e in row[i + 1 : i + 5])


def _governed(row: list[Element], i: int, rules: Rules) -> bool:
    """Tell whether 对 before the verb and 进行 behind it leave it a noun: 对机构落实规定的情况进行督导.

    So does 将 where a list ends in 等情况: 将企业变更、考核评价等情况通报….
    """
    words = rules.grammar
    for k in range(i - 1, -1, -1):
        if row[k].word in words["light"] or row[k].word in words["then"]:
            return False
        if row[k].word in words["about"] or row[k].word in words["moved"]:
            break
    else:
        return False
    if row[k].word in words["moved"] and any(
        e.word == "等" and row[j].word in words["contents"] for j, e in enumerate(row[i + 1 : -1], i + 2)
    ):
        return True
    for element in row[i + 1 :]:
        if element.word in words["then"] or element.word in words["about"]:
            return False
        if element.word in words["light"]:
            return True
    return False


def _compounded(row: list[Element], i: int, rules: Rules) -> bool:
    """Tell whether a noun right behind the verb makes one of both: 考核结果, 监督检查人员."""
    words = rules.grammar
    after = row[i + 1] if i + 1 < len(row) else None
    named = after is not None and after.nouns is not None
    listed = i > 1 and row[i - 1].word == "、" and row[i - 2].nouns is not None
    if named and listed and any(f.relation == "coordinatesWith" for f in row[i].frames):
        return True  # 县医保局、联合采购办公室
    if after is None or after.start != row[i].stop or row[i].part == Part.PREPOSITION:
        return False
    relations = {f.relation for f in row[i].frames}
    if after.nouns is not None:
        copulas = [e.word in words["copula"] for e in row[max(0, i - _FARTHEST) : i]]
        plain = [e.part == Part.WORD for e in row[max(0, i - _FARTHEST) : i]]
        described = True in copulas and all(plain[copulas.index(True) + 1 :])
        people = after.nouns.members[0].name in words["doers"] and "supervises" in relations
        return (described and i > 1 and row[i - 1].word not in words["copula"]) or people
    return after.word in words["contents.report" if "reportsTo" in relations else "contents"]


def qualifies(row: list[Element], i: int) -> bool:
    """Tell whether 被 at i and its verb describe the name behind them: 被巡察的3个村, 被考核乡镇."""
    k = i + 2
    if k < len(row) and row[k].part == Part.OF:
        k += 1
        while k < len(row) and row[k].part == Part.WORD:
            k += 1
    return k < len(row) and row[i + 1].nouns is None and row[k].nouns is not None
