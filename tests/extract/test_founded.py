"""What is set up stands whole behind its verb, and elsewhere a verb ends a name."""

from __future__ import annotations

import pytest

from tests.extract.names import phrases


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建立企业注册登记制度", ["企业注册登记制度"]),
        ("完善口岸检查检验单位联席会议制度", ["口岸检查检验单位联席会议制度"]),
        ("成立推进新型城镇化工作领导小组", ["推进新型城镇化工作领导小组"]),
        ("建立协同推进机制和统一招生平台", ["协同推进机制", "统一招生平台"]),
        ("健全重大事项内部审核制度", ["重大事项内部审核制度"]),
        ("落实标准实施情况报告制度", ["标准实施情况报告制度"]),
        # Another verb of the kind begins an object of its own.
        ("完善推行河长制", ["河长制"]),
        # No arrangement: the verb acts.
        ("实行政府指导企业", ["政府", "企业"]),
    ],
)
def test_what_is_set_up_stands_whole(text: str, found: list[str]) -> None:
    assert [name.name for name in phrases(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由公安机关处警告", ["公安机关"]),
        ("从采购代理机构处获得", ["采购代理机构"]),
        ("由市委办公室秘书处负责", ["市委办公室秘书处"]),
        ("离退休干部处牵头", ["离退休干部处"]),
    ],
)
def test_a_place_or_a_fine_is_no_division(text: str, found: list[str]) -> None:
    assert [name.name for name in phrases(text)] == found
