"""我局 is who publishes, 县里 is the county that the article is about; where neither is known, they are nothing."""

from __future__ import annotations

import pytest

from kg.link import link
from kg.model import Article, Document, Extraction, Mention, Span, Statement
from kg.rules import load_rules

TYPES = {
    "我局": ("Department", "deictic.department"),
    "我委": ("Committee", "deictic.committee"),
    "我院": ("Organization", "deictic.organization"),
    "县里": ("Place", "deictic.place"),
    "我镇": ("Community", "deictic.community"),
    "洛峪县乡村振兴局": ("Department", "hand"),
    "县财政局": ("Department", "hand"),
    "临港开发区管理委员会": ("Government", "hand"),
    "怀溪县人民医院": ("Organization", "hand"),
    "溪口镇党委": ("Committee", "hand"),
}


def linked(text: str, publisher: str | None) -> Article:
    """Link a text in which the names of TYPES are marked, and the last but one guides the last."""
    places = sorted((text.index(name), name) for name in TYPES if name in text)
    mentions = [Mention(Span(at, at + len(name)), name, TYPES[name][0], rule=TYPES[name][1]) for at, name in places]
    statement = Statement("guides", mentions[-2], mentions[-1], Span(0, len(text)), "hand")
    document = Document("doc-0", "hand", text, (Span(0, len(text)),), publisher=publisher)
    return link(Extraction(document, tuple(mentions), (statement,)), load_rules())


@pytest.mark.parametrize(
    ("text", "publisher", "name", "kind", "word"),
    [
        ("洛峪县乡村振兴局发文，我局指导县财政局", "洛峪县乡村振兴局", "洛峪县乡村振兴局", "Department", "我局"),
        ("我局指导县财政局", "洛峪县乡村振兴局", "洛峪县乡村振兴局", "Department", "我局"),
        (
            "临港开发区管理委员会发文，我委指导县财政局",
            "临港开发区管理委员会",
            "临港开发区管理委员会",
            "Government",
            "我委",
        ),
        ("怀溪县人民医院发文，我院指导县财政局", "中共怀溪县人民医院委员会", "怀溪县人民医院", "Organization", "我院"),
        ("县里指导县财政局", "洛峪县委", "洛峪县", "Place", "县里"),
        ("溪口镇党委发文，我镇指导县财政局", None, "溪口镇", "Community", "我镇"),
    ],
)
def test_what_such_words_name(text: str, publisher: str | None, name: str, kind: str, word: str) -> None:
    article = linked(text, publisher)
    [entity] = [entity for entity in article.entities if entity.name == name]
    assert (entity.type, word in entity.aliases) == (kind, True)
    assert [relation.head for relation in article.relations] == [entity.id]


@pytest.mark.parametrize("publisher", [None, "县融媒体中心"])
def test_where_it_is_not_known_they_fall_away_with_their_edges(publisher: str | None) -> None:
    article = linked("我局指导县财政局", publisher)
    assert [entity.name for entity in article.entities] == ["县财政局"]
    assert article.relations == ()
