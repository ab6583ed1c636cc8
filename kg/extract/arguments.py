"""The ends of a verb: which noun phrase of a clause acts, which is acted upon, and what is carried from before."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.clauses import Clause, Element, Part
from kg.extract.coordination import NounPhrase
from kg.model import Modality
from kg.rules import Role

BY = frozenset(["由", "被", "经", "归", "接受", "受", "服从", "改由", "统一由", "分别由", "均由"])
MOVED = frozenset(["把", "将"])
TO = frozenset(["向", "给", "为", "对", "对于", "针对", "报", "往"])
WITH = frozenset(["与", "和", "同", "跟", "会同", "联合"])
AT = frozenset(["到", "在", "至", "赴", "于"])
_MODIFIER_WORDS = 3


@dataclass(slots=True)
class State:
    """What is carried through a paragraph.

    Attributes:
        subject: who acts where a clause does not say.
        made: what the sentence has set up or sent out so far.
        sent: whom the sentence has sent out or brought together so far.
        body: the organisation or arrangement last spoken of: what a bare 组长 is the head of.
        required: whether a demand reaches over the comma.
    """

    subject: NounPhrase | None = None
    made: NounPhrase | None = None
    sent: NounPhrase | None = None
    body: NounPhrase | None = None
    required: bool = False


@dataclass(slots=True)
class Arguments:
    """The noun phrases of one clause by what governs them, as far as it has been read.

    Attributes:
        subject: governed by nothing, before the verb.
        pivot: the object of a verb that makes it act (推动A报到).
        by, moved, to, with_, at: governed by 由, 把, 向, 与, 到 and their like.
        visited: where the clause goes before it acts (深入街道察看).
        passive: 被 or 受 without an agent.
        objects: the object of each trigger, by the trigger's place in the clause.
    """

    subject: NounPhrase | None = None
    pivot: NounPhrase | None = None
    by: NounPhrase | None = None
    moved: NounPhrase | None = None
    to: NounPhrase | None = None
    with_: NounPhrase | None = None
    at: NounPhrase | None = None
    visited: NounPhrase | None = None
    passive: bool = False
    modality: Modality = "asserted"
    negated: bool = False
    objects: dict[int, NounPhrase] = field(default_factory=dict)


def governors(row: list[Element]) -> dict[int, str]:
    """Return for each noun phrase of a clause the preposition that governs it, by places in the clause."""
    found: dict[int, str] = {}
    word = ""
    for i, element in enumerate(row):
        if element.part == Part.PREPOSITION:
            word = element.word
        elif element.part == Part.NOUNS:
            if word:
                found[i] = word
            if not followed_by_of(row, i):
                word = ""
        elif element.part in (Part.TRIGGER, Part.VERB):
            word = ""
    return found


def followed_by_of(row: list[Element], i: int) -> bool:
    """Tell whether 的 follows the element, which then only modifies another."""
    return i + 1 < len(row) and row[i + 1].part == Part.OF


def place(row: list[Element], i: int, governor: str, args: Arguments) -> None:
    """Note the noun phrase at i under what governs it."""
    nouns = row[i].nouns
    if followed_by_of(row, i):
        return
    if governor in BY:
        args.by = nouns
    elif governor in MOVED:
        args.moved = nouns
    elif governor in WITH:
        args.with_ = nouns
    elif governor in TO:
        args.to = nouns
    elif governor in AT:
        args.at = nouns
    elif not governor and not any(e.part in (Part.TRIGGER, Part.VERB) for e in row[:i]):
        args.subject = nouns
    elif not governor and args.subject is None and _before_verb(row, i) and not _near_trigger(row, i):
        args.subject = nouns


def _before_verb(row: list[Element], i: int) -> bool:
    return i + 1 < len(row) and row[i + 1].part in (Part.TRIGGER, Part.CONTEXT, Part.PREPOSITION, Part.VERB)


def _near_trigger(row: list[Element], i: int) -> bool:
    return any(e.part == Part.TRIGGER for e in row[max(0, i - _MODIFIER_WORDS) : i])


def find_object(row: list[Element], i: int) -> NounPhrase | None:
    """Return the object of the verb at i: the next noun phrase that does not modify another.

    A relative clause before it is passed over: 成立由区委领导任组长的领导小组, 慰问奋战在堤坝上的干部.
    """
    candidate: NounPhrase | None = None
    for j in range(i + 1, len(row)):
        element = row[j]
        if element.part == Part.NOUNS:
            if not followed_by_of(row, j):
                return element.nouns
            return behind_of(row, j + 1) or element.nouns
        if element.part == Part.PREPOSITION and element.word in AT and j <= i + 2:
            continue
        if element.part == Part.TRIGGER and j > i + 1 or element.part in (Part.PREPOSITION, Part.VERB):
            relative = next((k for k in range(j, len(row)) if row[k].part == Part.OF), None)
            return behind_of(row, relative) if relative is not None else None
    return candidate


def behind_of(row: list[Element], i: int) -> NounPhrase | None:
    """Return the noun phrase behind the 的 at i."""
    for element in row[i + 1 : i + 1 + _MODIFIER_WORDS]:
        if element.part == Part.NOUNS:
            return element.nouns
        if element.part != Part.WORD:
            break
    return None


def fill(role: Role, objekt: NounPhrase | None, relative: NounPhrase | None, args: Arguments, state: State) -> NounPhrase | None:
    """Return the noun phrase that takes a role of a frame; the roles are explained at the top of `frames.toml`."""
    if role == "agent":
        if args.passive:
            return args.by or state.subject
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
        return objekt or relative or args.at
    if role == "visited":
        return args.visited or args.at
    if role == "body":
        return args.subject if args.by is not None and args.subject is not None else state.made or state.body
    if role == "sent":
        return args.moved or state.sent
    if args.passive:
        return args.subject
    if objekt is not None or relative is not None:
        return objekt or relative
    if args.moved is not None:
        return args.moved
    if args.by is not None:
        return args.subject or state.made or state.subject
    return args.to


def carry(clause: Clause, args: Arguments, made: NounPhrase | None, state: State) -> None:
    """Pass on what the next clause may leave out."""
    if args.subject is not None:
        state.subject, state.required = args.subject, args.modality == "required"
    elif args.by is not None and made is None:
        state.subject = args.by
    if args.modality == "required":
        state.required = True
    if made is not None:
        state.made = made
    if clause.ends == "stop":
        state.required = False
        state.made = state.sent = None
