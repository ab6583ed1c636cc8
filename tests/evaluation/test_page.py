"""The page shows each article's text with what was right, missed and spurious in it."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from kg.evaluation.annotations import annotation_of_json
from kg.evaluation.page import write_page
from kg.evaluation.scoring import score

TEXT = "<县委>成立防汛指挥部 & 工作组。天晴。"
GOLD = {
    "doc": "a",
    "entities": [{"type": "Committee", "name": "县委"}, {"type": "TaskForce", "name": "工作组"}],
    "relations": [{"head": "县委", "type": "establishes", "tail": "工作组", "quote": "成立防汛指挥部 & 工作组"}],
}
FOUND = {"doc": "a", "relations": [], "entities": [{"type": "Committee", "name": n} for n in ("县委", "防汛指挥部")]}


def page() -> ElementTree.Element:
    gold, found = {"a": annotation_of_json(GOLD)}, {"a": annotation_of_json(FOUND)}
    file = io.BytesIO()
    write_page(score(gold, found), gold, found, {"a": TEXT}, file)
    html = file.getvalue().decode().removeprefix("<!doctype html>\n").replace('<meta charset="utf-8">', "")
    return ElementTree.fromstring(html)


def test_the_text_is_whole_and_its_names_are_marked() -> None:
    [text] = page().findall(".//div[@class='text']")
    assert "".join(text.itertext()) == TEXT
    marks = {mark.text: (mark.get("class"), mark.get("title")) for mark in text.iter("mark")}
    assert marks == {
        "县委": ("hit", "Committee, right"),
        "防汛指挥部": ("spurious", "Committee, spurious"),
        "工作组": ("missed", "TaskForce, missed"),
    }


def test_each_error_leads_to_its_sentence() -> None:
    root = page()
    anchors = {span.get("id"): "".join(span.itertext()) for span in root.iter("span") if span.get("id")}
    links = [(li.find("b"), li.find("a")) for li in root.iter("li")]
    assert len(links) == 3
    for kind, link in links:
        assert kind is not None
        assert kind.get("class") in {"missed", "spurious"}
        assert link is not None
        assert anchors[str(link.get("href")).removeprefix("#")].startswith(str(link.text))
