"""Tables that a spreadsheet opens without harm, one row a mention's or a relation's evidence."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import build
from kg.read import read_text
from kg.tables.comma_separated import (
    ENTITY_COLUMNS,
    RELATION_COLUMNS,
    defused,
    write_derived,
    write_entities,
    write_relations,
)

if TYPE_CHECKING:
    import networkx as nx


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_entity_has_a_row_that_says_where_it_is_mentioned(small_graph: nx.MultiDiGraph[str]) -> None:
    file = BytesIO()
    write_entities(small_graph, file)
    table = rows(file.getvalue())
    assert tuple(table[0]) == ENTITY_COLUMNS
    assert [row["id"] for row in table] == list(small_graph.nodes)
    [department] = [row for row in table if row["name"] == "县委组织部"]
    assert (department["type"], department["count"], department["documents"]) == ("Department", "3", "2")
    texts = {i: d["text"] for i, d in small_graph.graph["documents"].items()}
    for mention in department["mentions"].split():
        document, span = mention.split(":")
        start, stop = map(int, span.split("-"))
        assert texts[document][start:stop] == "县委组织部"


def test_each_piece_of_evidence_has_a_row(small_graph: nx.MultiDiGraph[str]) -> None:
    file = BytesIO()
    write_relations(small_graph, file)
    table = rows(file.getvalue())
    assert tuple(table[0]) == RELATION_COLUMNS
    covers = [row for row in table if row["type"] == "covers"]
    assert {row["document"] for row in covers} == {"first", "second"}
    assert len({row["id"] for row in covers}) == 1
    assert {row["modality"] for row in covers} == {"asserted", "required"}
    [sent] = [row for row in table if row["type"] == "dispatches"]
    assert (sent["head"], sent["tail"], sent["head_count"], sent["tail_count"]) == ("县委组织部", "党员干部", "", "286")
    assert sent["quote"] == "县委组织部抽调286名党员干部"
    assert sent["title"] == "'=HYPERLINK(沙湾)"


@pytest.mark.parametrize("first", list("=+-@\t\r\n＝＋－＠"))
def test_no_cell_is_a_formula(first: str) -> None:
    assert defused(f"{first}1+1") == f"'{first}1+1"
    assert defused(f"1{first}1") == f"1{first}1"


def test_the_files_start_with_a_byte_order_mark_and_stay_open(small_graph: nx.MultiDiGraph[str]) -> None:
    for write in (write_entities, write_relations):
        file = BytesIO()
        write(small_graph, file)
        assert not file.closed
        assert file.getvalue().startswith(b"\xef\xbb\xbfid,type,")


def test_what_follows_from_names_and_places_has_a_table_of_its_own() -> None:
    graph = build([read_text("阜阳市委组织部督导颍东区委组织部。", "placed")])
    file = BytesIO()
    write_derived(graph, file)
    named = {(row["head"], row["type"], row["tail"]) for row in rows(file.getvalue())}
    assert ("阜阳市颍东区委组织部", "higherInLine", "阜阳市委组织部") in named
    assert ("颍东区", "within", "阜阳市") in named
