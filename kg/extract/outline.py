"""The outline of a document: for each stretch of running text, who acts in it where it does not say, and whether it lays down duties."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.coordination import NounPhrase
from kg.extract.entries import entry_statements
from kg.extract.leads import Lead, heading_lead, label_lead, opening, parts_in, person_lead
from kg.extract.markers import UNMARKED, marker
from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.roles import mention
from kg.model import Document, Mention, Span, Statement
from kg.rules import GenreRule, Rules

_ORGANS = frozenset({"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce", "Community"})
_LONGEST_QUOTE = 120
_NOTE = re.compile(r"[（(](?:试行|暂行|节选|摘录|修订|草案|征求意见稿|\d{4}年?[^）)]*)[)）]|\s")
_ISSUED = re.compile(r"(?:印发|发布|公布|颁布|转发|批转|下发)(?:关于)?《?(.+?)》?的?(?:紧急)?(?:通知|函|公告|令|决定)$")
_DATE = re.compile(r"^[\s\u3000]*[〇○零一二三四五六七八九十\d]{4}年[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日")
_OWN_ACT = re.compile(r"现(?:将|就|予|批复|印发|转发|公布|决定)|决定|同意|研究|收悉|我(?:局|委|部|办|院|校|镇|乡|街道|县|区|市|省|厅|会|中心|公司)")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of running text, who acts in it where it does not say, and whether it lays down duties."""

    passage: Passage
    subject: NounPhrase | None
    required: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What the layout of a document tells.

    Attributes:
        sections: the running text, in order.
        statements, mentions: what labels, headings and lists of parts state and name themselves.
    """

    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]


@dataclass(slots=True)
class _Level:
    """What holds for all that stands deeper than `depth`: who acts, and of whom items are parts."""

    depth: int
    subject: tuple[Phrase, ...] = ()
    whole: Phrase | None = None
    opened: Span | None = None


@dataclass(slots=True)
class _Found:
    sections: list[Section] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def outline(document: Document, titles: list[Passage], passages: list[Passage], taken: tuple[Span, ...], reader: PassageReader) -> Outline:
    """Find out for each paragraph whom it is about.

    Args:
        document: gives the title and the issuer.
        titles: the lines of the title.
        passages: the paragraphs.
        taken: parts of them that are no running text.
        reader: reads parts of them again.
    """
    walk = _Walk(document, titles, reader)
    for passage in passages:
        walk.read(passage, [span for span in taken if passage.span.contains(span)])
    return Outline(tuple(walk.found.sections), tuple(walk.found.statements), tuple(walk.found.mentions))


def genre_of(title: str, rules: Rules) -> GenreRule | None:
    """Return the kind of article that a title announces.

    >>> from kg.rules import load_rules
    >>> rules = load_rules()
    >>> [genre_of(title, rules).id for title in ("某县河长制工作办法（试行）", "关于成立某某领导小组的通知")]
    ['genre.statute', 'genre.notice']
    """
    plain = _NOTE.sub("", title).rstrip("》")
    ending = max((e for e in rules.genre_of if plain.endswith(e)), key=len, default=None)
    return rules.genre_of[ending] if ending else None


class _Walk:
    """One pass over the paragraphs of a document."""

    def __init__(self, document: Document, titles: list[Passage], reader: PassageReader) -> None:
        self.reader = reader
        self.rules = reader.rules
        self.found = _Found()
        self.levels: list[_Level] = []
        title = document.title or ""
        self.genre = genre_of(title, self.rules)
        issued = _ISSUED.search(_NOTE.sub("", title))
        self.inner = genre_of(issued[1], self.rules) if issued else None
        self.issuer = _issuer(document, reader)
        self.organ = _organ(titles) or self.issuer
        self.preamble = True

    def read(self, passage: Passage, taken: list[Span]) -> None:
        """Read one paragraph."""
        text, start = passage.text, passage.span.start
        mark = marker(text)
        at, depth = (mark.stop, mark.depth) if mark else (len(text) - len(text.lstrip()), UNMARKED)
        self._enter(text, mark is not None, depth)
        lead = None
        if not taken:
            lead = self._lead(passage, at, depth)
        subject = lead.subject if lead is not None and lead.label else self._subject(text)
        begin = lead.stop if lead is not None and lead.label else 0
        noun = NounPhrase(0, 0, list(subject)) if subject else None
        for part in _running(passage, begin, taken, self.reader):
            self.found.sections.append(Section(part, noun, self._duties()))

    def _enter(self, text: str, marked: bool, depth: int) -> None:
        """Leave the sections that a paragraph of this depth does not belong to."""
        if _DATE.match(text) and len(text) < 30:
            self.levels.clear()
            self.preamble = False
            self.genre = self.inner or self.genre
        if marked:
            self.preamble = False
        while self.levels and self.levels[-1].depth >= depth:
            self.levels.pop()

    def _lead(self, passage: Passage, at: int, depth: int) -> Lead | None:
        """Read whom a paragraph is about, and open a section where more follows about them."""
        text, start = passage.text, passage.span.start
        person = person_lead(text, at, start, self.reader)
        if person is not None and person.entry is not None:
            self.found.statements += entry_statements(person.entry)
            self.found.mentions.append(mention(person.entry.person))
            if person.stop >= len(text):
                self.levels.append(_Level(depth - 1, person.subject))
            return person
        heading = heading_lead(text, at, start, self.reader)
        label = heading or label_lead(text, at, start, self.reader)
        if label is not None:
            self._parts(label)
            self.found.mentions += [mention(p) for p in label.subject]
            if heading is not None or label.stop >= len(text):
                self.levels.append(_Level(depth, label.subject))
            return label
        opened, whole = opening(passage, at)
        if opened is not None:
            self.levels.append(_Level(depth, opened.subject, whole, passage.span))
        elif self.organ is not None and text.strip(" \u3000【】◆★") in self.rules.labels["parts"]:
            self.levels.append(_Level(depth, (), self.organ, passage.span))
        return opened

    def _parts(self, lead: Lead) -> None:
        """State that the items of a list of parts are parts of the whole."""
        level = self.levels[-1] if self.levels else None
        if level is None or level.whole is None or level.opened is None:
            return
        for part in parts_in(lead):
            far = part.stop - level.opened.start > _LONGEST_QUOTE
            quote = Span(part.start, part.stop) if far else Span(level.opened.start, part.stop)
            if part.name != level.whole.name:
                self.found.statements.append(Statement("partOf", mention(part), mention(level.whole), quote, "list.part"))

    def _subject(self, text: str) -> tuple[Phrase, ...]:
        """Return who acts in a paragraph that does not name them."""
        for level in reversed(self.levels):
            if level.subject:
                return level.subject
        if self.genre is None or self.genre.subject == "nobody":
            return ()
        if self.genre.subject == "organ":
            return (self.organ,) if self.organ else ()
        own = self.preamble and _OWN_ACT.search(text)
        return (self.issuer,) if own and self.issuer else ()

    def _duties(self) -> bool:
        return self.genre is not None and self.genre.duties


def _running(passage: Passage, begin: int, taken: list[Span], reader: PassageReader) -> list[Passage]:
    """Return the parts of a paragraph from `begin` on that are running text."""
    if not begin and not taken:
        return [passage]
    start = passage.span.start
    edges = [start + begin, *(edge for span in taken for edge in (span.start, span.stop)), passage.span.stop]
    found = []
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        part = passage.text[a - start : b - start] if a < b else ""
        if part.strip():
            found.append(reader.read(part, a))
    return found


def _organ(titles: list[Passage]) -> Phrase | None:
    """Return the organ that a title names first."""
    return next((p for title in titles for p in title.names if p.type in _ORGANS), None)


def _issuer(document: Document, reader: PassageReader) -> Phrase | None:
    """Return the organ that issues a document, as the text names it."""
    for word in (document.publisher or "").replace("、", " ").split():
        at = document.text.find(word)
        if at >= 0 and (name := reader.name(word, at)) is not None and name.type in _ORGANS:
            return name
    return None
