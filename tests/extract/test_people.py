"""People: full names behind posts and kinds, in lists, before verbs of saying, and once known everywhere."""

from __future__ import annotations

import pytest

from tests.extract.names import named
from tests.extract.reading import read


def people(text: str) -> set[str]:
    return {m.name for m in read(text).mentions if m.type == "Person"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县委书记张明远主持会议", "张明远"),
        ("县委副书记薛平任链长", "薛平"),
        ("组长何建平作动员讲话", "何建平"),
        ("社区党委书记唐晓燕正带着网格员敲门", "唐晓燕"),
        ("骨科主任沈一帆带着徒弟查房", "沈一帆"),
        ("县文明办主任欧阳春雨讲话", "欧阳春雨"),
        ("县长卓然任组长", "卓然"),
        ("副县长姚本善兼任主任", "姚本善"),
        ("县副总河长程志学，县检察院检察长揭牌", "程志学"),
        ("骨伤科主任唐仲谋任队长", "唐仲谋"),
        ("局长　田　野", "田野"),
        ("退休教师陈守义带头", "陈守义"),
        ("办公室主任柯静怡。", "柯静怡"),
    ],
)
def test_a_post_or_a_kind_announces_a_person(text: str, name: str) -> None:
    assert [n for n, kind in named(text).items() if kind == "Person"] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("蓝青任学院纪委书记", {"蓝青"}),
        ("由刘洋同志任组长", {"刘洋"}),
        ("李晓红，女，汉族", {"李晓红"}),
        ("王建国（县农业农村局局长）出席", {"王建国"}),
        ("任命吕靖、李保庚、李超群三位同志为委员", {"吕靖", "李保庚", "李超群"}),
        ("免去赵刚的县水利局副局长职务", {"赵刚"}),
        ("县委常委李为民、王国强、赵卫东出席", {"李为民", "王国强", "赵卫东"}),
    ],
)
def test_people_are_appointed_introduced_and_listed(text: str, names: set[str]) -> None:
    assert people(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "书记高度重视",
        "主任办公会议定",
        "局长任组长",
        "县长成功兼任组长",
        "局长应立即报告",
        "经济高质量发展",
        "王庄村党支部牵头",
        "党委领导下的工作",
    ],
)
def test_other_words_are_no_people(text: str) -> None:
    assert people(text) == set()


def test_a_surname_and_a_title_are_a_person() -> None:
    assert named("马主任走访农户")["马主任"] == "Person"
    assert named("县主任会议") != {"县主任": "Person"}


def test_who_is_known_is_found_everywhere() -> None:
    text = "组长席向荣主持会议。\n会后，席向荣把图纸交给大家，老席又叮嘱了一遍。\n岳局长到场。"
    mentions = [(m.name, m.aliases) for m in read(text).mentions if m.type == "Person"]
    assert ("席向荣", ()) in mentions
    assert ("席向荣", ("老席",)) in mentions
    assert len([name for name, _ in mentions if name == "席向荣"]) == 3


def test_a_title_stands_for_the_only_one_with_that_surname() -> None:
    text = "县林业局局长岳明成带队。\n岳局长说，林子要护好。"
    assert people(text) == {"岳明成"}
