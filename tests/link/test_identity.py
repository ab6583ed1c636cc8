"""The same things are found to be the same in any article, and others are not."""

from __future__ import annotations

from itertools import pairwise as neighbours
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation.identity import b_cubed, pairwise
from kg.model import Entity, Span
from kg.rules import load_rules
from tests.link.articles import all_articles, identified, marked

PRECISION, RECALL = 0.98, 0.93


def test_who_is_who_in_articles_of_many_places() -> None:
    gold: dict[tuple[str, Span], str] = {}
    found: dict[tuple[str, Span], str] = {}
    articles = all_articles()
    for name, article in articles.items():
        ids = {span: entity.id for entity in identified(article).entities for _, span in entity.mentions}
        for span, who in article.who.items():
            gold[name, span], found[name, span] = who, ids[span]
    assert len(articles) >= 40
    figures, pairs = b_cubed(gold, found), pairwise(gold, found)
    print(f"\n{len(gold)} names: B³ {figures.precision:.4f} {figures.recall:.4f}; pairs F1 {pairs.f1:.4f}")
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL


def entities(entry: dict[str, Any], name: str = "hand", folder: Path | None = None) -> dict[str, Entity]:
    """Return the entities of a marked article by what it calls them first."""
    article = marked(entry, name)
    found = identified(article, load_rules(folder)).entities
    text = article.extraction.document.text
    return {min(e.mentions, key=lambda m: m[1])[1].of(text): e for e in found}


def test_one_organ_has_one_id_in_every_article() -> None:
    found = [
        entities({"publisher": "颍东区委组织部", "text": "[区委组织部|Department]"}, "a")["区委组织部"],
        entities({"title": "颍东区夜访", "text": "[颍东区委组织部|Department]"}, "b")["颍东区委组织部"],
        entities({"text": "[中共阜阳市颍东区委员会组织部|Department]"}, "c")["中共阜阳市颍东区委员会组织部"],
        entities({"path": "阜阳市/颍东区", "text": "[区委组织部|Department]"}, "d")["区委组织部"],
    ]
    assert {(e.name, e.place, e.organ) for e in found} == {("阜阳市颍东区委组织部", "341203", "party.organisation")}
    assert all(one.id == other.id for one, other in neighbours(found))


@pytest.mark.parametrize(
    ("entry", "form"),
    [
        ({"text": "[朝阳区委|Committee]发文"}, "朝阳区委"),
        ({"text": "[区委|Committee]发文"}, "区委"),
        (
            {"publisher": "阜阳市委", "text": "[区委|Committee]发文，[颍泉区委|Committee]、[颍东区委|Committee]落实"},
            "区委",
        ),
        ({"publisher": "颍东区委", "text": "[督导组|TaskForce]来访"}, "督导组"),
        ({"publisher": "颍东区委", "text": "[张三|Person]出席"}, "张三"),
        ({"publisher": "丹东日报", "title": "凤城市抗旱", "text": "[市委|Committee]部署"}, "市委"),
    ],
    ids=["two places of one name", "no place", "one of several", "a group of the day", "a person", "whose city"],
)
def test_what_could_be_several_stays_the_article_s_own(entry: dict[str, Any], form: str) -> None:
    first, second = entities(entry, "a")[form], entities(entry, "b")[form]
    assert (first.place, first.id == second.id) == (None, False)
    assert {rule for _, _, rule in first.forms} == {"article"}


def links(folder: Path, text: str) -> Path:
    (folder / "links.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_user_says_that_two_names_are_one(tmp_path: Path) -> None:
    folder = links(tmp_path, '[[rule]]\nid = "x"\nkind = "same"\nnames = ["颍东区融媒体中心", "颍东先锋网"]\n')
    entry = {"publisher": "颍东区委", "text": "[颍东先锋网|Organization]"}
    found = entities(entry, folder=folder)["颍东先锋网"]
    assert (found.name, found.place) == ("阜阳市颍东区融媒体中心", "341203")
    assert ("颍东先锋网", "x") in {(form, rule) for form, _, rule in found.forms}
    assert entities(entry)["颍东先锋网"].id != found.id


def test_the_user_says_that_two_things_are_not_one(tmp_path: Path) -> None:
    folder = links(tmp_path, '[[rule]]\nid = "x"\nkind = "different"\nnames = ["区应急办", "区应急局"]\n')
    entry = {"publisher": "颍东区委", "text": "[区应急局|Department]"}
    assert entities(entry, folder=folder)["区应急局"].id != entities(entry)["区应急局"].id


def test_a_link_has_its_time(tmp_path: Path) -> None:
    folder = links(
        tmp_path, '[[rule]]\nid = "x"\nkind = "same"\nnames = ["颍东区农办", "颍东区扶贫办"]\nuntil = "2019"\n'
    )
    entry = {"publisher": "颍东区委", "text": "[区扶贫办|Department]"}
    named = [entities({**entry, "date": day}, folder=folder)["区扶贫办"].name for day in ("2018-05-01", "2020-05-01")]
    assert named == ["阜阳市颍东区委农村工作领导小组办公室", "阜阳市颍东区乡村振兴局"]


def test_names_without_a_place_can_be_linked_too(tmp_path: Path) -> None:
    folder = links(tmp_path, '[[rule]]\nid = "x"\nkind = "same"\nnames = ["泗源县委", "中共泗源县委"]\n')
    ids = {entities({"text": "[泗源县委|Committee]"}, name, folder)["泗源县委"].id for name in ("a", "b")}
    assert len(ids) == 1


def test_a_level_that_the_place_lacks_is_nobody_s() -> None:
    text = "[自治区人民政府|Government]、[州委|Committee]、[旗委|Committee]"
    found = entities({"publisher": "颍东区委", "text": text})
    assert [entity.place for entity in found.values()] == [None, None, None]
