"""A page read from both ends: what is head, title and foot, what they tell, and which lines are the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Furniture, Span
from kg.read.dates import find_date
from kg.read.lines import Line, split_lines
from kg.read.title import could_begin, join_title, title_stop
from kg.rules.furniture import Fact, Found, FurnitureRules, MetadataField

_LOOK_AHEAD = 4  # lines between the title and the line of labels: a subtitle, a slogan
_LONGEST_HEAD_LINE = 60
_LONGEST_HEAD = 60  # lines; a head longer than this is a list of the article
_TITLE_RULE = "title"


@dataclass(frozen=True)
class Page:
    """What a page holds; see `kg.model.Document` for the fields."""

    paragraphs: tuple[Span, ...]
    furniture: tuple[Furniture, ...]
    title: str | None
    publisher: str | None
    author: str | None
    date: str | None


def read_page(text: str, rules: FurnitureRules, known_title: str | None = None) -> Page:
    r"""Set the furniture of a page aside and gather its metadata.

    Args:
        text: the page, cleaned.
        rules: the rules of page furniture.
        known_title: the title, where it is known from elsewhere (a column, a `<meta>`); its line is set aside too.

    >>> from kg.rules.furniture import load_furniture
    >>> page = read_page("防汛一线\n来源：县委组织部  2023年7月18日\n县委抽调干部。\n【打印】", load_furniture())
    >>> page.title, page.publisher, page.date, [found.rule for found in page.furniture]
    ('防汛一线', '县委组织部', '2023-07-18', ['title', 'label.publisher', 'mark'])
    """
    return _Reading(split_lines(text), rules, known_title).page()


class _Reading:
    """One pass over one page."""

    def __init__(self, lines: list[Line], rules: FurnitureRules, known_title: str | None) -> None:
        self.lines = lines
        self.rules = rules
        self.known_title = known_title
        self.found: dict[int, str] = {}  # line number → rule: the lines that are set aside
        self.facts: list[Fact] = []
        self.title_lines: tuple[int, ...] = ()

    def page(self) -> Page:
        body = self._head()
        end = self._foot(body)
        for number in range(body, end):
            self._take(number, self._explain(number, "any"))
        title, dated = self._title()
        if dated:
            self.facts.append(Fact("date", dated, 32))
        if (
            title
            and (issuer := re.match(r"(\S{2,24}?)(?:关于|转发|印发)", title))
            and self.rules.is_a("orgs", issuer[1])
        ):
            self.facts.append(Fact("publisher", issuer[1], 10))
        if len(self.found) == len(self.lines):  # a text of nothing but head and foot is one after all
            self.found, title = {}, self.known_title
        return Page(
            paragraphs=tuple(line.span for n, line in enumerate(self.lines) if n not in self.found),
            furniture=tuple(Furniture(self.lines[n].span, rule) for n, rule in sorted(self.found.items())),
            title=title,
            publisher=self._best("publisher"),
            author=self._authors(),
            date=self._date(),
        )

    def _explain(self, number: int, zone: str) -> Found | None:
        following = self.lines[number + 1].text if number + 1 < len(self.lines) else ""
        return self.rules.explain(self.lines[number].text, zone, following)  # type: ignore[arg-type]

    def _take(self, number: int, found: Found | None) -> None:
        if found is None:
            return
        self.facts += found.facts
        if not found.keep:
            self.found[number] = found.rule

    def _head(self) -> int:
        """Take the head's lines and return the number of the line where the body begins."""
        number = 0
        end = min(len(self.lines), _LONGEST_HEAD)
        while number < end:
            line = self.lines[number]
            if repeated := self._repeated_title(number):
                for n in range(number, repeated):
                    self.found[n] = _TITLE_RULE
                number = repeated
                continue
            found = self._explain(number, "head")
            if found is not None:
                self._take(number, found)
                number += 1
                if found.wants_value is not None:
                    number = self._value_below(number, found)
                continue
            if not self.known_title and not self.title_lines and could_begin(line):
                stop = title_stop(self.lines, number, self.rules)
                self.title_lines = tuple(range(number, stop))
                for n in self.title_lines:
                    self.found[n] = _TITLE_RULE
                number = stop
                continue
            ahead = self._strong_line_ahead(number)
            if ahead is None:
                break
            number = ahead
        return number

    def _value_below(self, number: int, found: Found) -> int:
        """Take the line below a label as its value, unless it is a label or the title itself."""
        label = found.wants_value
        if label is None or number >= len(self.lines):
            return number
        value = self.lines[number].text
        title = self._known_title()
        squeezed = re.sub(r"\s", "", value)
        if (
            self._explain(number, "head") is not None
            and not self.rules.is_a("date", value)
            and not self.rules.is_a("orgs", value)
        ):
            return number
        if label.gives != "title" and title is not None and re.sub(r"\s", "", title).startswith(squeezed):
            return number
        if len(value) > _LONGEST_HEAD_LINE * 2:
            return number
        if label.gives:
            self.facts.append(Fact(label.gives, value, label.rank))
        self.found[number] = label.id
        return number + 1

    def _known_title(self) -> str | None:
        named = self.known_title or self._best("title")
        return named or ("".join(self.lines[n].text for n in self.title_lines) or None)

    def _repeated_title(self, number: int) -> int | None:
        """Return where the lines from `number` on stop repeating the title, or None where they do not."""
        title = self._known_title()
        if title is None:
            return None
        wanted = re.sub(r"\s|[（(]\d{4}-\d\d-\d\d[)）]$", "", title)
        so_far = ""
        for stop in range(number, min(number + 4, len(self.lines))):
            so_far += re.sub(r"\s", "", self.lines[stop].text)
            if so_far == wanted:
                return stop + 1
            if not wanted.startswith(so_far):
                return None
        return None

    def _strong_line_ahead(self, number: int) -> int | None:
        """Return the number of a line of labels just below, with nothing but short lines before it."""
        for ahead in range(number, min(number + _LOOK_AHEAD, len(self.lines))):
            line = self.lines[ahead]
            found = self._explain(ahead, "head")
            if found is not None and found.strong:
                return ahead if ahead > number else None
            if len(line.text) > _LONGEST_HEAD_LINE or line.text.endswith(("。", "；", "：", ":")):
                return None
            if found is None and self.title_lines and self.rules.is_a("heading", line.text):
                return None
        return None

    def _foot(self, body: int) -> int:
        """Take the foot's lines, from the last upwards, and return where the body ends."""
        number = len(self.lines)
        while number > body:
            found = self._explain(number - 1, "foot")
            if found is None:
                break
            self._take(number - 1, found)
            number -= 1
        return number

    def _title(self) -> tuple[str | None, str | None]:
        if named := self.known_title or self._best("title"):
            return named, None
        if not self.title_lines:
            return None, None
        return join_title([self.lines[n].text for n in self.title_lines], self.rules)

    def _best(self, field: MetadataField) -> str | None:
        """Return the value of the highest rank for a field, the first of them where several have it."""
        facts = [fact for fact in self.facts if fact.field == field]
        return re.sub(r"\s+", " ", max(facts, key=lambda fact: fact.rank).value) if facts else None

    def _date(self) -> str | None:
        """Return the date of the highest rank, the latest of them: a text was last adopted on its last date."""
        dates = [(fact.rank, date) for fact in self.facts if fact.field == "date" and (date := find_date(fact.value))]
        return max(dates)[1] if dates else None

    def _authors(self) -> str | None:
        """Return the authors of the highest rank, all that share it, joined as a list is."""
        facts = [fact for fact in self.facts if fact.field == "author"]
        best = max((fact.rank for fact in facts), default=0)
        names = dict.fromkeys(fact.value for fact in facts if fact.rank == best)
        return "、".join(names) or None
