"""Lists of members: 组　长：李文钢, names one a line below it, 成员单位：A、B, several bodies in one list.

A label says what those behind it are; the body is the one that the label names, or the nearest one named before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from kg.extract.entries import Entry, entry_at, entry_statements
from kg.extract.labels import Label, first_column, labels, suits
from kg.extract.leads import label_lead
from kg.extract.markers import marker
from kg.extract.passages import Passage, PassageReader, begins_with_verb
from kg.extract.phrases import Phrase
from kg.extract.roles import RANKS, mention
from kg.extract.tokens import Kind
from kg.model import Span, Statement
from kg.schema import load_schema

_LONGEST_QUOTE = 120
_LONGEST_LINE = 120
_LONGEST_HEADING = 40
_SPACE = " \u3000\t"
_BETWEEN = re.compile(r"[ \u3000\t、，,；;｜|]*")
_LEFT_OVER = re.compile(r"[ \u3000\t、，,；;。.]*$")
_SETS_UP = frozenset(["成立", "组建", "设立", "调整", "建立", "组成", "充实"])
_RANKS = frozenset(["", "第一", "常务", "执行", "总", "名誉", "轮值", "其他", "另", "双", "部门", "专家"])
_BODIES = frozenset({"Committee", "TaskForce", "PartyOrganization"})
_ORGANS = frozenset({"Department", "Organization", "Committee"})


@dataclass(frozen=True, slots=True)
class Roster:
    """What the lists of a document state.

    Attributes:
        statements: in text order.
        taken: the parts of the text that are lists, and no running text.
    """

    statements: tuple[Statement, ...]
    taken: tuple[Span, ...]


@dataclass(slots=True)
class _Row:
    """A label and its body, as long as names may follow."""

    label: Label
    name: Phrase
    body: Phrase | None
    empty: bool


@dataclass(slots=True)
class _Seen:
    """The bodies that the text has named so far, the nearest last."""

    titled: list[Phrase] = field(default_factory=list)
    announced: list[Phrase] = field(default_factory=list)
    mentioned: list[Phrase] = field(default_factory=list)


def rosters(titles: list[Passage], passages: list[Passage], organ: Phrase | None, reader: PassageReader) -> Roster:
    """Read the lists of members of a document.

    Args:
        titles: the lines of the title.
        passages: the paragraphs.
        organ: the organ that the document is about, where it is about one.
        reader: reads parts of them again.
    """
    walk = _Walk(organ, reader)
    bodies = (p for title in titles for p in title.names if p.type in _BODIES | _ORGANS)
    walk.seen.titled = sorted(bodies, key=lambda p: len(p.name))
    for passage, following in zip_longest(passages, passages[1:]):
        walk.read(passage, following)
    return Roster(tuple(walk.statements), tuple(walk.taken))


class _Walk:
    """One pass over the paragraphs of a document."""

    def __init__(self, organ: Phrase | None, reader: PassageReader) -> None:
        self.organ = organ
        self.reader = reader
        self.rules = reader.rules
        self.seen = _Seen()
        self.row: _Row | None = None
        self.statements: list[Statement] = []
        self.taken: list[Span] = []

    def read(self, passage: Passage, following: Passage | None) -> None:
        """Read one paragraph: its labels, or its names where a list is open.

        A line of a post and a name is no list where the next says what that person does (副局长　罗晓; 分管…).
        """
        does = following is not None and begins_with_verb(following)
        found = list(labels(passage.text, self.rules))
        if found:
            self._labelled(passage, found)
        elif self._is_listing(passage.text):
            self.row = None
        elif (not does and self._column(passage)) or self._continued(passage):
            return
        else:
            self.row = None
        self._note(passage)

    def _is_listing(self, text: str) -> bool:
        """Tell whether a line only announces a list (组成人员, 负责人)."""
        mark = marker(text)
        return text[mark.stop if mark else 0 :].strip(" \u3000【】：:") in self.rules.labels["listing"]

    def _labelled(self, passage: Passage, found: list[Label]) -> None:
        text, start = passage.text, passage.span.start
        for k, label in enumerate(found):
            stop = found[k + 1].start if k + 1 < len(found) else len(text)
            stop = _sentence_stop(text, label.value, stop)
            self.row = None
            row = self._opened(label, passage)
            if row is None:
                continue
            if not text[label.value : stop].strip(_SPACE):
                self.row = row
            elif self._values(row, text, label.value, stop, start):
                self.row = row if stop == len(text) else None
            else:
                continue
            self.taken.append(Span(start + label.start, start + stop))

    def _column(self, passage: Passage) -> bool:
        """Read a line whose first column is a label: 主 任　蒋省三; 组　长."""
        text, start = passage.text, passage.span.start
        if len(text) > _LONGEST_LINE:
            return False
        mark = marker(text)
        label = first_column(text, mark.stop if mark else 0, self.rules)
        row = self._opened(label, passage) if label is not None else None
        if label is None or row is None:
            return False
        if text[label.value :].strip(_SPACE):
            entries, stop = self._entries(text, label.value, len(text), start)
            if not entries or not _LEFT_OVER.match(text, stop):
                return False
            self._state(row, entries, [])
            row.empty = False
        self.row = row
        self.taken.append(passage.span)
        return True

    def _continued(self, passage: Passage) -> bool:
        """Read a line of an open list; a line with a name and a known post needs no list."""
        text, start = passage.text, passage.span.start
        if len(text) > _LONGEST_LINE:
            return False
        entries, stop = self._entries(text, 0, len(text), start)
        if entries and _LEFT_OVER.match(text, stop):
            if self.row is None and not all(s.rule != "post.list" for e in entries for s in e.standings or [e.person]):
                return False
            if self.row is None and any(not e.standings for e in entries):
                return False
            self._state(self.row, entries, [])
            if self.row is not None:
                self.row.empty = False
            self.taken.append(passage.span)
            return True
        if self.row is not None and self.row.empty and self._values(self.row, text, 0, len(text), start):
            self.taken.append(passage.span)
            return True
        return False

    def _opened(self, label: Label, passage: Passage) -> _Row | None:
        """Return the row that a label opens, with the body that it is about."""
        start = passage.span.start
        name = Phrase(0, 0, start + label.start, start + label.stop, label.prefix + label.word, "Post", "post.list")
        if label.role is None:
            return _Row(label, name, None, True)
        body: Phrase | None = None
        if label.prefix and label.prefix not in RANKS:
            body = self.reader.name(label.prefix, start + label.start)
            if body is None or body.type not in _BODIES | _ORGANS:
                return None
        return _Row(label, name, body or self._body(label, passage), True)

    def _body(self, label: Label, passage: Passage) -> Phrase | None:
        before = [p for p in passage.names if p.stop <= passage.span.start + label.start]
        for bodies in (before, self.seen.announced, self.seen.titled, self.seen.mentioned):
            for body in reversed(bodies):
                if suits(label, body, self.rules):
                    return body
        return None

    def _entries(self, text: str, at: int, stop: int, start: int) -> tuple[list[Entry], int]:
        """Return the people from `text[at]` on, and where they end."""
        found: list[Entry] = []
        part = text[:stop]
        while True:
            following = _BETWEEN.match(part, at)
            begin = following.end() if following else at
            entry = entry_at(part, begin, start, self.reader) if begin < stop else None
            if entry is None:
                return found, at
            found.append(entry)
            at = entry.stop - start

    def _values(self, row: _Row, text: str, at: int, stop: int, start: int) -> bool:
        """Read what stands behind a label; False where it is running text."""
        entries, end = self._entries(text, at, stop, start)
        if _LEFT_OVER.match(text[:stop], end):
            self._state(row, entries, [])
            row.empty = False
            return True
        rest = self.reader.read(text[end:stop], start + end)
        first = next((t for t in rest.tokens if not t.word.isspace()), None)
        if first is None or first.kind in (Kind.VERB, Kind.PREPOSITION) or not rest.nouns:
            return False
        if row.empty and at == 0 and any(t.kind == Kind.VERB for t in rest.tokens):
            return False
        people = [m for n in rest.nouns for m in n.members if m.type == "Person"]
        others = [m for n in rest.nouns for m in n.members if m.type != "Person"]
        entries += [Entry(p, tuple(p.titles), p.stop) for p in people]
        self._state(row, entries, others)
        row.empty = False
        return True

    def _state(self, row: _Row | None, entries: list[Entry], others: list[Phrase]) -> None:
        """State what a row says of the people and units in it."""
        for entry in entries:
            if row is not None and row.label.role is not None:
                quote = _quote(row.name.start, entry.person.start, entry.stop)
                if row.label.word not in self.rules.labels["plain"]:
                    self._add("holdsPost", entry.person, row.name, quote, "list.role")
                self._add_to_body(row, entry.person, quote)
            self.statements += entry_statements(entry)
        if row is not None and row.label.role is not None:
            for other in others:
                self._add_to_body(row, other, _quote(row.name.start, other.start, other.stop))

    def _add_to_body(self, row: _Row, doer: Phrase, quote: Span) -> None:
        if row.body is not None and row.label.role is not None and row.body.name != doer.name:
            self._add(row.label.role.relation, doer, row.body, quote, row.label.role.id)

    def _add(self, relation: str, head: Phrase, tail: Phrase, quote: Span, rule: str) -> None:
        if load_schema().allows(relation, head.type, tail.type):
            self.statements.append(Statement(relation, mention(head), mention(tail), quote, rule))

    def _note(self, passage: Passage) -> None:
        """Remember the bodies that a paragraph names: those of headings, labels and those set up weigh more."""
        taken = self.taken[-1].start if self.taken and passage.span.contains(self.taken[-1]) else passage.span.stop
        kinds = _BODIES | _ORGANS
        named = [p for p in passage.names if p.type in kinds and p.stop <= taken and len(p.name) > 1]
        self.seen.mentioned += named
        text = passage.text.rstrip()
        mark = marker(text)
        lead = label_lead(text, mark.stop if mark else 0, passage.span.start, self.reader, listed=mark is not None)
        if self._is_listing(text):
            self.seen.announced += [self.organ] if self.organ is not None else []
        elif lead is not None and lead.subject[0].stop <= taken:
            self.seen.announced += [p for p in lead.subject if p.type in kinds]
        elif len(text) <= _LONGEST_HEADING and not text.endswith(("。", "；", ";", "，")):
            self.seen.announced += named
        elif text.endswith(("：", ":")):
            self.seen.announced += [p for p in named if p.type in _BODIES]
        else:
            begun = {t.stop for t in passage.tokens if t.word in _SETS_UP}
            self.seen.announced += [p for p in named if p.type in _BODIES and any(0 <= p.start - b <= 4 for b in begun)]


def _sentence_stop(text: str, at: int, stop: int) -> int:
    """Return where the sentence at `at` ends, behind its stop, and not after `stop`."""
    end = text.find("。", at, stop)
    return stop if end < 0 else end + 1


def _quote(label: int, start: int, stop: int) -> Span:
    """Return the shortest run that shows a row's name, from its label where that is near."""
    return Span(label if 0 <= stop - label <= _LONGEST_QUOTE else start, stop)
