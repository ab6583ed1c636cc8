"""Pages of many shapes: what is furniture, what is the article, and what the page says about it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from kg.model import Document
from kg.read import read_text
from tests.conftest import ROOT, SHARED

BODY = "县委组织部抽调86名党员干部下沉一线，由32名县级领导包保14个乡镇。"


def read(*lines: str) -> Document:
    return read_text("\n".join(lines), "page")


def paragraphs(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.paragraphs]


def test_the_seed() -> None:
    seed = read_text((ROOT / "seeds" / "yingdong.txt").read_text(encoding="utf-8"), "yingdong")
    assert seed.title == "颍东区委组织部“五项措施” 筑牢疫情防控红色堡垒"
    assert (seed.publisher, seed.author, seed.date) == ("颍东区委组织部", "刘少叶", "2022-04-11")
    assert [p[:6] for p in paragraphs(seed)] == [
        "疫情防控工作",
        "强化组织领导",
        "坚持党旗引领",
        "发挥职能作用",
        "加大支撑保障",
        "注重示范带动",
    ]
    assert seed.text[seed.furniture[0].span.start] == "X"


def test_one_line_of_labels() -> None:
    page = read(
        "泗源先锋网 > 首页 > 基层动态",
        "",
        "泗源县:党旗插在堤坝上 党员冲在最前沿",
        "来源:泗源县委组织部    作者:韩立群    发布日期:2023-07-18    浏览次数:1326    字体:【大 中 小】    【打印】",
        BODY,
    )
    assert page.title == "泗源县:党旗插在堤坝上 党员冲在最前沿"
    assert (page.publisher, page.author, page.date) == ("泗源县委组织部", "韩立群", "2023-07-18")
    assert paragraphs(page) == [BODY]


def test_labels_with_their_values_on_the_next_line() -> None:
    page = read(
        "国务院关于同意建立联席会议制度的批复",
        *("索 引 号：", "000014349/2018-00209", "发文机关：", "国务院", "成文日期：", "2018年11月20日"),
        *("标 题：", "国务院关于同意建立联席会议制度的批复", "发布日期：", "2018年11月27日", "主 题 词："),
        *("国务院关于同意建立", "联席会议制度的批复", "国函〔2018〕144号", "教育部："),
        BODY,
    )
    assert page.title == "国务院关于同意建立联席会议制度的批复"
    assert (page.publisher, page.date) == ("国务院", "2018-11-27")
    assert paragraphs(page) == ["国函〔2018〕144号", "教育部：", BODY]


def test_a_notice_keeps_its_number_addressees_and_signature() -> None:
    page = read(
        *(
            "云峰县人民政府办公室",
            "关于成立领导小组的通知",
            "",
            "云办字〔2022〕31号",
            "",
            "各乡镇人民政府：",
            "",
            BODY,
            "",
        ),
        *("云峰县人民政府办公室", "二〇二二年五月十六日", "", "（此件公开发布）", "抄送：县委各部门。"),
    )
    assert page.title == "云峰县人民政府办公室关于成立领导小组的通知"
    assert (page.publisher, page.date) == ("云峰县人民政府办公室", "2022-05-16")
    assert paragraphs(page) == [
        "云办字〔2022〕31号",
        "各乡镇人民政府：",
        BODY,
        "云峰县人民政府办公室",
        "二〇二二年五月十六日",
    ]


def test_a_list_of_members_stays_whole() -> None:
    members = ["组　长：李文钢", "副组长：冯　镭", "沈　慧", "何洪明（市纪委）", "成　员：巫振江（市府办）"]
    page = read("关于成立领导小组的通知", *members)
    assert paragraphs(page) == members


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["从太湖边到戈壁滩", "　　——一支援疆医疗队的第一年", "", BODY], "从太湖边到戈壁滩——一支援疆医疗队的第一年"),
        (["胡绍清在枫树坳镇调研时强调", "沉下身子抓产业", "", BODY], "胡绍清在枫树坳镇调研时强调 沉下身子抓产业"),
        (["区政府办公室关于调整部分", "议事协调机构的通知", "", BODY], "区政府办公室关于调整部分议事协调机构的通知"),
        (["防汛简报", "第 47 期", "区防指办公室编　2022年10月28日", "", "守住大堤", "", BODY], "守住大堤"),
        (["重庆市河长制条例(2020-12-03)", BODY], "重庆市河长制条例"),
        (["桂花巷的夏夜🪑", "", BODY], "桂花巷的夏夜"),
        ([BODY, BODY], None),
    ],
)
def test_titles(lines: list[str], title: str | None) -> None:
    assert read(*lines).title == title


@pytest.mark.parametrize(
    ("line", "publisher", "author", "date"),
    [
        ("兴源镇融媒体工作站　2021-10-09 08:41", "兴源镇融媒体工作站", None, "2021-10-09"),
        (
            "赤岩县融媒体中心  记者 梁爽  通讯员 曹志刚  2024-02-26 08:15",
            "赤岩县融媒体中心",
            "梁爽、曹志刚",
            "2024-02-26",
        ),
        ("（区委办公室、区政府办公室2024年7月11日印发）", "区委办公室、区政府办公室", None, "2024-07-11"),
        ("[发布机构]洛峪县乡村振兴局  [生成日期]2022-01-19  [有效性]有效", "洛峪县乡村振兴局", None, "2022-01-19"),
        ("2023/9/14   来源：临湖长安网   分享到：微信 微博", "临湖长安网", None, "2023-09-14"),
        ("来源 : 消防救援大队 | 时间 : 2025-01-13 16:48 | 编辑 : 乌云", "消防救援大队", None, "2025-01-13"),
        ("稿件来源：县融媒体中心　　责任编辑：王小　　发布时间：2024年3月1日", "县融媒体中心", None, "2024-03-01"),
        ("信息提供：县水利局 　日期：2024.03.01　点击率：99", "县水利局", None, "2024-03-01"),
    ],
)
def test_bylines(line: str, publisher: str | None, author: str | None, date: str | None) -> None:
    page = read("基层治理有了新办法", "", line, "", BODY)
    assert (page.publisher, page.author, page.date) == (publisher, author, date)
    assert BODY in paragraphs(page)


def test_a_text_without_anything_around_it_is_left_as_it_is() -> None:
    page = read("县委组织部抽调党员干部下沉一线")
    assert (page.title, page.furniture) == (None, ())
    assert paragraphs(page) == ["县委组织部抽调党员干部下沉一线"]


def test_sentences_that_look_like_labels_stay() -> None:
    lines = ["时间紧、任务重。", "记者从会上获悉，县委抽调干部下沉。", "收入来源：土地流转。", "电话那头传来好消息。"]
    assert paragraphs(read("防汛一线", "", BODY, *lines, BODY)) == [BODY, *lines, BODY]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "gold").exists(), reason="needs the gold annotations beside the repository")
def test_metadata_agree_with_the_annotators() -> None:
    """Floors; the rest is where the annotators differ among themselves (two authors joined by 、 or by a space)."""
    gold = SHARED / "gold"
    pairs = [(gold / "seed.txt", gold / "seed-yingdong.json")]
    pairs += [(path, path.with_suffix(".json")) for path in sorted((gold / "dev").glob("*.txt"))]
    assert len(pairs) == 83
    right = dict.fromkeys(("title", "publisher", "author", "date"), 0)
    for text, annotation in pairs:
        document = read_text(text.read_text(encoding="utf-8"), text.stem)
        metadata = json.loads(annotation.read_text(encoding="utf-8"))["metadata"]
        for field in right:
            right[field] += same(getattr(document, field), metadata[field])
    assert right["title"] >= 81
    assert right["publisher"] >= 82
    assert right["author"] >= 79
    assert right["date"] >= 83


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two values are the same, full-width and half-width forms and kinds of space aside."""
    if one is None or other is None:
        return one is other
    return [*unicodedata.normalize("NFKC", one).split()] == [*unicodedata.normalize("NFKC", other).split()]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "corpus").exists(), reason="needs the corpus beside the repository")
def test_the_corpus_reads_without_a_failure() -> None:
    files = sorted(Path(SHARED / "corpus" / "documents").glob("*.txt"))
    assert len(files) == 76
    for file in files:
        document = read_text(file.read_text(encoding="utf-8"), file.stem)
        assert document.paragraphs
        spans = [*document.paragraphs, *(found.span for found in document.furniture)]
        # Every word of the page is in a paragraph or set aside, and in one of them only.
        assert sum(len("".join(span.of(document.text).split())) for span in spans) == len(
            "".join(document.text.split())
        )
