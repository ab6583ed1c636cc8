"""What the reader of clauses keeps in mind: through a paragraph, through a clause, and at a verb."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.clauses import Element
from kg.extract.coordination import NounPhrase
from kg.extract.phrases import Phrase
from kg.model import Modality
from kg.rules import Frame, Rules


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
        rules: what `kg.rules.load_rules` returns.
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
        seats: the posts of which the clause before has given the number.
        seated: the body that they belong to.
        required, permitted: whether a demand, or a permission, reaches over the comma.
    """

    rules: Rules
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
    seats: list[Phrase] = field(default_factory=list)
    seated: Phrase | None = None
    required: bool = False
    permitted: bool = False
    own: bool = False
    given: bool = False
    pair: NounPhrase | None = None
    recent: list[Phrase] = field(default_factory=list)


class Arguments:
    """The noun phrases of one clause by what governs them, as far as it has been read.

    Attributes:
        subject: governed by nothing, before the verb.
        pivot: the object of a verb that makes it act (推动A报到).
        by, moved, to, about, with_, at: governed by 由, 把, 向, 对, 与, 到 and their like.
        shifted: 把 or 将 moves something that is no name (将信息纳入平台).
        visited: where the clause goes before it acts (深入街道察看).
        embedded: the subject is that of a relative clause (巡河员负责的河段) and not carried on.
        served: 为 or 给, not 向, governs `to`.
        unnamed: the subject is no name that is known (气象机构所属的台站).
        passing: 经 names the agent, of the next verb alone (经县政府批准，报市政府).
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
    served: bool = False
    unnamed: bool = False
    passing: bool = False
    shifted: bool = False
    under: bool = False
    passive: bool = False
    modality: Modality = "asserted"
    duties: bool = False
    negated: bool = False

    # No dataclass: there is one for every clause, and nearly all of it keeps what stands above.
    def __init__(self, modality: Modality = "asserted", duties: bool = False) -> None:
        self.modality = modality
        self.duties = duties
        self.objects: dict[int, NounPhrase] = {}


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
