"""Who holds which post, and what that makes of them in the body."""

from __future__ import annotations

import pytest

from tests.extract.reading import stated

APPOINTMENTS = {
    "titles before a name": (
        "市委常委、组织部部长郭清平到会。",
        {"郭清平 holdsPost 市委常委", "郭清平 holdsPost 组织部部长"},
    ),
    "chief and deputy": (
        "县委成立秸秆禁烧领导小组，县长罗志远任组长，副县长林雪梅任副组长。",
        {
            "罗志远 leads 秸秆禁烧领导小组",
            "罗志远 holdsPost 组长",
            "林雪梅 memberOf 秸秆禁烧领导小组",
            "林雪梅 holdsPost 副组长",
        },
    ),
    "the post first": ("专班组长由副县长高建国担任。", {"高建国 holdsPost 副县长"}),
    "one post before several names": (
        "县长罗晓，副县长贺启明、石向东出席。",
        {"罗晓 holdsPost 县长", "贺启明 holdsPost 副县长", "石向东 holdsPost 副县长"},
    ),
    "appointed by another": (
        "会议任命罗晓、贺启明、石向东三位同志为县财政局副局长。",
        {f"{name} holdsPost 县财政局副局长" for name in ("罗晓", "贺启明", "石向东")},
    ),
    "kinds of people": ("由党员担任楼栋长。", {"党员 holdsPost 楼栋长"}),
    "members by a copula": (
        "成立联防工作专班，县公安局、县司法局为成员单位。",
        {"县公安局 memberOf 联防工作专班", "县司法局 memberOf 联防工作专班"},
    ),
    "a list behind the post": (
        "县委成立联防工作专班。成员单位为县公安局、县司法局。",
        {"县公安局 memberOf 联防工作专班", "县司法局 memberOf 联防工作专班"},
    ),
    "plain members": (
        "成立联防工作专班，由副县长任组长，县公安局、县司法局主要负责人为成员。",
        {
            "副县长 leads 联防工作专班",
            "县公安局主要负责人 memberOf 联防工作专班",
            "县司法局主要负责人 memberOf 联防工作专班",
        },
    ),
    "set up as part of another": ("省委编委同意设立市数据局，作为市政府工作部门。", {"市数据局 partOf 市政府"}),
    "an organ that is part of another": ("县数据局是县政府工作部门。", {"县数据局 partOf 县政府"}),
}


@pytest.mark.parametrize(("text", "edges"), APPOINTMENTS.values(), ids=APPOINTMENTS)
def test_an_appointment_states(text: str, edges: set[str]) -> None:
    assert edges <= stated(text)


def test_what_only_one_can_be_is_not_shared_and_who_is_dismissed_holds_nothing() -> None:
    assert stated("县长罗晓、贺启明出席。") == {"罗晓 holdsPost 县长"}
    assert stated("免去石向东的县水利局局长职务。") == set()


def test_a_post_that_takes_a_post_holds_no_second() -> None:
    assert stated("成立防汛指挥部，由县长任指挥长。", "holdsPost") == set()
