"""The jurisdiction of an article: which place it belongs to, and what 区 or 市 alone mean in it.

The publisher decides; then the title, the number of the document, the names in the text, and last what the user says
(a column, the folders it lies in). What none of them tells is not known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.link.divisions import NATION, load_divisions
from kg.link.naming import Hints, Named, place_of_code, places_in
from kg.link.places import divisions as divisions_guessed
from kg.model import Document

_TOP = re.compile("^(?:中共中央|中华人民共和国|国务院|全国|中央|国家|最高人民|中国(?!.*公司))")
# Who reports on other places than his own.
_MEDIUM = re.compile(
    "(?:日报|晚报|晨报|时报|报社?|网|网站|电视台|电台|融媒体?(?:中心)?|客户端|发布|新闻|在线|观察|平台|公众号)$"
)
_NUMBER = re.compile(r"^\s*([\u4e00-\u9fff]{2,8})[〔\[［(（](?:19|20)\d\d[〕\]］)）]\d+号\s*$", re.MULTILINE)
_NUMBER_ENDING = re.compile("(?:政|委|府|办|发|字|函|规|组|宣|人社|教|民|财|秘|通|令|纪|农|卫|应急|安委|指)+$")
_BODY = re.compile("委|人民|政府|人大|政协|纪委|监委|公安|法院|检察院|各|党|[直]|[^省市县区]{1,8}[局厅部办]")
LEVEL_OF = {
    **dict.fromkeys(("省", "自治区"), "province"),
    **dict.fromkeys(("市", "州", "盟", "自治州"), "city"),
    **dict.fromkeys(("区", "县", "旗", "自治县", "自治旗"), "county"),
    **dict.fromkeys(("街道", "镇", "乡"), "township"),
}
_OTHERS = 2  # how often a text names the only county that it can be about


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Where an article belongs.

    Attributes:
        place: the code of a division, `CN`, or None.
        source: what told it: publisher, title, number, text, given; "" where nothing did.
        levels: what a level alone means in this article: {"区": "341203", "市": "3412", "省": "34"}.
        named: the levels of which the article names a division: where it names some, 县委 is no kind.
        hints: see `kg.link.naming`.
    """

    place: str | None = None
    source: str = ""
    levels: dict[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    hints: Hints = ()

    @property
    def sure(self) -> bool:
        """Whether the article itself says so in its head."""
        return self.source in {"publisher", "title", "number"}


def jurisdiction(document: Document, names: Iterable[str]) -> Jurisdiction:
    """Find where an article belongs.

    Args:
        document: its publisher, title, text and what the user says of its place.
        names: the names in the article.

    >>> text = "区委组织部抽调党员。"
    >>> found = jurisdiction(Document("doc-0", "a", text, (), publisher="颍东区委组织部"), [])
    >>> found.place, found.source, found.levels
    ('341203', 'publisher', {'区': '341203', '市': '3412', '省': '34'})
    """
    heads = {
        "publisher": document.publisher or "",
        "title": document.title or "",
        "number": _number(document),
        "given": document.place or "",
    }
    code = next(filter(None, map(place_of_code, re.split(r"[/\\]", heads["given"]))), None)
    first = {key: places_in(text, short=key != "title") for key, text in heads.items()}
    hints: Hints = tuple(
        frozenset(n.code for n in first[key] if n.code) for key in ("publisher", "title", "number", "given")
    ) + ((frozenset({code}),) if code else ())
    text = "\n".join(paragraph.of(document.text) for paragraph in document.paragraphs)
    # 新疆生产建设兵团 stands beside the provinces in every law of the nation.
    body = Counter(n.code for n in places_in(text, hints) if n.code and not text.startswith("生产建设兵团", n.stop))
    hints = (*hints, frozenset(body))
    found = {key: _runs(places_in(text, hints, short=key != "title"), text) for key, text in heads.items()}
    if code:
        found["given"] = [code]
    place, source = _decided(document, found, _of_text(body, names, hints))
    speaker = next((p for p in found["publisher"][:1]), None)
    return Jurisdiction(
        place,
        source,
        _levels(place, speaker if _MEDIUM.search(heads["publisher"]) else None),
        frozenset(load_divisions().level(code) for code in body) | _levels_named(names),
        hints,
    )


def _decided(document: Document, found: dict[str, list[str]], in_text: str | None) -> tuple[str | None, str]:
    divisions = load_divisions()
    publisher, title = document.publisher or "", document.title or ""
    inner = _common(found["title"])
    if _TOP.match(publisher) and not found["publisher"]:
        return NATION, "publisher"
    if found["publisher"]:
        place = found["publisher"][0]
        if _MEDIUM.search(publisher):
            for source, closer in (("title", inner), ("text", in_text), ("given", _common(found["given"]))):
                if closer is not None and closer != place and divisions.within(closer, place):
                    return closer, source
        return place, "publisher"
    if _TOP.match(title):
        return NATION, "title"
    if inner is not None:
        return inner, "title"
    if found["number"]:
        return found["number"][0], "number"
    given = _common(found["given"])
    if in_text is not None and not (given is not None and divisions.within(given, in_text)):
        return in_text, "text"
    return given, "given" if given is not None else ""


def _runs(named: list[Named], text: str) -> list[str]:
    """Return the places named, of those that stand together the innermost, with the township behind it."""
    divisions, found = load_divisions(), list[str]()
    for number, place in enumerate(named):
        following = named[number + 1] if number + 1 < len(named) else None
        if place.code is None or (following and following.start == place.stop and following.code):
            continue
        county = place.code if len(place.code) == 6 else f"{place.code}00"  # 东莞市 has no counties
        towns = divisions.towns_of(county)
        inner = [code for code, name in towns.items() if text.startswith(name, place.stop)]
        found.append(inner[0] if len(inner) == 1 else place.code)
    return found


def _common(codes: Iterable[str]) -> str | None:
    """Return the innermost division that all of some lie in; None where that is the nation."""
    divisions = load_divisions()
    chains = [divisions.chain(code) for code in codes]
    shared = [c for c in chains[0] if all(c in chain for chain in chains)] if chains else []
    # What lies in another of them is what is meant: 阜阳市 and 阜阳市颍东区.
    deepest = max((chain for chain in chains), key=len, default=())
    if chains and all(chain[0] in deepest for chain in chains):
        return deepest[0]
    return next((code for code in shared if code != NATION), None)


def _of_text(body: Counter[str], names: Iterable[str], hints: Hints) -> str | None:
    """Return the place that the text is about: what it names more than once, or names a body of."""
    bodies = {
        named[-1].code
        for name in names
        if (named := _leading(name, hints)) and named[-1].code and _BODY.match(name, named[-1].stop)
    }
    weighty = [code for code, count in body.items() if count >= _OTHERS or code in bodies]
    place = _common(weighty)
    # A city's article that names one of its districts is the city's, unless it speaks of the district above all.
    around = [code for code in load_divisions().chain(place)[1:] if len(code) == 4] if place is not None else []
    return next((code for code in around if place is not None and body[code] > body[place]), place)


def _leading(name: str, hints: Hints) -> list[Named]:
    found: list[Named] = []
    for named in places_in(name, hints):
        if named.start != (found[-1].stop if found else 0):
            break
        found.append(named)
    return found


def _levels(place: str | None, speaker: str | None) -> dict[str, str]:
    """Return what the levels alone mean in an article of a place.

    Args:
        place: where the article belongs.
        speaker: the place of the medium that reports on it: 市委 may be that of its city or of a city within.
    """
    if place is None or place == NATION:
        return {}
    divisions, found = load_divisions(), dict[str, str]()
    for code in divisions.chain(place)[:-1]:
        name = divisions.name(code)
        level = next((e for e in ("自治区", "地区", "街道") if name.endswith(e)), name[-1])
        if level not in found:
            found[level] = code
        elif speaker == code:
            del found[level]
    if len(place) == 2 and divisions.name(place).endswith("自治区"):
        found["区"] = place
    return found


def _levels_named(names: Iterable[str]) -> frozenset[str]:
    """Return the levels of which places are named, those too that the tables do not know: 泗源县."""
    return frozenset(LEVEL_OF[level] for name in names for _, level in divisions_guessed(name) if level in LEVEL_OF)


def _number(document: Document) -> str:
    match = _NUMBER.search(document.text[:600])
    return _NUMBER_ENDING.sub("", match[1]) if match else ""
