"""The article beside the graph."""

from __future__ import annotations

import pytest

from kg.graph import build_graph
from tests.html.conftest import Look
from tests.html.graphs import SECTION, TOWNSHIP

pytestmark = pytest.mark.browser


def test_a_click_on_a_quote_opens_its_article_at_the_sentence(look: Look) -> None:
    sight = look()
    sight.ask("id => kg.choose({selected: id})", sight.edge("防汛工作领导小组", "supervises", TOWNSHIP))
    sight.page.locator("#panel .quote").click()
    assert sight.page.locator("#article h2").inner_text() == "first号文章"
    assert (
        "".join(sight.page.locator("#article .sentence").all_inner_texts()) == "防汛工作领导小组【supervises】沙湾乡。"
    )
    assert sight.page.locator("#article .sentence").first.is_visible()
    marked = set(sight.page.locator("#article .mention").all_inner_texts())
    assert {SECTION, "县委", "防汛工作领导小组", TOWNSHIP, "省委"} <= marked


def test_a_click_on_a_mention_selects_its_node(look: Look) -> None:
    sight = look()
    sight.click_node("省委")
    sight.page.locator("#panel .article-link").click()
    sight.page.locator("#article .mention", has_text="防汛工作领导小组").first.click()
    assert sight.page.locator("#panel h2").inner_text() == "防汛工作领导小组"
    selected = sight.page.locator("#article .mention.selected").all_inner_texts()
    assert set(selected) == {"防汛工作领导小组"}
    assert len(selected) == 2
    sight.page.locator("#article .mention", has_text="省委").first.focus()
    sight.page.keyboard.press("Enter")
    assert sight.page.locator("#panel h2").inner_text() == "省委"


def test_nested_and_overlapping_mentions_are_all_marked(look: Look) -> None:
    text = "长丰县委组织部干部"
    names = {"长丰县委": "Committee", "长丰县委组织部": "Department", "县委组织部干部": "Group"}
    from kg.model import Article, Document, Entity, Evidence, Relation, Span, identifier

    document = Document("doc-0", "overlap", text, ())
    entities = [
        Entity(f"ent-{name}", kind, name, (), (("doc-0", Span(text.index(name), text.index(name) + len(name))),))
        for name, kind in names.items()
    ]
    whole = Evidence("doc-0", Span(0, len(text)), text, "r", "asserted")
    relation = Relation(identifier("rel", "x"), "leads", entities[0].id, entities[1].id, (whole,))
    sight = look(build_graph([Article(document, tuple(entities), (relation,))], program="0", rules="0"))
    sight.ask("kg.choose({reading: 'doc-0,0,9'})")
    over = sight.ask("[...document.querySelectorAll('.mention')].map(m => [m.textContent, m.dataset.nodes.split(' ')])")
    assert over == [
        ["长丰", ["ent-长丰县委", "ent-长丰县委组织部"]],
        ["县委", ["ent-长丰县委", "ent-长丰县委组织部", "ent-县委组织部干部"]],
        ["组织部", ["ent-长丰县委组织部", "ent-县委组织部干部"]],
        ["干部", ["ent-县委组织部干部"]],
    ]
    assert sight.page.locator("#article .text").inner_text().strip() == text
