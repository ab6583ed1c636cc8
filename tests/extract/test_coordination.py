"""Lists: what their parts share, and what stays one name."""

from __future__ import annotations

import pytest

from tests.extract.names import listed, lists
from tests.timing import growth


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区委、区政府领导带队", ["区委领导", "区政府领导"]),
        ("乡镇、村党组织负责", ["乡镇党组织", "村党组织"]),
        ("公安、民政等部门配合", ["公安部门", "民政部门"]),
        ("下设综合协调、物资保障2个组", ["综合协调组", "物资保障组"]),
        ("设党政、平安建设办公室", ["党政办公室", "平安建设办公室"]),
        ("机关、企事业单位在职党员报到", ["机关在职党员", "企事业单位在职党员"]),
        ("县应急局、县公安局主要负责人参加", ["县应急局主要负责人", "县公安局主要负责人"]),
        ("市、县（区）人民政府应当保障经费", ["市人民政府", "县（区）人民政府"]),
        ("贯彻省市委要求", ["省委", "市委"]),
        ("设立县、乡镇总林长、副总林长", ["县总林长", "乡镇总林长", "县副总林长", "乡镇副总林长"]),
        ("县委、县人大常委会、县政府联合印发", ["县委", "县人大常委会", "县政府"]),
        ("公安、教育、市场监督管理部门负责", ["公安部门", "教育部门", "市场监督管理部门"]),
        ("县水利局、县应急局等5个部门", ["县水利局", "县应急局"]),
    ],
)
def test_a_list_shares_its_head_or_its_modifier(text: str, expected: list[str]) -> None:
    assert listed(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("建立区、镇、村三级联动机制", "区、镇、村三级联动机制"),
        ("落实市、区、街道三级联动的督办机制", "市、区、街道三级联动的督办机制"),
    ],
)
def test_a_name_by_levels_stays_whole(text: str, name: str) -> None:
    assert [name] in listed(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("广播、电视等新闻单位应当宣传", "电视单位"),
        ("家人和有关市场主体", "家人市场主体"),
        ("社区“两委”班子、包保部门干部", "社区“两委”班子干部"),
        ("属地、部门、单位的责任", "属地部门"),
    ],
)
def test_not_every_list_shares(text: str, wrong: str) -> None:
    assert wrong not in [name for names in listed(text) for name in names]


def test_the_joining_words_are_kept() -> None:
    [nouns] = lists("县委组织部和县委宣传部")
    assert nouns.joined == ("和",)


def test_a_person_has_the_posts_before_the_name() -> None:
    [nouns] = lists("市委常委、组织部部长詹静")
    [person] = nouns.members
    assert (person.name, [title.name for title in person.titles]) == ("詹静", ["市委常委", "组织部部长"])


@pytest.mark.timing
@pytest.mark.parametrize("part", ["、县委", "、民政", "副书记、", "张三、", "县委组织部督导乡镇党委", "乡镇（街道）"])
def test_a_list_without_end_takes_linear_time(part: str) -> None:
    assert growth(lambda length: lists(part * (length // len(part))), 10_000, 40_000) < 10
