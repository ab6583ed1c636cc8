"""What one entry of each rule file is; the keys are explained at the top of each file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "agent",
    "patient",
    "to",
    "with",
    "at",
    "by",
    "moved",
    "about",
    "place",
    "visited",
    "body",
    "sent",
    "made",
    "leader",
    "inner",
    "outer",
    "reached",
    "each_other",
    "said",
]
WordKind = Literal[
    "modifier",
    "barrier",
    "determiner",
    "classifier",
    "verb",
    "surname",
    "preposition",
    "directed",
    "opening",
    "taking",
    "written",
    "overseeing",
    "purpose",
    "charge",
    "grammar",
    "saying",
    "announcing",
    "dismissing",
    "given",
    "ambiguous",
    "rank",
    "transliterating",
    "address",
    "shared",
    "rejoined",
    "adverb",
]
GrammarKind = Literal[
    "by",
    "by.above",
    "by.way",
    "moved",
    "to",
    "to.served",
    "about",
    "with",
    "at",
    "reached",
    "over",
    "and",
    "together",
    "invites",
    "there_is",
    "role",
    "copula",
    "seats",
    "both",
    "former",
    "latter",
    "respectively",
    "not",
    "meeting",
    "demanding",
    "passive",
    "rank",
    "team.post",
    "range",
    "matter",
    "which",
    "manner",
    "joins",
    "nobody",
    "light",
    "then",
    "contents",
    "contents.report",
    "doers",
    "theirs",
    "seat",
    "bounds",
    "actor",
    "area",
    "inside",
    "money",
]
ContextKind = Literal["required", "negated", "permitted"]
LabelKind = Literal[
    "lead",
    "join",
    "assist",
    "present",
    "remark",
    "plain",
    "listing",
    "task",
    "team",
    "person",
    "standing",
    "role",
    "charge",
    "contact",
    "coverer",
    "covered",
    "parts",
    "duties",
    "permanent",
]


@dataclass(frozen=True)
class NameRule:
    """How names of one kind end; the keys are explained at the top of `names.toml`."""

    id: str
    type: str
    heads: tuple[str, ...]
    alone: bool = True
    verbs: bool = False
    shared: bool = False
    quoted: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordRule:
    """Words of one kind; the keys are explained at the top of `words.toml`."""

    id: str
    kind: WordKind
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """Verbs that state a relation; the keys are explained at the top of `frames.toml`."""

    id: str
    relation: str
    triggers: tuple[str, ...]
    head: tuple[Role, ...]
    tail: tuple[Role, ...]
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    then: str = ""
    adjacent: bool = False
    own: bool = False
    last: bool = False
    bare: bool = False
    closing: bool = False
    demand: bool = False
    also: bool = False
    pivot: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class ContextRule:
    """Words that change what a clause states; the keys are explained at the top of `context.toml`."""

    id: str
    kind: ContextKind
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class GrammarRule:
    """Function words by what they do; the keys are explained at the top of `grammar.toml`."""

    id: str
    kind: GrammarKind
    words: tuple[str, ...]


@dataclass(frozen=True)
class PostRule:
    """Posts by what their holders are to the body; the keys are explained at the top of `roles.toml`."""

    id: str
    relation: Literal["leads", "memberOf", "partOf"]
    posts: tuple[str, ...]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReferenceRule:
    """Short names that refer back to a longer one; the keys are explained at the top of `references.toml`."""

    id: str
    type: str
    words: tuple[str, ...]
    whole: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeicticRule:
    """Words for who speaks and where; the keys are explained at the top of `deictics.toml`."""

    id: str
    type: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelRule:
    """Words that say what stands behind them; the keys are explained at the top of `labels.toml`."""

    id: str
    kind: LabelKind
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True)
class GenreRule:
    """A kind of article by the end of its title; the keys are explained at the top of `genres.toml`."""

    id: str
    endings: tuple[str, ...]
    duties: bool
    subject: Literal["issuer", "organ", "nobody"]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
