"""What is taken along: files and addresses."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from io import StringIO
from pathlib import Path

import pytest

from kg.graph import build_graph
from tests.html.conftest import Look
from tests.html.graphs import ORGANS, SECTION, TOWNSHIP, VILLAGE, article

pytestmark = pytest.mark.browser


def test_exports_are_of_what_is_seen(look: Look, tmp_path: Path) -> None:
    sight = look()
    sight.page.locator("[data-filter=types-Organization]").uncheck()

    def saved(kind: str) -> bytes:
        sight.page.locator(".menu summary").click()
        with sight.page.expect_download() as download:
            sight.page.locator(f"[data-export={kind}]").click()
        download.value.save_as(tmp_path / "saved")
        return (tmp_path / "saved").read_bytes()

    assert saved("png").startswith(b"\x89PNG")
    svg = ET.fromstring(saved("svg").decode())
    text = "".join(svg.itertext())
    assert TOWNSHIP in text
    assert "包保" in text
    assert "重庆银行" not in text
    nodes = list(csv.reader(StringIO(saved("nodes").decode("utf-8-sig"))))
    assert {row[2] for row in nodes[1:]} == {name for name, _ in ORGANS.values()} - {"重庆银行"}
    edges = list(csv.DictReader(StringIO(saved("edges").decode("utf-8-sig"))))
    assert len([e for e in edges if e["relation"] == "covers"]) == 2  # one line for each piece of evidence
    assert {e["quote"] for e in edges if e["relation"] == "leads"} == {"县委【leads】防汛工作领导小组。"}


def test_a_cell_is_no_formula(look: Look, tmp_path: Path) -> None:
    names = ['=HYPERLINK("x")', "+1", "@a", '引"号,逗\r\n行']
    facts = [((name, "Department"), "guides", ORGANS["village"]) for name in names]
    sight = look(build_graph([article("csv", facts)], program="0", rules="0"))
    sight.page.locator(".menu summary").click()
    with sight.page.expect_download() as download:
        sight.page.locator("[data-export=nodes]").click()
    download.value.save_as(tmp_path / "nodes.csv")
    rows = list(csv.reader(StringIO((tmp_path / "nodes.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert {row[2] for row in rows[1:]} == {f"'{name}" for name in names[:3]} | {names[3], VILLAGE}


def test_the_address_keeps_view_filters_and_selection(look: Look) -> None:
    sight = look()
    sight.page.locator("[data-filter=types-Document]").uncheck()
    sight.page.locator("[data-layout=force]").click()
    sight.page.locator("#language").click()
    sight.page.locator("#theme").click()
    sight.page.locator("[data-view=edges]").click()
    sight.ask("id => kg.choose({selected: id})", sight.edge(SECTION, "covers", TOWNSHIP))
    sight.page.locator("#panel .quote").first.click()
    address = sight.ask("location.hash")
    again = look(address=address)
    assert again.state == sight.state
    assert again.page.locator("#panel").inner_text() == sight.page.locator("#panel").inner_text()
    assert again.page.locator("#article .sentence").count() > 0
    assert again.page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize(
    "address", ["#view=nonsense&depth=99&only=x&selected=<script>", "#%", "#from=yesterday&path=a,b", "#pinned=ent-1@x"]
)
def test_a_broken_address_is_the_first_view(look: Look, address: str) -> None:
    sight = look(address=address)
    assert len(sight.names) == len(ORGANS)
