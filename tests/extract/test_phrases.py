"""Names: where they begin and end, and their types."""

from __future__ import annotations

import pytest

from kg.rules import load_rules
from tests.extract.names import lists, named, phrases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市农业农村局负责统筹", {"市农业农村局": "Department"}),
        ("督导各乡镇党委抓好落实", {"乡镇党委": "Committee"}),
        ("县委督导组进驻后", {"县委督导组": "TaskForce"}),
        (
            "县应急局会同县气象局指导扑火队开展演练",
            {"县应急局": "Department", "县气象局": "Department", "扑火队": "TaskForce"},
        ),
        ("成立云山县推进城市更新工作领导小组", {"云山县推进城市更新工作领导小组": "Committee"}),
        ("县巩固脱贫成果工作专班印发简报", {"县巩固脱贫成果工作专班": "TaskForce"}),
        ("组成联合检查组", {"联合检查组": "TaskForce"}),
        ("推动市直机关与社区结对", {"市直机关": "Department", "社区": "Community"}),
        ("结果报区住建局", {"区住建局": "Department"}),
        ("会同有关部门编制主城区的规划", {"部门": "Department", "主城区": "Place"}),
        ("协调驻区企事业单位", {"驻区企事业单位": "Organization"}),
        ("成立“大工委”“大党委”", {"“大工委”": "Committee", "“大党委”": "Committee"}),
        ("建设区域型平台", {"区域型平台": "Mechanism"}),
        ("县委县政府高度重视", {"县委": "Committee", "县政府": "Government"}),
        ("省委第三巡视组向云山县委反馈意见", {"省委第三巡视组": "TaskForce", "云山县委": "Committee"}),
    ],
)
def test_a_name_begins_behind_the_verb(text: str, expected: dict[str, str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("县委组织部干部科负责日常工作", "县委组织部干部科", "Department"),
        ("县住建局、县督查局参加", "县督查局", "Department"),
        ("街道党工委书记带队", "街道党工委书记", "Post"),
        ("在太石河乡设点", "太石河乡", "Community"),
        ("奔赴前铺村清淤", "前铺村", "Community"),
        ("协助村“两委”排查", "村“两委”", "Committee"),
        ("组建“红马甲”劝导队", "“红马甲”劝导队", "TaskForce"),
        ("推行“五包一”的社区防控责任制", "“五包一”的社区防控责任制", "Mechanism"),
        ("开展“敲门行动”", "“敲门行动”", "Mechanism"),
        ("县级以上人民政府林业主管部门", "县级以上人民政府林业主管部门", "Department"),
        ("激发“两新”组织活力", "“两新”组织", "Organization"),
        ("县妇幼保健院派出医护人员", "县妇幼保健院", "Organization"),
        ("实行“日报告、周研判”制度", "“日报告、周研判”制度", "Mechanism"),
    ],
)
def test_the_last_head_gives_the_type(text: str, name: str, kind: str) -> None:
    assert named(text)[name] == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("报分管公安工作的副县长批准", "分管公安工作的副县长"),
        ("教育部分管职业教育工作的负责同志参加", "教育部分管职业教育工作的负责同志"),
        ("由牵头单位的负责人召集", "牵头单位的负责人"),
        ("设疾病预防与应急科", "疾病预防与应急科"),
        ("会同县自然资源和规划局", "县自然资源和规划局"),
        ("健全防返贫动态监测和帮扶机制", "防返贫动态监测和帮扶机制"),
        ("实行县级领导包乡镇、乡镇干部包村的包联制度", "县级领导包乡镇、乡镇干部包村的包联制度"),
        ("完善立体化、信息化社会治安防控体系", "立体化、信息化社会治安防控体系"),
    ],
)
def test_some_names_hold_de_or_and(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "以人民为中心",
        "为群众办实事",
        "当前防控局面稳定",
        "支部建在连上",
        "建立健全机制",
        "充分发挥作用",
        "对单位处十万元罚款",
    ],
)
def test_a_head_needs_more_than_itself(text: str) -> None:
    assert not [name for name, kind in named(text).items() if kind not in ("Group", "Place", "Community")]


def test_determiners_fall_away_and_are_remembered() -> None:
    [first, second] = phrases("公安部有关负责人、县直各单位参加")
    assert (first.name, first.aliases) == ("公安部负责人", ["公安部有关负责人"])
    assert (second.name, second.aliases) == ("县直单位", ["县直各单位"])


def test_numbers_go_with_the_name() -> None:
    counted = {p.name: p.count for p in phrases("44家区直部门抽调党员136名")}
    assert counted == {"区直部门": 44, "党员": 136}


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("县防汛抗旱指挥部（以下简称“县防指”）统一调度", "县防指"),
        ("《关于加强巡河的通知》（云办发〔2023〕12号）", "云办发〔2023〕12号"),
    ],
)
def test_a_bracket_behind_a_name_is_an_alias(text: str, alias: str) -> None:
    assert phrases(text)[0].aliases == [alias]


def test_no_name_is_longer_than_sixty_characters() -> None:
    assert all(len(p.name) <= 60 for p in phrases("县" + "应急管理综合保障" * 12 + "领导小组办公室"))


EXAMPLES = [(rule.id, example) for rule in load_rules().names for example in rule.examples]
COUNTEREXAMPLES = [(rule.id, text) for rule in load_rules().names for text in rule.counterexamples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_examples_of_names_come_true(rule: str, example: str) -> None:
    text, _, wanted = example.partition(" → ")
    found = {member.name: member.rule for nouns in lists(text) for member in nouns.members}
    assert set(wanted.split("; ")) <= set(found)
    assert {name for name, by in found.items() if by == rule} <= set(wanted.split("; "))


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES)
def test_the_counterexamples_of_names_find_nothing(rule: str, text: str) -> None:
    assert rule not in {member.rule for nouns in lists(text) for member in nouns.members}
