"""The types of entities and relations, read from `schema.toml` and checked.

>>> schema = load_schema()
>>> schema.types["Department"].zh, schema.relations["covers"].en
('部门', 'covers')
>>> schema.is_a("Committee", "Organization")
True
>>> schema.allows("issues", "Department", "Community")
False
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import RuleError


@dataclass(frozen=True, slots=True)
class EntityType:
    """An entity type; the fields are explained at the top of `schema.toml`."""

    name: str
    zh: str
    en: str
    zh_def: str
    en_def: str
    colour: str
    w3c: str
    parent: str | None = None
    abstract: bool = False


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation type; the fields are explained at the top of `schema.toml`."""

    name: str
    zh: str
    en: str
    zh_def: str
    en_def: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    statement_class: str
    inverse: str | None = None
    inverse_zh: str | None = None
    inverse_en: str | None = None
    symmetric: bool = False
    w3c: str | None = None


@dataclass(frozen=True)
class Schema:
    """All types and relations, in the order of the file.

    Attributes:
        namespace: IRI prefix of the vocabulary.
        entities: IRI prefix of the things described with it.
    """

    namespace: str
    entities: str
    types: dict[str, EntityType]
    relations: dict[str, RelationType]

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Return the type `name` and all types above it, from the bottom up."""
        line = [name]
        while (parent := self.types[line[-1]].parent) is not None:
            line.append(parent)
        return tuple(line)

    def is_a(self, name: str, other: str) -> bool:
        """Tell whether the type `name` is `other` or stands below it."""
        return other in self.ancestors(name)

    def allows(self, relation: str, head: str, tail: str) -> bool:
        """Tell whether `relation` may run from a thing of type `head` to one of type `tail`."""
        kind = self.relations[relation]
        return any(self.is_a(head, d) for d in kind.domain) and any(self.is_a(tail, r) for r in kind.range)

    @property
    def concrete(self) -> tuple[str, ...]:
        """The names of the types that an entity may have as its own."""
        return tuple(name for name, kind in self.types.items() if not kind.abstract)


@cache
def load_schema() -> Schema:
    """Read the package's `schema.toml`.

    Raises:
        RuleError: an entry has unknown or missing keys, or names a type that does not exist.
    """
    return parse_schema(files("kg.schema").joinpath("schema.toml").read_text(encoding="utf-8"))


def parse_schema(text: str) -> Schema:
    """Read a schema from TOML.

    Args:
        text: the content of a `schema.toml`.

    Raises:
        RuleError: as for `load_schema`; all faults in one message.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"schema.toml: not valid TOML: {error}") from None
    faults: list[str] = []
    types = {n: EntityType(n, **e) for n, e in _entries(data, "types", EntityType, faults)}
    relations = {n: RelationType(n, **e) for n, e in _entries(data, "relations", RelationType, faults)}
    faults += [
        f"[types.{t.name}]: no type {t.parent!r}" for t in types.values() if t.parent not in {None, *types}
    ]
    faults += [
        f"[relations.{r.name}]: no type {end!r}"
        for r in relations.values()
        for end in (*r.domain, *r.range)
        if end not in types
    ]
    faults += [f"no {key!r}" for key in ("namespace", "entities") if not isinstance(data.get(key), str)]
    if faults:
        raise RuleError("schema.toml: " + "; ".join(faults))
    return Schema(data["namespace"], data["entities"], types, relations)


def _entries(data: dict[str, Any], table: str, kind: type, faults: list[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return (name, fields) of each sound entry of a table, noting the faults of the others."""
    known = {f.name for f in fields(kind)} - {"name"}
    required = {f.name for f in fields(kind) if f.default is not None and f.default is not False} - {"name"}
    sound = []
    for name, raw in data.get(table, {}).items():
        entry = {("statement_class" if k == "class" else k): v for k, v in raw.items()}
        entry = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
        wrong = [f"unknown key {k!r}" for k in sorted(entry.keys() - known)]
        wrong += [f"missing key {k!r}" for k in sorted(required - entry.keys())]
        faults += [f"[{table}.{name}]: {w}" for w in wrong]
        if not wrong:
            sound.append((name, entry))
    return sound
