"""Places, years and publishers side by side: who has what, and in which words."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from kg.analysis.matrix import GROUPINGS, Matrix, Row, compare
from kg.analysis.matrix_page import write_matrix
from kg.analysis.matrix_tables import write_evidence_csv, write_json, write_markdown, write_matrix_csv
from kg.analysis.structures import data, generic, load_structures
from kg.schema import load_schema
from kg.tables.node_link import write_node_link
from tests.analysis.graphs import FUYANG, YINGDONG, YINGQUAN, build, counties
from tests.conftest import Run


def row(matrix: Matrix, name: str) -> Row:
    [found] = [row for row in matrix.rows if row.name == name]
    return found


def texts(row: Row, structure: str) -> list[str]:
    return [item.text() for item in row.cells.get(structure, ())]


def test_a_place_has_the_bodies_that_are_its_own_and_those_who_lead_them() -> None:
    matrix = compare(counties(), "place")
    assert [(r.name, r.around, r.articles) for r in matrix.rows] == [
        ("阜阳市", ("安徽省",), 1),
        ("颍州区", ("安徽省", "阜阳市"), 0),
        ("颍东区", ("安徽省", "阜阳市"), 1),
        ("颍泉区", ("安徽省", "阜阳市"), 1),
    ]
    yingdong = row(matrix, "颍东区")
    assert texts(yingdong, "leadingGroups") == ["阜阳市颍东区防汛抗旱指挥部"]
    assert texts(yingdong, "leaders") == ["阜阳市颍东区委书记 → 阜阳市颍东区防汛抗旱指挥部"]
    assert texts(yingdong, "coverage") == ["44 阜阳市颍东区直单位 → 21 社区"]
    assert (yingdong.first, yingdong.last) == ("2022-06-20", "2022-06-20")


def test_what_another_article_says_of_a_place_counts_for_the_place() -> None:
    matrix = compare(counties(), "place")
    assert texts(row(matrix, "颍州区"), "dispatch") == ["阜阳市颍州区委组织部 → 30 干部"]
    assert row(matrix, "阜阳市").cells == {}


def test_each_thing_shows_the_words_of_the_articles_and_what_is_only_demanded() -> None:
    matrix = compare(counties(), "place")
    [stated], [demanded] = (row(matrix, name).cells["mechanisms"] for name in ("颍东区", "颍泉区"))
    assert (stated.required, demanded.required) == (False, True)
    assert [(q.text, q.date, q.name) for q in demanded.quotes] == [
        ("区防汛抗旱指挥部要建立“三色预警”机制", "2023-06-18", "yingquan")
    ]


def test_the_same_mechanism_in_two_places_is_told_with_the_earliest_date() -> None:
    [headquarters, mechanism] = compare(counties(), "place").shared
    assert (headquarters.structure, headquarters.name) == ("leadingGroups", "防汛抗旱指挥部")
    assert (mechanism.structure, mechanism.name) == ("mechanisms", "“三色预警”机制")
    assert list(mechanism.where) == ["341203", "341204"]
    assert mechanism.first() == ("2022-06-20", "341203")


def test_years_without_an_article_are_rows_of_which_nothing_is_known() -> None:
    earlier = YINGDONG.replace("2022-06-20", "2020-06-20")
    matrix = compare(build(a=earlier, b=YINGQUAN, c="县委成立防汛工作专班。"), "year")
    assert [(r.name, r.articles) for r in matrix.rows] == [("2020", 1), ("2021", 0), ("2022", 0), ("2023", 1), ("", 1)]
    assert texts(matrix.rows[-1], "taskForces") == ["防汛工作专班"]


def test_publishers() -> None:
    matrix = compare(counties(), "publisher")
    assert {r.name for r in matrix.rows} == {"颍东区人民政府", "颍泉区人民政府", "阜阳市人民政府"}
    assert texts(row(matrix, "阜阳市人民政府"), "dispatch") == ["阜阳市颍州区委组织部 → 30 干部"]


def test_only_what_has_the_words_in_a_name_or_an_alias() -> None:
    matrix = compare(counties(), "place", about="防汛")
    assert {structure for r in matrix.rows for structure in r.cells} == {"leadingGroups", "leaders"}
    assert texts(row(matrix, "颍东区"), "leaders") == ["阜阳市颍东区委书记 → 阜阳市颍东区防汛抗旱指挥部"]


def test_a_body_without_a_relation_shows_the_sentence_that_names_it() -> None:
    matrix = compare(build(a="今天晴。记者来到县防汛抗旱指挥部！县委指导乡镇。"), "year")
    [item] = matrix.rows[0].cells["leadingGroups"]
    assert [q.text for q in item.quotes] == ["记者来到县防汛抗旱指挥部"]


@pytest.mark.parametrize("by", GROUPINGS)
def test_the_order_of_articles_does_not_matter(by: str) -> None:
    one, other = counties(), build(fuyang=FUYANG, yingquan=YINGQUAN, yingdong=YINGDONG)
    for write in (write_matrix, write_markdown, write_matrix_csv, write_evidence_csv, write_json):
        files = [BytesIO(), BytesIO()]
        for graph, file in zip((one, other), files, strict=True):
            write(compare(graph, by), file)  # type: ignore[arg-type]  # the groupings are what may stand here
        assert files[0].getvalue() == files[1].getvalue() != b""


def test_the_table_tells_nothing_found_from_nothing_known() -> None:
    file = BytesIO()
    write_matrix_csv(compare(counties(), "place"), file)
    table = {r["place"]: r for r in csv.DictReader(StringIO(file.getvalue().decode("utf-8-sig")))}
    assert (table["颍东区"]["coverage"], table["颍东区"]["coverage_names"]) == (
        "1",
        "44 阜阳市颍东区直单位 → 21 社区 (要求)",
    )
    assert (table["颍泉区"]["coverage"], table["颍州区"]["coverage"]) == ("0", "")
    assert table["颍泉区"]["mechanisms_names"] == "“三色预警”机制 (要求)"


def test_each_piece_of_evidence_has_a_row_and_is_the_slice_of_its_article() -> None:
    graph, file = counties(), BytesIO()
    write_evidence_csv(compare(graph, "place"), file)
    table = list(csv.DictReader(StringIO(file.getvalue().decode("utf-8-sig"), newline="")))
    assert len(table) >= 8
    for r in table:
        text = graph.graph["documents"][r["document_id"]]["text"]
        assert text[int(r["start"]) : int(r["stop"])] == r["quote"]
    assert {r["structure"] for r in table} == {"leadingGroups", "leaders", "mechanisms", "coverage", "dispatch"}


def test_numbers_of_the_markdown_lead_to_their_words() -> None:
    file = BytesIO()
    write_markdown(compare(counties(), "place"), file)
    text = file.getvalue().decode()
    assert "[1](#coverage-2) 44 阜阳市颍东区直单位 → 21 社区" in text
    words = text.partition('<a id="coverage-2"></a>')[2]
    assert "  > 区直单位包保21个社区" in words
    assert "颍东区防汛抗旱指挥部印发防汛工作方案, 2022-06-20" in words


@pytest.mark.parametrize("entry", [e for e in data()["structures"] if "pattern" in e] + [data()["generic"]])
def test_patterns_find_their_examples_and_no_counterexample(entry: dict[str, object]) -> None:
    patterns = {s.id: s.pattern for s in load_structures()}
    pattern = patterns[str(entry["id"])] if "id" in entry else generic()
    assert pattern is not None
    examples, counterexamples = entry["examples"], entry["counterexamples"]
    assert isinstance(examples, list)
    assert isinstance(counterexamples, list)
    assert [name for name in examples if not pattern.search(name)] == []
    assert [name for name in counterexamples if pattern.search(name)] == []


def test_structures_are_of_the_schema() -> None:
    schema, known = load_schema(), load_structures()
    for structure in known:
        assert set(structure.types) <= set(schema.types)
        assert structure.relation is None or structure.relation in schema.relations
        assert bool(structure.types) != bool(structure.relation)
        assert structure.of is None or structure.of in {s.id for s in known if s.types}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with (tmp_path / "graph.json").open("wb") as file:
        write_node_link(counties(), file)
    return tmp_path


def test_the_command_writes_what_it_is_asked_for(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = run("compare", folder)
    assert (shown.code, shown.err) == (0, "")
    assert "颍州区" in shown.out
    assert "“三色预警”机制" in shown.out
    assert run("compare", folder, "-f", "json", "-o", folder / "m.json").code == 0
    found = json.loads((folder / "m.json").read_text(encoding="utf-8"))
    assert [r["name"] for r in found["rows"]] == ["阜阳市", "颍州区", "颍东区", "颍泉区"]
    assert run("compare", folder, "-f", "csv", "-o", folder / "tables").code == 0
    assert {p.name for p in (folder / "tables").iterdir()} == {"matrix.csv", "evidence.csv"}
    refused = run("compare", folder, "-f", "csv")
    assert (refused.code, refused.err) == (
        2,
        "kg: csv is several files (matrix.csv, evidence.csv); name a folder for them with -o\n",
    )
