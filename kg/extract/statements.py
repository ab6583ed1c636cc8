"""From clauses to statements: each verb's frame finds its two ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

from kg.extract.arguments import (
    ABOUT,
    BY,
    INVITES,
    MOVED,
    Arguments,
    Demand,
    State,
    Verb,
    carry,
    fill,
    find_object,
    governors,
    place,
)
from kg.extract.clauses import ROLE_VERBS, Clause, Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.phrases import Phrase
from kg.extract.rejections import reject
from kg.extract.roles import COPULAS, appointment, mention, titles
from kg.model import Span, Statement
from kg.rules import Frame, Rules
from kg.schema import load_schema

_MOST_EDGES = 12
_LONGEST_QUOTE = 120
_BODIES = frozenset({"Committee", "TaskForce", "Mechanism", "PartyOrganization"})
# What a sentence has just set up or sent out does these where no other subject is named.
_BEFORE_DEMANDS = frozenset(
    [
        "并",
        "还",
        "同时",
        "明确",
        "多次",
        "反复",
        "严格",
        "坚决",
        "则",
        "也",
        "均",
        "共同",
        "一再",
        "现场",
        "当场",
        "又",
        "专门",
        "再次",
        "就",
    ]
)
_MEETINGS = ("会议", "会", "全会", "讲话", "文件", "通知", "方案", "意见")
_GOES_ON = frozenset({"deployedTo", "assists"})
# A group that a sentence has just set up does these, too.
_TEAM_DOES = frozenset({"supervises", "guides", "covers", "reportsTo"})
_MAKES = frozenset({"establishes", "dispatches"})
# Their objects are things as a whole; one inspects or guides in part of something (指导社区核酸检测工作).
_WHOLE = frozenset({"establishes", "leads", "partOf"})
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
_UNDER = frozenset({"leads", "guides", "assists", "supervises"})
_WITH = frozenset(["与", "同", "跟"])
_BOTH = frozenset(
    ["双方", "两地", "两家", "两校", "两县", "两市", "两区", "两镇", "两村", "两院", "场镇", "校地", "村企"]
)
_ONE_OF_TWO = ("前者", "后者")
_PAIRING = frozenset({"coordinatesWith", "assists", "covers"})
_RESPECTIVELY = frozenset(["分别", "分别由", "依次", "依次由", "分头", "对应"])
_NOT = frozenset(["不", "未", "没", "非", "无"])
_AND = frozenset(["与", "和", "同", "跟", "及"])


def statements(clauses: list[Clause], subject: NounPhrase | None, required: bool, rules: Rules) -> list[Statement]:
    """Return the statements of a paragraph.

    Args:
        clauses: the clauses of one paragraph, in order.
        subject: who acts where the paragraph does not say: what the article is about.
        required: whether the paragraph as a whole lays down duties (a statute, a plan).
        rules: what `kg.rules.load_rules` returns.
    """
    state = State(subject=subject, main=subject, own=subject is not None, given=subject is not None)
    found: list[Statement] = []
    for clause in clauses:
        _read(clause, state, found, required, rules)
    return found


def _read(clause: Clause, state: State, found: list[Statement], duties: bool, rules: Rules) -> None:
    row = clause.elements
    args = Arguments(modality="required" if state.required else "asserted", duties=duties and not state.permitted)
    made: NounPhrase | None = None
    governed = governors(row)
    for i, element in enumerate(row):
        if element.nouns is not None:
            place(row, i, governed.get(i, ""), args)
            found += titles(element.nouns, state, rules)
            if i and row[i - 1].word in INVITES:
                args.pivot = element.nouns
        elif element.word in _BOTH and state.pair is not None and args.subject is None:
            args.subject = state.pair
        elif element.word in _ONE_OF_TWO and state.made is not None and len(state.made.members) == 2:
            args.subject = replace(state.made, members=[state.made.members[_ONE_OF_TWO.index(element.word)]])
        elif element.word in MOVED and _moves(row, i):
            args.shifted = row[i + 1].part == Part.WORD
        elif element.context == "required" and not _moves(row, i):
            args.modality = "required"
        elif element.context == "permitted":
            args.modality, args.duties, state.permitted = "asserted", False, True
        elif element.context == "negated":
            args.negated = True
        if element.word in ("被", "受到") and not (i + 1 < len(row) and row[i + 1].nouns is not None):
            args.passive = True
        if element.frames and args.negated:
            _reject(element, element.frames, "what the clause says is denied")
        elif element.frames:
            edges = _trigger(row, i, args, state)
            found += edges
            made = _remember(i, element.frames, edges, args, state) or made
            if edges and edges[0].type in _PAIRING:
                state.pair = _pair(args, state, i) or state.pair
        if element.word in ROLE_VERBS or element.word in COPULAS:
            found += appointment(row, i, args, state, rules)
    found += _later(clause, args, state)
    for element in row:
        if element.nouns is not None:
            state.recent += element.nouns.members
            if element.nouns.members[-1].type in _BODIES:
                state.body = element.nouns
    belongs = any(f.relation == "partOf" for e in row for f in e.frames)
    if args.subject is not None and not args.embedded and (belongs or args.by is not None):
        if args.subject.members[-1].type in _BODIES | {"Department", "Organization"}:
            state.body = args.subject
    carry(clause, args, made, state, duties)


def _pair(args: Arguments, state: State, i: int) -> NounPhrase | None:
    """Return the subject and the object or partner of a verb as two that the text may call 双方."""
    one, other = args.subject or state.subject, args.with_ or args.objects.get(i)
    if one is None or other is None or len(one.members) != 1 or len(other.members) != 1:
        return None
    return NounPhrase(0, 0, [*one.members, *other.members])


def _moves(row: list[Element], i: int) -> bool:
    """Tell whether 将 at i puts an object before its verb (将结果报县委) rather than speaks of what will be."""
    return row[i].word in MOVED and i + 1 < len(row) and row[i + 1].part in (Part.NOUNS, Part.WORD)


def _remember(
    i: int, frames: tuple[Frame, ...], edges: list[Statement], args: Arguments, state: State
) -> NounPhrase | None:
    """Keep what a verb has set up, sent out or gone to, for the verbs and clauses that follow."""
    objekt = args.objects.get(i)
    if args.moved is not None and any(
        e.type == "dispatches" and e.tail.name == args.moved.members[0].name for e in edges
    ):
        objekt = args.moved
    if objekt is None:
        return None
    kinds = {e.type for e in edges} or {f.relation for f in frames if _is(objekt.members[-1].type, f.tails)}
    if "dispatches" in kinds:
        state.sent = objekt if state.sent is None else NounPhrase(0, 0, [*state.sent.members, *objekt.members])
    if "deployedTo" in kinds:
        args.visited = objekt
    formed = any(
        e.type == "memberOf" and e.tail.type == "TaskForce" and e.tail.name == objekt.members[0].name for e in edges
    )
    if kinds & _MAKES or formed or any(e.type == "partOf" and e.head.name == objekt.members[0].name for e in edges):
        state.made = objekt
        return objekt
    return None


def _trigger(row: list[Element], i: int, args: Arguments, state: State) -> list[Statement]:
    """Return what the trigger at i states."""
    if i and (row[i - 1].word in _NOT or _within_phrase(row, i)):
        _reject(row[i], row[i].frames, "the verb is denied, or part of what 对 or 把 governs")
        return []
    verb = Verb(row, i, args, state)
    find_object(verb)
    if i and row[i - 1].part == Part.OF and args.about is None and args.to is None and args.with_ is None:
        if not (i + 1 < len(row) and row[i + 1].word == "下") and not (i > 1 and row[i - 2].nouns is not None):
            _reject(row[i], row[i].frames, "the verb is a noun behind 的")
            return []  # 有效的监督
    if verb.objekt is not None:
        args.objects[i] = verb.objekt
        if any(f.relation == "deployedTo" for f in row[i].frames):
            args.visited = verb.objekt
    assessed = any(f.relation == "supervises" for f in row[i].frames)
    if assessed and i + 2 < len(row) and row[i + 1].word in BY and args.by is None:
        # 考核由县委组织部负责: who acts stands behind the verb that is a noun here.
        args.by = row[i + 2].nouns
        verb.objekt = None
    if i + 1 < len(row) and row[i + 1].word == "下" and args.at is not None:
        state.under += [Demand(f, args.at, row[i]) for f in row[i].frames if f.relation in _UNDER]
        return []
    if "牵头" in row[i].word:
        state.leader = fill("agent", verb)
    found: list[Statement] = []
    settled = False
    pivot = args.pivot
    for frame in row[i].frames:
        if settled and not frame.also:
            continue
        if frame.last and i + 1 < len(row):
            _reject(row[i], (frame,), "the verb does not end its clause")
            continue
        if frame.bare and any(e.nouns is not None for e in row[i + 1 :]):
            continue
        if frame.then and not any(f.relation == frame.then for e in row[i + 1 :] for f in e.frames):
            _reject(row[i], (frame,), "no verb further on states {}", frame.then)
            continue
        if frame.demand:
            if i and row[i - 1].part == Part.WORD and row[i - 1].word.endswith(_MEETINGS):
                _reject(row[i], (frame,), "{} is no organ", row[i - 1].word)
                return []  # 会议强调
            if i and row[i - 1].part == Part.WORD and row[i - 1].word not in _BEFORE_DEMANDS:
                return []  # 达到规定要求: the verb is a noun
            if (agent := fill("agent", verb)) is not None:
                state.demander = Demand(frame, agent, row[i], verb.objekt is None)
        edges = _frame(frame, verb)
        if frame.pivot and (edges or _could_act(frame, verb)):
            pivot = verb.objekt
        if edges and frame.demand:
            args.modality = "required"
        settled = settled or bool(edges) and not frame.also
        found += edges
    args.pivot = pivot
    return found + _participants(verb, found) + _partners(verb, found)


def _partners(verb: Verb, edges: list[Statement]) -> list[Statement]:
    """State who has set something up or issued it together: A与B建立C."""
    kinds = {e.type for e in edges} & {"establishes", "issues"}
    partner, subject = verb.args.with_, verb.args.subject or verb.state.subject
    if not kinds or subject is None:
        return []
    frame = Frame("coordinates.together", "coordinatesWith", (), ("agent",), ("with",))
    if partner is None:
        joint = subject is verb.args.subject and any(j in _WITH for j in subject.joined) and len(subject.members) == 2
        return _mutual(frame, subject, verb) if joint else []
    if not any(e.word in _WITH for e in verb.row):
        return []
    same = [f for f in verb.element.frames if f.relation in kinds and not f.also][:1]
    found = [e for f in same if verb.objekt is not None for e in _edges(f, partner, verb.objekt, verb)]
    return found + _edges(frame, subject, partner, verb)


def _could_act(frame: Frame, verb: Verb) -> bool:
    """Tell whether the object may go on to act although nobody is named who makes it: 支持党员组成服务团队."""
    return verb.objekt is not None and fill("agent", verb) is None and _is(verb.objekt.members[-1].type, frame.tails)


def _participants(verb: Verb, edges: list[Statement]) -> list[Statement]:
    """State that those named within a mechanism's name take part in it."""
    if verb.named is None or verb.objekt is None or not any(e.tail.type == "Mechanism" for e in edges):
        return []
    frame = Frame("member.named", "memberOf", (), ("agent",), ("patient",))
    return _edges(frame, verb.named, verb.objekt, verb)


def _within_phrase(row: list[Element], i: int) -> bool:
    """Tell whether the verb stands in what 对 or 把 governs: 对企业报送的资料进行核查."""
    if i < 2 or row[i - 1].nouns is None or row[i - 2].word not in ABOUT | MOVED:
        return False
    return any(e.part == Part.OF for e in row[i + 1 : i + 5])


def _later(clause: Clause, args: Arguments, state: State) -> list[Statement]:
    """State what waited for the subject of this clause: 要求，各镇要…; 在县委领导下，镇党委…"""
    found: list[Statement] = []
    waiting = state.under
    state.under = [d for d in waiting if clause.start <= d.element.start < clause.stop and args.subject is None]
    for lead in waiting:
        below = args.subject or (state.subject if lead not in state.under else None)
        if lead not in state.under and below is not None and below is not lead.agent:
            found += _edges(lead.frame, lead.agent, below, Verb([lead.element], 0, Arguments(), state))
    demand = state.demander
    told = args.subject
    if demand is not None and told is not None and told is not demand.agent:
        later = not clause.start <= demand.element.start < clause.stop
        if later and (args.modality == "required" or demand.open):
            found += _edges(demand.frame, demand.agent, told, Verb([demand.element], 0, Arguments(), state))
            demand.open = False
    return found


def _frame(frame: Frame, verb: Verb) -> list[Statement]:
    args = verb.args
    after = verb.row[verb.place + 1] if verb.place + 1 < len(verb.row) else None
    if frame.relation == "leads" and after is not None and after.part == Part.TRIGGER:
        _reject(verb.element, (frame,), "the object is that of {}", after.word)
        return []  # 负责联系, 统筹推行
    subject = args.pivot or args.subject
    behind = verb.row[verb.place - 2].nouns if verb.place > 1 and verb.row[verb.place - 1].part == Part.OF else None
    if frame.relation == "coordinatesWith" and behind is not None and len(behind.members) > 1:
        return _mutual(frame, behind, verb)  # 街道与部门的互联互动
    if "with" in frame.tail and args.with_ is None and subject is not None and frame.relation != "coordinatesWith":
        sides = _sides(subject)
        if sides is not None and verb.objekt is None:
            return _edges(frame, *sides, verb)
    heads = _heads(frame, verb)
    if heads is None:
        _reject(verb.element, (frame,), "no head is found ({})", ", ".join(frame.head))
        return []
    objects = False
    for role in frame.tail:
        if role == "each_other":
            return _mutual(frame, subject, verb) if subject is not None else []
        tails = fill(role, verb)
        if tails is None or tails is heads:
            continue
        objects = True
        if frame.adjacent and not _adjacent(verb, tails):
            _reject(verb.element, (frame,), "{} does not stand right behind the verb", tails.members[-1].name)
            continue
        if frame.relation in _WHOLE and tails.members[-1].attached and _goes_on(verb.row, tails):
            _reject(verb.element, (frame,), "{} is only the beginning of a longer noun", tails.members[-1].name)
            continue
        edges = _edges(frame, heads, tails, verb)
        if edges:
            return edges
    if not objects:
        _reject(verb.element, (frame,), "no tail is found ({})", ", ".join(frame.tail))
    return []


def _reject(element: Element, frames: tuple[Frame, ...], reason: str, *words: str) -> None:
    for frame in frames:
        reject(Span(element.start, element.stop), frame.id, reason, *words)


def _goes_on(row: list[Element], nouns: NounPhrase) -> bool:
    """Tell whether more of the noun stands behind a noun phrase (法人 in 法人治理结构): it is no object itself."""
    at = next((k for k, e in enumerate(row) if e.nouns is nouns), None)
    if at is None or at + 1 >= len(row):
        return False
    following = row[at + 1]
    return following.start == row[at].stop and following.part in (Part.WORD, Part.VERB)


def _adjacent(verb: Verb, tails: NounPhrase) -> bool:
    """Tell whether the object stands right behind the verb, but for its number and determiners; other ends may stand anywhere."""
    if tails is not verb.objekt or verb.inner is not None:
        return True
    for element in verb.row[verb.place + 1 :]:
        if element.nouns is not None:
            return element.nouns is tails or verb.named is element.nouns
        if element.part not in (Part.WORD, Part.TRIGGER):
            return False
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
        if nouns is not None and (not frame.heads or any(_is(m.type, frame.heads) for m in nouns.members)):
            return nouns
    return None


def _sides(nouns: NounPhrase) -> tuple[NounPhrase, NounPhrase] | None:
    """Part what 与 or 和 joins into the two sides of a mutual relation (A、B与C结对)."""
    cut = next((k for k in reversed(range(len(nouns.joined))) if nouns.joined[k] in _AND), None)
    if cut is None or len(nouns.joined) != len(nouns.members) - 1:
        return None
    left, right = nouns.members[: cut + 1], nouns.members[cut + 1 :]
    return NounPhrase(nouns.first, nouns.last, left), NounPhrase(nouns.first, nouns.last, right)


def _mutual(frame: Frame, nouns: NounPhrase, verb: Verb) -> list[Statement]:
    """Pair the members of a subject that work together (A、B联合印发)."""
    found: list[Statement] = []
    for a, b in combinations(nouns.members, 2):
        found += _edge(frame, a, b, verb)
    return found[:_MOST_EDGES]


def _edges(frame: Frame, heads: NounPhrase, tails: NounPhrase, verb: Verb) -> list[Statement]:
    respective = len(heads.members) == len(tails.members) > 1 and any(e.word in _RESPECTIVELY for e in verb.row)
    pairs = zip(heads.members, tails.members, strict=True) if respective else product(heads.members, tails.members)
    found: list[Statement] = []
    for head, tail in pairs:
        found += _edge(frame, head, tail, verb)
    return found[:_MOST_EDGES]


def _is(name: str, types: tuple[str, ...]) -> bool:
    schema = load_schema()
    return any(schema.is_a(name, t) for t in types)


def _edge(frame: Frame, head: Phrase, tail: Phrase, verb: Verb) -> list[Statement]:
    if head.name == tail.name:
        return []
    allowed = load_schema().allows(frame.relation, head.type, tail.type) and not _is(tail.type, frame.barred)
    wanted = (not frame.heads or _is(head.type, frame.heads)) and (not frame.tails or _is(tail.type, frame.tails))
    if not allowed or not wanted:
        ends = f"{head.name} ({head.type})", f"{tail.name} ({tail.type})"
        _reject(verb.element, (frame,), "{} and {} are not of its types", *ends)
        return []
    start, stop = verb.element.start, verb.element.stop
    near = [p for p in (head, tail) if abs(p.start - start) <= _LONGEST_QUOTE]
    first, last = min([start, *(p.start for p in near)]), max([stop, *(p.stop for p in near)])
    if last - first > _LONGEST_QUOTE:
        first, last = start, max(stop, tail.stop if start < tail.stop <= start + _LONGEST_QUOTE else stop)
    inside = [p for p in (head, tail) if first <= p.start < last]
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
