"""Every export keeps to the shapes, and every shape is broken by something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SH

from kg.errors import InputError
from kg.rdf.generate import SHAPES, generated
from kg.rdf.validation import Finding, validate
from kg.schema import load_schema
from tests.conftest import Run
from tests.rdf.conftest import PREFIXES

GRAPH = rdflib.Graph().parse(data=generated()[SHAPES], format="turtle")
NODE_SHAPES = sorted(str(shape).removeprefix(PREFIXES["kg"]) for shape in GRAPH.subjects(RDF.type, SH.NodeShape))
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())

# What breaks the shapes that look at several nodes; a node that has its class and little else breaks the others.
EMPTY = "{0} kg:nothing id:b ; rdf:subject id:b ; rdf:object id:b ; rdf:predicate kg:nothing ."
SPECIAL = {
    "DirectTripleShape": "{0} rdf:subject id:a ; rdf:predicate kg:covers ; rdf:object id:b .",
    "ModalityShape": "{0} rdf:predicate kg:requiredCovers ; kg:modality kg:required .",
    "QuoteLengthShape": "{0} oa:hasSelector id:p, id:q . id:p oa:start 3 ; oa:end 9 . id:q oa:exact '五个字的话' .",
}


def broken(shape: str) -> str:
    """Return triples of a node, named after the shape, that the shape is about and that is not as it should be."""
    node, name = rdflib.URIRef(PREFIXES["kg"] + shape), f"id:{shape}"
    about = [f"{name} a <{kind}> ." for kind in GRAPH.objects(node, SH.targetClass)]
    about += [f"{name} <{predicate}> id:b ." for predicate in GRAPH.objects(node, SH.targetSubjectsOf)]
    assert about, shape
    return f"{about[0]}\n{SPECIAL.get(shape, EMPTY).format(name)}\n"


@pytest.fixture(scope="module")
def wreck(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What is found in a graph that breaks every shape."""
    return found(tmp_path_factory.mktemp("wreck"), HEAD + "".join(map(broken, NODE_SHAPES)))


def found(tmp_path: Path, content: str) -> list[Finding]:
    path = tmp_path / "graph.ttl"
    path.write_text(content, encoding="utf-8")
    return validate([path])


def test_there_is_a_shape_for_each_type_and_relation() -> None:
    schema = load_schema()
    assert {f"{name}Shape" for name in schema.concrete} <= set(NODE_SHAPES)
    for relation in schema.relations.values():
        name = relation.name[0].upper() + relation.name[1:]
        assert {f"{relation.statement_class}Shape", f"{name}Shape", f"Required{name}Shape"} <= set(NODE_SHAPES)


def test_an_export_keeps_to_them(rich_turtle: Path) -> None:
    assert validate([rich_turtle]) == []


@pytest.mark.parametrize("shape", NODE_SHAPES)
def test_a_shape_is_broken_by_its_graph(shape: str, wreck: list[Finding]) -> None:
    mine = [f for f in wreck if f.node == f"id:{shape}" and re.fullmatch(rf"kg:{shape}(-\w+)?", f.shape)]
    assert mine
    assert all(f.message for f in mine)


BREAKS = [
    ("kg:tailCount 286", "kg:tailCount -1", "kg:StatementShape-tailCount"),
    ("kg:modality kg:asserted", "kg:modality kg:perhaps", "kg:StatementShape-modality"),
    ('dct:issued "2023-07-18"^^xsd:date', 'dct:issued "summer"', "kg:ArticleShape-issued"),
    ('oa:exact "选派286名党员"', 'oa:exact ""', "kg:QuoteShape-exact"),
    ('oa:exact "选派286名党员"', 'oa:exact "选派287名党员了"', "kg:QuoteLengthShape"),
    (
        "a oa:TextPositionSelector ;\n    oa:start",
        "a oa:TextPositionSelector ;\n    oa:end 0 ; oa:start",
        "kg:PositionShape-start",
    ),
    ('skos:prefLabel "县纪委"@zh-Hans', 'skos:prefLabel "县纪委"', "kg:EntityShape-prefLabel"),
    ('skos:prefLabel "县纪委"@zh-Hans', 'skos:prefLabel "县纪委"@zh-Hans, "纪委"@zh-Hans', "kg:EntityShape-prefLabel"),
    ("rdf:predicate kg:supervises", "rdf:predicate kg:issues", "kg:SupervisionShape-predicate"),
    ("rdf:predicate kg:supervises", "rdf:predicate kg:issues", "kg:DirectTripleShape"),
    ("    kg:supervises id:", "    kg:funds id:", "kg:FundsShape"),
    ("a kg:Document, prov:Entity", "a kg:Place, prov:Location, skos:Concept", "kg:IssuanceShape-object"),
    ("rdf:predicate kg:requiredAssists", "rdf:predicate kg:assists", "kg:ModalityShape"),
    ("prov:wasDerivedFrom id:doc", "prov:wasQuotedFrom id:doc", "kg:StatementShape-wasDerivedFrom"),
]


@pytest.mark.parametrize(("good", "bad", "shape"), BREAKS)
def test_an_export_that_is_tampered_with_is_found_out(
    good: str, bad: str, shape: str, rich_turtle: Path, tmp_path: Path
) -> None:
    content = rich_turtle.read_text(encoding="utf-8")
    assert good in content
    assert shape in {f.shape for f in found(tmp_path, content.replace(good, bad, 1))}


def test_the_report_names_the_node_what_is_wrong_and_the_words(rich_turtle: Path, run: Run) -> None:
    content = rich_turtle.read_text(encoding="utf-8")
    rich_turtle.write_text(content.replace("kg:tailCount 286", "kg:tailCount -1"), encoding="utf-8")
    result = run("validate", rich_turtle)
    assert result.code == 1
    assert re.search(
        r"^id:st-\w{16}: a statement has one .*\(kg:tailCount -1\)\n    .*: “选派286名党员”$", result.out, re.MULTILINE
    )
    assert result.out.endswith("1 findings\n")
    assert "陈述应有主体" in run("validate", rich_turtle, "--lang", "zh").out


def test_what_keeps_to_the_shapes_ends_with_zero(rich_turtle: Path, run: Run) -> None:
    result = run("validate", rich_turtle)
    assert (result.code, result.out) == (0, "all shapes are kept\n")


@pytest.mark.parametrize(("content", "said"), [("", "holds no triples"), ("<urn:a> <urn:b>", "line 1")])
def test_bad_input_is_one_line(content: str, said: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(content, encoding="utf-8")
    result = run("validate", path)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1
    with pytest.raises(InputError):
        validate([path])
