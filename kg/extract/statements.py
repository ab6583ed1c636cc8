"""From clauses to statements: each verb's frame finds its two ends, and subjects are carried from clause to clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

from kg.extract.clauses import Clause, Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.phrases import Phrase
from kg.model import Mention, Modality, Span, Statement
from kg.rules import Frame, Role, Rules
from kg.schema import Schema, load_schema

_MOST_EDGES = 12
_LONGEST_QUOTE = 120
_BY = frozenset(["由", "被", "经", "归"])
_MOVED = frozenset(["把", "将"])
_TO = frozenset(["向", "给", "为", "对", "对于", "针对", "报", "往"])
_WITH = frozenset(["与", "和", "同", "跟", "会同", "联合"])
_AT = frozenset(["到", "在", "至", "赴", "于"])
_ROLES = frozenset(["任", "担任", "兼任", "当选", "出任", "兼", "当选为", "任命为", "推选", "就任", "接任", "继任", "挂任"])
_COPULAS = frozenset(["为", "是", "作为"])


@dataclass(slots=True)
class _State:
    """What is carried through a paragraph.

    Attributes:
        subject: who acts, where a clause does not say.
        made: what the last clause set up or sent out.
        required: whether a demand reaches over the comma.
    """

    subject: NounPhrase | None = None
    own: bool = False
    made: NounPhrase | None = None
    made_by: str = ""
    required: bool = False
    sentence: int = 0


@dataclass(slots=True)
class _Arguments:
    """The noun phrases of one clause by what governs them, as far as it has been read."""

    subject: NounPhrase | None = None
    pivot: NounPhrase | None = None
    by: NounPhrase | None = None
    moved: NounPhrase | None = None
    to: NounPhrase | None = None
    with_: NounPhrase | None = None
    at: NounPhrase | None = None
    modality: Modality = "asserted"
    negated: bool = False
    objects: dict[int, NounPhrase] = field(default_factory=dict)


class StatementFinder:
    """Finds the statements of clauses by the rules of `frames.toml`."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._schema: Schema = load_schema()

    def statements(self, clauses: list[Clause], subject: NounPhrase | None, required: bool) -> list[Statement]:
        """Return the statements of a paragraph.

        Args:
            clauses: the clauses of one paragraph, in order.
            subject: who acts where the paragraph does not say: what the article is about.
            required: whether the paragraph as a whole lays down duties (a statute, a plan).
        """
        state = _State(subject=subject)
        found: list[Statement] = []
        for clause in clauses:
            self._read(clause, state, found, required)
        return found

    def _read(self, clause: Clause, state: _State, found: list[Statement], duties: bool) -> None:
        row = clause.elements
        args = _Arguments(modality="required" if state.required or duties else "asserted")
        made: NounPhrase | None = None
        made_by = ""
        governed = self._governors(row)
        for i, element in enumerate(row):
            if element.part == Part.NOUNS and element.nouns is not None:
                self._place(row, i, governed, args)
            elif element.context == "required":
                args.modality = "required"
            elif element.context == "permitted":
                args.modality = "asserted"
            elif element.context == "negated":
                args.negated = True
            if element.frames and not args.negated:
                edges = self._trigger(row, i, args, state)
                found += edges
                if edges:
                    tail = args.objects.get(i)
                    if edges[0].type in {"establishes", "dispatches"} and tail is not None:
                        made, made_by = tail, edges[0].type
            if element.word in _ROLES:
                found += self._role(row, i, args, state)
        self._carry(clause, args, made, made_by, state)

    def _carry(self, clause: Clause, args: _Arguments, made: NounPhrase | None, made_by: str, state: _State) -> None:
        own = args.subject or (args.by if state.subject is None or not args.subject else None)
        if args.subject is not None:
            state.subject, state.own, state.required = args.subject, True, args.modality == "required"
        elif own is not None and made is None:
            state.subject, state.own = own, True
        if args.modality == "required":
            state.required = True
        if made is not None:
            state.made, state.made_by = made, made_by
        if clause.ends == "stop":
            state.required = False
            state.made = None
            state.sentence += 1

    def _governors(self, row: list[Element]) -> dict[int, str]:
        """Return for each noun phrase of a clause the preposition that governs it."""
        found: dict[int, str] = {}
        word = ""
        for i, element in enumerate(row):
            if element.part == Part.PREPOSITION:
                word = element.word
            elif element.part == Part.NOUNS:
                if word:
                    found[i] = word
                if not (i + 1 < len(row) and row[i + 1].part == Part.OF):
                    word = ""
            elif element.part in (Part.TRIGGER, Part.VERB):
                word = ""
        return found

    def _place(self, row: list[Element], i: int, governed: dict[int, str], args: _Arguments) -> None:
        """Note a noun phrase under what governs it."""
        nouns = row[i].nouns
        word = governed.get(i, "")
        if i + 1 < len(row) and row[i + 1].part == Part.OF:
            return
        if word in _BY:
            args.by = nouns
        elif word in _MOVED:
            args.moved = nouns
        elif word in _WITH:
            args.with_ = nouns
        elif word in _TO:
            args.to = nouns
        elif word in _AT:
            args.at = nouns
        elif not word and not any(e.part in (Part.TRIGGER, Part.VERB) for e in row[:i]):
            args.subject = nouns
        elif not word and args.subject is None and self._before_verb(row, i) and not self._is_object(row, i):
            args.subject = nouns

    def _before_verb(self, row: list[Element], i: int) -> bool:
        return i + 1 < len(row) and row[i + 1].part in (Part.TRIGGER, Part.CONTEXT, Part.PREPOSITION, Part.VERB)

    def _is_object(self, row: list[Element], i: int) -> bool:
        return any(e.part == Part.TRIGGER for e in row[max(0, i - 3) : i])

    def _object(self, row: list[Element], i: int) -> tuple[NounPhrase | None, int]:
        """Return the object of the verb at i and where it stands."""
        j = i + 1
        candidate: tuple[NounPhrase | None, int] = (None, -1)
        while j < len(row):
            element = row[j]
            if element.part == Part.NOUNS:
                candidate = (element.nouns, j)
                if not (j + 1 < len(row) and row[j + 1].part == Part.OF):
                    return candidate
                following = self._behind_of(row, j + 1)
                return following if following[0] is not None else candidate
            if element.part == Part.TRIGGER and j > i + 1 or element.part in (Part.PREPOSITION, Part.VERB):
                if element.part == Part.PREPOSITION and element.word in _AT and j <= i + 2:
                    j += 1
                    continue
                relative = next((k for k in range(j, len(row)) if row[k].part == Part.OF), None)
                return self._behind_of(row, relative) if relative is not None else (None, -1)
            j += 1
        return candidate

    def _behind_of(self, row: list[Element], i: int) -> tuple[NounPhrase | None, int]:
        """Return the noun phrase behind the 的 at i."""
        for j in range(i + 1, min(len(row), i + 4)):
            if row[j].part == Part.NOUNS:
                return row[j].nouns, j
            if row[j].part != Part.WORD:
                break
        return None, -1

    def _trigger(self, row: list[Element], i: int, args: _Arguments, state: _State) -> list[Statement]:
        """Return what the trigger at i states."""
        objekt, place = self._object(row, i)
        if objekt is not None:
            args.objects[i] = objekt
        relative = None
        if i + 1 < len(row) and row[i + 1].part == Part.OF:
            relative = self._behind_of(row, i + 1)[0]
            objekt = None
        found: list[Statement] = []
        for frame in row[i].frames:
            if found and not frame.also:
                continue
            if frame.then and not any(f.relation == frame.then for e in row[i + 1 :] for f in e.frames):
                continue
            edges = self._frame(frame, row, i, objekt, relative, args, state)
            if edges and frame.pivot and objekt is not None:
                args.pivot = objekt
            found += edges
        return found

    def _frame(
        self,
        frame: Frame,
        row: list[Element],
        i: int,
        objekt: NounPhrase | None,
        relative: NounPhrase | None,
        args: _Arguments,
        state: _State,
    ) -> list[Statement]:
        heads = self._first(frame.head, frame, frame.heads, objekt, relative, args, state, row[i].word)
        if frame.relation == "coordinatesWith" and args.with_ is None and objekt is None:
            return self._mutual(frame, row, i, args)
        for role in frame.tail:
            tails = self._fill(role, objekt, relative, args, state)
            if tails is None or tails is heads or heads is None:
                continue
            edges = self._edges(frame, heads, tails, row, i, args)
            if edges:
                return edges
        return []

    def _first(
        self,
        roles: tuple[Role, ...],
        frame: Frame,
        types: tuple[str, ...],
        objekt: NounPhrase | None,
        relative: NounPhrase | None,
        args: _Arguments,
        state: _State,
        word: str,
    ) -> NounPhrase | None:
        for role in roles:
            nouns = self._fill(role, objekt, relative, args, state)
            if role == "agent" and args.by is None and args.pivot is None and args.subject is None:
                goes = frame.relation in {"deployedTo", "assists", "memberOf"} or (
                    frame.relation == "supervises" and state.made is not None and state.made.members[-1].type == "TaskForce"
                )
                if goes and state.made is not None:
                    nouns = state.made
            if nouns is not None and (not types or any(self._is(m.type, types) for m in nouns.members)):
                return nouns
        return None

    def _fill(
        self, role: Role, objekt: NounPhrase | None, relative: NounPhrase | None, args: _Arguments, state: _State
    ) -> NounPhrase | None:
        if role == "agent":
            return args.by or args.pivot or args.subject or state.subject
        if role == "by":
            return args.by
        if role == "moved":
            return args.moved
        if role == "to":
            return args.to or args.at
        if role == "with":
            return args.with_
        if role == "at":
            return objekt or args.at
        if objekt is not None or relative is not None:
            return objekt or relative
        if args.moved is not None:
            return args.moved
        if args.by is not None:
            return args.subject or state.made or state.subject
        return args.to

    def _is(self, name: str, types: tuple[str, ...]) -> bool:
        return any(self._schema.is_a(name, t) for t in types)

    def _mutual(self, frame: Frame, row: list[Element], i: int, args: _Arguments) -> list[Statement]:
        """Pair the members of a subject that work together (A、B联合印发)."""
        nouns = args.pivot or args.subject
        if nouns is None or len(nouns.members) < 2:
            return []
        found: list[Statement] = []
        for a, b in combinations(nouns.members, 2):
            found += self._edge(frame, a, b, row, i, args)
        return found[:_MOST_EDGES]

    def _edges(
        self, frame: Frame, heads: NounPhrase, tails: NounPhrase, row: list[Element], i: int, args: _Arguments
    ) -> list[Statement]:
        found: list[Statement] = []
        for head in heads.members:
            for tail in tails.members:
                found += self._edge(frame, head, tail, row, i, args)
        return found[:_MOST_EDGES]

    def _edge(self, frame: Frame, head: Phrase, tail: Phrase, row: list[Element], i: int, args: _Arguments) -> list[Statement]:
        if head.name == tail.name or not self._schema.allows(frame.relation, head.type, tail.type):
            return []
        if frame.heads and not self._is(head.type, frame.heads) or frame.tails and not self._is(tail.type, frame.tails):
            return []
        start, stop = row[i].start, row[i].stop
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
                args.modality,
            )
        ]

    def _role(self, row: list[Element], i: int, args: _Arguments, state: _State) -> list[Statement]:
        """Read 由A任X组长: A leads X, and holds the post where A is a person."""
        return []


def mention(phrase: Phrase) -> Mention:
    """Return the mention that a phrase is."""
    return Mention(Span(phrase.start, phrase.stop), phrase.name, phrase.type, phrase.count, phrase.rule)
