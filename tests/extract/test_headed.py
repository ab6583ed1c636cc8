"""Bodies with their people in front: 以…为组长、…为副组长、…为成员的领导小组."""

from __future__ import annotations

import pytest

from tests.extract.reading import stated

PEOPLE = {
    "one after another": (
        "县政府成立了以县长为组长、分管副县长为副组长、各局局长为成员的防汛工作领导小组。",
        {
            "县政府 establishes 防汛工作领导小组",
            "县长 leads 防汛工作领导小组",
            "分管副县长 memberOf 防汛工作领导小组",
            "局局长 memberOf 防汛工作领导小组",
        },
    ),
    "over commas": (
        "镇党委成立以党委书记为组长，镇长为副组长，各村支部书记为成员的征兵工作领导小组。",
        {
            "镇党委 establishes 征兵工作领导小组",
            "党委书记 leads 征兵工作领导小组",
            "镇长 memberOf 征兵工作领导小组",
            "村支部书记 memberOf 征兵工作领导小组",
        },
    ),
    "the body named before": (
        "县里成立联防工作专班，以县长为组长，副县长为副组长。",
        {"县长 leads 联防工作专班", "副县长 memberOf 联防工作专班"},
    ),
    "a person": (
        "县委成立以县委书记李明为组长的巡察工作领导小组。",
        {"李明 leads 巡察工作领导小组", "李明 holdsPost 组长", "李明 holdsPost 县委书记"},
    ),
}


@pytest.mark.parametrize(("text", "edges"), PEOPLE.values(), ids=PEOPLE)
def test_who_heads_a_body(text: str, edges: set[str]) -> None:
    assert edges <= stated(text)
    assert not {e for e in stated(text, "leads", "memberOf") if e.startswith(("县政府", "镇党委", "县委 "))}


def test_what_is_no_post_heads_nothing() -> None:
    assert not stated("全县以乡镇为单位开展排查，以网格为单位建立台账。")
