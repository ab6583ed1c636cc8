"""What a name means in an article: whose organ it is, and under which official title."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kg.link.divisions import NATION, load_divisions
from kg.link.jurisdiction import LEVEL_OF, Jurisdiction
from kg.link.naming import chosen, places_in
from kg.rules import Rules

_MARKS = str.maketrans("", "", "“”‘’「」『』\"' ")
_BODIES = frozenset({"Committee", "Government", "Department", "Organization", "PartyOrganization", "TaskForce"})
_KINDS = _BODIES - {"TaskForce"} | {"Community"}
_NAMED = frozenset({"Committee", "Organization", "Mechanism"})
_ORDER = ("nation", "province", "city", "county", "township")
_LEVEL = re.compile("^(自治区|街道|[省市州盟区县旗镇乡])")
# Behind a level alone: what makes it that of a body, and not a word that begins so (市场, 乡村, 区域).
_BODY = re.compile(
    "$|委|人民|政府|人大|政协|纪|监委|直|党|办事处|公安|法院|检察院|妇联|总工会|团委|残联|工商联|红十字|融媒|税务|气象|供电"
    "|应急|教育|财政|民政|司法|审计|统计|农业|水利|林业|交通|住|自然资源|生态|卫|医|市场监|退役|文|人社|人力|发改|发展|科技|工业|商务"
    "|安委|防|乡村振兴|信访|数|城管|城市管理|消防|人武|人民武装|长|领导|疾控|工信|网信|政务|行政审批|级"
)
_DEPUTY = re.compile("^(?:常务副|副|原|时任)")
_TOP = re.compile("^(?:党中央|中央(?!企业|财政)|国务院|全国|国家(?!级|机关|工作人员)|最高人民|中华全国|中华人民共和国)")
_OF_THE_NATION = re.compile(
    "^(?:中国|中华).*(?:公司|银行|集团|协会|联合会|学会|基金会|总会|大学|院|中心|总局|委员会|联盟|红十字会)$"
)
# What a name of a kind is made of: 乡镇(街道)村(社区)党组织, 行业主管部门.
_WORDS = (
    "乡镇|镇街|街乡|街道|乡|镇|村级|村居|村组|村|社区|居民?|片区?|网格|楼栋|小区|农村|城市|城乡|机关|基层|企事业|企业|事业|国有|国企|学校"
    "|医院|行业|两新|非公有制?|社会|部门|单位|属地|主管|职能|牵头|责任|成员|配合|包保|包联|包村|结对|帮扶|共建|驻村|驻地|驻区|辖区|下属|直属"
    "|所属|党建|功能型|临时|流动|联合|专业|公安|民政|教育|财政|卫生健康|卫健|宣传|组织|政法|司法|检察|审判|监察|纪检|税务|统计|审计|环保"
    "|生态环境|应急|应急管理|住建|交通运输|交通|农业农村|水利|市场监管|人社|群团|党政|党委|政府|县级|市级|省级|区级|镇级|乡级|各级|级|区县"
    "|县区|县市|县|市|省|区|州|班子|领导|两委|非公党组织|[()、/和与及]"
)
_KIND = re.compile(f"(?:{_WORDS})+")
_POST_OF_A_KIND = re.compile(
    f"(?:{_WORDS})+(?:第一书记|书记|主任|[组队]?长|负责人|领导)|[河湖林田路街网格楼栋巷段链片点]+长|第一书记"
)
# Without a level these are those of all levels: 县级以上人民政府, 各级人民法院.
_OF_EVERY_LEVEL = frozenset({"government", "congress", "congress.standing", "court", "procuratorate"})
# What only the article knows: 第一组, 该专班, 上级党组织.
_OWN = re.compile("第?[一二三四五六七八九十0-9]+[组队科室]|上级|下级|同级|本级|该|本|其他|另")
_SHORTEST = 4  # characters of a name that is no mere word
_NUMBER = re.compile(r"[\u4e00-\u9fff]+[〔\[]\d{4}[〕\]]\d+号")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name means.

    Attributes:
        place: the code of the division that it belongs to; None where only the user's links know it.
        key: with the type and the place, what makes it one with others.
        name: its official name.
        rule: what told: `full`, its own words; `nation`, a national organ; `own`, the level alone is that of the
            article's own place; `organ`, without a place an organ of the article's own; `kind`, a kind of the place;
            `named`, a proper name of the place.
        organ: the rule of `organs.toml` that knows it.
    """

    place: str | None
    key: str
    name: str
    rule: str
    organ: str | None = None


def read_name(name: str, kind: str, here: Jurisdiction, rules: Rules) -> Reading | None:
    """Return what a name means, or None where it could be several things, or only the article knows.

    Args:
        name: as the article writes it.
        kind: the type of what it names.
        here: where the article belongs.
        rules: abbreviations and organs.
    """
    folded = unicodedata.normalize("NFKC", name).translate(_MARKS)
    normal = rules.abbreviations.normal(folded)
    if kind == "Person":
        return None
    if kind == "Document":
        return _document(folded, here)
    if found := _national(normal, folded, kind, rules):
        return found
    deputy = _DEPUTY.match(normal) if kind == "Post" else None
    before = deputy[0] if deputy else ""
    rest = normal.removeprefix("国家税务总局")[len(before) :]
    place, at = _leading(rest, here)
    if at:
        return None if place is None else _of(place, (before, rest[at:]), "full", folded, rules)
    level = _LEVEL.match(rest)
    if level and (_BODY.match(rest, level.end()) or rules.organs.first("county", rest[level.end() :])):
        return _levelled(level[1], (before, rest[level.end() :]), name, normal, (here, rules))
    return _bare(name, normal, kind, here, rules)


def _national(normal: str, folded: str, kind: str, rules: Rules) -> Reading | None:
    """Return the reading of what stands for itself everywhere: 国务院, 教育部, 中国红十字会."""
    if kind not in _BODIES and kind != "Post":
        return None
    found = rules.organs.first("nation", normal)
    if found is not None and (found[1] == len(normal) or (found[1] > 2 and normal[found[1]] not in "员会门")):
        organ, stop = found
        if not _leading_place(normal[stop:]):
            whole = stop == len(normal)
            title = organ.title + normal[stop:]
            return Reading(NATION, rules.abbreviations.normal(title), title, "nation", organ.line if whole else None)
        return None
    top = _TOP.match(normal) or (_OF_THE_NATION.search(normal) and not places_in(normal, short=True))
    return Reading(NATION, normal, folded, "nation") if top else None


def _leading_place(name: str) -> bool:
    return any(named.start == 0 for named in places_in(name, short=True)[:1])


def _leading(name: str, here: Jurisdiction) -> tuple[str | None, int]:
    """Return the innermost place at the beginning of a name, and where it ends; no place where it is not certain."""
    divisions = load_divisions()
    place, at = None, 0
    for named in places_in(name, here.hints):
        if named.start != at:
            break
        if named.code is None:
            return None, named.stop
        place, at = named.code, named.stop
    for stop in range(min(len(name), at + 10), at + 1, -1):
        if name[stop - 1] in "镇乡道木区场" and (towns := divisions.towns_named(name[at:stop])):
            inside = [code for code in towns if place is None or divisions.within(code, place)]
            code = inside[0] if place and len(inside) == 1 else chosen(inside, here.hints, common=True)
            if code is not None or place is None:
                return code, stop
    return place, at


def _levelled(
    level: str, around: tuple[str, str], name: str, normal: str, context: tuple[Jurisdiction, Rules]
) -> Reading | None:
    """Return the reading of what names its level alone: 区委, 副县长."""
    here, rules = context
    place = here.levels.get(level)
    if place is not None:
        return _of(place, around, "own", name, rules)
    if here.place and _below(level, here.place) and LEVEL_OF[level] not in here.named:
        return Reading(here.place, normal, name, "kind")
    return None


def _of(place: str, around: tuple[str, str], rule: str, name: str, rules: Rules) -> Reading:
    """Return the reading of what belongs to a place and has something before its name (副) and behind it."""
    divisions, (before, tail) = load_divisions(), around
    found = rules.organs.first(divisions.level(place), tail)
    title, line = tail, None
    if found is not None and (found[1] == len(tail) or tail[found[1]] not in "员会"):
        organ, stop = found
        title = organ.title + _in_full(tail[stop:], name)
        line = organ.line if stop == len(tail) else None
    else:
        title = _in_full(tail, name)
    key = before + rules.abbreviations.normal(title)
    return Reading(place, key, f"{divisions.full(place)}{before}{title}", rule, line)


def _in_full(tail: str, name: str) -> str:
    """Return the last part of a name as the article writes it, where it is shortened for comparison: 办公室."""
    for long, short in (("办公室", "办"), ("办公厅", "办"), ("委员会", "委"), ("有限公司", "公司")):
        if name.endswith(long) and tail.endswith(short) and not tail.endswith(long):
            return tail.removesuffix(short) + long
    return tail


def _bare(name: str, normal: str, kind: str, here: Jurisdiction, rules: Rules) -> Reading | None:
    """Return the reading of a name that names no place and no level."""
    place = here.place
    if place is None or _OWN.match(normal):
        return None
    level = "centre" if place == NATION else load_divisions().level(place)
    organ = rules.organs.of(level, normal) if here.sure and kind in _BODIES and len(normal) > 1 else None
    if organ is not None and organ.line in _OF_EVERY_LEVEL:
        return Reading(place, normal, name, "kind")
    if organ is not None and place == NATION:
        return Reading(place, rules.abbreviations.normal(organ.title), organ.title, "organ", organ.line)
    if organ is not None:
        return _of(place, ("", normal), "organ", name, rules)
    post = kind == "Post" and _POST_OF_A_KIND.fullmatch(normal)
    # A 工作组 is one that was formed for a job; 突击队, 服务队 are kinds.
    kinds = kind in _KINDS or (kind == "TaskForce" and normal.endswith("队"))
    if kind == "Group" or post or (kinds and _is_kind(normal, rules)):
        return Reading(place, normal, name, "kind")
    if kind == "Organization" and (named := places_in(normal, here.hints, short=True)) and named[0].start == 0:
        outer = named[0].code
        return Reading(outer, normal, name, "named") if outer is not None and len(outer) < 6 else None
    if kind in _NAMED and len(normal) >= _SHORTEST:
        return Reading(place, normal, name, "named")
    return None


def _is_kind(normal: str, rules: Rules) -> bool:
    """Tell whether a name is made of words for kinds alone."""
    if _KIND.fullmatch(normal):
        return True
    return any(
        normal[cut:] in rules.heads and (cut == 0 or _KIND.fullmatch(normal[:cut]))
        for cut in range(max(0, len(normal) - 8), len(normal))
    )


def _below(level: str, place: str) -> bool:
    return _ORDER.index(LEVEL_OF[level]) > _ORDER.index(load_divisions().level(place))


def _document(folded: str, here: Jurisdiction) -> Reading | None:
    """Return the reading of a document that its number, or the law-giver in its title, makes one."""
    number = _NUMBER.search(folded)
    if number:
        return Reading(NATION, number[0], folded, "full")
    title = folded.strip("《》")
    if title.startswith(("中华人民共和国", "中国共产党", "中共中央", "国务院")):
        return Reading(NATION, title, folded, "nation")
    place, at = _leading(title, here)
    return Reading(place, title[at:], folded, "full") if place is not None and at < len(title) else None
