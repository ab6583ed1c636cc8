"""From clauses to statements: each verb's frame finds its two ends."""

from __future__ import annotations

from itertools import combinations

from kg.extract.arguments import Arguments, State, behind_of, carry, fill, find_object, followed_by_of, governors, place
from kg.extract.clauses import Clause, Element
from kg.extract.coordination import NounPhrase
from kg.extract.phrases import Phrase
from kg.extract.roles import COPULAS, VERBS, appointment, mention, titles
from kg.model import Span, Statement
from kg.rules import Frame, Role, Rules
from kg.schema import Schema, load_schema

_MOST_EDGES = 12
_LONGEST_QUOTE = 120
_BODIES = frozenset({"Committee", "TaskForce", "Mechanism", "PartyOrganization"})
# What a sentence has just set up or sent out does these where no other subject is named.
_GOES_ON = frozenset({"deployedTo", "assists", "memberOf"})


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
        state = State(subject=subject)
        found: list[Statement] = []
        for clause in clauses:
            self._read(clause, state, found, required)
        return found

    def _read(self, clause: Clause, state: State, found: list[Statement], duties: bool) -> None:
        row = clause.elements
        args = Arguments(modality="required" if state.required or duties else "asserted")
        made: NounPhrase | None = None
        governed = governors(row)
        for i, element in enumerate(row):
            if element.nouns is not None:
                place(row, i, governed.get(i, ""), args)
                found += titles(element.nouns)
            elif element.context == "required":
                args.modality = "required"
            elif element.context == "permitted":
                args.modality = "asserted"
            elif element.context == "negated":
                args.negated = True
            if element.frames and not args.negated:
                edges = self._trigger(row, i, args, state)
                found += edges
                tail = args.objects.get(i)
                if tail is not None and any(e.type in {"establishes", "dispatches"} for e in edges):
                    made = state.made = tail
            if element.word in VERBS or element.word in COPULAS:
                found += appointment(row, i, args, state, self._rules)
        for element in row:
            if element.nouns is not None and element.nouns.members[-1].type in _BODIES:
                state.body = element.nouns
        carry(clause, args, made, state)

    def _trigger(self, row: list[Element], i: int, args: Arguments, state: State) -> list[Statement]:
        """Return what the trigger at i states."""
        objekt = find_object(row, i)
        if objekt is not None:
            args.objects[i] = objekt
        relative = None
        if followed_by_of(row, i):
            relative = behind_of(row, i + 1)
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
        args: Arguments,
        state: State,
    ) -> list[Statement]:
        heads = self._first(frame.head, frame, frame.heads, objekt, relative, args, state, row[i].word)
        if frame.relation == "coordinatesWith" and args.with_ is None and objekt is None:
            return self._mutual(frame, row, i, args)
        for role in frame.tail:
            tails = fill(role, objekt, relative, args, state)
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
        args: Arguments,
        state: State,
        word: str,
    ) -> NounPhrase | None:
        for role in roles:
            nouns = fill(role, objekt, relative, args, state)
            if role == "agent" and args.by is None and args.pivot is None and args.subject is None:
                goes = frame.relation in _GOES_ON or (
                    frame.relation == "supervises" and state.made is not None and state.made.members[-1].type == "TaskForce"
                )
                if goes and state.made is not None:
                    nouns = state.made
            if nouns is not None and (not types or any(self._is(m.type, types) for m in nouns.members)):
                return nouns
        return None

    def _is(self, name: str, types: tuple[str, ...]) -> bool:
        return any(self._schema.is_a(name, t) for t in types)

    def _mutual(self, frame: Frame, row: list[Element], i: int, args: Arguments) -> list[Statement]:
        """Pair the members of a subject that work together (A、B联合印发)."""
        nouns = args.pivot or args.subject
        if nouns is None or len(nouns.members) < 2:
            return []
        found: list[Statement] = []
        for a, b in combinations(nouns.members, 2):
            found += self._edge(frame, a, b, row, i, args)
        return found[:_MOST_EDGES]

    def _edges(
        self, frame: Frame, heads: NounPhrase, tails: NounPhrase, row: list[Element], i: int, args: Arguments
    ) -> list[Statement]:
        found: list[Statement] = []
        for head in heads.members:
            for tail in tails.members:
                found += self._edge(frame, head, tail, row, i, args)
        return found[:_MOST_EDGES]

    def _edge(self, frame: Frame, head: Phrase, tail: Phrase, row: list[Element], i: int, args: Arguments) -> list[Statement]:
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
