"""Who acts where a sentence does not say: by headings, labels, openings of lists, and what the article is about."""

from __future__ import annotations

import pytest

from kg.extract.about import genre_of
from kg.extract.markers import Marker, marker
from kg.rules import load_rules
from tests.extract.reading import read, stated


def test_items_below_an_opening_are_done_by_its_subject_and_required_in_a_statute() -> None:
    text = """临江县河长制条例

第五条　县级河长履行下列职责：
（一）督促县水利局履行职责；
（二）向县总河长报告工作。
县水利局指导乡镇开展巡查。
第六条　下列地点可以设立公示牌：
（一）桥头；
"""
    found = {(s.head.name, s.type, s.tail.name, s.modality) for s in read(text).statements}
    assert found == {
        ("县级河长", "supervises", "县水利局", "required"),
        ("县级河长", "reportsTo", "县总河长", "required"),
        ("县水利局", "guides", "乡镇", "required"),
    }


def test_a_list_of_cases_is_no_list_of_duties() -> None:
    text = """临江县供水条例

第九条　有下列情形之一的，县水利局给予处罚：
（一）向村民委员会隐瞒水质情况的；
"""
    assert "县水利局 reportsTo 村民委员会" not in stated(text)


def test_a_numbered_heading_names_who_acts_below_it_until_the_next() -> None:
    text = """临江县防汛应急预案

1 指挥体系
1.1 县防汛抗旱指挥部职责
（1）指导乡镇人民政府开展巡查。
1.2 成员单位职责
（1）县应急局：指导乡镇人民政府排查隐患。
（2）县气象局向县防汛抗旱指挥部报告雨情。
1.3 保障措施
指导企业储备物资。
"""
    assert stated(text) == {
        "县防汛抗旱指挥部 guides 乡镇人民政府",
        "县应急局 guides 乡镇人民政府",
        "县气象局 reportsTo 县防汛抗旱指挥部",
    }


@pytest.mark.parametrize(
    "line",
    [
        "罗晓（副局长）：分管规划股，联系青禾镇。",
        "罗　晓　副局长，分管规划股，联系青禾镇。",
        "副局长罗晓：分管规划股，联系青禾镇。",
        "1. 罗晓(副局长):分管规划股;联系青禾镇。",
        "副局长　罗　晓\n分管规划股，联系青禾镇。",
        "罗晓：副局长。分管规划股，联系青禾镇。",
        "罗晓副局长：分管规划股，联系青禾镇。",
        "（二）罗晓同志（副局长）\n分管单位：规划股。\n联系单位：青禾镇。",
        "罗晓(女):党组成员、副局长;分管规划股,联系青禾镇。",
    ],
)
def test_a_division_of_work_is_about_each_person_in_turn(line: str) -> None:
    text = f"临江县水利局领导分工\n\n卫兰（局长）：主持县水利局全面工作。\n{line}\n"
    assert stated(text) >= {"罗晓 holdsPost 副局长", "罗晓 leads 规划股", "罗晓 covers 青禾镇", "卫兰 leads 县水利局"}


@pytest.mark.parametrize(
    ("line", "edges"),
    [
        ("党委副书记、镇长肖常征：主持镇政府工作。", {"肖常征 holdsPost 镇长", "肖常征 leads 镇政府"}),
        ("罗晓：党委书记。主持党委日常工作。", {"罗晓 holdsPost 党委书记", "罗晓 leads 党委"}),
        ("干部包户：每月走访一次。", set()),
    ],
)
def test_the_work_of_an_organ_is_all_of_it(line: str, edges: set[str]) -> None:
    assert stated(f"青禾镇领导班子分工\n\n{line}\n", "holdsPost", "leads") >= edges
    assert bool(edges) == bool(stated(f"青禾镇领导班子分工\n\n{line}\n"))


@pytest.mark.parametrize(
    "opening",
    [
        "县粮储局设下列内设机构：",
        "县粮储局现有3个内设股室：",
        "我局内设3个股室：",
        "【内设机构】",
        "内设机构：",
    ],
)
def test_items_of_a_list_of_parts_are_parts_and_act_for_themselves(opening: str) -> None:
    text = f"临江县粮储局机构职能\n\n{opening}\n（一）综合股。\n（二）监管与执法股。检查粮食企业。\n"
    found = stated(text, "partOf", "supervises")
    organ = "县粮储局" if opening.startswith("县粮储局") else "临江县粮储局"
    assert {f"综合股 partOf {organ}", f"监管与执法股 partOf {organ}", "监管与执法股 supervises 粮食企业"} <= found
    assert not any(m.name in {"内设机构", "股室"} for m in read(text).mentions)


def test_parts_may_stand_behind_labels_on_one_line() -> None:
    text = "临江县教育局机构设置\n\n内设机构：办公室、基础教育股；下属单位：县招生考试中心。\n联系电话：12345、67890\n"
    assert stated(text) == {f"{part} partOf 临江县教育局" for part in ("办公室", "基础教育股", "县招生考试中心")}


def test_parts_may_stand_in_one_sentence() -> None:
    text = "临江县粮储局机构职能\n\n【内设机构】\n办公室、监管股，均为股级。\n"
    assert stated(text, "partOf") == {"办公室 partOf 临江县粮储局", "监管股 partOf 临江县粮储局"}


def test_a_page_about_an_organ_has_the_organ_as_its_subject_and_asserts() -> None:
    text = "临江县粮储局主要职责\n\n1.指导粮食企业储粮。\n"
    assert [(s.head.name, s.type, s.modality) for s in read(text).statements] == [
        ("临江县粮储局", "guides", "asserted")
    ]


def test_a_statute_has_no_subject_of_its_own() -> None:
    assert stated("临江县供水条例\n\n第三条　鼓励企业节约用水。\n", "guides") == set()


def test_a_letter_tells_what_its_issuer_does_but_not_who_does_what_it_asks_for() -> None:
    text = """临江县人民政府
关于成立县抗旱指挥部的通知

各乡镇人民政府：

为做好抗旱工作，现决定成立县抗旱指挥部。

一、工作要求
建立巡查制度。
"""
    assert stated(text, "establishes") == {"临江县人民政府 establishes 县抗旱指挥部"}


def test_a_name_with_comrade_opens_the_work_of_that_person() -> None:
    text = "临江县政府领导分工\n\n（一）罗晓同志\n主持县政府全面工作。分管县审计局。\n"
    assert stated(text) == {"罗晓 leads 县政府", "罗晓 leads 县审计局"}


@pytest.mark.parametrize("heading", ["一、主要职责", "（一）工作职责：", "一、职能职责"])
def test_the_duties_in_a_notice_are_those_of_the_body_that_it_sets_up(heading: str) -> None:
    text = f"""关于成立防汛工作机构的通知

各乡镇人民政府：
县政府决定成立县防汛抗旱指挥部。
{heading}
指导乡镇开展排查。
办公室设在县水利局。
"""
    found = {(s.head.name, s.type, s.tail.name, s.modality) for s in read(text).statements}
    assert ("县防汛抗旱指挥部", "guides", "乡镇", "required") in found
    assert {"县防汛抗旱指挥部 guides 乡镇"} & stated(text.replace("成立县防汛抗旱指挥部", "开展防汛检查")) == set()


def test_what_another_has_agreed_to_is_done_by_that_other() -> None:
    text = """临江县人民政府办公室
关于成立县抗旱指挥部的通知

各乡镇人民政府：

经县政府同意，决定成立县抗旱指挥部。
"""
    assert stated(text, "establishes") == {"县政府 establishes 县抗旱指挥部"}


def test_an_attachment_begins_anew() -> None:
    text = """临江县人民政府
关于同意建立全县粮食安全联席会议制度的批复

县粮储局：

同意你局意见。

临江县人民政府
2021年3月2日

全县粮食安全联席会议制度

一、主要职能
贯彻落实县政府决策部署。
"""
    found = [s for s in read(text).statements if s.type == "implements"]
    assert [(s.head.name, s.tail.name, s.modality) for s in found] == [("全县粮食安全联席会议", "县政府", "required")]


def test_news_is_about_the_organ_that_opens_its_title() -> None:
    text = "临江县水利局：把好入汛关口\n\n入汛以来，成立3个督导组，指导乡镇排查隐患。\n"
    assert "临江县水利局 establishes 督导组" in stated(text)


def test_news_without_a_title_goes_on_about_the_place_that_opens_it() -> None:
    lead = "临江县今年以来把基层治理作为头等大事来抓，通过党建引领的办法选派76名干部到社区报到，帮助群众解决急难愁盼，"
    lead += "一批老旧小区旧貌换新颜。"
    text = f"{lead}\n\n建强队伍，提升能力。印发《社区工作者管理办法》。\n\n城关镇党委率先探索，印发《网格管理办法》。\n"
    assert {"临江县 issues 《社区工作者管理办法》", "城关镇党委 issues 《网格管理办法》"} <= stated(text)
    assert "临江县 issues 《网格管理办法》" not in stated(text)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("临江县信访工作办法（试行）", "genre.statute"),
        ("临江县防汛应急预案(节选)", "genre.plan"),
        ("关于成立县抗旱指挥部的通知", "genre.notice"),
        ("临江县水利局机构职能", "genre.profile"),
        ("全县粮食安全联席会议制度", "genre.constitution"),
        ("临江县：守好粮仓", None),
    ],
)
def test_genre(title: str, genre: str | None) -> None:
    found = genre_of(title, load_rules())
    assert (found.id if found else None) == genre


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一章 总则", Marker(4, 10)),
        ("第三条　本办法", Marker(4, 20)),
        ("二、工作要求", Marker(2, 30)),
        ("贰·单位包村", Marker(2, 30)),
        ("2 组织体系", Marker(2, 31)),
        ("2.1 指挥部", Marker(4, 33)),
        ("（四）督查", Marker(3, 40)),
        ("3.网格员", Marker(2, 50)),
        ("（2）检查", Marker(3, 60)),
        ("①信息", Marker(1, 70)),
        ("·党建办", Marker(1, 80)),
        ("2021年3月", None),
        ("3.5万人", None),
        ("三是管资金", None),
    ],
)
def test_marker(text: str, expected: Marker | None) -> None:
    assert marker(text) == expected


def test_what_a_title_announces_stands_in_the_numbered_sections() -> None:
    text = """临江县教育局内设机构及主要职责

一、办公室
负责机关日常工作。
二、基础教育股
指导全县小学教学。
股长：罗晓
三、局属事业单位
县招生考试中心、县学生资助中心。
"""
    assert stated(text) == {
        "办公室 partOf 临江县教育局",
        "基础教育股 partOf 临江县教育局",
        "县招生考试中心 partOf 临江县教育局",
        "县学生资助中心 partOf 临江县教育局",
        "基础教育股 guides 小学",
        "罗晓 holdsPost 股长",
        "罗晓 leads 基础教育股",
    }


def test_what_labels_put_into_the_charge_of_a_person() -> None:
    text = "临江县政府领导分工\n\n卫兰（副县长）：负责教育工作。\n分管：县教育局。\n联系：县妇联、团县委。\n"
    assert stated(text) == {
        "卫兰 holdsPost 副县长",
        "卫兰 leads 县教育局",
        "卫兰 covers 县妇联",
        "卫兰 covers 团县委",
    }
