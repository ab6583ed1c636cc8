"""Lists of members: 组　长：李文钢, names one a line below it, 成员单位：A、B, several bodies in one list.

A label says what those behind it are; the body is the one that the label names, or the nearest one named before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from kg.extract.bodies import Bodies
from kg.extract.entries import Entry, entry_at, entry_statements
from kg.extract.labels import Label, first_column, labels
from kg.extract.markers import marker
from kg.extract.passages import Passage, PassageReader, begins_with_verb
from kg.extract.phrases import Phrase
from kg.extract.roles import mention
from kg.extract.tokens import Kind
from kg.extract.wholes import is_listing
from kg.model import Span, Statement
from kg.schema import load_schema

_LONGEST_QUOTE = 120
_LONGEST_LINE = 120
_SPACE = " \u3000\t"
_BETWEEN = re.compile(r"[ \u3000\t、，,；;｜|]*")
_LEFT_OVER = re.compile(r"[ \u3000\t、，,；;。.]*$")
_TABLE = re.compile(r"[\t｜|]")
_PLAIN = frozenset({Kind.DETERMINER, Kind.JOINER, Kind.NUMBER, Kind.CLASSIFIER})
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


def rosters(titles: list[Passage], passages: list[Passage], organ: Phrase | None, reader: PassageReader) -> Roster:
    """Read the lists of members of a document.

    Args:
        titles: the lines of the title.
        passages: the paragraphs.
        organ: the organ that the document is about, where it is about one.
        reader: reads parts of them again.
    """
    walk = _Walk(Bodies(titles, organ, reader), reader)
    for passage, following in zip_longest(passages, passages[1:]):
        walk.read(passage, following)
    return Roster(tuple(walk.statements), tuple(walk.taken))


class _Walk:
    """One pass over the paragraphs of a document."""

    def __init__(self, bodies: Bodies, reader: PassageReader) -> None:
        self.bodies = bodies
        self.reader = reader
        self.rules = reader.rules
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
        elif is_listing(passage.text, self.reader):
            self.row = None
        elif (not does and self._column(passage)) or ((self.row is not None or not does) and self._continued(passage)):
            return
        else:
            self.row = None
        taken = self.taken[-1].start if self.taken and passage.span.contains(self.taken[-1]) else passage.span.stop
        self.bodies.note(passage, taken)

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
            if self.row is None and not _known(passage, entries):
                return False
            self._state(self.row, entries, [])
            if self.row is not None:
                self.row.empty = False
        elif self.row is not None and self.row.empty and self._values(self.row, text, 0, len(text), start):
            pass
        elif self.row is not None and _all_posts(passage):
            self._state(self.row, [], [m for n in passage.nouns for m in n.members])
        else:
            return False
        self.taken.append(passage.span)
        return True

    def _opened(self, label: Label, passage: Passage) -> _Row | None:
        """Return the row that a label opens, with the body that it is about."""
        start = passage.span.start
        name = Phrase(0, 0, start + label.start, start + label.stop, label.prefix + label.word, "Post", "post.list")
        if label.role is None:
            return _Row(label, name, None, True)
        body: Phrase | None = None
        if label.prefix and label.prefix not in self.rules.grammar["rank"]:
            body = self.reader.name(label.prefix, start + label.start)
            if body is None or body.type not in _BODIES | _ORGANS:
                return None
        return _Row(label, name, body or self.bodies.of(label, passage), True)

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


def _known(passage: Passage, entries: list[Entry]) -> bool:
    """Tell whether a line outside any list is one of people: each has a post or unit that the rules of names know."""
    if _TABLE.search(passage.text):
        return False
    return all(e.standings and all(s.rule != "post.list" for s in e.standings) for e in entries)


def _all_posts(passage: Passage) -> bool:
    """Tell whether a line names posts and kinds of people and nothing else (各村党组织书记)."""
    inside = {k for n in passage.nouns for k in range(n.first, n.last + 1)}
    outside = (t for k, t in enumerate(passage.tokens) if k not in inside)
    types = {m.type for n in passage.nouns for m in n.members}
    return bool(types) and types <= {"Post", "Group"} and all(t.kind in _PLAIN or t.word.isspace() for t in outside)


def _sentence_stop(text: str, at: int, stop: int) -> int:
    """Return where the sentence at `at` ends, behind its stop, and not after `stop`."""
    end = text.find("。", at, stop)
    return stop if end < 0 else end + 1


def _quote(label: int, start: int, stop: int) -> Span:
    """Return the shortest run that shows a row's name, from its label where that is near."""
    return Span(label if 0 <= stop - label <= _LONGEST_QUOTE else start, stop)
