"""Where an article belongs: what its head says, then its text, then the user."""

from __future__ import annotations

import pytest

from kg.link.jurisdiction import jurisdiction
from kg.model import Document, Span


@pytest.mark.parametrize(
    ("head", "text", "place", "source"),
    [
        ({"publisher": "颍东区人民政府网"}, "", "341203", "publisher"),
        ({"publisher": "阜阳日报", "title": "颍东区夜访"}, "", "341203", "title"),
        ({"publisher": "阜阳市人民政府", "title": "关于颍东区规划的批复"}, "", "3412", "publisher"),
        ({"publisher": "国务院办公厅", "title": "关于安徽省有关问题的复函"}, "", "CN", "publisher"),
        ({"publisher": "东莞市虎门镇人民政府"}, "", "441900121", "publisher"),
        ({"title": "全国农业普查条例"}, "新疆生产建设兵团参照执行。新疆生产建设兵团负责。", "CN", "title"),
        ({}, "颍东政办〔2021〕5号\n各乡镇：", "341203", "number"),
        ({}, "颍东区委组织部选派干部。", "341203", "text"),
        ({}, "颍东区、颍上县参加。颍东区、颍上县发言。", "3412", "text"),
        ({"place": "安徽/阜阳/颍东区"}, "区委部署。", "341203", "given"),
        ({"place": "341203"}, "区委部署。", "341203", "given"),
        ({}, "区委部署。", None, ""),
        ({"publisher": "泗源县委"}, "县委部署。", None, ""),
        ({"publisher": "朝阳区委"}, "区委部署。", None, ""),
    ],
)
def test_where_an_article_belongs(head: dict[str, str], text: str, place: str | None, source: str) -> None:
    document = Document("doc-0", "hand", text, (Span(0, len(text)),), **head)  # type: ignore[arg-type]  # texts only
    names = ["颍东区委组织部"] if "颍东区委组织部" in text else []
    found = jurisdiction(document, names)
    assert (found.place, found.source) == (place, source)


def test_a_level_means_the_article_s_own_place() -> None:
    levels = {
        publisher: jurisdiction(Document("doc-0", "hand", "", (), publisher=publisher), []).levels
        for publisher in ("颍东区委", "桐乡市委", "恩施州委", "内蒙古自治区党委", "北京市朝阳区委")
    }
    assert levels == {
        "颍东区委": {"区": "341203", "市": "3412", "省": "34"},
        "桐乡市委": {"市": "330483", "省": "33"},
        "恩施州委": {"州": "4228", "省": "42"},
        "内蒙古自治区党委": {"自治区": "15", "区": "15"},
        "北京市朝阳区委": {"区": "110105", "市": "11"},
    }
