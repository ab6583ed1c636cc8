"""The title of a page: which of its first lines are it, and how they read as one."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.read.lines import Line
from kg.rules.furniture import FurnitureRules

_LONGEST_TITLE = 120
_LONGEST_PART = 60
_MOST_LINES = 60  # dozens of departments may issue a notice together, a line each
_NO_TITLE_ENDS_WITH = ("。", "；", ";", "：", ":", "，")
_TRAILING_DATE = re.compile(r"\s*[（(]\s*(\d{4}[-年.]\d{1,2}[-月.]\d{1,2}日?)\s*[)）]$")
# Pictures and signs that decorate a heading; punctuation that belongs to it stays.
_PICTURES = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f"
_DECORATION = re.compile(rf"^[\s#*■◆★●▲{_PICTURES}]+|[\s*{_PICTURES}]+$")


def could_begin(line: Line) -> bool:
    """Tell whether a title may begin with this line: it is short and no sentence."""
    return len(line.text) <= _LONGEST_TITLE and "。" not in line.text and not line.text.endswith(_NO_TITLE_ENDS_WITH)


def title_stop(lines: list[Line], start: int, rules: FurnitureRules) -> int:
    """Return where the title that begins at line `start` stops (half-open).

    A line goes on with the title where it is a subtitle (——…), where the lines before name only issuers, where what
    stands so far breaks off (关于调整部分 | 议事协调机构的通知), after an eyebrow (…强调), or where it is a note in
    brackets.
    """
    stop = start + 1
    while stop < min(len(lines), start + _MOST_LINES):
        line = lines[stop]
        if len(line.text) > _LONGEST_PART or line.text.endswith(_NO_TITLE_ENDS_WITH):
            return stop
        if rules.is_a("subtitle", line.text):
            return stop + 1
        if not line.adjacent or not _continues([part.text for part in lines[start:stop]], line.text, rules):
            return stop
        stop += 1
    return stop


def _continues(parts: list[str], line: str, rules: FurnitureRules) -> bool:
    if all(rules.is_a("orgs", part) for part in parts):
        return rules.is_a("continues", line) or rules.is_a("orgs", line)
    so_far = "".join(parts)
    official = "关于" in so_far or so_far.startswith("国务院")
    breaks_off = official and not rules.is_a("complete", so_far) and rules.is_a("complete", line)
    return breaks_off or rules.is_a("eyebrow", so_far) or rules.is_a("note", line)


def join_title(parts: list[str], rules: FurnitureRules) -> tuple[str, str | None]:
    """Return the title that the lines `parts` make, and the date in brackets at its end where there is one.

    >>> from kg.rules.furniture import load_furniture
    >>> join_title(["从太湖边到戈壁滩", "——一支援疆医疗队的第一年"], load_furniture())
    ('从太湖边到戈壁滩——一支援疆医疗队的第一年', None)
    >>> join_title(["重庆市河长制条例(2020-12-03)"], load_furniture())
    ('重庆市河长制条例', '2020-12-03')
    """
    title = parts[0]
    for before, part in pairwise(parts):
        apart = rules.is_a("eyebrow", before) or (rules.is_a("orgs", before) and rules.is_a("orgs", part))
        title += f" {part}" if apart else part
    title = _DECORATION.sub("", title)
    if dated := _TRAILING_DATE.search(title):
        return title[: dated.start()], dated[1]
    return title, None
