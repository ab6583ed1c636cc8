"""The filters and their counts."""

from __future__ import annotations

import re

import pytest

from tests.html.conftest import Look
from tests.html.graphs import ORGANS, SECTION, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.browser


def test_the_legend_filters_by_type(look: Look) -> None:
    sight = look()
    assert VILLAGE in sight.names
    sight.page.locator("[data-filter=types-Community]").uncheck()
    assert not {VILLAGE, TOWNSHIP} & sight.names
    sight.page.locator(".choice", has_text="部门").hover()
    sight.page.locator("[data-filter=types-only-Department]").click()
    assert sight.names == {SECTION}
    sight.page.locator(".filter", has_text="类型").hover()
    sight.page.locator("[data-filter=types-all]").click()
    assert len(sight.names) == len(ORGANS)


def test_filters_by_relation_modality_article_and_date(look: Look) -> None:
    sight = look()
    all_edges = sight.drawn_edges
    sight.page.locator("[data-filter=relations-covers]").uncheck()
    assert sight.drawn_edges == all_edges - 1
    sight.page.locator("[data-filter=modalities-asserted]").uncheck()
    assert sight.drawn_edges == 2  # every fifth fact is a demand: 组织部 guides 沙湾乡, 党员干部 assists 沙湾村
    sight.ask("kg.choose({relations: new Set(), modalities: new Set()})")
    documents = sight.ask("kg.data.documents.map(d => [d.title, d.id])")
    third = next(ident for title, ident in documents if title.startswith("third"))
    sight.page.locator(f"[data-filter=documents-{third}]").uncheck()
    assert "重庆银行" not in sight.names
    sight.page.locator("[data-filter=date-from]").fill("2022-01-01")
    assert "《关于做好防汛工作的通知》" not in sight.names
    assert "区、镇、村三级联动机制" in sight.names


def test_counts_stand_beside_the_filters_and_follow_each_other(look: Look) -> None:
    sight = look()

    def count(filter_: str) -> str:
        return sight.page.locator(f".choice:has([data-filter={filter_}]) .count").inner_text()

    assert (count("types-Committee"), count("relations-covers"), count("modalities-required")) == ("3", "1", "2")
    sight.page.locator("[data-filter=types-Department]").uncheck()
    assert (count("types-Department"), count("relations-covers"), count("modalities-required")) == ("1", "0", "1")


def test_labels_change_language_at_a_click(look: Look) -> None:
    sight = look()
    assert "委员会" in sight.page.locator("#filters").inner_text()
    sight.page.locator("#language").click()
    assert "Committee" in sight.page.locator("#filters").inner_text()
    assert "3 articles" in sight.page.locator("#figures").inner_text()
    assert sight.page.locator("html").get_attribute("lang") == "en"
    assert "covers" in {e["label"].split(" ")[0] for e in sight.ask("kg.scene().edges")}
    assert not re.search(r"\{\w+\}|undefined", sight.page.locator("body").inner_text())
