"""The ontology and the shapes come from the schema, stand in the package as they should, and cover what exports use."""

from __future__ import annotations

import re
from importlib.resources import files

import networkx as nx
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg.rdf.generate import ONTOLOGY, SHAPES, generated
from kg.rdf.turtle import write_turtle
from kg.schema import load_schema
from tests.conftest import Run
from tests.rdf.conftest import KG, PREFIXES, by_rdflib, written


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(data=generated()[ONTOLOGY], format="turtle")


@pytest.mark.parametrize("name", [ONTOLOGY, SHAPES])
def test_the_files_are_not_stale(name: str) -> None:
    packaged = files("kg.rdf").joinpath(name).read_bytes()
    assert packaged == generated()[name], "the schema changed: run `python -m kg.rdf.generate`"


@pytest.mark.parametrize(("option", "name"), [("--ontology", ONTOLOGY), ("--shapes", SHAPES)])
def test_kg_schema_prints_them(option: str, name: str, run: Run) -> None:
    result = run("schema", option)
    assert (result.code, result.out.encode()) == (0, generated()[name])


def test_every_term_of_ours_is_documented_in_both_languages(ontology: rdflib.Graph) -> None:
    terms = {term for term in ontology.subjects(RDFS.isDefinedBy) if str(term).startswith(KG)}
    assert len(terms) > 100
    for term in terms:
        labels = [*ontology.objects(term, RDFS.label), *ontology.objects(term, SKOS.prefLabel)]
        assert sorted(str(getattr(label, "language", "")) for label in labels) == ["en", "zh-Hans"], term
    kinds = {KG[name] for name in (*load_schema().types, *load_schema().relations)}
    for term in kinds:
        assert len(list(ontology.objects(term, SKOS.definition))) == 2, term


def test_every_term_that_an_export_uses_is_in_the_ontology(
    ontology: rdflib.Graph, rich_graph: nx.MultiDiGraph[str]
) -> None:
    export = by_rdflib(written(write_turtle, rich_graph), "turtle")
    used = {str(term) for triple in export for term in triple if isinstance(term, rdflib.URIRef)}
    ours = {iri for iri in used if iri.startswith(KG)}
    assert len(ours) > 80
    assert ours <= {str(term) for term in ontology.subjects()}


def test_relations_have_inverses_domains_and_ranges(ontology: rdflib.Graph) -> None:
    for relation in load_schema().relations.values():
        assert list(ontology.objects(KG[relation.name], RDFS.domain)), relation.name
        assert list(ontology.objects(KG[relation.name], RDFS.range)), relation.name
        inverses = list(ontology.subjects(OWL.inverseOf, KG[relation.name]))
        symmetric = (KG[relation.name], RDF.type, OWL.SymmetricProperty) in ontology
        assert bool(inverses) is not symmetric, relation.name
    assert (KG.Person, OWL.equivalentClass, rdflib.URIRef(PREFIXES["foaf"] + "Person")) in ontology


def test_only_lists_and_unions_are_blank() -> None:
    """OWL and SHACL leave no other choice there; everything else has a name."""
    for content in generated().values():
        text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', content.decode())
        openings = re.findall(r"\[ (\S+)", text)
        assert set(openings) <= {"a", "sh:class"}
        assert "_:" not in text
