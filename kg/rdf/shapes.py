"""The SHACL shapes `kg.shacl.ttl`, made from `schema.toml` and `shapes.toml`: what every export promises.

https://www.w3.org/TR/shacl/. The shapes see an export as it is written, without any inference but
that of `sh:class`, which follows the sub-classes that an export names itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from kg.rdf.terms import EN, ZH, Description, Literal, Term, required, schema_iri
from kg.schema import RelationType, Schema


def shapes(schema: Schema) -> Iterator[Description]:
    """Describe every shape."""
    # SPARQL in shapes takes its prefixes from here; a declaration has no name in SHACL's own examples, ours has one.
    base = f"{schema_iri(schema)}/shapes"
    yield f"<{base}>", [("a", ["owl:Ontology"]), ("sh:declare", [f"<{base}/{name}>" for name in schema.prefixes])]
    for name, iri in schema.prefixes.items():
        pairs: list[tuple[str, list[Term]]] = [("sh:prefix", [Literal(name)])]
        yield f"<{base}/{name}>", [*pairs, ("sh:namespace", [Literal(iri, datatype="xsd:anyURI")])]
    for name, shape in _shape_file().items():
        yield from _shape(schema, name, shape)
    for kind in schema.types.values():
        if not kind.abstract:
            yield from _shape(schema, kind.name, {"class": f"kg:{kind.name}", "classes": list(kind.w3c), **_TYPE})
    for relation in schema.relations.values():
        yield from _shape(schema, relation.statement_class, _statements(relation))
        for local in (relation.name, required(relation.name)):
            yield from _shape(schema, local[0].upper() + local[1:], _plain_triple(f"kg:{local}"))


_TYPE = {
    "zh": "应属于相应的公共词汇类",
    "en": "is not of the public class that its type stands for",
}


def _statements(relation: RelationType) -> dict[str, Any]:
    """Return the shape of the statements of one relation: which property they name, and what may stand at its ends."""
    properties = ", ".join(f"kg:{name}" for name in (relation.name, required(relation.name)))
    return {
        "class": f"kg:{relation.statement_class}",
        "en": f"“{relation.en}” may not run between things of these types",
        "zh": f"“{relation.zh}”不能连接这些类型",
        "properties": [
            {"path": "rdf:subject", "classes": [f"kg:{name}" for name in relation.domain]},
            {"path": "rdf:object", "classes": [f"kg:{name}" for name in relation.range]},
            {"path": "rdf:predicate", "in": properties.split(", ")},
        ],
    }


def _plain_triple(predicate: str) -> dict[str, Any]:
    """Return the shape of the plain triples of one relation: each has a statement beside it."""
    return {
        "subjects_of": predicate,
        "en": f"a plain triple of {predicate} without a statement, so nothing says where it comes from",
        "zh": f"{predicate} 的直接三元组没有相应的陈述，因而没有出处",
        "sparql": f"SELECT $this ?value WHERE {{ $this {predicate} ?value . FILTER NOT EXISTS {{ "
        f"?statement rdf:subject $this ; rdf:predicate {predicate} ; rdf:object ?value }} }}",
    }


def _shape(schema: Schema, name: str, shape: dict[str, Any]) -> Iterator[Description]:
    """Describe one shape, then those of its properties; `shapes.toml` explains the keys of `shape`."""
    name, messages = f"kg:{name}Shape", [Literal(shape["en"], EN), Literal(shape["zh"], ZH)]
    pairs: list[tuple[str, Sequence[Term]]] = [("a", ["sh:NodeShape"]), ("sh:message", messages)]
    if "subjects_of" in shape:
        pairs.append(("sh:targetSubjectsOf", [shape["subjects_of"]]))
    elif "every_type" in shape:
        pairs.append(("sh:targetClass", [f"kg:{kind}" for kind in schema.concrete]))
    else:
        pairs.append(("sh:targetClass", [shape["class"]]))
    properties = [(f"{name}-{entry['path'].partition(':')[2]}", entry) for entry in shape.get("properties", [])]
    pairs.append(("sh:class", shape.get("classes", [])))
    pairs.append(("sh:property", [known for known, _ in properties]))
    if "sparql" in shape:
        pairs.append(("sh:sparql", [f"{name}-sparql"]))
    yield name, [pair for pair in pairs if pair[1]]
    for known, entry in properties:
        yield known, [("a", ["sh:PropertyShape"]), ("sh:message", messages), *_facets(entry)]
    if "sparql" in shape:
        select = Literal(" ".join(shape["sparql"].split()))
        prefixes = f"<{schema_iri(schema)}/shapes>"
        yield (
            f"{name}-sparql",
            [
                ("a", ["sh:SPARQLConstraint"]),
                ("sh:message", messages),
                ("sh:prefixes", [prefixes]),
                ("sh:select", [select]),
            ],
        )


def _facets(entry: dict[str, Any]) -> Iterator[tuple[str, list[Term]]]:
    """Yield what a shape says of one property (lists are Turtle's own, and the only blank nodes)."""
    yield "sh:path", [entry["path"]]
    classes = entry.get("classes", [])
    if len(classes) == 1:
        yield "sh:class", [classes[0]]
    elif classes:
        yield "sh:or", [f"( {' '.join(f'[ sh:class {name} ]' for name in classes)} )"]
    if "in" in entry:
        yield "sh:in", [f"( {' '.join(entry['in'])} )"]
    for key, facet in _FACETS.items():
        if key in entry:
            yield f"sh:{facet}", [entry[key]]


_FACETS = {
    "min": "minCount",
    "max": "maxCount",
    "kind": "nodeKind",
    "datatype": "datatype",
    "least": "minInclusive",
    "length": "minLength",
    "less_than": "lessThan",
    "one_per_language": "uniqueLang",
}


def _shape_file() -> dict[str, Any]:
    return tomllib.loads(files("kg.rdf").joinpath("shapes.toml").read_text(encoding="utf-8"))
