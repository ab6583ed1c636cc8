"""What clauses state: who does what to whom, said in the many ways that the genre has."""

from __future__ import annotations

import pytest

from tests.extract.reading import read, stated

SENTENCES = {
    "active": ("青山县委成立防汛工作专班。", {"青山县委 establishes 防汛工作专班"}),
    "passive": ("防汛工作专班由县应急局牵头。", {"县应急局 leads 防汛工作专班"}),
    "object first": ("县公安局把18名民警派驻到各社区。", {"县公安局 dispatches 民警", "民警 deployedTo 社区"}),
    "partners without a name": ("县住建局会同有关部门编制规划。", {"县住建局 coordinatesWith 部门"}),
    "the seat of another": (
        "施工单位向项目所在地县住建局报告，经营者向养老机构所在地县民政局备案。",
        {"施工单位 reportsTo 县住建局", "经营者 reportsTo 县民政局"},
    ),
    "whom someone supports": (
        "乡政府支持和配合村民委员会在村党组织领导下开展自治。",
        {"村党组织 leads 村民委员会"},
    ),
    "beneficiary": ("县财政局为驻村工作队拨付经费30万元。", {"县财政局 funds 驻村工作队"}),
    "addressee": ("各镇党委每月向县委组织部书面报告。", {"镇党委 reportsTo 县委组织部"}),
    "partner": ("县住建局会同县城管局逐户核查。", {"县住建局 coordinatesWith 县城管局"}),
    "two verbs, two edges": (
        "市应急局监督指导各县应急局。",
        {"市应急局 supervises 县应急局", "市应急局 guides 县应急局"},
    ),
    "serial verbs": (
        "县委组织部选派25名干部进驻企业。",
        {"县委组织部 dispatches 干部", "干部 deployedTo 企业"},
    ),
    "relative clause": (
        "县委成立由县长任组长的防汛工作领导小组。",
        {"县委 establishes 防汛工作领导小组", "县长 leads 防汛工作领导小组"},
    ),
    "what the duties are": (
        "县委常委会听取县应急局汇报。县委教育工委的主要职责为领导学校党组织。",
        {"县委教育工委 leads 学校党组织"},
    ),
    "decisions that others carry out": (
        "领导小组办公室督促落实县委教育工作领导小组议定事项。",
        {"领导小组办公室 implements 县委教育工作领导小组"},
    ),
    "under another's lead": (
        "在省委领导下，省委农村工作领导小组负责牵头抓总、统筹协调。",
        {"省委 leads 省委农村工作领导小组"},
    ),
    "an office within": ("县政府办公室设县应急管理办公室。", {"县应急管理办公室 partOf 县政府办公室"}),
    "nominal lead": ("驻村工作队在镇党委领导下开展工作。", {"镇党委 leads 驻村工作队"}),
    "heading with 对": ("对逾期不报的村党支部，由镇纪委约谈。", {"镇纪委 supervises 村党支部"}),
    "one by one": (
        "县指挥部下设抢险组、保障组，分别由县水利局、县财政局牵头。",
        {
            "抢险组 partOf 县指挥部",
            "保障组 partOf 县指挥部",
            "县水利局 leads 抢险组",
            "县财政局 leads 保障组",
        },
    ),
    "both together": (
        "县总工会与县妇联签订合作协议，双方共建“暖心驿站”。",
        {"县总工会 coordinatesWith 县妇联", "县总工会 establishes “暖心驿站”", "县妇联 establishes “暖心驿站”"},
    ),
    "subject carried on": (
        "县委组织部成立党建工作专班，印发《党建工作要点》。",
        {"县委组织部 establishes 党建工作专班", "县委组织部 issues 《党建工作要点》"},
    ),
    "those just sent go on": (
        "市司法局派出法律服务小分队，协助社区居委会调解纠纷。",
        {"市司法局 dispatches 法律服务小分队", "法律服务小分队 assists 社区居委会"},
    ),
    "a range of numbers": ("每名包片干部联系2-3个村民小组。", {"包片干部 covers 村民小组"}),
    "what 以…为 governs does not act": (
        "青山区以实验小学、城关中学等学校为核心组建3个教育集团。",
        {"青山区 establishes 教育集团"},
    ),
    "epithets before the object": ("社区党委组织20名业务熟练、热心公益的骑手上门。", {"社区党委 guides 骑手"}),
    "an adverb glued to its verb": ("青山镇积极探索“田间议事”治理模式。", {"青山镇 implements “田间议事”治理模式"}),
    "offices move in": ("县司法局入驻县综治中心。", {"县司法局 deployedTo 县综治中心"}),
    "a title shared by a list": (
        "县领导李沁、王斌参加会议。",
        {"李沁 holdsPost 县领导", "王斌 holdsPost 县领导"},
    ),
    "a named unit opens the clause": ("青山街道建设“同心”家园，开设骑手驿站。", {"青山街道 establishes 骑手驿站"}),
    "an organisation in quotation marks": (
        "县委选派干部到“两新”组织党组织兼任党建指导员。",
        {"干部 deployedTo “两新”组织党组织", "干部 holdsPost 党建指导员"},
    ),
    "a team just set up goes on": (
        "区委组建2个巡察组对区水利局开展上下联动巡察。",
        {"区委 establishes 巡察组", "巡察组 supervises 区水利局"},
    ),
    "numbers in a list": (
        "县委第三、四巡察组进驻县水利局。",
        {"县委第三巡察组 deployedTo 县水利局", "县委第四巡察组 deployedTo 县水利局"},
    ),
    "whose it is, summed up": (
        "县委巡察组对县水利局、县统计局2个单位的党组织开展了巡察。",
        {"县委巡察组 supervises 党组织"},
    ),
    "those brought together are no partners": (
        "青山村把临近网格的党员联合起来建立党支部。",
        {"青山村 establishes 党支部"},
    ),
    "organised to go": (
        "团县委组织县青年企业家协会赴青溪村走访。",
        {"团县委 dispatches 县青年企业家协会"},
    ),
    "those below act themselves": (
        "青山街道下辖社区成立“大党委”。",
        {"社区 partOf 青山街道", "社区 establishes “大党委”"},
    ),
    "what undergoes it": ("县委第一巡察组对被巡察单位开展回访。", {"县委第一巡察组 supervises 被巡察单位"}),
    "enumerated clauses": (
        "县领导包乡镇、乡镇干部包村。",
        {"县领导 covers 乡镇", "乡镇干部 covers 村"},
    ),
}


def test_to_get_in_touch_so_that_others_act_is_no_assignment() -> None:
    assert not stated("青山镇主动联系包村单位开展慰问。") & {"青山镇 covers 包村单位"}


def test_a_participle_before_a_name_only_describes_it() -> None:
    assert not {e for e in stated("李沁介绍，被考核的3个乡镇作表态发言。") if "supervises" in e}


def test_what_has_been_reported_is_not_told() -> None:
    assert not {e for e in stated("李沁汇报了社区治理存在的问题。") if "reportsTo" in e}


@pytest.mark.parametrize(("text", "edges"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_states(text: str, edges: set[str]) -> None:
    assert edges <= stated(text)


NOTHING = {
    "what is against the law": "县住建局发现违法设置排污口的，应当立即制止。",
    "a duty": "由其他负有监督管理职责的部门责令停止。",
    "what is in it is meant": "园区管委会监督园区内企业的排放。",
    "a power": "县民政局和其他依法行使监督管理权的部门公布名单。",
    "what has not been approved": "未经县教育局批准，擅自设立学校。",
    "a place that is there already": "推动组建山东未来算力研究平台。",
    "what is inspected is a list": "县司法局应当将鉴定机构变更登记、考核评价等情况向社会公布。",
    "contents of reports": "县住建局对企业备案内容进行核实。",
    "inspectors": "县统计局派出的监督检查人员签字。",
    "a kind of company": "董事长、副董事长的人选由合作企业章程规定。",
    "a network of towns": "县住建局指导监督城镇排水工作。",
    "money": "县审计局监督城市居民最低生活保障资金的使用情况。",
    "someone else's duty": "旅行社领队带领游客，承运人应当向公安机关报告。",
    "where the samples are taken": "样品在建设单位监督下现场提取，送检测单位检测。",
    "who is to be appointed": "县政府对提请任命的办公室主任进行考试。",
    "a mere task": "县应急局牵头做好隐患排查。",
    "a denial": "镇政府不再设立临时指挥部。",
    "a noun behind 的": "群众对有效的监督很满意。",
    "a meeting demands": "会议要求认真抓好落实。",
    "a demand as a noun": "县公安局按照县委的要求开展工作。",
    "a matter named after an end": "县商务局推动服务中心建设。",
    "one verb sets another in motion": "市人民政府组织编制紧缺人才目录。",
    "a noun of working together": "建设单位、监理单位规范劳务合作。",
    "a report for an audience": "县委党校教授为党员干部作宣讲报告。",
    "a metaphor": "全镇上下凝聚起强大合力。",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_a_sentence_states_nothing(text: str) -> None:
    assert stated(text) == set()


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("县水利局督导各乡镇。", "asserted"),
        ("县水利局要督导各乡镇。", "required"),
        ("县水利局应当督导各乡镇。", "required"),
        ("县水利局拟于下月成立巡查专班。", "required"),
        ("县水利局可以督导各乡镇。", "asserted"),
        ("县水利局将名单报县政府备案。", "asserted"),
    ],
)
def test_a_demand_is_told_from_a_fact(text: str, modality: str) -> None:
    assert {s.modality for s in read(text).statements} == {modality}


@pytest.mark.parametrize(
    "text",
    [
        "县人民政府投入的资金由县财政局负责管理。",
        "省邮政管理局和按照国务院规定设立的邮政管理机构负责监督管理工作。",
        "财政部门要加强对智慧社区建设的组织领导。",
    ],
)
def test_what_only_describes_an_end_is_none(text: str) -> None:
    assert not stated(text, "leads") | stated(text, "establishes")


def test_who_only_approves_does_not_go_on_as_the_subject() -> None:
    text = "居民委员会的设置，由镇人民政府提出，经县民政局审核同意，报县人民政府批准。"
    assert stated(text) == {"镇人民政府 reportsTo 县人民政府"}


def test_who_joins_leaves_the_lead_to_another() -> None:
    text = "县农业农村局牵头，县财政局、县水利局等部门配合，制定《农田建设方案》。"
    assert stated(text, "issues") == {"县农业农村局 issues 《农田建设方案》"}
    assert "县水利局 assists 县农业农村局" in stated(text)


def test_a_demand_is_asserted_and_what_it_demands_is_required() -> None:
    found = {s.type: s.modality for s in read("县纪委要求各镇党委向县委书面报告。").statements}
    assert found == {"guides": "asserted", "reportsTo": "required"}


def test_a_quote_is_the_shortest_run_that_shows_both_ends() -> None:
    text = "入汛以来，县水利局派出12名技术员，连夜巡查。"
    found = read(text)
    assert [s.quote.of(text) for s in found.statements if s.type == "dispatches"] == ["县水利局派出12名技术员"]


def test_clauses_keep_their_first_twelve_edges() -> None:
    bureaus = "、".join(f"县{name}局" for name in ("教育", "民政", "财政", "水利", "林业", "审计", "统计"))
    assert len(stated(f"{bureaus}协助县公安局、县司法局。", "assists")) == 12


def test_a_line_without_punctuation_takes_linear_time() -> None:
    once = "县委组织部选派干部进驻企业"
    assert len(read(once * 2_000).document.text) == 26_000
