"""What we take from ORG, PROV-O, Web Annotation and others exists there, and is used as they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from kg.rdf.generate import ONTOLOGY, generated
from kg.rdf.turtle import write_turtle
from tests.conftest import SHARED
from tests.rdf.conftest import PREFIXES, by_rdflib, written

VOCABULARIES = SHARED / "w3c" / "vocabularies"
FILES = {"org": "org.ttl", "prov": "prov-o.ttl", "oa": "oa.ttl"}
CLOSED = {"dct": DCTERMS, "foaf": FOAF, "skos": SKOS, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "owl": OWL}
OA = Namespace(PREFIXES["oa"])

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not VOCABULARIES.exists(), reason="the W3C vocabularies are not part of the repository"),
]


@pytest.fixture(scope="module")
def vocabularies() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in FILES.values():
        graph.parse(VOCABULARIES / name, format="turtle")
    # What FOAF and ours say of classes; PROV-O and ORG refer to FOAF without including it.
    for below in (FOAF.Person, FOAF.Group, FOAF.Organization):
        graph.add((below, RDFS.subClassOf, FOAF.Agent))
    return graph.parse(data=generated()[ONTOLOGY], format="turtle")


@pytest.fixture
def export(rich_graph: nx.MultiDiGraph[str]) -> rdflib.Graph:
    return by_rdflib(written(write_turtle, rich_graph), "turtle")


def used(graph: rdflib.Graph) -> set[tuple[str, str]]:
    """Return (prefix, local name) of each term of a vocabulary that is not ours."""
    found = set()
    for term in {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}:
        for prefix, iri in PREFIXES.items():
            if prefix not in {"kg", "id"} and term.startswith(iri) and str(term) != iri:
                found.add((prefix, str(term).removeprefix(iri)))
    return found


def test_every_term_exists(export: rdflib.Graph) -> None:
    ontology = rdflib.Graph().parse(data=generated()[ONTOLOGY], format="turtle")
    terms = used(export) | used(ontology)
    assert {prefix for prefix, _ in terms} >= {"org", "prov", "oa", "skos", "foaf", "dct"}
    published = rdflib.Graph()
    for name in FILES.values():
        published.parse(VOCABULARIES / name, format="turtle")
    for prefix, local in sorted(terms):
        if prefix in FILES:
            assert (rdflib.URIRef(PREFIXES[prefix] + local), None, None) in published, f"{prefix}:{local}"
        if prefix in CLOSED:
            assert CLOSED[prefix][local], f"{prefix}:{local}"  # a closed namespace raises


def test_the_terms_of_org_that_matter_are_used(export: rdflib.Graph) -> None:
    org = {local for prefix, local in used(export) if prefix == "org"}
    assert org >= {
        *("Organization", "FormalOrganization", "OrganizationalUnit", "Post", "Membership", "ChangeEvent"),
        *("unitOf", "subOrganizationOf", "holds", "memberOf", "postIn", "reportsTo", "member", "organization"),
        "resultingOrganization",
    }


def classes(graph: rdflib.Graph, kind: Node) -> set[Node]:
    """Return a class and all above it, equal ones included."""
    above, ahead = set[Node](), [kind]
    while ahead:
        if (one := ahead.pop()) not in above:
            above.add(one)
            ahead += [*graph.objects(one, RDFS.subClassOf), *graph.objects(one, OWL.equivalentClass)]
            ahead += graph.subjects(OWL.equivalentClass, one)
    return above


def allowed(graph: rdflib.Graph, asked: Node) -> set[Node]:
    """Return the classes that a domain or range admits: itself, or those of a union."""
    union = graph.value(asked, OWL.unionOf)
    return {asked} if union is None else set(Collection(graph, union))


def wrong(export: rdflib.Graph, vocabularies: rdflib.Graph) -> Iterator[str]:
    """Yield each triple whose ends are not what its property's domain and range ask for."""
    kinds = {
        subject: {above for kind in export.objects(subject, RDF.type) for above in classes(vocabularies, kind)}
        for subject in set(export.subjects())
    }
    for subject, predicate, value in export:
        for asked in vocabularies.objects(predicate, RDFS.domain):
            if asked != OWL.Thing and not allowed(vocabularies, asked) & kinds[subject]:
                yield f"domain of {predicate}: {subject}"
        for asked in vocabularies.objects(predicate, RDFS.range):
            if isinstance(value, rdflib.Literal):
                if value.datatype != asked and not (
                    asked == XSD.string and value.datatype is None and not value.language
                ):
                    yield f"range of {predicate}: {value!r}"
            elif asked not in {OWL.Thing, RDFS.Resource} and not allowed(vocabularies, asked) & kinds.get(value, set()):
                yield f"range of {predicate}: {value}"


def test_domains_and_ranges_are_kept(export: rdflib.Graph, vocabularies: rdflib.Graph) -> None:
    assert list(wrong(export, vocabularies)) == []


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (OA.exact, rdflib.Literal("words", lang="zh")),
        (OA.start, rdflib.Literal(3)),
        (rdflib.URIRef(PREFIXES["org"] + "memberOf"), rdflib.URIRef(PREFIXES["id"] + "nobody")),
    ],
)
def test_the_check_sees_what_breaks_them(
    predicate: rdflib.URIRef, value: Node, export: rdflib.Graph, vocabularies: rdflib.Graph
) -> None:
    subject = next(export.subjects(RDF.type, OA.TextQuoteSelector))
    export.add((subject, predicate, value))
    assert any(str(predicate) in fault for fault in wrong(export, vocabularies))


def test_no_node_is_of_two_classes_that_exclude_each_other(export: rdflib.Graph, vocabularies: rdflib.Graph) -> None:
    for subject in set(export.subjects()):
        kinds = {above for kind in export.objects(subject, RDF.type) for above in classes(vocabularies, kind)}
        for one, other in vocabularies.subject_objects(OWL.disjointWith):
            assert not {one, other} <= kinds, (subject, one, other)


def test_the_seed_keeps_to_the_core_public_organisation_vocabulary() -> None:
    import pyshacl

    import kg

    file = Path(__file__).parents[2] / "seeds"
    graph = kg.build(kg.read_inputs([file]))
    data = by_rdflib(written(lambda g, f: write_turtle(g, f, cpov=True), graph), "turtle")
    public = rdflib.URIRef("http://data.europa.eu/m8g/PublicOrganisation")
    assert len(set(data.subjects(RDF.type, public))) >= 10
    shapes = rdflib.Graph().parse(VOCABULARIES / "cpov-shacl.ttl", format="turtle")
    org = rdflib.Graph().parse(VOCABULARIES / "org.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes, ont_graph=org)
    assert conforms, report
