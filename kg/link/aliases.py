"""Which forms of an article name one thing: never by guess, and only within one type.

Each rule says of two forms that they are the same where the text makes it certain. A form that could be
two things (工作队, where an article names two) stays by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.link.forms import Form, compared
from kg.link.places import PROVINCE, OwnPlaces, divisions
from kg.rules import Rules
from kg.rules.abbreviations import LEVELS

_BODIES = frozenset({"Committee", "Government", "Department", "Organization", "TaskForce", "PartyOrganization"})
# Kinds of people and places, and titles: a shorter form of such a name is a wider kind, or another thing.
_KINDS = frozenset({"Group", "Place", "Document", "Person"})
# An article speaks of many of these: a short form means the one that was named in full before.
_MANY = frozenset({"Organization", "Group", "Document"})
# Bodies and arrangements of a level (县, 街道) that keep their name without it, if it is more than their kind.
_LEVELLED = frozenset({"TaskForce", "Committee", "Mechanism"})
# Sorts of bodies: 主管部门 may be that of any level.
_SORTS = ("部门", "单位", "机构", "机关", "队伍")
# With one of these before it, a name means something else than without.
_OTHER = re.compile(r".*(?:副|常务|原|前|分管|执行|上级|下级|上一级|下一级|同级|邻|非|其他|[各每某])")
# Bodies that have an office of their own, which is 办公室 once it has been set up.
_OFFICE = re.compile(r"(?:领导小组|指挥部|联席会议|委员会|委会|协调委|安委会|专班|指)(?:办|办公室)$")
# What comes before the proper name of an arrangement: “四个一”, 县领导包镇、镇干部包村的.
_DESCRIPTION = re.compile(r"[“”「」\"、，]|的$|[省市县区镇乡村]{2,}$")
# By type, the last characters of names that are shortened by leaving characters out.
_SHORTENED = {"Committee": "委会指部组", "TaskForce": "班队组", "Organization": "社会院", "Department": "办"}
_SHORTEST = 3
_LONGEST_FREE = 4  # what begins with a level (县驻村办) may be longer
_MOST_ALIKE = 200


class Same:
    """Sets of forms that name one thing."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._sets = {id(form): [form] for form in forms}

    def of(self, form: Form) -> list[Form]:
        """Return all forms of what `form` names."""
        return self._sets[id(form)]

    def join(self, one: Form, other: Form) -> None:
        """Note that two forms name one thing."""
        first, second = self.of(one), self.of(other)
        if first is not second:
            first += second
            for form in second:
                self._sets[id(form)] = first

    def single(self, forms: Iterable[Form]) -> bool:
        """Tell whether all of `forms` name one thing, and there are any."""
        return len({id(self.of(form)) for form in forms}) == 1


def same_forms(forms: list[Form], rules: Rules, places: OwnPlaces) -> Same:
    """Find the forms that name one thing.

    Args:
        forms: all forms of an article, in the order of their first mention.
        rules: abbreviations and references.
        places: the article's own divisions.
    """
    same = Same(forms)
    by_key: dict[tuple[str, str], Form] = {}
    for form in forms:
        same.join(by_key.setdefault((form.type, form.key), form), form)
    for form in forms:
        if form.name in places.declared and not form.several:
            same.join(by_key.get((form.type, f"{places.full(form.name)}"), form), form)
    introduced = _introduced(forms, rules, places)
    for key, form in introduced.items():
        same.join(form, by_key.get((form.type, key), form))
    bodies = introduced.keys() | {key for _, key in by_key}
    _shorter(by_key, bodies, same, rules)
    _shortened(by_key, same, rules)
    _composed(by_key, introduced, same)
    return same


def _introduced(forms: list[Form], rules: Rules, places: OwnPlaces) -> dict[str, Form]:
    """Return by short name what the text itself declares it to be: 县防汛抗旱指挥部（以下简称“县防指”）."""
    found: dict[str, Form] = {}
    for form in forms:
        for alias in sorted(form.introduced):
            found.setdefault(compared(alias, rules, places), form)
    return found


def _shorter(by_key: dict[tuple[str, str], Form], bodies: set[str], same: Same, rules: Rules) -> None:
    """Join a form with the longer one that it is the end of: 县委第一巡察组, 第一巡察组; 驻村工作队, 工作队."""
    longer: dict[tuple[str, str], list[Form]] = {}
    for form in by_key.values():
        # 指挥部 is the end of 镇防汛抗旱指挥部, though this is compared as 镇防指.
        ends = {text[cut:] for text in (form.key, form.name) for cut in range(1, len(text))}
        for end in sorted(ends - {form.key}):
            if (form.type, end) in by_key:
                longer.setdefault((form.type, end), []).append(form)
    for kind_key in sorted(longer, key=lambda item: -len(item[1])):
        form = by_key[kind_key]
        candidates = [c for c in longer[kind_key] if not _OTHER.fullmatch(_before(form, c))]
        if form.key == "办":
            candidates = [c for c in candidates if _OFFICE.search(c.key) and c.key[:-1] in bodies]
        elif form.type == "Post" and form.key[0] == "办":  # 办公室主任 is not 镇社会事务办主任
            candidates = [c for c in candidates if _OFFICE.search(f"{_before(form, c)}办")]
        if same.single(candidates) and any(_refers(form, candidate, rules) for candidate in candidates):
            same.join(candidates[0], form)


def _before(form: Form, longer: Form) -> str:
    """Return what a longer form has before what the two share."""
    ends = longer.key.endswith(form.key)
    return longer.key[: -len(form.key)] if ends else longer.name[: -len(form.name)]


def _refers(form: Form, longer: Form, rules: Rules) -> bool:
    """Tell whether `form` can only mean `longer`, the one thing in the article whose name ends so."""
    before = _before(form, longer)
    place = _is_place(before)
    if form.type == "Community":
        return place and form.name not in rules.heads
    if form.type == "Organization" and PROVINCE.fullmatch(before):
        return form.name not in rules.heads
    if place or (form.several and not form.name.endswith("成员单位")):
        return False
    # A town has one 领导小组 for a thing but many 医院: such a one must have been named in full before.
    if _refers_back(form, rules) and (form.type not in _MANY or longer.first <= form.first):
        return True
    if form.type in _KINDS or form.name.endswith(_SORTS):
        return False
    level = before in rules.heads and rules.heads[before].type in {"Community", "Place"}
    if level and (form.type == "Department" or (form.type in _LEVELLED and form.name not in rules.heads)):
        return form.key[0] not in LEVELS  # 镇党委 is not what is left of 乡镇党委
    description = longer.name[: -len(form.name)]
    if form.type == "Mechanism" and _DESCRIPTION.search(description):
        return longer.first <= form.first or "、" in description
    return form.name not in rules.heads and (_is_body(before, rules) or _halves_a_body(form.key, before, rules))


def _is_place(name: str) -> bool:
    return "".join(stem + level for stem, level in divisions(name)) == name


def _is_body(name: str, rules: Rules) -> bool:
    """Tell whether a name ends as that of an organisation does: 县委, 瑞沣新材料公司."""
    heads = (rules.heads.get(name[cut:]) for cut in range(max(0, len(name) - 5), len(name)))
    return any(head is not None and head.type in _BODIES for head in heads)


def _halves_a_body(key: str, before: str, rules: Rules) -> bool:
    """Tell whether a form begins with the last part of a body's name: 局党组 in 县水利局党组."""
    return before[-1] not in LEVELS and any(
        key[:cut] in rules.heads
        and key[:cut] not in LEVELS
        and not key[:cut].endswith(_SORTS)
        and any(before[start:] + key[:cut] in rules.heads for start in range(max(0, len(before) - 4), len(before)))
        for cut in range(1, min(4, len(key)))
    )


def _refers_back(form: Form, rules: Rules) -> bool:
    for rule in rules.references:
        ends = form.name in rule.words if rule.whole else form.name.endswith(rule.words)
        if ends and rule.type == form.type:
            return True
    return False


def _shortened(by_key: dict[tuple[str, str], Form], same: Same, rules: Rules) -> None:
    """Join a form with the one that it leaves characters out of: 县驻村办, 县驻村工作领导小组办公室."""
    kinds: dict[tuple[str, str], list[Form]] = {}
    for form in by_key.values():
        if form.type in _SHORTENED and form.key:
            kinds.setdefault((form.type, form.key[-1]), []).append(form)
    for (kind, last), alike in kinds.items():
        # Among very many that end alike no short form is certain (and each would be compared with each).
        if not 1 < len(alike) <= _MOST_ALIKE or last not in _SHORTENED[kind]:
            continue
        for form in alike:
            known = {form.name, form.key, form.key[1:]} & rules.heads.keys()
            if len(form.key) < _SHORTEST or known or _is_body(form.key[:-1], rules):
                continue
            candidates = [c for c in alike if _shortens(form.key, c.key)]
            if same.single(candidates):
                same.join(candidates[0], form)


def _shortens(short: str, long: str) -> bool:
    """Tell whether `short` keeps some characters of `long`, the first among them, and is not simply a part of it.

    >>> _shortens("县驻村办", "县驻村工作领导小组办"), _shortens("区考委", "综合考核委"), _shortens("县委", "市委")
    (True, True, False)
    """
    if short[0] in LEVELS and long[0] not in LEVELS:
        return len(short) > _SHORTEST - 1 and _keeps(short[1:], long)
    if short[0] != long[0] or (short[0] not in LEVELS and len(short) > _LONGEST_FREE):
        return False
    return _keeps(short, long)


def _keeps(short: str, long: str) -> bool:
    rest = iter(long)
    if long.replace("工委", "委") == short:
        return False  # 法制委员会 and 法制工作委员会 are two bodies of one congress
    return len(short) < len(long) and short not in long and all(char in rest for char in short)


def _composed(by_key: dict[tuple[str, str], Form], introduced: dict[str, Form], same: Same) -> None:
    """Join names that begin with two forms of one thing and go on alike: 县防指办公室, 县防汛抗旱指挥部办公室."""
    keys = {form.key: form for form in by_key.values()} | introduced
    for form in list(by_key.values()):
        for cut in range(_SHORTEST, len(form.key)):
            owner = keys.get(form.key[:cut])
            for other in same.of(owner) if owner is not None else ():
                twin = by_key.get((form.type, other.key + form.key[cut:]))
                if twin is not None:
                    same.join(twin, form)
