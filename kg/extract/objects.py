"""The ends of a verb: its object, and the noun phrase that takes each role of a frame."""

from __future__ import annotations

from kg.extract.clauses import Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.states import State, Verb
from kg.rules import Role

_SENT = frozenset({"Group", "Person", "Post", "TaskForce"})
_MADE = frozenset({"Mechanism", "Committee", "TaskForce"})
_ACTED_UPON = _MADE | {"Group"}
_TITLES = frozenset({"Post", "Group"})
_MODIFIER_WORDS = 3


def followed_by_of(row: list[Element], i: int) -> bool:
    """Tell whether 的 follows the element, which then only modifies another."""
    return i + 1 < len(row) and row[i + 1].part == Part.OF


def find_object(verb: Verb) -> None:
    """Find the object of a verb: the next noun phrase that does not modify another.

    A relative clause before it is passed over: 成立由区委领导任组长的领导小组, 慰问奋战在堤坝上的干部.
    """
    row, i, words = verb.row, verb.place, verb.state.rules.grammar
    if row[i].part == Part.PREPOSITION:
        verb.objekt = _governed(row, i, words["which"], words["at"] | words["with"])
        return
    if followed_by_of(row, i):
        verb.relative = behind_of(row, i + 1)
        return
    for j in range(i + 1, len(row)):
        element = row[j]
        if element.part == Part.NOUNS:
            verb.objekt = element.nouns
            if row[i].word[-1:] in words["reached"]:
                verb.reached = element.nouns  # 下拨给县财政局救灾资金
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
            if _epithets(row, i, j):
                continue
            return  # 受县人大法律监督、县政协民主监督: what follows is another's
        if element.part == Part.PREPOSITION and element.word in words["reached"] and j <= i + 2:
            if j + 1 < len(row) and row[j + 1].nouns is not None:
                verb.reached = row[j + 1].nouns
                verb.objekt = row[j + 1].nouns if element.word in words["at"] else None
                return
            continue
        if element.word in words["and"] and row[j - 1].part in (Part.WORD, Part.VERB):
            continue  # 建立预防和处置校园欺凌工作机制
        if (element.part == Part.TRIGGER and j > i + 1) or element.part in (Part.PREPOSITION, Part.VERB):
            mark = next((k for k in range(j, len(row)) if row[k].part == Part.OF), None)
            verb.objekt = behind_of(row, mark) if mark is not None else None
            return


def _governed(row: list[Element], i: int, which: frozenset[str], over: frozenset[str]) -> NounPhrase | None:
    """Return what the preposition at i governs: the next noun phrase, or what a relative clause says of another.

    到市政府指定的医院 is to the hospital; 报市政府批准的事项 is to the government.
    """
    k = i + 1
    while k < len(row) and row[k].word and row[k].word in which:
        k += 1  # 会同有关部门
    nouns = row[k].nouns if k < len(row) else None
    said = k + 2 < len(row) and row[k + 1].part in (Part.VERB, Part.TRIGGER) and row[k + 2].part == Part.OF
    return behind_of(row, k + 2) if nouns is not None and said and row[i].word in over else nouns


def _epithets(row: list[Element], i: int, j: int) -> bool:
    """Tell whether the 、 at j parts words that only describe the object: 组织22名素质良好、积极热心的骑手."""
    mark = next((k for k in range(j, len(row)) if row[k].part != Part.WORD), None)
    return mark is not None and row[mark].part == Part.OF and all(e.part == Part.WORD for e in row[i + 1 : j])


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
    """Return the noun phrase behind the 的 at i; of a title before a name (的第一书记李沁), the name."""
    for k, element in enumerate(row[i + 1 : i + 1 + _MODIFIER_WORDS], i + 2):
        if element.nouns is not None:
            named = row[k].nouns if k < len(row) else None
            titled = len(element.nouns.members) == 1 and element.nouns.members[0].type in _TITLES
            return named if named is not None and titled and named.members[0].type == "Person" else element.nouns
        if element.part != Part.WORD:
            break
    return None


def fill(role: Role, verb: Verb) -> NounPhrase | None:
    """Return the noun phrase that takes a role of a frame; the roles are explained at the top of `frames.toml`."""
    args, state = verb.args, verb.state
    match role:
        case "agent":
            before = verb.row[verb.place - 1].nouns if verb.place else None
            if verb.relative is not None and before is not None:
                return before
            said = args.by or (None if args.passive else args.pivot or args.subject)
            if verb.relative is None:
                return said or (None if args.unnamed else state.subject)
            # 按规定设立的机构: the sentence need not be about who has set it up.
            return said if said is not None and said is _nearest(verb.row, verb.place) else None
        case "said":
            return args.by or args.subject
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


def _nearest(row: list[Element], i: int) -> NounPhrase | None:
    """Return the last noun phrase before the element at i."""
    return next((row[k].nouns for k in range(i - 1, -1, -1) if row[k].nouns is not None), None)


def _gone_on_about(state: State) -> NounPhrase | None:
    """Return what the text goes on about, where that is more likely acted upon than acting: a team or a mechanism."""
    topic = state.topic or state.subject
    return topic if topic is not None and topic.members[-1].type in _ACTED_UPON else None


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
        subject = None if args.embedded else args.subject  # 政府投入的资金由财政部门管理
        return subject or state.about or state.made or state.object or _gone_on_about(state)
    return args.about or state.about
