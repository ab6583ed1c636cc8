"""What the pages show: plain frozen records, as `kg.serve.library` returns them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")

Direction = Literal["out", "in"]
"""Whether an entity is the head of a statement or its tail."""


@dataclass(frozen=True, slots=True)
class Brief:
    """An entity as it stands in lists: id, type (a name of the schema), name, place (a division code) and weight.

    `count` is how often it is mentioned, `degree` in how many relations it stands.
    """

    id: str
    type: str
    name: str
    place: str | None
    count: int
    degree: int


@dataclass(frozen=True, slots=True)
class DocumentBrief:
    """A document as it stands in lists; `entities` and `statements` are how many it names and states."""

    id: str
    name: str
    title: str | None
    publisher: str | None
    author: str | None
    date: str | None
    source: str | None
    place: str | None
    entities: int
    statements: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is named: code points of the document's text."""

    entity: Brief
    document: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that state a relation: `quote` is the document's text from `start` to `stop` (code points).

    `review` is what a person said of it: `verdict`, `by` and `at`; None where nobody has.
    """

    document: DocumentBrief
    start: int
    stop: int
    quote: str
    rule: str
    modality: str
    head_count: int | None
    tail_count: int | None
    review: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation of the graph with all that states it; `more` is what else the graph knows of it (by name)."""

    id: str
    type: str
    head: Brief
    tail: Brief
    modality: str
    head_count: int | None
    tail_count: int | None
    evidence: tuple[Evidence, ...]
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Derived:
    """An edge that follows from what is stated by a rule; an end is an entity or a place."""

    type: str
    head: Brief | Place
    tail: Brief | Place
    rule: str


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many statements of a type an entity has, as head ("out") or as tail ("in")."""

    type: str
    direction: Direction
    count: int


@dataclass(frozen=True, slots=True)
class Entity:
    """All that is known of an entity by itself; its statements come in pages, from `Library.statements_of`."""

    brief: Brief
    aliases: tuple[str, ...]
    relations: tuple[RelationCount, ...]
    documents: int
    derived: tuple[Derived, ...]
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its text."""

    brief: DocumentBrief
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: an entity or a document, the name by which, and whether it only comes close."""

    found: Brief | DocumentBrief
    name: str
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division: code of GB/T 2260, name, level (a name of the schema) and the code above it."""

    code: str
    name: str
    level: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much there is of a place or a year: documents, entities named and relations stated in them.

    `place` is None for years and for what has no place; `year` None for places and for what has no date. A place's
    figures include those of the places below it.
    """

    place: Place | None
    year: str | None
    documents: int
    entities: int
    statements: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of the whole graph; `types` and `relations` are in the schema's order, without what is not there."""

    program: str
    rules: str
    documents: int
    entities: int
    statements: int
    mentions: int
    evidence: int
    types: Mapping[str, int]
    relations: Mapping[str, int]
    modalities: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list: `items`, those from `offset` on, of `total`."""

    items: tuple[T, ...]
    offset: int
    total: int
