"""What RDF is made of here: prefixed names, literals, and descriptions of one subject each.

No term is ever a blank node, and every name is one of the schema's prefixes with an ASCII local part, so that a name
stands in Turtle, JSON-LD and queries exactly as it stands here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from kg.schema import Schema


class Literal(NamedTuple):
    """Text, with a language or a datatype (a prefixed name) or neither."""

    value: str
    language: str | None = None
    datatype: str | None = None


Term: TypeAlias = str | int | Literal
"""A prefixed name, an xsd:integer, or a literal."""

Description: TypeAlias = tuple[str, Sequence[tuple[str, Sequence[Term]]]]
"""A subject with its predicates in the order in which they are written, each with its objects."""

ZH, EN, PINYIN = "zh-Hans", "en", "zh-Latn-pinyin"


def expand(name: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI of a prefixed name.

    >>> expand("org:memberOf", {"org": "http://www.w3.org/ns/org#"})
    'http://www.w3.org/ns/org#memberOf'
    """
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local


def required(relation: str) -> str:
    """Return the local name of the property that stands where a relation is demanded, not stated.

    >>> required("partOf")
    'requiredPartOf'
    """
    return f"required{relation[0].upper()}{relation[1:]}"


def labels(zh: str, en: str) -> list[Term]:
    """Return a Chinese and an English label."""
    return [Literal(zh, ZH), Literal(en, EN)]


def schema_iri(schema: Schema) -> str:
    """Return the IRI of the ontology itself: its namespace without the closing `#`."""
    return schema.namespace.rstrip("#")
