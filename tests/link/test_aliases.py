"""One thing is one node, and two things are two."""

from __future__ import annotations

import pytest

from kg.link import link
from kg.model import Document, Extraction, Mention, Span, Statement
from kg.rules import load_rules
from tests.link.conftest import Named
from tests.timing import growth

SAME = {
    "the article's own county falls away": (
        "[中共泗源县委组织部|Department]印发通知，[泗源县委组织部|Department]和[县委组织部|Department]",
        {"中共泗源县委组织部", "泗源县委组织部", "县委组织部"},
    ),
    "in full and in short": (
        "[县发展和改革委员会|Department]牵头，[县发改委|Department]落实",
        {"县发展和改革委员会", "县发改委"},
    ),
    "what the text introduces": (
        "[青坪县医疗保障改革协调委员会=医改委|Committee]负责。[医改委|Committee]每月开会",
        {"青坪县医疗保障改革协调委员会", "医改委"},
    ),
    "a body of which there is one": (
        "成立[新就业群体党建工作领导小组|Committee]，[领导小组|Committee]定期研究",
        {"新就业群体党建工作领导小组", "领导小组"},
    ),
    "characters left out": (
        "[县驻村工作领导小组办公室|Department]通报，[县驻村办|Department]督促",
        {"县驻村工作领导小组办公室", "县驻村办"},
    ),
    "the body of a body": (
        "[县水利局党组|Committee]召开会议，[局党组|Committee]认领问题",
        {"县水利局党组", "局党组"},
    ),
    "the proper name after its owner": (
        "[县委第一巡察组|TaskForce]进驻，[第一巡察组|TaskForce]开箱",
        {"县委第一巡察组", "第一巡察组"},
    ),
    "an arrangement after its description": (
        "推行[“县领导包镇、镇干部包村”的包联制度|Mechanism]。[包联制度|Mechanism]运行",
        {"“县领导包镇、镇干部包村”的包联制度", "包联制度"},
    ),
    "the members of the one body": (
        "[县森林防灭火指挥部成员单位|Department]到会，[各+成员单位|Department]汇报",
        {"县森林防灭火指挥部成员单位", "成员单位"},
    ),
    "the Party committee of a branch of business": (
        "[氟硅产业链党委|Committee]挂牌，[产业链党委|Committee]每月研究",
        {"氟硅产业链党委", "产业链党委"},
    ),
    "the office of the body that has just been named": (
        "成立[防汛领导小组|Committee]，[防汛领导小组办公室|Department]设在[县应急局|Department]，[办公室|Department]负责",
        {"防汛领导小组办公室", "办公室"},
    ),
    "characters left out, and the level added": (
        "[综合考核委员会|Committee]通报，[区考委|Committee]复核",
        {"综合考核委员会", "区考委"},
    ),
    "the province that only one form names": (
        "[安徽省推进改革领导小组|Committee]部署，[省推进改革领导小组|Committee]调度，[推进改革领导小组|Committee]落实",
        {"安徽省推进改革领导小组", "省推进改革领导小组", "推进改革领导小组"},
    ),
    "a company with and without its province": (
        "[山西阳泉煤业公司|Organization]派出救护队，[阳泉煤业公司|Organization]善后",
        {"山西阳泉煤业公司", "阳泉煤业公司"},
    ),
    "a document by the last word of its title": (
        "印发[《防汛工作方案》|Document]。[《方案》|Document]明确",
        {"《防汛工作方案》", "《方案》"},
    ),
    "quotation marks do not count": (
        "[“小红帽”服务队|TaskForce]，[小红帽服务队|TaskForce]",
        {"“小红帽”服务队", "小红帽服务队"},
    ),
    "names composed of aliases": (
        "[县防汛抗旱指挥部=县防汛指|Committee]。[县防汛指成员单位|Department]，[县防汛抗旱指挥部成员单位|Department]",
        {"县防汛指成员单位", "县防汛抗旱指挥部成员单位"},
    ),
}


@pytest.mark.parametrize(("marked", "thing"), SAME.values(), ids=SAME.keys())
def test_forms_of_one_thing_are_one(named: Named, marked: str, thing: set[str]) -> None:
    assert frozenset(thing) in named(marked)


DIFFERENT = {
    "two that the short name could mean": "[智能装备专班|TaskForce]、[绿色建材专班|TaskForce]，[专班|TaskForce]调度",
    "another county's": "[石堰县公安局|Department]、[永绥县公安局|Department]，[县公安局|Department]出警",
    "a deputy": "[县长|Post]出席，[副县长|Post]主持",
    "a kind and a kind within it": "[党员|Group]带头，[流动党员|Group]报到",
    "departments of a level and departments": "[市政府主管部门|Department]和[主管部门|Department]",
    "the committee and one of its organs": "[县委|Committee]部署，[县应急委员会|Committee]落实",
    "an office and the office of a part": "[县委办公室|Department]和[县委组织部办公室|Department]",
    "an office of a body that is not named": "[县委人才领导小组办公室|Department]和内设的[办公室|Department]",
    "Party committees of a town and a work committee": "[梨树镇党委|Committee]归[党工委|Committee]领导",
    "an arrangement that is named after one of its kind": "[工业平台|Mechanism]之外有[“双跨”工业平台|Mechanism]",
    "committees of all towns and of one": "[乡镇党委|Committee]上报，[云阳镇党委|Committee]整改",
    "a hospital that only comes later": "[医院|Organization]负责救治。[县中医院|Organization]协助",
    "several": "[项目服务专班|TaskForce]成立，[各+专班|TaskForce]汇报",
    "a place that only sounds so": "[开发区管委会|Government]，[区管委会|Government]",
    "two types": "[街道|Community]和[锦屏街道|Place]",
}


@pytest.mark.parametrize("marked", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_what_is_not_certain_stays_apart(named: Named, marked: str) -> None:
    assert all(len(thing) == 1 for thing in named(marked))


def test_a_determiner_points_back_to_the_last_thing_named_so(named: Named) -> None:
    text = "[泗源恒丰食品公司|Organization]和[城东物业公司|Organization]。[该+公司|Organization]捐赠"
    assert named(text) == {frozenset({"泗源恒丰食品公司"}), frozenset({"城东物业公司"})}


def test_a_thing_goes_by_its_longest_name_and_keeps_all_places() -> None:
    text = "县委组织部会同泗源县委组织部"
    mentions = tuple(
        Mention(Span(text.index(name), text.index(name) + len(name)), name, "Department", rule="hand")
        for name in ("县委组织部", "泗源县委组织部")
    )
    document = Document("doc-0", "hand", text, (Span(0, len(text)),))
    (entity,) = link(Extraction(document, mentions, ()), load_rules()).entities
    assert (entity.name, entity.aliases) == ("泗源县委组织部", ("县委组织部",))
    assert entity.mentions == (("doc-0", Span(0, 5)), ("doc-0", Span(7, 14)))


def test_an_edge_between_two_forms_of_one_thing_is_none() -> None:
    text = "县委组织部指导泗源县委组织部和沙湾乡"
    ends = [
        Mention(Span(text.index(name), text.index(name) + len(name)), name, kind, rule="hand")
        for name, kind in (("县委组织部", "Department"), ("泗源县委组织部", "Department"), ("沙湾乡", "Community"))
    ]
    statements = tuple(Statement("guides", ends[0], tail, Span(0, len(text)), "hand") for tail in ends[1:])
    document = Document("doc-0", "hand", text, (Span(0, len(text)),))
    article = link(Extraction(document, tuple(ends), statements), load_rules())
    names = {entity.id: entity.name for entity in article.entities}
    assert [(names[r.head], names[r.tail]) for r in article.relations] == [("泗源县委组织部", "沙湾乡")]


def test_a_village_is_one_with_and_without_its_township() -> None:
    text = "工作队入驻云盘乡石门村。工作队走访石门村"
    team, long, short = (
        Mention(Span(text.rindex(name), text.rindex(name) + len(name)), name, kind, rule="hand")
        for name, kind in (("工作队", "TaskForce"), ("云盘乡石门村", "Community"), ("石门村", "Community"))
    )
    statements = tuple(Statement("deployedTo", team, tail, Span(0, len(text)), "hand") for tail in (long, short))
    document = Document("doc-0", "hand", text, (Span(0, len(text)),))
    article = link(Extraction(document, (team, long, short), statements), load_rules())
    assert {entity.name for entity in article.entities} == {"工作队", "云盘乡石门村"}
    assert len(article.relations) == 1


def test_a_level_alone_is_the_place_that_publishes() -> None:
    text = "锦屏街道组建服务队。服务队入驻街道"
    street, team, bare = (
        Mention(Span(text.index(name), text.index(name) + len(name)), name, kind, rule="hand")
        for name, kind in (("锦屏街道", "Community"), ("服务队", "TaskForce"), ("街道", "Community"))
    )
    bare = Mention(Span(len(text) - 2, len(text)), "街道", "Community", rule="hand")
    statements = (
        Statement("establishes", street, team, Span(0, 9), "hand"),
        Statement("deployedTo", team, bare, Span(10, len(text)), "hand"),
    )
    for publisher, names in (("锦屏街道党群办", {"锦屏街道", "服务队"}), (None, {"锦屏街道", "服务队", "街道"})):
        document = Document("doc-0", "hand", text, (Span(0, len(text)),), publisher=publisher)
        article = link(Extraction(document, (street, team, bare), statements), load_rules())
        assert {entity.name for entity in article.entities} == names


def test_kinds_and_places_count_only_as_ends(named: Named) -> None:
    assert named("[党员|Group]、[沙湾乡|Community]、[泗源县|Place]，[县委|Committee]") == {frozenset({"县委"})}


@pytest.mark.timing
def test_linking_takes_time_in_proportion_to_the_names(named: Named) -> None:
    def name(number: int) -> None:
        assert len(named("".join(f"[县{i:05}防汛工作领导小组|Committee]、" for i in range(number)))) == number

    assert growth(name, 500, 4000) < 14
