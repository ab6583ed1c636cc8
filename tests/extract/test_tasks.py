"""Who answers for tasks: labels, brackets behind them, tables."""

from __future__ import annotations

import pytest

from kg.extract.grids import cells
from kg.extract.passages import Passage
from kg.model import Span
from tests.extract.reading import read, stated

PLAN = "临江县重点工作方案\n\n{}\n"


@pytest.mark.parametrize(
    "parties",
    [
        "（牵头单位：县水利局；配合单位：县财政局、各乡镇）",
        "（县水利局牵头，县财政局、各乡镇配合）",
        "\n牵头单位：县水利局\n配合单位：县财政局、各乡镇",
    ],
)
def test_those_who_help_assist_the_one_who_leads_and_the_leader_does_the_task(parties: str) -> None:
    assert stated(PLAN.format(f"1.完善河道保洁机制。{parties}")) >= {
        "县财政局 assists 县水利局",
        "乡镇 assists 县水利局",
        "县水利局 establishes 河道保洁机制",
    }


def test_to_lead_a_mere_task_is_no_edge() -> None:
    assert stated(PLAN.format("1.加快项目建设。（牵头单位：县水利局；责任单位：各乡镇）"), "leads", "memberOf") == set()


def test_one_who_alone_answers_for_a_task_does_it_but_of_several_nobody_knows() -> None:
    assert stated(PLAN.format("1.组建巡查队。（责任单位：县水利局）")) == {"县水利局 establishes 巡查队"}
    assert stated(PLAN.format("1.组建巡查队。（责任单位：县水利局、县林业局）")) == set()


def test_each_of_several_tasks_in_a_paragraph_has_its_own_doer() -> None:
    text = PLAN.format("1.组建巡查队。（县水利局负责）组建护林队。（县林业局负责）")
    assert stated(text) == {"县水利局 establishes 巡查队", "县林业局 establishes 护林队"}


def test_in_a_group_the_leader_leads_it_and_those_responsible_are_its_members() -> None:
    assert stated(PLAN.format("（二）督查组。牵头单位：县纪委；责任单位：县委组织部。")) == {
        "县纪委 leads 督查组",
        "县委组织部 memberOf 督查组",
    }


def test_the_organ_that_the_article_is_about_is_not_led_by_those_who_lead_its_tasks() -> None:
    text = "县乡村振兴领导小组：任务分解\n\n1.加快项目建设。（牵头单位：县水利局）\n"
    assert stated(text, "leads") == set()


def test_a_table_of_tasks() -> None:
    text = PLAN.format("序号｜工作任务｜牵头单位｜配合单位\n1｜组建护林队｜县林业局｜县应急局\n2｜绿化村庄｜县林业局｜")
    assert stated(text) == {"县林业局 establishes 护林队", "县应急局 assists 县林业局"}


def test_a_table_of_teams_names_who_leads_each_and_what_it_does() -> None:
    rows = "工作组\t牵头单位\t工作职责\n抢险救援组\t县应急局\t协助乡镇转移群众\n秩序维护组\t县公安局\t维持秩序"
    assert stated(f"应急预案分工表\n\n{rows}\n") == {
        "县应急局 leads 抢险救援组",
        "抢险救援组 assists 乡镇",
        "县公安局 leads 秩序维护组",
    }


def test_a_table_of_those_who_look_after_villages() -> None:
    text = (
        "青禾镇包村安排表\n\n序号\t包保领导\t包保村\n1\t祁　岳\t桃林村、柳溪村\n2\t镇长宋知远\t石桥村\n合计\t2人\t3个\n"
    )
    assert stated(text, "covers") == {"祁岳 covers 桃林村", "祁岳 covers 柳溪村", "宋知远 covers 石桥村"}


def test_every_quote_shows_its_ends() -> None:
    text = PLAN.format("1.完善河道保洁机制。（牵头单位：县水利局；配合单位：县财政局、县林业局）")
    document = read(text).document
    for statement in read(text).statements:
        quote = statement.quote.of(document.text)
        assert statement.head.name in quote
        assert statement.tail.name in quote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1｜组建护林队｜｜县应急局", ["1", "组建护林队", "", "县应急局"]),
        ("| 1 | 组建护林队 |", ["1", "组建护林队"]),
        ("1\t组建护林队\t县林业局", ["1", "组建护林队", "县林业局"]),
        ("没有表格", []),
    ],
)
def test_cells(text: str, expected: list[str]) -> None:
    row = cells(Passage(Span(5, 5 + len(text)), text, [], []))
    assert [cell.text for cell in row] == expected
    assert all(text[c.span.start - 5 : c.span.stop - 5] == c.text for c in row)
