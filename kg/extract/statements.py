"""From clauses to statements: each verb's frames are tried; what a clause leaves out is carried from those before."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.arguments import carry, governors, place, some_actor
from kg.extract.clauses import Clause, Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.edges import edges, frame_edges, is_a, mutual, rejected
from kg.extract.headed import Headed, headed, joined
from kg.extract.nominal import a_noun, nominal, qualifies
from kg.extract.objects import fill, find_object
from kg.extract.roles import appointment, carried_body, in_body, in_post, titles
from kg.extract.seats import seats
from kg.extract.states import Arguments, Demand, State, Verb
from kg.model import Statement
from kg.rules import Frame, Rules

_BODIES = frozenset({"Committee", "TaskForce", "Mechanism", "PartyOrganization"})
_ORGANS = _BODIES | {"Department", "Organization"}
_MAKES = frozenset({"establishes", "dispatches"})
_UNDER = frozenset({"leads", "guides", "assists", "supervises"})
_PAIRING = frozenset({"coordinatesWith", "assists", "covers"})
# A与B建立C says that they work together, and the names in a mechanism's name take part in it.
_TOGETHER = Frame("coordinates.together", "coordinatesWith", (), ("agent",), ("with",))
_NAMED = Frame("member.named", "memberOf", (), ("agent",), ("patient",))


def statements(clauses: list[Clause], subject: NounPhrase | None, required: bool, rules: Rules) -> list[Statement]:
    """Return the statements of a paragraph.

    Args:
        clauses: the clauses of one paragraph, in order.
        subject: who acts where the paragraph does not say: what the article is about.
        required: whether the paragraph as a whole lays down duties (a statute, a plan).
        rules: what `kg.rules.load_rules` returns.
    """
    state = State(rules, subject=subject, main=subject, own=subject is not None, given=subject is not None)
    if subject is not None and subject.members[-1].type in _BODIES:
        state.body = subject
    found: list[Statement] = []
    for clause in joined(clauses):
        _read(clause, state, found, required)
    return found


def _read(clause: Clause, state: State, found: list[Statement], duties: bool) -> None:
    row, rules, words = clause.elements, state.rules, state.rules.grammar
    people = headed(row, rules)
    if people is not None:
        # What is left says who has set up the body: 县政府成立|以县长为组长的|领导小组.
        row = [*row[: people.start], *row[people.stop :]]
    args = Arguments(modality="required" if state.required else "asserted", duties=duties and not state.permitted)
    made: NounPhrase | None = None
    governed = governors(row, rules)
    for i, element in enumerate(row):
        if element.idle:
            continue
        if element.nouns is not None:
            place(row, i, governed.get(i, ""), args, rules)
            found += titles(element.nouns, state, rules)
            if i and row[i - 1].word in words["invites"]:
                args.pivot = element.nouns
        elif element.word in words["both"] and state.pair is not None and args.subject is None:
            args.subject = state.pair
        elif state.made is not None and len(state.made.members) == 2 and (which := _one_of_two(element, rules)):
            args.subject = replace(state.made, members=[state.made.members[which - 1]])
        elif element.word in words["moved"] and _moves(row, i):
            args.shifted = row[i + 1].part == Part.WORD
        elif element.context == "required" and not (element.word in words["moved"] and _moves(row, i)):
            args.modality = "required"
            args.unnamed = args.unnamed or some_actor(row, i, rules)
        elif element.context == "permitted":
            args.modality, args.duties, state.permitted = "asserted", False, True
        elif element.context == "negated":
            args.negated = True
        if not i and element.part == Part.WORD and element.word in words["nobody"]:
            args.unnamed = True
        if element.part == Part.OF and args.embedded and i + 1 < len(row) and row[i + 1].part == Part.WORD:
            args.subject, args.embedded, args.unnamed = None, False, True
        if element.word in words["passive"] and not qualifies(row, i) and (i + 1 == len(row) or not row[i + 1].nouns):
            args.passive = True
        if element.frames and args.negated:
            rejected(element, element.frames, "what the clause says is denied")
        elif element.frames:
            stated = _trigger(row, i, args, state)
            found += stated
            made = _remember(i, element.frames, stated, args, state) or made
            if stated and stated[0].type in _PAIRING:
                state.pair = _pair(args, state, i) or state.pair
        if args.passing and element.part in (Part.TRIGGER, Part.VERB):
            args.by, args.passing = None, False
        if element.word in words["role"] or element.word in words["copula"]:
            found += appointment(row, i, args, state, rules)
    found += [*_later(clause, args, state), *seats(row, args, state)]
    if people is not None:
        found += _people(people, args, state)
    _note(row, args, state)
    carry(clause, args, made, state, duties)


def _note(row: list[Element], args: Arguments, state: State) -> None:
    """Keep what a clause has spoken of."""
    for element in row:
        if element.nouns is not None:
            state.recent += element.nouns.members
            if element.nouns.members[-1].type in _BODIES:
                state.body = element.nouns
    if args.subject is not None and not args.embedded and args.subject.members[-1].type in _ORGANS:
        belongs = any(f.relation == "partOf" for e in row for f in e.frames)
        state.body = args.subject if belongs or args.by is not None else state.body


def _people(people: Headed, args: Arguments, state: State) -> list[Statement]:
    """State who heads a body and who its members are: 以县长为组长的领导小组."""
    body = people.body or carried_body(state)
    if body is None:
        return []
    found: list[Statement] = []
    for standing in people.standings:
        found += titles(NounPhrase(0, 0, [standing.doer]), state, state.rules)
        found += in_post(standing.doer, standing.post, standing.quote, args.modality)
        found += in_body(standing.rule, standing.doer, body, standing.quote, args.modality)
    return found


def _pair(args: Arguments, state: State, i: int) -> NounPhrase | None:
    """Return the subject and the object or partner of a verb as two that the text may call 双方."""
    one, other = args.subject or state.subject, args.with_ or args.objects.get(i)
    if one is None or other is None or len(one.members) != 1 or len(other.members) != 1:
        return None
    return NounPhrase(0, 0, [*one.members, *other.members])


def _moves(row: list[Element], i: int) -> bool:
    """Tell whether 将 at i puts an object before its verb (将结果报县委) rather than speaks of what will be."""
    return i + 1 < len(row) and row[i + 1].part in (Part.NOUNS, Part.WORD)


def _one_of_two(element: Element, rules: Rules) -> int:
    """Return 1 for 前者, 2 for 后者, and 0 for other words."""
    if element.word in rules.grammar["former"]:
        return 1
    return 2 if element.word in rules.grammar["latter"] else 0


def _remember(
    i: int, frames: tuple[Frame, ...], stated: list[Statement], args: Arguments, state: State
) -> NounPhrase | None:
    """Keep what a verb has set up, sent out or gone to, for the verbs and clauses that follow."""
    objekt = args.objects.get(i)
    if args.moved is not None and any(
        e.type == "dispatches" and e.tail.name == args.moved.members[0].name for e in stated
    ):
        objekt = args.moved
    if objekt is None:
        return None
    kinds = {e.type for e in stated} or {f.relation for f in frames if is_a(objekt.members[-1].type, f.tails)}
    if "dispatches" in kinds:
        state.sent = objekt if state.sent is None else NounPhrase(0, 0, [*state.sent.members, *objekt.members])
    if "deployedTo" in kinds:
        args.visited = objekt
    formed = any(
        e.type == "memberOf" and e.tail.type == "TaskForce" and e.tail.name == objekt.members[0].name for e in stated
    )
    if kinds & _MAKES or formed or any(e.type == "partOf" and e.head.name == objekt.members[0].name for e in stated):
        state.made = objekt
        return objekt
    return None


def _trigger(row: list[Element], i: int, args: Arguments, state: State) -> list[Statement]:
    """Return what the trigger at i states."""
    words = state.rules.grammar
    reason = nominal(row, i, state.rules)
    if reason is not None:
        rejected(row[i], row[i].frames, reason)
        return []
    verb = Verb(row, i, args, state)
    find_object(verb)
    directed = args.about is not None or args.to is not None or args.with_ is not None
    heard = any(f.relation == "reportsTo" for e in row[:i] for f in e.frames)  # 听取了有关单位的汇报
    if (heard or not directed) and a_noun(row, i):
        rejected(row[i], row[i].frames, "the verb is a noun behind 的")
        return []
    if verb.objekt is not None:
        args.objects[i] = verb.objekt
        if any(f.relation == "deployedTo" for f in row[i].frames):
            args.visited = verb.objekt
    assessed = any(f.relation == "supervises" for f in row[i].frames)
    if assessed and i + 2 < len(row) and row[i + 1].word in words["by"] and args.by is None:
        # 考核由县委组织部负责: who acts stands behind the verb that is a noun here.
        args.by = row[i + 2].nouns
        verb.objekt = None
    if i + 1 < len(row) and row[i + 1].word == "下" and args.at is not None:
        return _under(verb, args.at)
    if "牵头" in row[i].word:
        state.leader = fill("agent", verb)
    found: list[Statement] = []
    settled = False
    pivot = args.pivot
    for frame in row[i].frames:
        if settled and not frame.also:
            continue
        if frame.last and i + 1 < len(row):
            rejected(row[i], (frame,), "the verb does not end its clause")
            continue
        if frame.bare and any(e.nouns is not None for e in row[i + 1 :]):
            continue
        if frame.then and not any(_says(e, frame.then, state.rules) for e in row[i + 1 :]):
            rejected(row[i], (frame,), "no verb further on states {}", frame.then)
            continue
        if frame.demand:
            if i and row[i - 1].part == Part.OF:
                return []  # 按照县委的要求: the verb is a noun
            if i and row[i - 1].part == Part.WORD and row[i - 1].word.endswith(tuple(words["meeting"])):
                rejected(row[i], (frame,), "{} is no organ", row[i - 1].word)
                return []  # 会议强调
            if i and row[i - 1].part in (Part.WORD, Part.VERB) and row[i - 1].word not in words["demanding"]:
                return []  # 达到规定要求: the verb is a noun
            if (agent := fill("agent", verb)) is not None:
                state.demander = Demand(frame, agent, row[i], verb.objekt is None)
        stated = frame_edges(frame, verb)
        if frame.pivot and (stated or _could_act(frame, verb)):
            pivot = verb.objekt
        if stated and frame.demand:
            args.modality = "required"
        settled = settled or (bool(stated) and not frame.also)
        found += stated
    args.pivot = pivot
    return found + _participants(verb, found) + _partners(verb, found)


def _under(verb: Verb, leader: NounPhrase) -> list[Statement]:
    """State who works under whom: 支持村委会在村党组织领导下开展自治; else keep it for the subject that follows."""
    row, state = verb.row, verb.state
    frames = [f for f in verb.element.frames if f.relation in _UNDER]
    at = next((k for k in range(verb.place - 1, 0, -1) if row[k].word == "在"), 0)
    told = row[at - 1].nouns if at > 1 and row[at - 2].part == Part.TRIGGER else None
    if told is not None:
        return [e for f in frames for e in edges(f, leader, told, verb)]
    state.under += [Demand(f, leader, verb.element) for f in frames]
    return []


def _says(element: Element, relation: str, rules: Rules) -> bool:
    """Tell whether an element, or the noun that ends in its verb (工作汇报), states a relation."""
    if any(f.relation == relation for f in element.frames):
        return True  # 赴 too
    word = element.word if element.nouns is None else ""
    return any(f.relation == relation for k in range(len(word) - 1) for f in rules.frames_of.get(word[k:], ()))


def _partners(verb: Verb, stated: list[Statement]) -> list[Statement]:
    """State who has set something up or issued it together: A与B建立C."""
    kinds = {e.type for e in stated} & {"establishes", "issues"}
    partner, subject = verb.args.with_, verb.args.subject or verb.state.subject
    if not kinds or subject is None:
        return []
    words = verb.state.rules.grammar["together"]
    if partner is None:
        joint = subject is verb.args.subject and any(j in words for j in subject.joined) and len(subject.members) == 2
        return mutual(_TOGETHER, subject, verb) if joint else []
    if not any(e.word in words for e in verb.row):
        return []
    same = [f for f in verb.element.frames if f.relation in kinds and f.id in {e.rule for e in stated}][:1]
    found = [e for f in same if verb.objekt is not None for e in edges(f, partner, verb.objekt, verb)]
    return found + edges(_TOGETHER, subject, partner, verb)


def _could_act(frame: Frame, verb: Verb) -> bool:
    """Tell whether the object may go on to act although nobody is named who makes it: 支持党员组成服务团队."""
    return verb.objekt is not None and fill("agent", verb) is None and is_a(verb.objekt.members[-1].type, frame.tails)


def _participants(verb: Verb, stated: list[Statement]) -> list[Statement]:
    """State that those named within a mechanism's name take part in it."""
    if verb.named is None or verb.objekt is None or not any(e.tail.type == "Mechanism" for e in stated):
        return []
    return edges(_NAMED, verb.named, verb.objekt, verb)


def _later(clause: Clause, args: Arguments, state: State) -> list[Statement]:
    """State what waited for the subject of this clause: 要求，各镇要…; 在县委领导下，镇党委…"""
    found: list[Statement] = []
    waiting = state.under
    ends = clause.elements[-1].word == "下"
    state.under = [
        d for d in waiting if ends and clause.start <= d.element.start < clause.stop and args.subject is None
    ]
    for lead in waiting:
        below = args.subject or (state.subject if lead not in state.under else None)
        if lead not in state.under and below is not None and below is not lead.agent:
            found += edges(lead.frame, lead.agent, below, Verb([lead.element], 0, Arguments(), state))
    demand = state.demander
    told = args.subject
    if demand is not None and told is not None and told is not demand.agent:
        later = not clause.start <= demand.element.start < clause.stop
        if later and (args.modality == "required" or demand.open):
            found += edges(demand.frame, demand.agent, told, Verb([demand.element], 0, Arguments(), state))
            demand.open = False
    return found
