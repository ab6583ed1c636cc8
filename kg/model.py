"""The plain types that flow through `kg`, from bytes to graph; nothing here knows anything else of the package.

    bytes → Document → Sentence → Mention → Statement → Entity, Relation → Article → graph → export

Offsets are code points into `Document.text`, half-open, and the text is never altered after reading, so that
`document.text[span.start:span.stop]` is the evidence itself. The types are structs of msgspec, which are made, compared
and hashed several times as fast as dataclasses: a text has very many.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

from msgspec import Struct

Modality = Literal["asserted", "required"]


class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open range of code points of a document's text.

    >>> Span(0, 2).of("县委组织部")
    '县委'
    """

    start: int
    stop: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.stop]

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.stop <= self.stop


class Furniture(Struct, frozen=True, gc=False):
    """A part of a page that is not the article (breadcrumbs, counters, footers), and the rule that set it aside."""

    span: Span
    rule: str


class Document(Struct, frozen=True, gc=False):
    """One article as read: its text, what is known about it, and which part of the text is the article.

    Attributes:
        id: `doc-` and 16 hex digits of the text's SHA-256: the same text is the same document.
        name: the name that people know it by (the file's stem).
        text: everything that the reader made of the input; all offsets point into it.
        paragraphs: spans of the article's own paragraphs, in order, not overlapping, without furniture.
        furniture: what was set aside, in order.
        title, publisher, author: as the page gives them; None where it does not.
        date: YYYY-MM-DD, or None.
        source: where it was read from (a path relative to the input folder, a URL), or None.
        place: what the user says about the place that it belongs to (a column, the folders it lies in), or None.
    """

    id: str
    name: str
    text: str
    paragraphs: tuple[Span, ...]
    furniture: tuple[Furniture, ...] = ()
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    source: str | None = None
    place: str | None = None


class Sentence(Struct, frozen=True, gc=False):
    """A sentence of a document: its span, and the index of its paragraph in `Document.paragraphs`."""

    span: Span
    paragraph: int


class Mention(Struct, frozen=True, gc=False):
    """A place in the text that names an entity.

    Attributes:
        span: where it stands (an expanded coordination may point to its own part only).
        name: the normal form of what stands there, without numerals and determiners.
        type: an entity type of the schema.
        count: how many, where the text gives a number with the name (44家区直部门 → 44).
        rule: the id of the rule that found it.
        determiner: the word before it that fell away (该, 各, 有关), or "".
        aliases: short names that the text gives it there (以下简称“县防指”).
    """

    span: Span
    name: str
    type: str
    count: int | None = None
    rule: str = ""
    determiner: str = ""
    aliases: tuple[str, ...] = ()


class Statement(Struct, frozen=True, gc=False):
    """A relation between two mentions as one place of the text states it.

    Attributes:
        type: a relation type of the schema.
        quote: the shortest run of text that shows it.
        head_count, tail_count: the numbers that the text gives for the ends of this relation.
    """

    type: str
    head: Mention
    tail: Mention
    quote: Span
    rule: str
    head_count: int | None = None
    tail_count: int | None = None
    modality: Modality = "asserted"


class Extraction(Struct, frozen=True, gc=False):
    """What the extractors found in one document."""

    document: Document
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


class Review(Struct, frozen=True, gc=False):
    """That a person has checked something.

    Attributes:
        verdict: `confirmed` as the rules found it, `edited`, or `added`.
        by: who.
        at: when, as RFC 3339 writes it.
    """

    verdict: Literal["confirmed", "edited", "added"]
    by: str
    at: str


class Entity(Struct, frozen=True, gc=False):
    """One thing, however often and in however many forms it is named.

    Attributes:
        id: `ent-` and 16 hex digits: a hash of type, scope and canonical name (see `identifier`).
        name: the canonical name.
        aliases: other forms seen, sorted.
        mentions: where it is named, as (document id, span), sorted.
        place: the code of the division that it belongs to (see `kg.link.divisions`), or None where that is not known.
        organ: the rule of `organs.toml` that knows it, or None: organs of one rule stand above each other.
        forms: its names as articles write them, as (form, document id, the rule that tells what it names), sorted.
        review: where a person has given it its name or type, has merged or split it.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[tuple[str, Span], ...]
    place: str | None = None
    organ: str | None = None
    forms: tuple[tuple[str, str, str], ...] = ()
    review: Review | None = None


class Evidence(Struct, frozen=True, gc=False):
    """The words of one document that state a relation, and whether a person has checked that they do."""

    document: str
    span: Span
    quote: str
    rule: str
    modality: Modality
    head_count: int | None = None
    tail_count: int | None = None
    review: Review | None = None


class Relation(Struct, frozen=True, gc=False):
    """A relation between two entities, with all the evidence for it; without evidence it cannot be built.

    Attributes:
        id: `rel-` and 16 hex digits: a hash of type and the two ids.
        head, tail: entity ids.
        evidence: at least one, in document and text order.
    """

    id: str
    type: str
    head: str
    tail: str
    evidence: tuple[Evidence, ...]

    @property
    def modality(self) -> Modality:
        """`asserted` where any evidence asserts it, else `required`."""
        return "asserted" if any(e.modality == "asserted" for e in self.evidence) else "required"

    @property
    def head_count(self) -> int | None:
        """The first number given for the head, or None."""
        return next((e.head_count for e in self.evidence if e.head_count is not None), None)

    @property
    def tail_count(self) -> int | None:
        """The first number given for the tail, or None."""
        return next((e.tail_count for e in self.evidence if e.tail_count is not None), None)


class Article(Struct, frozen=True, gc=False):
    """One document after linking: its entities, the relations between them, and the place that it belongs to.

    Attributes:
        place: the code of a division, or None where it is not known.
    """

    document: Document
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    place: str | None = None


def identifier(prefix: str, *parts: str) -> str:
    """Return `prefix`, a hyphen and 16 hex digits that depend on `parts` alone.

    The parts are joined with U+001F, which no text of an article holds, and hashed with SHA-256.

    >>> identifier("ent", "Department", "doc-0", "县委组织部")
    'ent-9047c69ae387d01c'
    """
    return f"{prefix}-{sha256(chr(31).join(parts).encode()).hexdigest()[:16]}"
