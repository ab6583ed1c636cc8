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
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from functools import cache, cached_property
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
    w3c: tuple[str, ...]
    parent: str | None = None
    abstract: bool = False
    equivalent: bool = False


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


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a stated relation is in a public vocabulary; the fields are explained at the top of `schema.toml`."""

    relation: str
    head: tuple[str, ...]
    tail: tuple[str, ...]
    property: str | None = None
    node_class: str | None = None
    head_property: str | None = None
    tail_property: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """An administrative level; the fields are explained at the top of `schema.toml`."""

    name: str
    zh: str
    en: str
    endings: tuple[str, ...]
    exceptions: tuple[str, ...]
    broader: str | None = None


@dataclass(frozen=True)
class Schema:
    """All types and relations, in the order of the file.

    Attributes:
        namespace: IRI prefix of the vocabulary.
        entities: IRI prefix of the things described with it.
        level_types: the types whose names tell a level.
        cpov_types: the types of public organisations in the EU's vocabulary of them.
        prefixes: name → IRI prefix, for exports and queries; `kg` and `id` come first.
    """

    namespace: str
    entities: str
    types: dict[str, EntityType]
    relations: dict[str, RelationType]
    mappings: tuple[Mapping, ...]
    levels: dict[str, Level]
    level_types: tuple[str, ...]
    cpov_types: tuple[str, ...]
    prefixes: dict[str, str]

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Return the type `name` and all types above it, from the bottom up."""
        return self._lines[name]

    def is_a(self, name: str, other: str) -> bool:
        """Tell whether the type `name` is `other` or stands below it."""
        return other in self._lines[name]

    def allows(self, relation: str, head: str, tail: str) -> bool:
        """Tell whether `relation` may run from a thing of type `head` to one of type `tail`."""
        heads, tails = self._ends[relation]
        return head in heads and tail in tails

    @cached_property
    def _lines(self) -> dict[str, tuple[str, ...]]:
        """Each type and all types above it."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self.types:
            line = [name]
            while (parent := self.types[line[-1]].parent) is not None:
                line.append(parent)
            found[name] = tuple(line)
        return found

    @cached_property
    def _ends(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """The types that the heads of each relation may have, and its tails."""

        def below(ends: tuple[str, ...]) -> frozenset[str]:
            return frozenset(name for name, line in self._lines.items() if not set(ends).isdisjoint(line))

        return {name: (below(kind.domain), below(kind.range)) for name, kind in self.relations.items()}

    def mapped(self, relation: str, head: str, tail: str) -> tuple[Mapping, ...]:
        """Return the mappings of `relation` that hold from a thing of type `head` to one of type `tail`."""
        return tuple(
            m
            for m in self.mappings
            if m.relation == relation
            and any(self.is_a(head, t) for t in m.head)
            and any(self.is_a(tail, t) for t in m.tail)
        )

    def level(self, kind: str, name: str) -> str | None:
        """Return the administrative level that the name of a thing of type `kind` tells, if it tells one.

        >>> schema = load_schema()
        >>> schema.level("Place", "颍东区"), schema.level("Community", "乡镇"), schema.level("Place", "园区")
        ('county', 'township', None)
        """
        if kind not in self.level_types:
            return None
        return next(
            (n for n, x in self.levels.items() if name.endswith(x.endings) and not name.endswith(x.exceptions)), None
        )

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
    types = {e["name"]: EntityType(**e) for e in _table(data, "types", EntityType, faults)}
    relations = {e["name"]: RelationType(**e) for e in _table(data, "relations", RelationType, faults)}
    levels = {e["name"]: Level(**e) for e in _table(data, "levels", Level, faults)}
    mappings = tuple(Mapping(**e) for e in _array(data, "mappings", Mapping, faults))
    prefixes = {**data.get("prefixes", {}), "kg": data.get("namespace"), "id": data.get("entities")}
    level_types, cpov_types = data.get("level_types", []), data.get("cpov_types", [])
    named = [(f"[types.{t.name}]", t.parent) for t in types.values() if t.parent is not None]
    named += [(f"[relations.{r.name}]", end) for r in relations.values() for end in (*r.domain, *r.range)]
    named += [(f"[[mappings]] of {m.relation}", end) for m in mappings for end in (*m.head, *m.tail)]
    named += [(key, kind) for key in ("level_types", "cpov_types") for kind in data.get(key, [])]
    faults += [f"{where}: no type {kind!r}" for where, kind in named if kind not in types]
    faults += [f"[[mappings]]: no relation {m.relation!r}" for m in mappings if m.relation not in relations]
    faults += [
        f"[[mappings]] of {m.relation}: needs either property or class, head_property and tail_property"
        for m in mappings
        if (m.property is None) is not all((m.node_class, m.head_property, m.tail_property))
    ]
    faults += [
        f"[levels.{x.name}]: no level {x.broader!r}" for x in levels.values() if x.broader not in {None, *levels}
    ]
    terms = [(f"[types.{t.name}]", term) for t in types.values() for term in t.w3c]
    terms += [
        (f"[[mappings]] of {m.relation}", term)
        for m in mappings
        for term in (m.property, m.node_class, m.head_property, m.tail_property)
        if term is not None
    ]
    faults += [f"{where}: no prefix for {term!r}" for where, term in terms if term.partition(":")[0] not in prefixes]
    faults += [f"no {key!r}" for key in ("namespace", "entities") if not isinstance(data.get(key), str)]
    if faults:
        raise RuleError("schema.toml: " + "; ".join(faults))
    first = {"kg": data["namespace"], "id": data["entities"]}
    return Schema(
        data["namespace"],
        data["entities"],
        types,
        relations,
        mappings,
        levels,
        tuple(level_types),
        tuple(cpov_types),
        {**first, **prefixes},
    )


# Keys of the file that cannot be, or would not be clear as, names of fields.
_RENAMED = {
    "relations": {"class": "statement_class"},
    "mappings": {"class": "node_class"},
    "levels": {"except": "exceptions"},
}


def _table(data: dict[str, Any], table: str, kind: type, faults: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the fields of each sound entry of a table, its name among them, noting the faults of the others."""
    for name, raw in data.get(table, {}).items():
        entry = _entry({**raw, "name": name}, f"[{table}.{name}]", _RENAMED.get(table, {}), kind, faults)
        if entry is not None:
            yield entry


def _array(data: dict[str, Any], table: str, kind: type, faults: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the fields of each sound entry of an array of tables, noting the faults of the others."""
    for number, raw in enumerate(data.get(table, []), 1):
        entry = _entry(raw, f"[[{table}]] {number}", _RENAMED.get(table, {}), kind, faults)
        if entry is not None:
            yield entry


def _entry(
    raw: dict[str, Any], where: str, renamed: dict[str, str], kind: type, faults: list[str]
) -> dict[str, Any] | None:
    known = {f.name for f in fields(kind)}
    required = {f.name for f in fields(kind) if f.default is MISSING}
    entry = {renamed.get(k, k): tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    wrong = [f"unknown key {k!r}" for k in sorted(entry.keys() - known)]
    wrong += [f"missing key {k!r}" for k in sorted(required - entry.keys())]
    faults += [f"{where}: {w}" for w in wrong]
    return None if wrong else entry
