"""From a verb and a frame to edges: both ends found, of the right types, near enough, with a quote that shows them."""

from __future__ import annotations

from itertools import combinations, islice, product

from kg.extract.clauses import Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.objects import fill
from kg.extract.phrases import Phrase
from kg.extract.rejections import reject
from kg.extract.roles import mention
from kg.extract.states import Verb
from kg.model import Span, Statement
from kg.rules import Frame, Role
from kg.schema import load_schema

# The guideline of the annotators: of more, a clause keeps the first twelve.
_MOST_EDGES = 12
_LONGEST_QUOTE = 120
_LEVELS = "省市县区州盟旗国"
# What a sentence has just set up or sent out does these where no other subject is named.
_GOES_ON = frozenset({"deployedTo", "assists"})
# A group that a sentence has just set up does these, too.
_TEAM_DOES = frozenset({"supervises", "guides", "covers", "reportsTo"})
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
# What a statute or plan lays down as a duty where it says so without 应当; what it sets up or composes is simply so.
_DUTIES = frozenset(
    {
        "supervises",
        "guides",
        "coordinatesWith",
        "reportsTo",
        "implements",
        "covers",
        "deployedTo",
        "dispatches",
        "funds",
        "assists",
    }
)


def frame_edges(frame: Frame, verb: Verb) -> list[Statement]:
    """Return the edges that a frame gives at a verb; the roles of its ends are tried in the frame's order."""
    args = verb.args
    after = verb.row[verb.place + 1] if verb.place + 1 < len(verb.row) else None
    if frame.relation == "leads" and after is not None and after.part == Part.TRIGGER:
        rejected(verb.element, (frame,), "the object is that of {}", after.word)
        return []  # 负责联系, 统筹推行
    subject = args.pivot or args.subject
    behind = verb.row[verb.place - 2].nouns if verb.place > 1 and verb.row[verb.place - 1].part == Part.OF else None
    if frame.relation == "coordinatesWith" and behind is not None and len(behind.members) > 1:
        return mutual(frame, behind, verb)  # 街道与部门的互联互动
    if "with" in frame.tail and args.with_ is None and subject is not None and frame.relation != "coordinatesWith":
        sides = _sides(subject, verb.state.rules.grammar["and"])
        if sides is not None and verb.objekt is None:
            return edges(frame, *sides, verb)
    heads = _heads(frame, verb)
    if heads is None:
        rejected(verb.element, (frame,), "no head is found ({})", ", ".join(frame.head))
        return []
    objects = False
    for role in frame.tail:
        if role == "each_other" and verb.element.part == Part.PREPOSITION:
            continue  # 会同有关部门: the partners are others, though they are not named
        if role == "each_other" and _compounded(frame, verb):
            rejected(verb.element, (frame,), "it ends a noun: {}", verb.row[verb.place - 1].word)
            return []
        if role == "each_other":
            return mutual(frame, subject, verb) if subject is not None else []
        tails = fill(role, verb)
        if tails is None or tails is heads:
            continue
        objects = True
        if frame.adjacent and not _adjacent(frame, verb, tails):
            rejected(verb.element, (frame,), "{} does not stand right behind the verb", tails.members[-1].name)
            continue
        if frame.relation in _MOVED and not verb.element.word.endswith("指导") and _matter(verb, tails):
            rejected(verb.element, (frame,), "{} only says what a matter concerns", tails.members[-1].name)
            continue
        if frame.relation == "establishes" and tails.members[0].determiner in _SOME:
            continue  # 建立有关部门参加的机制
        if frame.relation in _DONE and role == "patient" and tails is args.about:
            continue  # 对下级政府指标落实情况进行考核: the one about whom it is does not get carried out
        if frame.relation == "memberOf" and role == "body" and _leads(verb, tails):
            continue  # 由县纪委牵头，财政部门参与
        if frame.relation == "reportsTo" and ((tails is args.to and args.served) or _submitted(role, verb)):
            continue  # 为党员作报告
        if frame.relation == "funds" and tails is args.about and role == "to":
            continue  # 对县医院采购情况开展监督
        if frame.relation == "guides" and frame.pivot and role == "patient" and not _moved(verb):
            continue  # 居民住宅区，政府应当及时组织: what it is about need not be what is set in motion
        if _only_begins(verb, tails, frame.relation):
            rejected(verb.element, (frame,), "{} is only the beginning of a longer noun", tails.members[-1].name)
            continue
        found = edges(frame, heads, tails, verb)
        if found:
            return found
    if not objects:
        rejected(verb.element, (frame,), "no tail is found ({})", ", ".join(frame.tail))
    return []


def rejected(element: Element, frames: tuple[Frame, ...], reason: str, *words: str) -> None:
    """Note why some frames give nothing at a verb, for whoever asks (`kg explain`)."""
    for frame in frames:
        reject(Span(element.start, element.stop), frame.id, reason, *words)


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
    area = nouns.members[-1].name in words["area"] and chain[0].part in (Part.WORD, Part.VERB)
    return area or (relation in _DIRECTED and chain[0].part == Part.WORD and chain[-1].word in words["money"])


def _compounded(frame: Frame, verb: Verb) -> bool:
    """Tell whether the word before or behind a verb makes it a noun: 劳务合作, 地校合作, 合作企业."""
    before, word = verb.row[verb.place - 1] if verb.place else None, verb.element.word
    if _modifies(frame, verb):
        return True
    if before is None or before.part not in (Part.WORD, Part.VERB) or before.stop != verb.element.start:
        return False
    return len(word) <= 2 and before.word not in verb.state.rules.grammar["manner"]


def _modifies(frame: Frame, verb: Verb) -> bool:
    """Tell whether a verb without an object of its own is part of the name right behind it: 合作企业."""
    after = verb.row[verb.place + 1] if verb.place + 1 < len(verb.row) else None
    intransitive = "patient" not in frame.tail and not frame.also
    if not intransitive or after is None or after.nouns is None or after.start != verb.element.stop:
        return False
    return is_a(after.nouns.members[0].type, ("Organization",))


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
    for element in verb.row[verb.place + 1 :]:
        if element.nouns is not None:
            return element.nouns is tails or verb.named is element.nouns
        if element.part not in (Part.WORD, Part.TRIGGER):
            return False
        if frame.pivot and element.part == Part.TRIGGER and all(f.relation != frame.relation for f in element.frames):
            return False  # 组织编制人才目录: the object is that of the second verb
    return False


def _heads(frame: Frame, verb: Verb) -> NounPhrase | None:
    args, state = verb.args, verb.state
    if "moved" in frame.head and args.shifted and args.moved is None:
        return None
    named = args.by or args.pivot or args.subject or state.own or state.made is not None
    if frame.own and not named:
        return None
    for role in frame.head:
        nouns = fill(role, verb)
        if role == "agent" and state.made is not None and not (args.by or args.pivot or args.subject):
            team = state.made.members[-1].type in {"TaskForce", "Group"} and frame.relation in _TEAM_DOES
            if frame.relation in _GOES_ON or team or frame.id == "part.belongs":
                nouns = state.made
        if nouns is not None and (not frame.heads or any(is_a(m.type, frame.heads) for m in nouns.members)):
            return nouns
    return None


def _sides(nouns: NounPhrase, joins: frozenset[str]) -> tuple[NounPhrase, NounPhrase] | None:
    """Part what 与 or 和 joins into the two sides of a mutual relation (A、B与C结对)."""
    cut = next((k for k in reversed(range(len(nouns.joined))) if nouns.joined[k] in joins), None)
    if cut is None or len(nouns.joined) != len(nouns.members) - 1:
        return None
    left, right = nouns.members[: cut + 1], nouns.members[cut + 1 :]
    return NounPhrase(nouns.first, nouns.last, left), NounPhrase(nouns.first, nouns.last, right)


def mutual(frame: Frame, nouns: NounPhrase, verb: Verb) -> list[Statement]:
    """Pair the members of a subject that work together (A、B联合印发)."""
    found: list[Statement] = []
    for a, b in islice(combinations(nouns.members, 2), _MOST_EDGES):
        found += _edge(frame, a, b, verb)
    return found


def edges(frame: Frame, heads: NounPhrase, tails: NounPhrase, verb: Verb) -> list[Statement]:
    """Return the edges from each head to each tail, or one to one where the clause says 分别."""
    words = verb.state.rules.grammar
    respective = len(heads.members) == len(tails.members) > 1 and any(e.word in words["respectively"] for e in verb.row)
    pairs = zip(heads.members, tails.members, strict=True) if respective else product(heads.members, tails.members)
    found: list[Statement] = []
    for head, tail in islice(pairs, _MOST_EDGES):
        found += _edge(frame, head, tail, verb)
    return found


def is_a(name: str, types: tuple[str, ...]) -> bool:
    """Tell whether a type is one of some types or stands below one of them."""
    schema = load_schema()
    return any(schema.is_a(name, t) for t in types)


def _edge(frame: Frame, head: Phrase, tail: Phrase, verb: Verb) -> list[Statement]:
    if head.name == tail.name:
        return []
    if head.name in _LEVELS or tail.name in _LEVELS:
        return []  # 会同市有关部门: a level alone, of which no more is known, is the beginning of another name
    allowed = load_schema().allows(frame.relation, head.type, tail.type) and not is_a(tail.type, frame.barred)
    wanted = (not frame.heads or is_a(head.type, frame.heads)) and (not frame.tails or is_a(tail.type, frame.tails))
    if not allowed or not wanted:
        ends = f"{head.name} ({head.type})", f"{tail.name} ({tail.type})"
        rejected(verb.element, (frame,), "{} and {} are not of its types", *ends)
        return []
    start, stop = verb.element.start, verb.element.stop
    near = [p for p in (head, tail) if abs(p.start - start) <= _LONGEST_QUOTE]
    first, last = min([start, *(p.start for p in near)]), max([stop, *(p.stop for p in near)])
    if last - first > _LONGEST_QUOTE:
        first, last = start, max(stop, tail.stop if start < tail.stop <= start + _LONGEST_QUOTE else stop)
    # 6个督导组，每组由2名记者组成: the clause speaks of each of them, not of so many.
    each = any(e.word.startswith("每") for e in verb.row)
    inside = [p for p in (head, tail) if first <= p.start < last and not (each and p.start < verb.row[0].start)]
    return [
        Statement(
            frame.relation,
            mention(head),
            mention(tail),
            Span(first, last),
            frame.id,
            head.count if head in inside else None,
            tail.count if tail in inside else None,
            "required" if verb.args.duties and frame.relation in _DUTIES else verb.args.modality,
        )
    ]
