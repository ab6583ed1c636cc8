"""A graph that is merged in a file is the graph in memory, whatever is written of it."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from kg.corpus.merged import merged
from kg.errors import IntegrityError
from kg.graph import GraphView, build_graph
from kg.model import Article
from kg.pipeline import analyse
from kg.rdf import gathering
from kg.rdf.converting import write_nquads, write_ntriples, write_rdf_xml
from kg.rdf.json_ld import write_json_ld
from kg.rdf.turtle import write_trig, write_turtle
from kg.read import read_inputs
from kg.tables import comma_separated, neo4j, node_link, parquet, report
from tests.conftest import Run
from tests.corpus.test_growing import articles
from tests.read.makers import PARAGRAPHS

__all__ = ["articles"]

Write = Callable[[GraphView, BinaryIO], None]
STREAMED = ("graph.ttl", "graph.json", "entities.csv", "relations.csv", "report.md")
WRITERS: tuple[Write, ...] = (
    *(write_turtle, write_trig, write_nquads, write_ntriples, write_rdf_xml, write_json_ld),
    *(node_link.write_node_link, comma_separated.write_entities, comma_separated.write_relations, report.write_report),
    *(neo4j.write_nodes, neo4j.write_articles, neo4j.write_relationships, neo4j.write_mentions),
    *(parquet.write_entities, parquet.write_relations, parquet.write_articles),
)


@pytest.fixture
def analysed(articles: Path) -> list[Article]:
    """Articles that share entities and relations, in reading order; one of them says nothing."""
    other = f"颍东区纪委监委文件\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}颍东区委组织部负责督导。"
    (articles / "again.txt").write_text(other, encoding="utf-8")
    (articles / "twice.txt").write_text(f"2024年3月1日\n\n{other}", encoding="utf-8")
    (articles / "weather.txt").write_text("今天下雨。", encoding="utf-8")
    found = [analyse(document) for document in read_inputs([articles])]
    return sorted(found, key=lambda a: (a.document.date or "", a.document.name, a.document.id))


def written(write: Write, graph: GraphView) -> bytes:
    file = io.BytesIO()
    write(graph, file)
    return file.getvalue()


def test_every_format_has_the_same_bytes(
    analysed: list[Article], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = build_graph(analysed, program="1", rules="2")
    assert any(len({m["document"] for m in node["mentions"]}) > 1 for node in whole.nodes.values())
    assert whole.graph["derived"]
    monkeypatch.setattr(gathering, "_MOST", 3)
    with merged(analysed, tmp_path, program="1", rules="2") as graph:
        assert dict(graph.graph["documents"].items()) == whole.graph["documents"]
        assert [write for write in WRITERS if written(write, graph) != written(write, whole)] == []
    assert not list(tmp_path.glob(".kg-*"))


def test_a_large_build_has_the_exports_of_a_small_one_without_those_that_need_all(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    assert run("build", articles, "-o", tmp_path / "small").code == 0
    shutil.copytree(tmp_path / "small", tmp_path / "large")
    large = run("build", articles, "-o", tmp_path / "large", "--max-graph", "0", "--json")
    assert large.code == 0
    assert "graph.html and graph.graphml need the whole graph in memory and are left out" in large.err
    assert json.loads(large.out)["entities"] > 10
    assert {p.name for p in (tmp_path / "large").glob("*.*")} == {*STREAMED, "kg.sqlite", ".kg.lock"}
    for name in STREAMED:
        assert (tmp_path / "large" / name).read_bytes() == (tmp_path / "small" / name).read_bytes()


def test_long_texts_that_say_little_make_a_graph_large(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("今天下雨，明天晴。\n\n" * 1000, encoding="utf-8")
    small = run("build", tmp_path / "long.txt", "-o", tmp_path / "small", "--max-graph", "30")
    assert (small.err.count("left out"), (tmp_path / "small" / "graph.html").exists()) == (0, True)
    large = run("build", tmp_path / "long.txt", "-o", tmp_path / "large", "--max-graph", "15")
    assert "its entities, relations and pieces of 500 characters are 2" in large.err
    assert not (tmp_path / "large" / "graph.html").exists()


@pytest.mark.parametrize("form", ["nq", "ttl", "csv", "parquet"])
def test_a_project_is_exported_as_its_graph(run: Run, articles: Path, tmp_path: Path, form: str) -> None:
    assert run("build", articles, "-o", tmp_path / "project", "--max-graph", "0").code == 0
    assert run("export", tmp_path / "project" / "graph.json", "-f", form, "-o", tmp_path / "a").code == 0
    assert run("export", tmp_path / "project", "-f", form, "-o", tmp_path / "b").code == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    refused = run("export", tmp_path / "project", "-f", "graphml")
    assert (refused.code, "needs the whole graph in memory" in refused.err) == (2, True)


def test_a_folder_without_a_build_cannot_be_exported(run: Run, tmp_path: Path) -> None:
    assert "kg.sqlite: there is no such file" in run("export", tmp_path, "-f", "nq").err


def test_a_quote_that_is_not_the_text_is_refused(analysed: list[Article], tmp_path: Path) -> None:
    from msgspec.structs import replace

    broken = next(article for article in analysed if article.relations)
    evidence = replace(broken.relations[0].evidence[0], quote="别的话")
    broken = replace(broken, relations=(replace(broken.relations[0], evidence=(evidence,)),))
    with pytest.raises(IntegrityError, match="别的话"), merged([broken], tmp_path, program="1", rules="2"):
        raise AssertionError
    assert not list(tmp_path.glob(".kg-*"))


def contents(path: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in path.iterdir()} if path.is_dir() else {"": path.read_bytes()}
