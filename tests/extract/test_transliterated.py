"""People whose names are written by their sound."""

from __future__ import annotations

import pytest

from tests.extract.names import phrases


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("买买提·艾力任乡党委书记", ["买买提·艾力"]),
        ("由古丽娜尔·吐尔逊来到村里宣讲", ["古丽娜尔·吐尔逊"]),
        ("县长次仁顿珠、副县长格桑旺堆出席", ["次仁顿珠", "格桑旺堆"]),
        ("副局长陈某某被立案审查", ["陈某某"]),
        # A dot between other words makes no name, nor do sounds behind no title.
        ("“魅力·风采”宣讲", []),
        ("在拉萨尼木开展培训", []),
        ("书记来到塔克拉玛干", []),
    ],
)
def test_people_written_by_sound(text: str, people: list[str]) -> None:
    assert [name.name for name in phrases(text) if name.type == "Person"] == people
