"""Which noun phrases that fill a role cannot be the tail of their verb, and why."""

from __future__ import annotations

from kg.extract.clauses import Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.states import Verb
from kg.rules import Frame, Role

# Their objects are things as a whole; one inspects or guides in part of something (指导社区核酸检测工作).
_WHOLE = frozenset({"establishes", "leads", "partOf"})
# Their objects act or are carried out themselves, not the matter named after them (but 指导社区治理).
_MOVED = frozenset({"guides", "implements"})
_DIRECTED = _MOVED | {"supervises"}
# These have objects but concern nobody: 对 before them belongs to another verb.
_DONE = frozenset({"implements", "reportsTo", "establishes", "issues", "dispatches"})
# Nobody sets up what the text supposes to be there.
_SOME = frozenset(["有关", "相关", "各", "各级", "各有关", "各相关", "其他", "其它"])
# What may stand in a noun that goes on behind a name.
_IN_NOUNS = frozenset({Part.WORD, Part.VERB, Part.TRIGGER})
# The work of these is a task, whoever leads it: 统筹社区工作, 负责河长制工作.
_NO_ORGANS = frozenset({"Community", "Mechanism", "TaskForce"})


def unfit(frame: Frame, role: Role, tails: NounPhrase, verb: Verb) -> str | None:
    """Return why a noun phrase that fills a role cannot be the tail, or None where it can."""
    args = verb.args
    if frame.adjacent and not _adjacent(frame, verb, tails):
        return "{} does not stand right behind the verb"
    if frame.closing and _goes_acting(verb, tails):
        return "{} goes on to act"
    if frame.relation in _MOVED and not verb.element.word.endswith("指导") and _matter(verb, tails):
        return "{} only says what a matter concerns"
    if _only_begins(verb, tails, frame.relation):
        return "{} is only the beginning of a longer noun"
    if frame.relation == "establishes" and tails.members[-1].rule == "place.known":
        return "{} is there already"  # 组建山东…研究院, of a name that is not known
    if frame.relation == "establishes" and tails.members[0].determiner in _SOME:
        return "{} is supposed to be there"  # 建立有关部门参加的机制
    if frame.relation in _DONE and role == "patient" and tails in (args.about, verb.state.about):
        return "{} is not what is done"  # 对下级政府指标落实情况进行考核
    if frame.relation == "coordinatesWith" and role == "patient" and tails in (args.about, args.moved):
        return "{} is no partner"  # 对区水利局开展联动巡察, 将党员联合起来
    if frame.relation == "memberOf" and role == "body" and _leads(verb, tails):
        return "{} leads a task, which is no body"  # 由县纪委牵头，财政部门参与
    if frame.relation == "reportsTo" and (_not_told(role, tails, verb) or _submitted(role, verb)):
        return "{} is not the one who is told"
    if frame.relation == "funds" and tails is args.about and role == "to":
        return "{} is not the one who gets it"  # 对县医院采购情况开展监督
    if frame.relation == "guides" and frame.pivot and role == "patient" and not _moved(verb):
        return "{} need not be what is set in motion"  # 居民住宅区，政府应当及时组织
    return None


def _not_told(role: Role, tails: NounPhrase, verb: Verb) -> bool:
    """Tell whether 为 serves the noun phrase (为党员作报告), or the report is about it (汇报了社区存在的问题)."""
    if tails is verb.args.to and verb.args.served:
        return True
    after = verb.row[verb.place + 1 : verb.place + 2]
    return role == "patient" and any(e.word in ("了", "过") for e in after)


def _goes_on(row: list[Element], nouns: NounPhrase) -> bool:
    """Tell whether more of the noun stands behind a noun phrase (法人 in 法人治理结构): it is no object itself."""
    at = next((k for k, e in enumerate(row) if e.nouns is nouns), None)
    if at is None or at + 1 >= len(row):
        return False
    following = row[at + 1]
    work = next((k for k in range(at + 1, len(row)) if row[k].word == "工作"), None)
    if work is not None and work <= at + 2 and (work + 1 == len(row) or row[work + 1].word == "、"):
        return any(m.type in _NO_ORGANS for m in nouns.members)  # 主持县委日常工作 is all of it
    return following.start == row[at].stop and following.part in (Part.WORD, Part.VERB, Part.TRIGGER)


def _goes_acting(verb: Verb, nouns: NounPhrase) -> bool:
    """Tell whether a verb follows the object, which then acts itself: 联系包村单位开展慰问."""
    at = next((k for k, e in enumerate(verb.row) if e.nouns is nouns), None)
    if at is None or at + 1 >= len(verb.row):
        return False
    following = verb.row[at + 1]
    return following.part in (Part.TRIGGER, Part.VERB) and following.start == verb.row[at].stop


def _only_begins(verb: Verb, nouns: NounPhrase, relation: str) -> bool:
    """Tell whether a noun phrase is the beginning of what is called after it: 城镇排水设施, 居民最低生活保障资金."""
    row, words = verb.row, verb.state.rules.grammar
    at = next((k for k, e in enumerate(row) if e.nouns is nouns), None)
    if at is None:
        return False
    chain: list[Element] = []
    for element in row[at + 1 :]:
        if element.start != (chain[-1] if chain else row[at]).stop or element.part not in _IN_NOUNS:
            break
        chain.append(element)
    if not chain:
        return False
    if relation in _WHOLE:
        heads = verb.state.rules.heads
        arranged = any(e.word in heads and heads[e.word].type == "Mechanism" for e in chain)
        return arranged or (nouns.members[-1].attached and _goes_on(row, nouns))
    behind = at + len(chain) + 1
    if behind < len(row) and row[behind].nouns is not None and all(e.word in words["inside"] for e in chain):
        return True  # 园区内企业
    area = nouns.members[-1].name in words["area"] and chain[0].part in (Part.WORD, Part.VERB)
    return area or (relation in _DIRECTED and chain[0].part == Part.WORD and chain[-1].word in words["money"])


def _submitted(role: Role, verb: Verb) -> bool:
    """Tell whether the object of a report is what is handed in, not to whom: 提请任命的主任."""
    if role != "patient":
        return False
    behind = verb.row[verb.place + 1 : verb.place + 3]
    return verb.relative is not None or (len(behind) > 1 and behind[0].part == Part.VERB and behind[1].part == Part.OF)


def _leads(verb: Verb, nouns: NounPhrase) -> bool:
    """Tell whether a noun phrase is the one that takes the lead in the sentence: others join in its task, not in it."""
    leader = verb.state.leader
    return leader is not None and {p.name for p in nouns.members} <= {p.name for p in leader.members}


def _moved(verb: Verb) -> bool:
    """Tell whether the verb has an object of its own, behind it or after 把."""
    return any(n is not None for n in (verb.objekt, verb.relative, verb.args.moved))


def _matter(verb: Verb, nouns: NounPhrase) -> bool:
    """Tell whether a noun phrase only begins the name of a matter: 推动金融服务中心建设, 落实责任制建设."""
    matters = verb.state.rules.grammar["matter"]
    at = next((k for k, e in enumerate(verb.row) if e.nouns is nouns), None)
    following = verb.row[at + 1] if at is not None and at + 1 < len(verb.row) else None
    return following is not None and following.start == verb.row[at or 0].stop and following.word in matters


def _adjacent(frame: Frame, verb: Verb, tails: NounPhrase) -> bool:
    """Tell whether the object stands right behind the verb, but for its number and determiners.

    Ends that are no objects may stand anywhere.
    """
    if tails is not verb.objekt or verb.inner is not None:
        return True
    for k, element in enumerate(verb.row[verb.place + 1 :], verb.place + 1):
        if element.nouns is not None:
            return element.nouns is tails or verb.named is element.nouns
        if element.part == Part.OF and all(e.part == Part.WORD for e in verb.row[verb.place + 1 : k]):
            continue  # 组织素质良好的骑手
        if element.part not in (Part.WORD, Part.TRIGGER):
            return False
        if frame.pivot and element.part == Part.TRIGGER and all(f.relation != frame.relation for f in element.frames):
            return False  # 组织编制人才目录: the object is that of the second verb
    return False
