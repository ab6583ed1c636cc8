"""The ends of a verb: which noun phrase of a clause acts, which is acted upon, and what is carried from before."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.clauses import Clause, Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.phrases import Phrase
from kg.model import Modality
from kg.rules import Frame, Role

BY = frozenset(["由", "被", "经", "归", "接受", "受", "服从", "改由", "统一由", "分别由", "均由"])
MOVED = frozenset(["把", "将"])
TO = frozenset(["向", "给", "为", "报", "往"])
ABOUT = frozenset(["对", "对于", "针对"])
WITH = frozenset(["与", "和", "同", "跟", "会同", "联合"])
AT = frozenset(["到", "在", "至", "赴", "于"])
REACHED = AT | {"给", "向", "往"}
# Their objects go on to act: 邀请人大代表监督.
INVITES = frozenset(["邀请", "聘请", "请", "让", "特邀", "支持", "鼓励", "聘任", "推荐"])
_LEADING = frozenset(
    {"Committee", "Government", "Department", "Organization", "TaskForce", "Person", "Place", "Community"}
)
_THERE_IS = frozenset(["有", "已有", "现有", "共有", "还有", "另有", "是", "使", "让"])
# These may govern a noun phrase over a relative clause before it.
_FAR = ABOUT | frozenset(["向", "给", "为"])
_UNDER = frozenset(["受", "接受", "归", "服从", "被"])
_SENT = frozenset({"Group", "Person", "Post", "TaskForce"})
_SITES = frozenset({"Community", "Place"})
_MADE = frozenset({"Mechanism", "Committee", "TaskForce"})
_MODIFIER_WORDS = 3


@dataclass(slots=True)
class Demand:
    """A verb whose object the text names later: 要求，各镇要…; 在县委领导下，镇党委…"""

    frame: Frame
    agent: NounPhrase
    element: Element
    open: bool = False


@dataclass(slots=True)
class State:
    """What is carried through a paragraph.

    Attributes:
        subject: who acts where a clause does not say.
        main: who acts where a whole sentence does not say: the organ that the paragraph is about.
        topic: what the last clause with a subject was about, whoever acted.
        about: what 对 put before the clause (对逾期的单位，由县纪委约谈).
        object: the arrangement or body that the clause before acted upon.
        own: whether the sentence itself, or the heading above it, names the subject.
        given: whether the heading does.
        pair: the two that the paragraph last said to work together, for 双方 and 两地.
        recent: the names read so far, for what a bare 办公室 refers to.
        made: what the sentence has set up or sent out so far.
        leader: who takes the lead in the sentence.
        demander: who demands what the sentence goes on to say.
        under: whose lead or help is spoken of (在县委领导下), until it is known who stands under it.
        sent: whom the sentence has sent out or brought together so far.
        body: the organisation or arrangement last spoken of: what a bare 组长 is the head of.
        required, permitted: whether a demand, or a permission, reaches over the comma.
    """

    subject: NounPhrase | None = None
    main: NounPhrase | None = None
    topic: NounPhrase | None = None
    about: NounPhrase | None = None
    object: NounPhrase | None = None
    made: NounPhrase | None = None
    sent: NounPhrase | None = None
    leader: NounPhrase | None = None
    demander: Demand | None = None
    under: list[Demand] = field(default_factory=list)
    body: NounPhrase | None = None
    required: bool = False
    permitted: bool = False
    own: bool = False
    given: bool = False
    pair: NounPhrase | None = None
    recent: list[Phrase] = field(default_factory=list)


@dataclass(slots=True)
class Arguments:
    """The noun phrases of one clause by what governs them, as far as it has been read.

    Attributes:
        subject: governed by nothing, before the verb.
        pivot: the object of a verb that makes it act (推动A报到).
        by, moved, to, about, with_, at: governed by 由, 把, 向, 对, 与, 到 and their like.
        shifted: 把 or 将 moves something that is no name (将信息纳入平台).
        visited: where the clause goes before it acts (深入街道察看).
        embedded: the subject is that of a relative clause (巡河员负责的河段) and not carried on.
        under: 受 or 归, not 由, names the agent: what is under it is the topic.
        passive: 被 or 受 without an agent.
        modality, duties: whether a word of the clause, or the kind of document, demands what it says.
        objects: the object of each trigger, by the trigger's place in the clause.
    """

    subject: NounPhrase | None = None
    pivot: NounPhrase | None = None
    by: NounPhrase | None = None
    moved: NounPhrase | None = None
    to: NounPhrase | None = None
    about: NounPhrase | None = None
    with_: NounPhrase | None = None
    at: NounPhrase | None = None
    visited: NounPhrase | None = None
    embedded: bool = False
    shifted: bool = False
    under: bool = False
    passive: bool = False
    modality: Modality = "asserted"
    duties: bool = False
    negated: bool = False
    objects: dict[int, NounPhrase] = field(default_factory=dict)


def governors(row: list[Element]) -> dict[int, str]:
    """Return for each noun phrase of a clause the preposition that governs it, by places in the clause."""
    found: dict[int, str] = {}
    word = ""
    for i, element in enumerate(row):
        if element.part == Part.PREPOSITION:
            word = element.word
            if word in _FAR and (far := _behind_relative(row, i)) is not None:
                found[far] = word
        elif element.part == Part.NOUNS:
            if word:
                found.setdefault(i, word)
            if not followed_by_of(row, i):
                word = ""
        elif element.part in (Part.TRIGGER, Part.VERB) and not (_adjacent(row, i) and followed_by_of(row, i)):
            word = ""
    return found


def _behind_relative(row: list[Element], i: int) -> int | None:
    """Return where the noun phrase stands that a preposition at i governs over a relative clause: 对逾期未报的单位."""
    for k in range(i + 1, min(i + 7, len(row) - 1)):
        if row[k].part in (Part.NOUNS, Part.PREPOSITION):
            return None
        if row[k].part == Part.OF:
            return k + 1 if row[k + 1].nouns is not None else None
    return None


def _adjacent(row: list[Element], i: int) -> bool:
    """Tell whether a preposition stands right before the element: 给派出的工作队."""
    return i > 0 and row[i - 1].part == Part.PREPOSITION


def followed_by_of(row: list[Element], i: int) -> bool:
    """Tell whether 的 follows the element, which then only modifies another."""
    return i + 1 < len(row) and row[i + 1].part == Part.OF


def place(row: list[Element], i: int, governor: str, args: Arguments) -> None:
    """Note the noun phrase at i under what governs it."""
    nouns = row[i].nouns
    if nouns is None:
        return
    if not governor:
        if not followed_by_of(row, i):
            _place_subject(row, i, nouns, args)
    elif followed_by_of(row, i):
        _place_modifier(governor, nouns, args)
    elif governor in BY:
        args.by, args.under = nouns, governor in _UNDER
    elif governor in MOVED:
        args.moved = nouns
    elif governor in WITH:
        args.with_ = nouns
    elif governor in TO:
        args.to = nouns
    elif governor in ABOUT:
        args.about = nouns
    elif governor in AT:
        args.at = nouns


def _place_modifier(governor: str, nouns: NounPhrase, args: Arguments) -> None:
    """Note what 的 makes a part of a longer phrase, where that is as good as the whole: 对工作组的作风进行监督."""
    if governor == "在":
        args.at = nouns
    elif governor in TO and args.to is None:
        args.to = nouns
    elif governor in ABOUT:
        args.about = nouns


def _place_subject(row: list[Element], i: int, nouns: NounPhrase, args: Arguments) -> None:
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
    free = not any(e.part in (Part.TRIGGER, Part.VERB) for e in row[:i])
    if not free and args.embedded and row[i - 1].part == Part.OF:
        args.subject, args.embedded = nouns, False  # 群众反映的干部由部领导约谈
        return
    verbs = [e.word for e in row[:i] if e.part in (Part.TRIGGER, Part.VERB)]
    late = args.subject is None and _before_verb(row, i) and all(v in _THERE_IS for v in verbs)
    if free or late:
        args.subject, args.embedded = nouns, _in_relative(row, i)


def _attached(row: list[Element], i: int) -> bool:
    """Tell whether more of the noun follows (社区 in 社区防控等环节): it is no end of a verb."""
    nouns = row[i].nouns
    if nouns is None or not nouns.members[-1].attached:
        return False
    return not any(e.part == Part.TRIGGER or e.context for e in row[i + 1 : i + 3])


def _in_relative(row: list[Element], i: int) -> bool:
    """Tell whether a verb and 的 follow: the noun phrase acts in a relative clause only."""
    if i + 2 >= len(row) or row[i + 1].part not in (Part.TRIGGER, Part.VERB):
        return False
    for element in row[i + 2 : i + 2 + _MODIFIER_WORDS]:
        if element.part == Part.OF:
            return True
        if element.part not in (Part.WORD, Part.VERB):
            return False
    return False


def _before_verb(row: list[Element], i: int) -> bool:
    return i + 1 < len(row) and row[i + 1].part in (Part.TRIGGER, Part.CONTEXT, Part.PREPOSITION, Part.VERB)


def find_object(verb: Verb) -> None:
    """Find the object of a verb: the next noun phrase that does not modify another.

    A relative clause before it is passed over: 成立由区委领导任组长的领导小组, 慰问奋战在堤坝上的干部.
    """
    row, i = verb.row, verb.place
    if row[i].part == Part.PREPOSITION:
        verb.objekt = row[i + 1].nouns if i + 1 < len(row) else None
        return
    if followed_by_of(row, i):
        verb.relative = behind_of(row, i + 1)
        return
    for j in range(i + 1, len(row)):
        element = row[j]
        if element.part == Part.NOUNS:
            verb.objekt = element.nouns
            following = row[j + 1].nouns if j + 1 < len(row) else None
            if following is not None and following.members[-1].type == "Mechanism":
                verb.objekt, verb.named = following, element.nouns
            elif following is not None and following.members[-1].type in _SENT and _sends(row[i]):
                verb.objekt, verb.reached = following, element.nouns  # 派驻县人武部监督员2名
            elif (relative := _described(row, j)) is not None:
                verb.objekt, verb.named = relative, element.nouns
            elif followed_by_of(row, j) and (outer := behind_of(row, j + 1)) is not None:
                verb.objekt, verb.inner = outer, element.nouns
            return
        if element.word == "、":
            return  # 受县人大法律监督、县政协民主监督: what follows is another's
        if element.part == Part.PREPOSITION and element.word in REACHED and j <= i + 2:
            if j + 1 < len(row) and row[j + 1].nouns is not None:
                verb.reached = row[j + 1].nouns
                verb.objekt = row[j + 1].nouns if element.word in AT else None
                return
            continue
        if element.part == Part.TRIGGER and j > i + 1 or element.part in (Part.PREPOSITION, Part.VERB):
            mark = next((k for k in range(j, len(row)) if row[k].part == Part.OF), None)
            verb.objekt = behind_of(row, mark) if mark is not None else None
            return


def _sends(element: Element) -> bool:
    return any(f.relation == "dispatches" for f in element.frames)


def _described(row: list[Element], j: int) -> NounPhrase | None:
    """Return what the noun phrase at j and the verb behind it describe: 社区、志愿者共同参与的“五社联动”机制."""
    for k in range(j + 1, len(row) - 1):
        if row[k].part == Part.OF:
            outer = behind_of(row, k)
            return outer if k > j + 1 and outer is not None and outer.members[-1].type in _MADE else None
        if row[k].part == Part.PREPOSITION:
            return None
    return None


def behind_of(row: list[Element], i: int) -> NounPhrase | None:
    """Return the noun phrase behind the 的 at i."""
    for element in row[i + 1 : i + 1 + _MODIFIER_WORDS]:
        if element.part == Part.NOUNS:
            return element.nouns
        if element.part != Part.WORD:
            break
    return None


@dataclass(slots=True)
class Verb:
    """A trigger with what its clause offers it.

    Attributes:
        objekt: its object.
        inner: what stands in the relative clause of the object.
        named: who is named within the name of the object (网格员、民警“五包一”责任制).
        relative: what the trigger itself is the relative clause of (县委派出的工作组).
        reached: what 到, 在 or 给 right behind the trigger governs.
    """

    row: list[Element]
    place: int
    args: Arguments
    state: State
    objekt: NounPhrase | None = None
    inner: NounPhrase | None = None
    named: NounPhrase | None = None
    relative: NounPhrase | None = None
    reached: NounPhrase | None = None

    @property
    def element(self) -> Element:
        """The trigger itself."""
        return self.row[self.place]


def fill(role: Role, verb: Verb) -> NounPhrase | None:
    """Return the noun phrase that takes a role of a frame; the roles are explained at the top of `frames.toml`."""
    args, state = verb.args, verb.state
    match role:
        case "agent":
            before = verb.row[verb.place - 1].nouns if verb.place else None
            if verb.relative is not None and before is not None:
                return before
            return args.by or (None if args.passive else args.pivot or args.subject) or state.subject
        case "by":
            return args.by
        case "moved":
            return args.moved
        case "to":
            return args.to or args.about
        case "about":
            return args.about
        case "place":
            return args.at
        case "with":
            return args.with_
        case "at":
            return verb.objekt or verb.relative or args.at
        case "visited":
            return args.visited or args.at
        case "body":
            return args.subject if args.by is not None and args.subject is not None else state.made or state.body
        case "sent":
            return args.moved or state.sent
        case "made":
            return state.made
        case "leader":
            return state.leader
        case "inner":
            return verb.inner
        case "outer":
            return verb.objekt if verb.inner is not None else None
        case "reached":
            return verb.reached
        case "each_other":
            return None
        case "patient":
            return _patient(verb)


def _patient(verb: Verb) -> NounPhrase | None:
    args, state = verb.args, verb.state
    if args.passive:
        return args.subject
    if verb.objekt is not None or verb.relative is not None:
        return verb.objekt or verb.relative
    if args.moved is not None:
        return args.moved
    if args.by is not None:
        if args.under:
            return args.subject or state.topic or state.subject
        return args.subject or state.about or state.made or state.object or state.topic or state.subject
    return args.about or state.about


def _leading(nouns: NounPhrase) -> bool:
    """Tell whether a subject is one that a paragraph may be about: an organ named as such, not a kind of organ."""
    return all(p.type in _LEADING and len(p.name) > 2 and not p.determiner and p.count is None for p in nouns.members)


def carry(clause: Clause, args: Arguments, made: NounPhrase | None, state: State, duties: bool) -> None:
    """Pass on what the next clause may leave out.

    A statute names in each sentence who acts in it, or in the heading of the section; news goes on about its subject.
    """
    if args.subject is not None and not args.embedded:
        state.subject, state.required = args.subject, args.modality == "required"
        state.topic = args.subject
        state.own = True
        heading = len(clause.elements) == 1 and clause.ends == "stop"
        if heading or _leading(args.subject) and not duties:
            state.main = args.subject
    elif args.by is not None and made is None:
        state.subject, state.own = args.by, True
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
