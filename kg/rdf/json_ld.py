"""JSON-LD with a context, so that a reader who knows only JSON finds its way, too.

https://www.w3.org/TR/json-ld11/. Where the context says that a property leads to things, a value is a bare name.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from kg.graph import GraphView
from kg.rdf.description import body, preamble, run_name
from kg.rdf.terms import Description, Literal, Term, required
from kg.schema import Schema, load_schema

_THINGS = (
    *("rdf:subject", "rdf:predicate", "rdf:object", "rdfs:subClassOf", "kg:requiredFormOf"),
    *("kg:modality", "kg:mentionedIn", "kg:level", "kg:headGroup", "kg:tailGroup", "kg:kind"),
    *("kg:ofPlace", "kg:organOf", "kg:higherInLine", "kg:denotes", "kg:within"),
    *("prov:wasDerivedFrom", "prov:wasGeneratedBy", "prov:wasAssociatedWith", "prov:used"),
    *("oa:hasTarget", "oa:hasSource", "oa:hasSelector", "dct:publisher", "dct:creator"),
    *("skos:inScheme", "skos:broader", "skos:topConceptOf"),
)


def write_json_ld(graph: GraphView, file: BinaryIO, *, ended: str | None = None) -> None:
    """Write the merged view of a graph as JSON-LD, one subject a line.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
        ended: as for `kg.rdf.turtle.write_turtle`.
    """
    known = context(load_schema())
    file.write(b'{"@context": ' + _json(known) + b',\n"@graph": [')
    before = b"\n"
    for descriptions in (body(graph, run_name(graph)), preamble(graph, ended)):
        for description in descriptions:
            file.write(before + _json(_node(description, known)))
            before = b",\n"
    file.write(b"\n]}\n")


def context(schema: Schema) -> dict[str, Any]:
    """Return the context: the prefixes, and the properties that lead to things."""
    relations = [f"kg:{name}" for known in schema.relations for name in (known, required(known))]
    mapped = {p for m in schema.mappings for p in (m.property, m.head_property, m.tail_property) if p is not None}
    things = dict.fromkeys((*relations, *sorted(mapped), *_THINGS))
    return {**schema.prefixes, **{name: {"@type": "@id"} for name in things}}


def _node(description: Description, known: dict[str, Any]) -> dict[str, Any]:
    subject, pairs = description
    node: dict[str, Any] = {"@id": subject}
    for predicate, terms in pairs:
        values = list(terms) if predicate == "a" else [_value(term, predicate in known) for term in terms]
        node["@type" if predicate == "a" else predicate] = values[0] if len(values) == 1 else values
    return node


def _value(term: Term, known: bool) -> Any:
    if isinstance(term, Literal):
        if term.language is not None:
            return {"@value": term.value, "@language": term.language}
        return term.value if term.datatype is None else {"@value": term.value, "@type": term.datatype}
    return term if known or isinstance(term, int) else {"@id": term}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
