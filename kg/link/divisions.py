"""The divisions of China: what a name of a place can mean, what it belongs to, and how it is called in full.

Codes are those of the National Bureau of Statistics without the zeros behind them: 34 安徽省, 3412 阜阳市, 341203
颍东区, 341203001 a street of it; `CN` is the nation. A division lies in those whose code its own begins with.

>>> divisions = load_divisions()
>>> divisions.named("颍东区"), divisions.chain("341203"), divisions.full("341203")
(('341203',), ('341203', '3412', '34', 'CN'), '阜阳市颍东区')
>>> divisions.named("襄樊市"), divisions.full("4206")
(('4206',), '襄阳市')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

NATION = "CN"
LEVELS = {2: "province", 4: "city", 6: "county", 9: "township"}
"""The level of the schema that a division is of, by the length of its code."""

# What stands in the tables for the counties that no city or prefecture comes between.
_NO_CITY = frozenset(["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"])
_PEOPLES = (
    "(?<!内)蒙古族?|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族"
    "|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|普米族"
    "|塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|鄂伦春|各族"
)
_AUTONOMOUS = re.compile(f"(?:{_PEOPLES})*自治(?:区|州|县|旗)$")
_ENDING = re.compile("(?:省|市|地区|盟|区|县|旗)$")


@dataclass(frozen=True)
class Divisions:
    """All divisions down to the townships.

    Attributes:
        names: of those of county level and above, by code.
        towns: of each county, as `001河东街道,002…`.
        former: names that are no longer in use: (name, code, year of the change), by name.
    """

    names: dict[str, str]
    towns: dict[str, str]
    former: dict[str, tuple[str, int]]
    _split: dict[str, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def level(self, code: str) -> str:
        """Return the level of a division, as the schema calls it."""
        return "nation" if code == NATION else LEVELS[len(code)]

    def name(self, code: str) -> str:
        """Return the name of a division by itself: 颍东区."""
        if code == NATION:
            return "中国"
        return self.names[code] if len(code) < 9 else self.towns_of(code[:6])[code]

    def parent(self, code: str) -> str | None:
        """Return the division that one belongs to; counties of a municipality belong to it directly."""
        if code == NATION:
            return None
        if len(code) == 2:
            return NATION
        above = {4: code[:2], 6: code[:4], 9: code[:6]}[len(code)]
        if self.names[above] in _NO_CITY:
            return above[:2]
        # Cities without counties stand twice in the tables, as their own only county: 东莞市.
        return above[:4] if above.endswith("00") else above

    def chain(self, code: str) -> tuple[str, ...]:
        """Return a division and all it lies in, the nation last."""
        above = self.parent(code)
        return (code,) if above is None else (code, *self.chain(above))

    def within(self, code: str, other: str) -> bool:
        """Tell whether a division is `other`, or lies in it."""
        return other == NATION or code.startswith(other)

    def full(self, code: str) -> str:
        """Return the name of a division as official titles give it: below the cities with the city before it."""
        if code == NATION or len(code) == 2:
            return self.name(code)
        if len(code) == 4:
            return self._brief(code)
        above = self.parent(code)
        return (self.full(above) if above else "") + self.name(code)

    def _brief(self, code: str) -> str:
        name = self.names[code]
        return f"{_AUTONOMOUS.sub('', name)}州" if name.endswith("自治州") else name

    def short(self, code: str) -> str:
        """Return the name of a division without its level: 颍东, 广西, 恩施; 泗县 keeps it.

        >>> [load_divisions().short(code) for code in ("341203", "45", "4228", "341324")]
        ['颍东', '广西', '恩施', '泗县']
        """
        name = self.name(code)
        bare = _AUTONOMOUS.sub("", name) or name.removesuffix("族自治县")  # 东乡族自治县 has the name of its people
        bare = bare if bare != name else _ENDING.sub("", name)
        return bare if len(bare) > 1 else name

    def named(self, name: str) -> tuple[str, ...]:
        """Return the divisions of county level and above that have, or had, this name; short names are none."""
        return self._named.get(name, ())

    def called(self, short: str) -> tuple[str, ...]:
        """Return the divisions of county level and above that are called so without their level: 颍东, 安徽."""
        return self._called.get(short, ())

    def towns_named(self, name: str) -> tuple[str, ...]:
        """Return all townships of this name."""
        return self._town_codes.get(name, ())

    @cached_property
    def _town_codes(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for county in self.towns:
            for code, name in self.towns_of(county).items():
                found[name] = (*found.get(name, ()), code)
        return found

    def towns_of(self, county: str) -> dict[str, str]:
        """Return the townships of a county: names by code."""
        known = self._split.get(county)
        if known is None:
            towns = self.towns.get(county, "")
            known = self._split[county] = {county + town[:3]: town[3:] for town in towns.split(",") if town}
        return known

    def all_names(self, *, short: bool) -> dict[str, tuple[str, ...]]:
        """Return all names of divisions of county level and above, with what each can mean.

        Args:
            short: whether names without their level count, or those of the provinces alone (安徽).
        """
        found = dict(self._named)
        for name, codes in self._called.items():
            wanted = codes if short else tuple(code for code in codes if len(code) == 2)
            if wanted and name not in found:
                found[name] = wanted
        return found

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code in self._real:
            for name in {self.names[code], self._brief(code)}:
                found[name] = (*found.get(name, ()), code)
        for name, (code, _) in self.former.items():
            found.setdefault(name, (code,))
        return found

    @cached_property
    def _called(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code in self._real:
            found[self.short(code)] = (*found.get(self.short(code), ()), code)
        return found

    @property
    def _real(self) -> list[str]:
        return [c for c, n in self.names.items() if n not in _NO_CITY and not (len(c) == 6 and c.endswith("00"))]


@cache
def load_divisions() -> Divisions:
    """Read the package's tables: `divisions.tsv` and `former.tsv`."""
    names: dict[str, str] = {}
    towns: dict[str, str] = {}
    for code, name, *rest in _rows("divisions.tsv"):
        names[code] = name
        if rest:
            towns[code] = rest[0]
    former = {name: (code, int(year)) for name, code, year in _rows("former.tsv")}
    return Divisions(names, towns, former)


def _rows(name: str) -> list[list[str]]:
    text = files("kg.link").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
