"""One correction: what a line of `corrections.jsonl` says (docs/corrections.md shows each kind).

Everything is said in the words of the text: a statement by its type, its quote and where its ends stand, never by the
rule that found it or by an id of the graph, so that corrections outlive the rules. Offsets are code points, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from unicodedata import category

import msgspec
from msgspec import Meta, Struct

from kg.errors import InputError
from kg.model import identifier
from kg.schema import load_schema

VERSION = 1
LONGEST_NAME, LONGEST_QUOTE = 200, 10_000
_NOT_IN_NAMES = frozenset({"Cc", "Zl", "Zp"})

Offset = Annotated[int, Meta(ge=0)]
Count = Annotated[int, Meta(ge=0)]
Name = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]


class End(Struct, frozen=True, forbid_unknown_fields=True):
    """An entity, by a place of the text that names it, and what it is and is called."""

    start: Offset
    stop: Offset
    type: str
    name: Name


class Stated(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A relation as one place of the text states it."""

    type: str
    head: End
    tail: End
    start: Offset
    stop: Offset
    quote: Annotated[str, Meta(min_length=1, max_length=LONGEST_QUOTE)]
    modality: Literal["asserted", "required"] = "asserted"
    head_count: Count | None = None
    tail_count: Count | None = None

    def __str__(self) -> str:
        return f"{self.head.name} —{self.type}→ {self.tail.name}"


class _Signed(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="action"):
    """What begins every correction.

    Attributes:
        version: of this format.
        id: `cor-` and 16 hex digits.
        at, by: when it was said (RFC 3339, UTC), and by whom.
        document: the hash of the text that it is about.
    """

    version: Literal[1]
    id: Annotated[str, Meta(pattern="^cor-[0-9a-f]{16}$")]
    at: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
    by: Name
    document: Annotated[str, Meta(pattern="^doc-[0-9a-f]{16}$")]


class _Record(_Signed, frozen=True, kw_only=True):
    """What may end every correction.

    Attributes:
        article: the name of the article then, for people who read the file.
        note: why, in the person's words.
    """

    article: str = ""
    note: Annotated[str, Meta(max_length=2000)] = ""


class Right(_Record, frozen=True, tag="right"):
    """A statement is right."""

    statement: Stated


class Wrong(_Record, frozen=True, tag="wrong"):
    """A statement is wrong: the text does not say so."""

    statement: Stated


class Edit(_Record, frozen=True, tag="edit"):
    """A statement should read otherwise."""

    statement: Stated
    instead: Stated


class Add(_Record, frozen=True, tag="add"):
    """The text states something that the rules have missed; the quote is the selected text."""

    statement: Stated


class EntityEdit(_Record, frozen=True, tag="entity-edit"):
    """An entity is of another type, or has another name."""

    entity: End
    type: str
    name: Name


class EntityAdd(_Record, frozen=True, tag="entity-add"):
    """The text names an entity that the rules have missed, or calls it so, too."""

    entity: End
    aliases: tuple[Name, ...] = ()


class EntityWrong(_Record, frozen=True, tag="entity-wrong"):
    """What was taken for an entity is none; all that is stated of it goes with it."""

    entity: End


class Merge(_Record, frozen=True, tag="merge"):
    """Several entities are one: the first, with its type and name."""

    entities: Annotated[tuple[End, ...], Meta(min_length=2)]


class Split(_Record, frozen=True, tag="split"):
    """Some mentions of an entity name another one: a new one, or one that is there with this type and name."""

    entity: End
    mentions: Annotated[tuple[tuple[Offset, Offset], ...], Meta(min_length=1)]
    type: str
    name: Name


class Retract(_Record, frozen=True, tag="retract"):
    """An earlier correction no longer holds; a retraction can be retracted, too."""

    retracts: Annotated[str, Meta(pattern="^cor-[0-9a-f]{16}$")]


Correction: TypeAlias = Right | Wrong | Edit | Add | EntityEdit | EntityAdd | EntityWrong | Merge | Split | Retract

_decoder = msgspec.json.Decoder(Correction)
_encoder = msgspec.json.Encoder()


class _Version(Struct):
    version: int = VERSION


def decode(line: bytes | str) -> Correction:
    """Return the correction that a line of the file holds.

    Raises:
        InputError: it is no JSON, not in the format, or contradicts itself or the schema; the caller says where.
    """
    try:
        if msgspec.json.decode(line, type=_Version).version > VERSION:
            raise InputError("written by a newer kg: upgrade this one")
        record: Correction = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(f"not a correction: {error}") from None
    fault = next(faults(record), None)
    if fault is not None:
        raise InputError(fault)
    return record


def encode(record: Correction) -> bytes:
    """Return a correction as a line of the file, with its end."""
    return _encoder.encode(record) + b"\n"


def signed(said: object, by: str, at: datetime) -> Correction:
    """Return a correction with who said it and when, and an id made of all of it.

    Args:
        said: the other fields of a correction, as plain JSON values.
        by: who.
        at: when, with a time zone.

    Raises:
        InputError: `said` is not in the format, or contradicts itself or the schema.
    """
    if not isinstance(said, dict):
        raise InputError("not a correction: expected an object")
    own = {"version": VERSION, "by": by, "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z")}
    ident = identifier("cor", msgspec.json.encode({**said, **own}, order="sorted").decode())
    return decode(msgspec.json.encode({**said, **own, "id": ident}))


def plain(value: Struct) -> dict[str, object]:
    """Return a record, or a part of one, as plain JSON values."""
    data: dict[str, object] = msgspec.to_builtins(value)
    return data


def faults(record: Correction, text: str | None = None) -> Iterator[str]:
    """Yield what is wrong with a correction: with the schema, with itself and, where it is given, with its text."""
    schema = load_schema()
    try:
        datetime.fromisoformat(record.at)
    except ValueError:
        yield f"at: {record.at!r} is no time; expected one like 2026-01-31T08:30:00Z"
    for where, kind in _entity_types(record):
        if kind not in schema.concrete:
            yield f"{where}: the schema has no type {kind!r}"
            return
    for where, name in _names(record):
        if name != name.strip() or any(category(char) in _NOT_IN_NAMES for char in name):
            yield f"{where}: {name!r} is no name: spaces at its ends, line breaks or control characters"
    for where, stated in statements(record):
        if stated.type not in schema.relations:
            yield f"{where}.type: the schema has no relation {stated.type!r}"
        elif where != "statement" or isinstance(record, Add):
            if not schema.allows(stated.type, stated.head.type, stated.tail.type):
                ends = f"{stated.head.type} → {stated.tail.type}"
                yield f"{where}: the schema allows no {stated.type} from {ends}"
            if (stated.head.type, stated.head.name) == (stated.tail.type, stated.tail.name):
                yield f"{where}: both ends are one"
        if len(stated.quote) != stated.stop - stated.start:
            yield f"{where}: the quote has {len(stated.quote)} characters, its place {stated.stop - stated.start}"
        elif text is not None and text[stated.start : stated.stop] != stated.quote:
            yield f"{where}: the quote is not the text at {stated.start}–{stated.stop}"
    for where, start, stop in _places(record):
        if start >= stop:
            yield f"{where}: {start}–{stop} is no place"
        elif text is not None and stop > len(text):
            yield f"{where}: {start}–{stop} is behind the end of the text, which has {len(text)} characters"


def statements(record: Correction) -> Iterator[tuple[str, Stated]]:
    """Yield the statements that a correction speaks of, with where in it they stand."""
    for where in ("statement", "instead"):
        stated = getattr(record, where, None)
        if stated is not None:
            yield where, stated


def _ends(record: Correction) -> Iterator[tuple[str, End]]:
    for where, stated in statements(record):
        yield f"{where}.head", stated.head
        yield f"{where}.tail", stated.tail
    if isinstance(record, Merge):
        yield from ((f"entities[{number}]", end) for number, end in enumerate(record.entities))
    elif isinstance(record, EntityEdit | EntityAdd | EntityWrong | Split):
        yield "entity", record.entity


def _entity_types(record: Correction) -> Iterator[tuple[str, str]]:
    yield from ((f"{where}.type", end.type) for where, end in _ends(record))
    if isinstance(record, EntityEdit | Split):
        yield "type", record.type


def _names(record: Correction) -> Iterator[tuple[str, str]]:
    yield "by", record.by
    yield from ((f"{where}.name", end.name) for where, end in _ends(record))
    if isinstance(record, EntityEdit | Split):
        yield "name", record.name
    if isinstance(record, EntityAdd):
        yield from ((f"aliases[{number}]", alias) for number, alias in enumerate(record.aliases))


def _places(record: Correction) -> Iterator[tuple[str, int, int]]:
    yield from ((where, end.start, end.stop) for where, end in _ends(record))
    if isinstance(record, Split):
        yield from ((f"mentions[{number}]", *place) for number, place in enumerate(record.mentions))
