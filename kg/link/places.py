"""The article's own place: the county, town or street it is about, so that 县委 is the committee of that county.

What is a place shows in the article's names, publisher and title, whether the tables of divisions know it or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.link.divisions import load_divisions
from kg.model import Document

# Names of the provinces as they stand before other names: 山西阳泉煤业集团公司.
PROVINCE = re.compile(
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南"
    "|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾"
)
_DIVISION = re.compile(r"([\u4e00-\u9fff]{1,8}?)(自治县|自治州|自治旗|街道|[省市县区州盟旗镇乡村])")
_BEFORE = re.compile(r"中共|中国共产党|共青团|政协|第?[一二三四五六七八九十]{1,3}届")
# What follows a division in the name of a body of its own.
_BODY = re.compile(
    r"$|委|人民|政府|人大|政协|纪|监委|直|党|街道|办事处|公安|法院|检察院|妇联|总工会|团委|残联|工商联|红十字|融媒|税务|气象|供电"
    r"|应急|教育|财政|民政|司法|审计|统计|农业|水利|林业|交通|住|自然资源|生态|卫生|医|市场监|退役|文|人社|人力|发改|发展|科技|工业|商务"
    r"|安委|防|乡村振兴|信访|数|城管|城市管理|消防|人武|人民武装|长[^期效]|[省市县区州盟旗镇乡村]"
)
# What ends so before the character of a level is no name of a place: 开发|区, 驻|村, 文明城|市.
_ANYWHERE = (
    "全|我|本|该|各|每|某|外|邻|跨|两|三|四|级|设|省|市|县|区|乡|镇|直|个|支|名|[的和与及或由对向在从等到为将把]"
    "|副|会|部|团|散|所在|有关|相关|毗|兄弟|各类|责任|推动|协调|归口|试点|示范|重点|属地|贫困|脱贫"
)
_BY_LEVEL = {
    "市": "直辖|超|门|股|文明城|大中城|中小城|省会城|中心城|小城|现代城",
    "区": "开发|高新|经开|社|小|园|片|景|林|灾|疫|库|辖|郊|老|校|厂|矿|专|战|试验|保护|功能|度假|旅游|产业|工业|保税|赛"
    "|地|主城|老城|新城|中心城|军分|自治|生活|居住|服务|街|牧|商|合作|先行|集聚",
    "镇": "城|集|小城|特色小|中心|建制",
    "乡": "城|返|下|家|老|故|民族|还|异|边界",
    "村": "农|行政|自然|驻|包|进|入|下|薄弱|美丽|中心|城中|联|拆迁|空心|特色|后进|移民|先进|帮扶",
}
_NO_STEM = {
    level: re.compile(f".*(?:{_ANYWHERE}|{_BY_LEVEL.get(level, '(?!)')})")
    for level in ("自治县", "自治州", "自治旗", "街道", *"省市县区州盟旗镇乡村")
}


@dataclass(frozen=True, slots=True)
class OwnPlaces:
    """The article's own divisions.

    Attributes:
        stems: their names without the last character, by that character: {"县": "泗源"}.
        declared: the levels of those that publisher or title name, so that 县 alone means that county.
    """

    stems: dict[str, str]
    declared: frozenset[str] = frozenset()

    def without(self, name: str) -> str:
        """Return `name` without the article's own place before the character of its level.

        >>> places = OwnPlaces({"市": "怀川", "县": "泗源"})
        >>> places.without("怀川市泗源县委组织部"), places.without("永绥县委"), places.without("泗源县")
        ('县委组织部', '永绥县委', '泗源县')
        """
        for level, stem in self.stems.items():
            place = stem + level
            if name.startswith(place) and name != place:
                rest = name[len(place) :]
                return self.without(rest) if divisions(rest) else level + rest
        return name

    def full(self, level: str) -> str | None:
        """Return the article's own division of a level: 县 → 泗源县."""
        stem = self.stems.get(level)
        return None if stem is None else stem + level


def divisions(name: str, whole: bool = True) -> list[tuple[str, str]]:
    """Return the divisions at the beginning of a name as (stem, level), the highest first.

    Args:
        name: a name, with the Party or a session before it or not.
        whole: whether what follows must be a body of the division or nothing, so that 粮食市场 is no 粮食市.

    >>> divisions("怀川市泗源县委组织部"), divisions("驻村工作队"), divisions("县委")
    ([('怀川', '市'), ('泗源', '县')], [], [])
    """
    found = []
    before = _BEFORE.match(name)
    at = before.end() if before else 0
    while match := _DIVISION.match(name, at):
        stem, level = match.groups()
        if len(stem) == 1 and match.end() < len(name) and load_divisions().named(name[at : match.end() + 1]):
            stem, level = name[at : match.end()], name[match.end()]  # 桐乡市
        elif len(stem) == 1 or _NO_STEM[level].fullmatch(stem):
            break
        found.append((stem, level))
        at += len(stem + level)
    return found if len(found) > 1 or not whole or _BODY.match(name, at) else []


def own_places(document: Document, names: Iterable[str]) -> OwnPlaces:
    """Find the divisions that an article is about: those of its publisher, else of its title, else the only ones named.

    Args:
        document: gives publisher and title.
        names: the names in the article.
    """
    named: dict[str, set[str]] = {}
    known = set(names)
    for name in known:
        for stem, level in divisions(name):
            named.setdefault(level, set()).add(stem)
        for stem, level in divisions(name, whole=False)[:1]:
            # 安徽省推进产业创新领导小组 beside 省推进产业创新领导小组: what is more in the one is the place.
            if name[len(stem) :] in known:
                named.setdefault(level, set()).add(stem)
    # Nobody publishes for another place: whatever follows it in the publisher's name is a body (怀川市文明办).
    for stem, level in divisions(document.publisher or "", whole=False):
        named.setdefault(level, set()).add(stem)
    own: dict[str, str] = {}
    declared: set[str] = set()
    for level, stems in sorted(named.items()):
        for text in (document.publisher or "", document.title or "", None):
            # 青坪融媒, 浔安日报: a publisher may leave the level out.
            here = stems if text is None else {stem for stem in stems if stem in text}
            if here:
                if len(here) == 1:
                    own[level] = next(iter(here))
                    if text is not None and own[level] + level in text:
                        declared.add(level)
                break
    return OwnPlaces(own, frozenset(declared))
