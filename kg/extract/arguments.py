"""The arguments of a clause: what governs each noun phrase, and what the next clause may leave out."""

from __future__ import annotations

import re

from kg.extract.clauses import Clause, Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.objects import followed_by_of
from kg.extract.states import Arguments, State
from kg.rules import Rules

_LEADING = frozenset(
    {"Committee", "Government", "Department", "Organization", "TaskForce", "Person", "Place", "Community"}
)
_SITES = frozenset({"Community", "Place"})
_MADE = frozenset({"Mechanism", "Committee", "TaskForce"})
_LONGEST_NUMBER = 3
# A town or street that has a name, not a kind: 特色小镇建设 is a matter.
_TOWN = re.compile(r"..(?:街道|(?<![小城集市重强乡])镇|乡)$")
_DUTIES = ("职责", "职能", "任务")
_LISTS = frozenset(["包括", "有", "如下"])
# How far a relative clause may put a preposition from the name that it governs, in elements.
_FARTHEST = 7
# A number, its classifier and the noun that sums a list up.
_SUM = 3


def governors(row: list[Element], rules: Rules) -> dict[int, str]:
    """Return for each noun phrase of a clause the preposition that governs it, by places in the clause.

    Args:
        row: the clause.
        rules: say which prepositions may govern over a relative clause.
    """
    found: dict[int, str] = {}
    if Part.PREPOSITION not in [element.part for element in row]:
        return found
    word = ""
    for i, element in enumerate(row):
        if element.part == Part.PREPOSITION:
            word = element.word
            if word in rules.grammar["over"] and (far := _behind_relative(row, i)) is not None:
                found[far] = word
        elif element.part == Part.NOUNS:
            if word:
                found.setdefault(i, word)
            if not _owns(row, i) and not (word == "以" and _taken_as(row, i)):
                word = ""
        elif element.part in (Part.TRIGGER, Part.VERB) and not (_adjacent(row, i) and followed_by_of(row, i)):
            word = ""
    return found


def _owns(row: list[Element], i: int) -> bool:
    """Tell whether 的 follows the noun phrase at i, or a count of its members: 县教育局、县民政局2个单位的党组织."""
    k = i + 1
    if k + 2 < len(row) and row[k].part == Part.WORD and row[k].word.isnumeric():
        while k < len(row) and row[k].part == Part.WORD and k <= i + _SUM:
            k += 1
    return followed_by_of(row, k - 1)


def _taken_as(row: list[Element], i: int) -> bool:
    """Tell whether 为 follows what 以 governs, which then goes on: 以甲校、乙校等学校为核心校组建教育集团."""
    for element in row[i + 1 :]:
        if element.part in (Part.TRIGGER, Part.VERB):
            return False
        if element.part == Part.PREPOSITION and element.word == "为":
            return True
    return False


def _behind_relative(row: list[Element], i: int) -> int | None:
    """Return where the noun phrase stands that a preposition at i governs over a relative clause: 对逾期未报的单位."""
    for k in range(i + 1, min(i + _FARTHEST, len(row) - 1)):
        if row[k].part == Part.OF:
            return k + 1 if row[k + 1].nouns is not None else None
        if row[k].part == Part.NOUNS or (row[k].part == Part.PREPOSITION and row[k + 1].part != Part.OF):
            return None
    return None


def _adjacent(row: list[Element], i: int) -> bool:
    """Tell whether a preposition stands right before the element: 给派出的工作队."""
    return i > 0 and row[i - 1].part == Part.PREPOSITION


def place(row: list[Element], i: int, governor: str, args: Arguments, rules: Rules) -> None:
    """Note the noun phrase at i under what governs it."""
    nouns, words = row[i].nouns, rules.grammar
    if nouns is None:
        return
    if not governor:
        if not followed_by_of(row, i) or _of_duties(row, i, rules):
            _place_subject(row, i, nouns, args, rules)
    elif _owns(row, i):
        _place_modifier(governor, nouns, args, rules)
    elif governor in words["by"]:
        args.by, args.under = nouns, governor in words["by.above"]
    elif governor in words["by.way"]:
        args.by, args.passing = nouns, True
    elif governor in words["moved"]:
        args.moved = nouns
    elif governor in words["with"]:
        args.with_ = nouns
    elif governor in words["to"]:
        args.to, args.served = nouns, governor in words["to.served"]
    elif governor in words["about"]:
        args.about = nouns
    elif governor in words["at"] and not _in_relative(row, i):
        args.at = nouns


def _of_duties(row: list[Element], i: int, rules: Rules) -> bool:
    """Tell whether the clause says what the duties of a noun phrase are: 县委教育工委的主要职责为领导…."""
    if i + 3 >= len(row) or not row[i + 2].word.endswith(_DUTIES):
        return False
    return row[i + 3].word in rules.grammar["copula"] or row[i + 3].word in _LISTS


def _place_modifier(governor: str, nouns: NounPhrase, args: Arguments, rules: Rules) -> None:
    """Note what 的 makes a part of a longer phrase, where that is as good as the whole: 对工作组的作风进行监督."""
    words = rules.grammar
    if governor == "在":
        args.at = nouns
    elif governor in words["to"] and args.to is None:
        args.to = nouns
    elif governor in words["about"]:
        args.about = nouns


def _place_subject(row: list[Element], i: int, nouns: NounPhrase, args: Arguments, rules: Rules) -> None:
    """Note a noun phrase that nothing governs as the subject, where it can be one."""
    first = nouns.members[0]
    if i and row[i - 1].word == "、" and args.by is not None:
        args.by = nouns
        return
    if first.determiner[:1] == "每" and first.type in _SITES:
        args.at = nouns  # 每个网格派驻1名网格员: the place is no one who sends.
        return
    if _attached(row, i):
        return
    if _behind_of(row, i) and any((args.to, args.about, args.moved, args.with_)):
        return  # 向医疗机构或者政府规定的基层组织报告
    free = not any(e.part in (Part.TRIGGER, Part.VERB) for e in row[:i])
    if not free and args.embedded and _behind_of(row, i):
        args.subject, args.embedded = nouns, False  # 群众反映的干部由部领导约谈
        return
    verbs = [e.word for e in row[:i] if e.part in (Part.TRIGGER, Part.VERB)]
    late = args.subject is None and _before_verb(row, i) and all(v in rules.grammar["there_is"] for v in verbs)
    # 脱岗的干部被约谈: all that stands before describes the subject.
    described = i > 1 and _behind_of(row, i) and not any(e.nouns for e in row[: i - 1])
    if free or late or (described and _before_verb(row, i)):
        args.subject, args.embedded = nouns, _in_relative(row, i)


def some_actor(row: list[Element], i: int, rules: Rules) -> bool:
    """Tell whether a noun that is no name acts before the word of duty at i: 组团社应当报告."""
    words = rules.grammar
    if not i or any(e.nouns for e in row[:i]) or row[i - 1].part != Part.WORD or row[i - 1].stop != row[i].start:
        return False
    which = i > 1 and row[i - 2].word in words["which"]
    return len(row[i - 1].word) > 1 and row[i - 1].word.endswith(tuple(words["actor"])) and not which


def _behind_of(row: list[Element], i: int) -> bool:
    """Tell whether 的 stands before the noun phrase at i, but for its number: 派驻的3名技术专家."""
    k = i - 1
    while k > 0 and row[k].part == Part.WORD and row[k].stop - row[k].start <= _LONGEST_NUMBER:
        k -= 1
    return k >= 0 and row[k].part == Part.OF


def _attached(row: list[Element], i: int) -> bool:
    """Tell whether more of the noun follows (社区 in 社区防控等环节): it is no end of a verb."""
    nouns = row[i].nouns
    if nouns is None or not nouns.members[-1].attached:
        return False
    if not i and _TOWN.search(nouns.members[-1].name) and any(e.part == Part.VERB for e in row[1:3]):
        return False  # 双桥街道建设“两新”家园: a unit that has a name opens the clause
    return not any(e.part == Part.TRIGGER or e.context for e in row[i + 1 : i + 5])


def _in_relative(row: list[Element], i: int) -> bool:
    """Tell whether a verb and 的 follow (巡河员负责的河段): the noun phrase acts in a relative clause only.

    What stands between them is more often the object: 民政部门负责养老服务的监督管理.
    """
    if i + 2 >= len(row) or row[i + 2].part != Part.OF:
        return False
    return row[i + 1].part in (Part.TRIGGER, Part.VERB) or row[i + 1].word == "所属"


def _before_verb(row: list[Element], i: int) -> bool:
    return i + 1 < len(row) and row[i + 1].part in (Part.TRIGGER, Part.CONTEXT, Part.PREPOSITION, Part.VERB)


def _leading(nouns: NounPhrase) -> bool:
    """Tell whether a subject is one that a paragraph may be about: an organ named as such, not a kind of organ."""
    return all(p.type in _LEADING and len(p.name) > 2 and not p.determiner and p.count is None for p in nouns.members)


def carry(clause: Clause, args: Arguments, made: NounPhrase | None, state: State, duties: bool) -> None:
    """Pass on what the next clause may leave out.

    A statute names in each sentence who acts in it, or in the heading of the section; news goes on about its subject.
    """
    joins = clause.elements[-1].word in state.rules.grammar["joins"]
    if joins and state.leader is not None and args.subject is not None:
        state.subject, state.topic, state.own = state.leader, args.subject, True
    elif args.subject is not None and not args.embedded:
        state.subject, state.required = args.subject, args.modality == "required"
        state.topic = args.subject
        state.own = True
        heading = len(clause.elements) == 1 and clause.ends == "stop"
        if heading or (_leading(args.subject) and not duties):
            state.main = args.subject
    elif args.by is not None and made is None and not args.passing:
        state.subject, state.own = args.by, True
    elif args.unnamed:
        state.subject, state.own = None, False
    last = next(reversed(args.objects.values()), None)
    state.object = last if last is not None and last.members[-1].type in _MADE else None
    state.about = args.about if args.subject is None and not args.objects else None
    if args.modality == "required":
        state.required = True
    if made is not None:
        state.made = made
    if args.moved is not None:
        state.sent = args.moved
    if clause.ends == "stop":
        state.required = state.permitted = False
        state.made = state.sent = state.leader = None
        state.demander = None
        state.subject = state.main
        state.own = state.given
        state.topic = state.object = state.about = None
