"""Lists of members in the layouts that notices, plans and pages of organs use."""

from __future__ import annotations

import pytest

from kg.extract.labels import labels
from kg.rules import load_rules
from tests.extract.reading import read, stated

NOTICE = """临江县人民政府办公室
关于成立县粮食安全工作领导小组的通知

临政办〔2021〕9号

各乡镇人民政府，县直各部门：

现将县粮食安全工作领导小组组成人员通知如下：

{list}

临江县人民政府办公室
2021年3月2日
"""
BODY = "县粮食安全工作领导小组"


def in_notice(roster: str) -> set[str]:
    return stated(NOTICE.format(list=roster), "leads", "memberOf", "holdsPost")


@pytest.mark.parametrize(
    "line",
    [
        "组　　长：祁　岳　县长",
        "组长：祁岳（县长）",
        "组  长: 祁岳，县长",
        "组长　祁岳　县长",
        "组长\t祁岳\t县长",
        "组长：县长祁岳",
        "（一）组长：祁岳 县长",
        "【组长】\n祁　岳　县长",
        "组　长\n祁岳　县长",
        "组长：\n祁岳　县长",
    ],
)
def test_the_head_of_a_group_leads_it_and_holds_two_posts(line: str) -> None:
    assert in_notice(line) == {f"祁岳 leads {BODY}", "祁岳 holdsPost 组长", "祁岳 holdsPost 县长"}


def test_names_below_a_label_belong_to_it_and_the_quote_reaches_back_to_the_label() -> None:
    text = NOTICE.format(list="副组长：宋知远　常务副县长\n　　　　毕小满　副县长")
    found = [s for s in read(text).statements if s.head.name == "毕小满"]
    assert {(s.type, s.tail.name) for s in found} == {
        ("memberOf", BODY),
        ("holdsPost", "副组长"),
        ("holdsPost", "副县长"),
    }
    member = next(s for s in found if s.type == "memberOf")
    assert member.quote.of(text.strip()).startswith("副组长：宋知远")
    assert member.quote.of(text.strip()).endswith("毕小满　副县长")


def test_a_bracket_behind_a_name_is_a_unit_a_post_or_a_remark() -> None:
    assert in_notice("成员：毕小满（县粮储局）\n卫　兰（女，县财政局局长）\n罗晓（挂职）") == {
        f"毕小满 memberOf {BODY}",
        "毕小满 memberOf 县粮储局",
        f"卫兰 memberOf {BODY}",
        "卫兰 holdsPost 县财政局局长",
        f"罗晓 memberOf {BODY}",
    }


def test_several_names_on_a_line() -> None:
    joined = in_notice("成员：罗晓（县财政局）、毕小满（县粮储局）；卫兰")
    columns = in_notice("成员：罗晓 毕小满 卫兰")
    assert {f"{name} memberOf {BODY}" for name in ("罗晓", "毕小满", "卫兰")} <= joined & columns


def test_several_labels_on_a_line() -> None:
    assert in_notice("组长：祁岳；副组长：宋知远、毕小满。") == {
        f"祁岳 leads {BODY}",
        "祁岳 holdsPost 组长",
        f"宋知远 memberOf {BODY}",
        "宋知远 holdsPost 副组长",
        f"毕小满 memberOf {BODY}",
        "毕小满 holdsPost 副组长",
    }


def test_units_and_posts_are_members_without_holding_a_post() -> None:
    assert in_notice("成员单位：县财政局、县粮储局") == {f"县财政局 memberOf {BODY}", f"县粮储局 memberOf {BODY}"}
    assert in_notice("成员：县财政局、县粮储局主要负责人") == {
        f"县财政局主要负责人 memberOf {BODY}",
        f"县粮储局主要负责人 memberOf {BODY}",
    }


def test_a_kind_of_members_may_have_a_line_of_its_own() -> None:
    assert "罗晓 holdsPost 专家委员" in in_notice("委员：\n（一）专家委员（按姓氏笔画排序）\n罗晓　高级农艺师")


def test_an_office_within_the_list_is_led_by_its_director() -> None:
    assert in_notice("办公室主任：毕小满") == {"毕小满 leads 办公室", "毕小满 holdsPost 办公室主任"}


def test_each_of_several_bodies_has_its_own_list() -> None:
    text = """青禾镇防汛工作方案

一、综合协调组
组长：祁岳
成员单位：镇水利站
二、物资保障组
组长：宋知远
成员单位：镇供销社
"""
    assert stated(text, "leads", "memberOf") == {
        "祁岳 leads 综合协调组",
        "镇水利站 memberOf 综合协调组",
        "宋知远 leads 物资保障组",
        "镇供销社 memberOf 物资保障组",
    }


def test_people_who_were_there_belong_to_their_units_only() -> None:
    text = "防汛会商纪要\n\n会议研究了物资储备问题。\n\n参会人员：罗晓（县水利局）、卫兰（城东镇）。\n"
    assert stated(text) == {"罗晓 memberOf 县水利局", "卫兰 memberOf 城东镇"}


def test_the_head_of_an_office_is_the_head_of_the_office_above() -> None:
    text = "临江县水利局机构设置\n\n内设机构：\n1.规划处：负责编制规划。\n处长：罗晓 副处长：卫兰\n"
    assert {"罗晓 leads 规划处", "卫兰 memberOf 规划处", "规划处 partOf 临江县水利局"} <= stated(text)


@pytest.mark.parametrize(
    "line",
    [
        "主任：负责主持全面工作。",
        "会议推选县粮储局局长为组长：此前这一职位空缺。",
        "高质量发展　迈上新台阶",
        "马铃薯、石榴",
    ],
)
def test_what_only_looks_like_a_list_states_nothing(line: str) -> None:
    assert stated(f"粮食安全见闻\n\n{line}\n", "leads", "memberOf", "holdsPost") == set()


def test_a_permanent_committee_has_no_group_leader() -> None:
    text = "防汛见闻\n\n县委高度重视防汛。\n\n组长：祁岳\n"
    assert stated(text, "leads") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("副 组 长：祁岳", [("副组长", "")]),
        ("召 集 人：祁岳 副召集人：宋知远", [("召集人", ""), ("副召集人", "")]),
        ("指挥部第一副指挥长：祁岳", [("第一副指挥长", "指挥部")]),
        ("时间：明天", []),
        ("牵头单位：县水利局", []),
    ],
)
def test_labels(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(label.word, label.prefix) for label in labels(text, load_rules())] == expected


def test_a_notice_of_a_change_is_about_the_body_that_changes() -> None:
    text = "关于调整县安委会组成人员的通知\n\n主　任：罗　晓（县长）\n委　员：卫兰（县应急局）\n"
    assert stated(text, "leads", "memberOf") == {
        "罗晓 leads 县安委会",
        "卫兰 memberOf 县安委会",
        "卫兰 memberOf 县应急局",
    }


def test_a_sentence_about_what_a_level_must_do_is_no_entry_of_a_list() -> None:
    assert stated("区县（自治县）人民政府应当配备官方兽医", "holdsPost") == set()
