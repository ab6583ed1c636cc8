"""What a name means in an article: whose organ it is, and under which official title."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kg.link.divisions import NATION, load_divisions
from kg.link.jurisdiction import Jurisdiction
from kg.link.naming import places_in
from kg.rules import Rules

_MARKS = str.maketrans("", "", "“”‘’「」『』\"' ")
_BODIES = frozenset({"Committee", "Government", "Department", "Organization", "PartyOrganization", "TaskForce"})
_PREFIX = re.compile("^(?:中共|中国共产党)(?!中央)")
_LEVEL = re.compile("^(自治区|街道|[省市州盟区县旗镇乡])")
# Behind a level alone: what makes it that of a body, and not a word that begins so (市场, 乡村, 区域).
_BODY = re.compile(
    "$|委|人民|政府|人大|政协|纪|监委|直|党|办事处|公安|法院|检察院|妇联|总工会|团委|残联|工商联|红十字|融媒|税务|气象|供电"
    "|应急|教育|财政|民政|司法|审计|统计|农业|水利|林业|交通|住|自然资源|生态|卫|医|市场监|退役|文|人社|人力|发改|发展|科技|工业|商务"
    "|安委|防|乡村振兴|信访|数|城管|城市管理|消防|人武|人民武装|长$|领导|疾控|工信|网信|政务|行政审批"
)
_LEVEL_OF = {
    **dict.fromkeys(("省", "自治区"), "province"),
    **dict.fromkeys(("市", "州", "盟"), "city"),
    **dict.fromkeys(("区", "县", "旗"), "county"),
    **dict.fromkeys(("镇", "乡", "街道"), "township"),
}
_ORDER = ("nation", "province", "city", "county", "township")
_DEPUTY = re.compile("^(?:副|常务副|原|前|时任)")
_KIND = re.compile(
    "(?:部门|单位|机构|机关|组织|企业|党委|党组|党总?支部?|党小组|村委会|居委会|两委|派出所|班子|学校|医院|社区|村|小区|网格|街道|乡镇|镇|乡)$"
)
# What an article names so is its own: 第一组, 该专班.
_OWN = re.compile("第?[一二三四五六七八九十0-9]|上级|下级|同级|本级|该|本")
_SHORTEST = 4
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]+[〔\[]\d{4}[〕\]]\d+号")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name means.

    Attributes:
        place: the code of the division that it belongs to.
        key: with the type and the place, what makes it one with others.
        name: its official name.
        rule: what told: `full`, its own words; `nation`, a national organ; `own`, the level alone is that of the
            article's own place; `organ`, without a place an organ of the article's own; `kind`, a kind of the place;
            `named`, a proper name of the place.
        organ: the rule of `organs.toml` that knows it.
    """

    place: str
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
        return _document(folded)
    if kind in _BODIES and (found := rules.organs.first("nation", normal)) and _ends(normal, found[1]):
        organ, stop = found
        title = organ.title + _rest(normal[stop:], folded)
        line = organ.line if stop == len(normal) else None
        return Reading(NATION, rules.abbreviations.normal(title), title, "nation", line)
    deputy = _DEPUTY.match(normal) if kind == "Post" else None
    before = deputy[0] if deputy else ""
    start = len(before)
    place, at = _leading(normal, start, here)
    if at > start:
        return None if place is None else _of(place, (before, normal[at:]), "full", folded, rules)
    level = _LEVEL.match(normal[start:])
    rest = normal[start + level.end() :] if level else ""
    if level and (_BODY.match(rest) or rules.organs.first("county", rest)):
        place = here.levels.get(level[1])
        if place is not None:
            return _of(place, (before, rest), "own", folded, rules)
        if here.place and _below(level[1], here.place) and _LEVEL_OF[level[1]] not in here.named:
            return Reading(here.place, normal, name, "kind")
        return None
    return _bare(name, normal, kind, here, rules)


def _leading(name: str, start: int, here: Jurisdiction) -> tuple[str | None, int]:
    """Return the innermost place at the beginning of a name, and where it ends; no place where it is not certain."""
    divisions = load_divisions()
    place, at = None, start
    for named in places_in(name[start:], here.hints):
        if named.start != at - start:
            break
        if named.code is None:
            return None, start + named.stop
        place, at = named.code, start + named.stop
    county = place or here.place
    if county is not None and len(county) >= 6:
        for code, town in divisions.towns_of(county[:6]).items():
            if name.startswith(town, at):
                return code, at + len(town)
    return place, at


def _of(place: str, around: tuple[str, str], rule: str, folded: str, rules: Rules) -> Reading:
    """Return the reading of what belongs to a place and has something before its name (副) and behind it."""
    divisions, (before, tail) = load_divisions(), around
    full = divisions.full(place)
    found = rules.organs.first(divisions.level(place), tail)
    title, line = tail, None
    if found is not None and _ends(tail, found[1]):
        title = found[0].title + _rest(tail[found[1] :], folded)
        line = found[0].line if found[1] == len(tail) else None
    elif tail and folded.endswith(tail[-1]):
        title = _rest(tail, folded)
    return Reading(place, before + rules.abbreviations.normal(title), f"{full}{before}{title}", rule, line)


def _ends(name: str, stop: int) -> bool:
    return stop == len(name) or name[stop] not in "员会"


def _rest(tail: str, folded: str) -> str:
    """Return what follows an organ as the article writes it, where that is what is compared: 办 is 办公室."""
    if tail == "办" and folded.endswith("办公室"):
        return "办公室"
    return tail


def _bare(name: str, normal: str, kind: str, here: Jurisdiction, rules: Rules) -> Reading | None:
    place = here.place
    if place is None:
        return None
    if kind in {"Committee", "Department", "Government", "Organization"} and here.sure:
        organ = rules.organs.of(load_divisions().level(place), normal)
        if organ is not None and len(normal) > 1:
            return _of(place, ("", normal), "organ", name, rules)
    if kind == "Group" or (kind in {*_BODIES, "Community"} and (_KIND.search(normal) and normal in rules.heads)):
        return Reading(place, normal, name, "kind")
    if kind in {"Committee", "Organization", "Mechanism"} and len(normal) >= _SHORTEST and not _OWN.match(normal):
        return Reading(place, normal, name, "named")
    return None


def _below(level: str, place: str) -> bool:
    return _ORDER.index(_LEVEL_OF[level]) > _ORDER.index(load_divisions().level(place))


def _document(folded: str) -> Reading | None:
    number = _DOCUMENT_NUMBER.search(folded)
    if number:
        return Reading(NATION, number[0], folded, "full")
    return None
