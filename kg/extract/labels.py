"""Labels of lists: posts before a colon or in the first column of a line, and what bodies they are posts of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.phrases import Phrase
from kg.rules import LabelKind, PostRule, Rules

_LONGEST_LABEL = 24
_LONGEST_COLUMN = 8
_SPACE = " \u3000\t"
_COLON = re.compile(r"[：:]")
_NOTE = re.compile(r"[（(][^（）()]*[)）][ \u3000]*$")
_BRACKETS = str.maketrans("【】", "  ")
# Longer than any post with its rank: running text, which is not searched for columns.
_UNBROKEN = re.compile(rf"[^{_SPACE}【】（()）]{{40}}")
_COLUMN = re.compile(rf"[^{_SPACE}]+")
_SPACES = re.compile(rf"[{_SPACE}]*")
# What may stand right before a label: the margin, a mark, an item's number.
_MARGIN = frozenset(" \u3000\t\n，,；;。、（(）)｜|·•●◆■▪—-0123456789.．【】")
_RANK = re.compile(r"(?:第[一二]|常务|执行|名誉|轮值)*(副)?(?:第[一二]|总(?=召集人|负责人))?(?=.)")
_BODIES = frozenset({"Committee", "TaskForce", "PartyOrganization"})
# Posts of a group or committee of any name, and of organs by the end of their names.
_OF_GROUPS = frozenset(
    [
        "组长",
        "总指挥",
        "指挥长",
        "召集人",
        "总召集人",
        "秘书长",
        "链长",
        "理事长",
        "会长",
        "主席",
        "主任",
        "主任委员",
        "负责人",
        "专班长",
        "双组长",
        "双指挥长",
        "政委",
        "政治委员",
        "总负责人",
    ]
)
_OF_PERMANENT = frozenset(["书记", "主席", "常委"])
_OF_DIRECTORS = ("会", "委", "室", "办", "中心", "处", "局", "组", "专班", "部", "院", "所")
# These say who answers for a task, with or without a body.
_OF_TASKS: tuple[LabelKind, ...] = ("lead", "join", "assist")
_MEMBERS = ("委员", "成员", "组员", "顾问", "队员", "理事", "监事", "联络员")


@dataclass(frozen=True, slots=True)
class Label:
    """A label: characters `start`–`stop` of a paragraph's text; `value` is where what it labels begins.

    Attributes:
        word: the label without spaces (副组长).
        prefix: what stands unbroken before it (领导小组 in 领导小组副组长).
        role: what it makes of those behind it in the body, or None (参会人员).
    """

    start: int
    stop: int
    value: int
    word: str
    prefix: str
    role: PostRule | None


def labels(text: str, rules: Rules) -> Iterator[Label]:
    """Find the labels in a paragraph that call people or units to a post.

    >>> from kg.rules import load_rules
    >>> [(label.word, label.prefix) for label in labels("组　　长：周明远　领导小组副组长：石向东", load_rules())]
    [('组长', ''), ('副组长', '领导小组')]
    """
    for colon in _COLON.finditer(text):
        stop = colon.start()
        places = [k for k in range(max(0, stop - _LONGEST_LABEL), stop) if text[k] not in _SPACE]
        for size in range(min(_LONGEST_COLUMN, len(places)), 1, -1):
            word = "".join(text[k] for k in places[-size:])
            known, role = _role(word, rules)
            if known:
                start = places[-size]
                prefix = _unbroken_before(text, start)
                if prefix is not None:
                    yield Label(start - len(prefix), places[-1] + 1, colon.end(), word, prefix, role)
                break


def first_column(text: str, at: int, rules: Rules) -> Label | None:
    """Return the label that the first column of a line is: 主 任　蒋省三; a kind of members may have a line: 专家委员.

    Args:
        text: a paragraph.
        at: where it begins behind its marker.
        rules: know the posts.
    """
    if _UNBROKEN.match(text, at):
        return None
    word = ""
    line = _NOTE.sub("", text) if text.rstrip(_SPACE).endswith(("）", ")")) else text
    line = line.translate(_BRACKETS)
    for column in _COLUMN.finditer(line, at):
        word += column[0]
        value = _SPACES.match(line, column.end()).end()  # type: ignore[union-attr]  # it matches nothing at all, too
        role = _role(word, rules)[1]
        if role is not None:
            return Label(at, column.end(), value, word, "", role)
        member = next((m for m in _MEMBERS if word.endswith(m)), None)
        if member is not None and value == len(line) and len(word) <= _LONGEST_COLUMN:
            return Label(at, column.end(), len(text), word, "", rules.post_of.get(member))
        if len(word) > _LONGEST_COLUMN:
            return None
    return None


def _role(word: str, rules: Rules) -> tuple[bool, PostRule | None]:
    """Tell whether a word is a label, and what it makes of those behind it: a deputy of whatever post is a member."""
    if word[-1:] not in _ends(rules) or any(word in rules.labels[kind] for kind in _OF_TASKS):
        return False, None
    role = rules.post_of.get(word)
    if role is None and (base := base_of(word)) != word:
        role = rules.post_of.get(base)
        if role is not None and role.relation == "leads" and "副" in word:
            role = rules.post_of.get("副组长")
    if role is not None and role.relation == "partOf":
        return False, None
    return role is not None or word in rules.labels["present"], role


@cache
def _ends(rules: Rules) -> frozenset[str]:
    """Return the characters that labels end in: most words end in none of them."""
    return frozenset(word[-1] for word in (*rules.post_of, *rules.labels["present"]))


def base_of(word: str) -> str:
    """Return a post without its rank: 常务副组长 → 组长."""
    rank = _RANK.match(word)
    return word[rank.end() :] if rank is not None else word


def _unbroken_before(text: str, start: int) -> str | None:
    """Return the word right before a label, or None where it is too long for one."""
    at = start
    while at and text[at - 1] not in _MARGIN:
        at -= 1
        if start - at > _LONGEST_LABEL:
            return None
    return text[at:start]


def suits(label: Label, body: Phrase, rules: Rules) -> bool:
    """Tell whether a label is a post within a body: 组长 of a group, 局长 of a 局, 主任 of an office or a committee."""
    base = base_of(label.word)
    if any(body.name.endswith(end) for end in rules.labels["permanent"]):
        return base in _OF_PERMANENT
    if base.endswith("长") and len(base) == 2 and body.name.endswith(base[0]):
        return True
    if base == "主任" and body.type in {"Department", "Organization"}:
        return body.name.endswith(_OF_DIRECTORS)
    return body.type in _BODIES and (base in _OF_GROUPS or base.endswith(_MEMBERS) or "单位" in base)
