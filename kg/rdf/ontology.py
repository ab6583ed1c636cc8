"""The ontology `kg.owl.ttl`, made from `schema.toml` and `vocabulary.toml`, and its short form that exports carry.

An export names and labels the terms that it uses, so that it reads by itself and opens in Protégé with its classes and
properties in their places; definitions, domains, ranges, inverses and ties to public vocabularies are the ontology's.

`python -m kg.rdf.generate` writes the file anew; a test fails where it is stale.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from kg.rdf.terms import Description, Term, labels, required, schema_iri
from kg.schema import RelationType, Schema

Pairs = list[tuple[str, list[Term]]]


def vocabulary(schema: Schema) -> Iterator[Description]:
    """Name and label the terms of an export."""
    for name, pairs in _terms(schema):
        yield name, [(p, o) for p, o in pairs if p in _SHORT]


def ontology(schema: Schema) -> Iterator[Description]:
    """Describe every term in full."""
    iri = f"<{schema_iri(schema)}>"
    yield (
        iri,
        [
            ("a", ["owl:Ontology"]),
            ("dct:title", labels("组织关系本体", "Ontology of who leads, covers and dispatches whom")),
            ("dct:description", labels(*_DESCRIPTION)),
            (
                "rdfs:seeAlso",
                ["<http://www.w3.org/ns/org#>", "<http://www.w3.org/ns/prov-o#>", "<http://www.w3.org/ns/oa#>"],
            ),
        ],
    )
    for name, pairs in _terms(schema):
        yield name, [*pairs, ("rdfs:isDefinedBy", [iri])]


_SHORT = {
    *("a", "rdfs:label", "rdfs:subClassOf", "kg:requiredFormOf"),
    *("skos:prefLabel", "skos:inScheme", "skos:broader", "skos:topConceptOf"),
}
_DESCRIPTION = (
    "由文章抽取的组织关系；每条关系都附有陈述它的文字。",
    "Relations between the organs that articles write about; every relation comes with the words that state it.",
)


def _terms(schema: Schema) -> Iterator[tuple[str, Pairs]]:
    for kind in schema.types.values():
        above: list[Term] = [f"kg:{kind.parent}"] if kind.parent else []
        pairs: Pairs = [("a", ["owl:Class"]), ("rdfs:label", labels(kind.zh, kind.en))]
        pairs.append(("skos:definition", labels(kind.zh_def, kind.en_def)))
        if kind.equivalent:
            pairs.append(("owl:equivalentClass", [kind.w3c[0]]))
        pairs.append(("rdfs:subClassOf", above + list(kind.w3c[1 if kind.equivalent else 0 :])))
        yield f"kg:{kind.name}", [pair for pair in pairs if pair[1]]
    for relation in schema.relations.values():
        yield from _relation(schema, relation)
    for name, entry in _other_terms().items():
        yield f"kg:{name}", _other(entry)
    for level in schema.levels.values():
        pairs = [
            ("a", ["skos:Concept"]),
            ("skos:prefLabel", labels(level.zh, level.en)),
            ("skos:inScheme", ["kg:levels"]),
        ]
        pairs.append(
            ("skos:broader", [f"kg:{level.broader}"]) if level.broader else ("skos:topConceptOf", ["kg:levels"])
        )
        yield f"kg:{level.name}", pairs


def _relation(schema: Schema, relation: RelationType) -> Iterator[tuple[str, Pairs]]:
    """Describe the property of a stated relation, that of a demanded one, the inverse, and the class of statements."""
    name, demanded = f"kg:{relation.name}", f"kg:{required(relation.name)}"
    ends: Pairs = [("rdfs:domain", [_union(relation.domain)]), ("rdfs:range", [_union(relation.range)])]
    near: list[Term] = sorted({str(m.property or m.node_class) for m in schema.mappings if m.relation == relation.name})
    yield (
        name,
        [
            ("a", ["owl:ObjectProperty", *(["owl:SymmetricProperty"] if relation.symmetric else [])]),
            ("rdfs:label", labels(relation.zh, relation.en)),
            ("skos:definition", labels(relation.zh_def, relation.en_def)),
            *ends,
            *([("rdfs:seeAlso", near)] if near else []),
        ],
    )
    yield (
        demanded,
        [
            ("a", ["owl:ObjectProperty"]),
            ("rdfs:label", labels(f"{relation.zh}（被要求）", f"{relation.en} (required)")),
            ("skos:definition", labels(f"文字要求：{relation.zh_def}", f"The words demand: {relation.en_def}")),
            *ends,
            ("kg:requiredFormOf", [name]),
        ],
    )
    if relation.inverse is not None:
        zh, en = relation.inverse_zh or relation.zh, relation.inverse_en or relation.en
        inverse: Pairs = [("a", ["owl:ObjectProperty"]), ("rdfs:label", labels(zh, en)), ("owl:inverseOf", [name])]
        yield f"kg:{relation.inverse}", inverse
    yield (
        f"kg:{relation.statement_class}",
        [
            ("a", ["owl:Class"]),
            ("rdfs:label", labels(f"{relation.zh}陈述", f"Statement of “{relation.en}”")),
            ("rdfs:subClassOf", ["kg:Statement"]),
        ],
    )


def _other(entry: dict[str, Any]) -> Pairs:
    if "parents" in entry:
        kind = "owl:Class"
    elif "range" in entry:
        kind = "owl:DatatypeProperty" if entry["range"].startswith("xsd:") else "owl:ObjectProperty"
    else:
        kind = entry["a"]
    pairs: Pairs = [("a", [kind]), ("rdfs:label", labels(entry["zh"], entry["en"]))]
    pairs.append(("skos:definition", labels(entry["zh_def"], entry["en_def"])))
    if entry.get("parents"):
        pairs.append(("rdfs:subClassOf", entry["parents"]))
    pairs.extend((f"rdfs:{end}", [entry[end]]) for end in ("domain", "range") if end in entry)
    return pairs


def _union(names: Iterable[str]) -> str:
    """Return a class in Turtle: the one named, or the union of several (OWL has no name for it but a blank node)."""
    classes = [f"kg:{name}" for name in names]
    return classes[0] if len(classes) == 1 else f"[ a owl:Class ; owl:unionOf ( {' '.join(classes)} ) ]"


@cache
def _other_terms() -> dict[str, Any]:
    return tomllib.loads(files("kg.rdf").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
