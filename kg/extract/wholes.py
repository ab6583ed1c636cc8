"""Names that the layout of a text sets apart, each read as a whole: labels, headings, items of lists."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.markers import marker
from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.tokens import Kind
from kg.rules import Rules

PARTS = frozenset(
    {"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce", "Community"}
)
# What the name of an organ's part ends in, where no rule of names knows the word (资产管理部).
_PART_ENDS = (
    "部",
    "科",
    "处",
    "室",
    "股",
    "办",
    "局",
    "中心",
    "队",
    "组",
    "所",
    "站",
    "司",
    "厅",
    "馆",
    "庭",
    "院",
    "社",
)
_NO_LABELS = frozenset({"permanent", "remark"})
_LONGEST_PART = 20
# People are known by what is around their names: a label may name one that the paragraph does not.
_LONGEST_PERSON = 4


def is_label(word: str, reader: PassageReader) -> bool:
    """Tell whether a word only labels what stands behind it (内设机构, 牵头单位) and names no organ."""
    return word in _label_words(reader.rules)


@cache
def _label_words(rules: Rules) -> frozenset[str]:
    return frozenset[str]().union(*(words for kind, words in rules.labels.items() if kind not in _NO_LABELS))


def is_listing(text: str, reader: PassageReader) -> bool:
    """Tell whether a line only announces a list (二、组成人员; 负责人)."""
    mark = marker(text)
    return text[mark.stop if mark else 0 :].strip(" \u3000【】：:") in reader.rules.labels["listing"]


def named_whole(text: str, start: int, reader: PassageReader) -> list[Phrase]:
    """Read the names of organs that `text` lists, each as a whole: 基层卫生与妇幼健康科 is one.

    The layout says that a name stands here, so that its end alone decides.
    """
    found: list[Phrase] = []
    for piece in re.finditer(r"[^、]+", text):
        heads = (reader.rules.heads.get(piece[0][k:]) for k in range(len(piece[0])))
        head = next((h for h in heads if h is not None and h.type in PARTS), None)
        if len(piece[0]) > _LONGEST_PART or (head is None and not piece[0].endswith(_PART_ENDS)):
            return []
        begin = start + piece.start()
        kind, rule = (head.type, head.id) if head is not None else ("Department", "list.part")
        found.append(Phrase(0, 0, begin, begin + len(piece[0]), piece[0], kind, rule))
    return found


def whole(text: str, start: int, reader: PassageReader, around: Passage | None = None) -> list[Phrase]:
    """Return the names of the one noun phrase that `text` is, determiners before it left aside.

    Args:
        text: a part of a paragraph.
        start: where it stands in the document.
        reader: reads it apart from what is around it.
        around: the paragraph; where no name ends in it as `text` does, there is hardly one that is all of it.
    """
    if around is not None and len(text) > _LONGEST_PERSON and not around.name_ends(start + len(text)):
        return []
    passage = reader.label(text, start)
    if len(passage.nouns) != 1:
        return []
    nouns = passage.nouns[0]
    before = passage.tokens[: nouns.first]
    covers = nouns.last == len(passage.tokens) - 1 and all(
        t.kind in (Kind.DETERMINER, Kind.NUMBER, Kind.CLASSIFIER) for t in before
    )
    return nouns.members if covers else []
