"""What the tests of RDF share: graphs as files, read by two engines."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from warnings import catch_warnings, simplefilter

import pyoxigraph as ox
import pytest
import rdflib
from msgspec.structs import replace

from kg.graph import build_graph
from kg.pipeline import build
from kg.rdf.turtle import write_turtle
from kg.read import read_text
from kg.schema import load_schema
from tests.conftest import article

if TYPE_CHECKING:
    import networkx as nx

PREFIXES = load_schema().prefixes
KG, ID = rdflib.Namespace(PREFIXES["kg"]), rdflib.Namespace(PREFIXES["id"])


def written(write: Callable[[nx.MultiDiGraph[str], BinaryIO], None], graph: nx.MultiDiGraph[str]) -> bytes:
    file = BytesIO()
    write(graph, file)
    return file.getvalue()


def by_rdflib(data: bytes, form: str) -> rdflib.Graph:
    """Return what rdflib reads, the graphs of a dataset merged."""
    dataset, merged = rdflib.Dataset(), rdflib.Graph()
    with catch_warnings():
        simplefilter("ignore", DeprecationWarning)  # rdflib's dataset uses what rdflib deprecates
        dataset.parse(data=data, format=form)
        for subject, predicate, value, _ in dataset.quads():
            merged.add((subject, predicate, _lower(value)))
    return merged


def _lower(term: rdflib.term.Node) -> rdflib.term.Node:
    """Return a literal with its language in small letters, as Oxigraph has it: the case of a language means nothing."""
    if isinstance(term, rdflib.Literal) and term.language is not None:
        return rdflib.Literal(str(term), lang=term.language.lower())
    return term


def by_oxigraph(data: bytes, form: ox.RdfFormat) -> rdflib.Graph:
    """Return what Oxigraph reads, as a graph of rdflib."""
    lines = sorted({f"{quad.triple} .\n" for quad in ox.parse(input=data, format=form)})
    return rdflib.Graph().parse(data="".join(lines), format="nt")


@pytest.fixture
def rich_graph() -> nx.MultiDiGraph[str]:
    """Two articles in which every question finds something: posts, places, parts, documents, demands, shared organs."""
    news = article(
        "news",
        "县委领导县防汛指挥部。张三任指挥长。县应急局隶属县人民政府，指挥长、县应急局是县防汛指挥部成员。"
        "县委组织部成立联防联控机制，选派286名党员下沉沙湾乡，要求6名党员加入联防联控机制。"
        "县委组织部由44家单位包保21个沙湾乡。县纪委督导沙湾乡。县委领导县委组织部。县应急局向县委报告。"
        "沙湾乡位于泗源县，泗源县属淮海市。县委组织部成立临时党支部。",
        {
            "县委": "Committee",
            "县防汛指挥部": "Committee",
            "县纪委": "Committee",
            "县人民政府": "Government",
            "县应急局": "Department",
            "县委组织部": "Department",
            "临时党支部": "PartyOrganization",
            "指挥长": "Post",
            "张三": "Person",
            "党员": "Group",
            "联防联控机制": "Mechanism",
            "沙湾乡": "Community",
            "泗源县": "Place",
            "淮海市": "Place",
        },
        [
            ("leads", "县委", "县防汛指挥部", "县委领导县防汛指挥部", None, None, "asserted"),
            ("leads", "县委", "县委组织部", "县委领导县委组织部", None, None, "asserted"),
            ("holdsPost", "张三", "指挥长", "张三任指挥长", None, None, "asserted"),
            ("partOf", "县应急局", "县人民政府", "县应急局隶属县人民政府", None, None, "asserted"),
            ("partOf", "泗源县", "淮海市", "泗源县属淮海市", None, None, "asserted"),
            ("memberOf", "县应急局", "县防汛指挥部", "县应急局是县防汛指挥部成员", None, None, "asserted"),
            ("memberOf", "指挥长", "县防汛指挥部", "指挥长、县应急局是县防汛指挥部成员", None, None, "asserted"),
            ("memberOf", "党员", "联防联控机制", "6名党员加入联防联控机制", 6, None, "required"),
            ("establishes", "县委组织部", "联防联控机制", "县委组织部成立联防联控机制", None, None, "asserted"),
            ("establishes", "县委组织部", "临时党支部", "县委组织部成立临时党支部", None, None, "asserted"),
            ("dispatches", "县委组织部", "党员", "选派286名党员", None, 286, "asserted"),
            ("deployedTo", "党员", "沙湾乡", "286名党员下沉沙湾乡", 286, None, "asserted"),
            ("covers", "县委组织部", "沙湾乡", "县委组织部由44家单位包保21个沙湾乡", 44, 21, "asserted"),
            ("supervises", "县纪委", "沙湾乡", "县纪委督导沙湾乡", None, None, "asserted"),
            ("reportsTo", "县应急局", "县委", "县应急局向县委报告", None, None, "asserted"),
        ],
        title="县委组织部包保沙湾乡",
        date="2023-07-18",
    )
    notice = article(
        "notice",
        "县委组织部印发《关于做好防汛工作的通知》，各部门须配合县委组织部。",
        {"县委组织部": "Department", "《关于做好防汛工作的通知》": "Document", "部门": "Department"},
        [
            (
                "issues",
                "县委组织部",
                "《关于做好防汛工作的通知》",
                "县委组织部印发《关于做好防汛工作的通知》",
                None,
                None,
                "asserted",
            ),
            ("assists", "部门", "县委组织部", "各部门须配合县委组织部", None, None, "required"),
        ],
    )
    news = replace(
        news, document=replace(news.document, publisher="泗源县融媒体中心", author="李四", source="news.txt")
    )
    return build_graph([news, notice], program="0", rules="hand")


@pytest.fixture
def rich_turtle(rich_graph: nx.MultiDiGraph[str], tmp_path: Path) -> Path:
    """The rich graph as a Turtle file."""
    path = tmp_path / "rich.ttl"
    path.write_bytes(written(write_turtle, rich_graph))
    return path


@pytest.fixture
def placed_turtle(tmp_path: Path) -> Path:
    """An article of 颍东区 about organs of two levels as a Turtle file, with what their names and places tell."""
    text = "颍东区委组织部会同阜阳市委组织部督导颍东区委。"
    path = tmp_path / "placed.ttl"
    path.write_bytes(written(write_turtle, build([read_text(text, "placed")])))
    return path


@pytest.fixture
def turtle(small_graph: nx.MultiDiGraph[str], tmp_path: Path) -> Path:
    """The small graph as a Turtle file."""
    path = tmp_path / "graph.ttl"
    path.write_bytes(written(write_turtle, small_graph))
    return path


def select(store: ox.Store, query: str) -> list[dict[str, str]]:
    """Return the rows of a SELECT as texts, by variable."""
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [
        {name: term.value for name in names if isinstance(term := row[name], ox.NamedNode | ox.Literal)}
        for row in found
    ]
