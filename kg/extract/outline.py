"""The outline of a document: who acts in each stretch of its text where it does not say, and what it lays down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.about import Topic, acting, genre_of, lead_subject, names_subject, organ_of
from kg.extract.bodies import set_up
from kg.extract.entries import entry_statements
from kg.extract.grids import cells, head_of, read_row
from kg.extract.leads import Lead, heading_lead, label_lead, opening, parts_in, parts_lead, person_lead
from kg.extract.letterhead import letterhead, salutation_of
from kg.extract.levels import Level, Levels
from kg.extract.markers import Marker, marker
from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.roles import mention
from kg.extract.sections import Section, groups, running, section, task_sections
from kg.extract.tasks import Party, charge_statements, charges, parties, task_statements, who_does
from kg.extract.wholes import named_whole
from kg.model import Document, Mention, Span, Statement
from kg.rules import LabelKind

_BODIES = frozenset({"Committee", "TaskForce"})
_LONGEST_QUOTE = 120
_LONGEST_TITLE = 60
_CHAPTER = 20  # headings down to this depth only say what the articles below are about
_HEADING = " \u3000【】：:"
_NO_TITLE = "。；：:，、"
_DATE = re.compile(
    r"^[\s\u3000]*[〇○零一二三四五六七八九十\d]{4}年[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """What the layout of a document tells.

    Attributes:
        sections: the running text, in order.
        statements, mentions: what labels, headings and lists of parts state and name themselves.
        announced: where the text only announces parts that a list then names (下设4个工作专班：).
    """

    sections: tuple[Section, ...]
    announced: tuple[Span, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]


@dataclass(slots=True)
class _Found:
    sections: list[Section] = field(default_factory=list)
    announced: list[Span] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def outline(
    document: Document, topic: Topic, passages: list[Passage], taken: tuple[Span, ...], reader: PassageReader
) -> Outline:
    """Find out for each paragraph whom it is about.

    Args:
        document: its text and furniture.
        topic: what it is about.
        passages: the paragraphs.
        taken: parts of them that are no running text.
        reader: reads parts of them again.
    """
    walk = _Walk(topic, reader)
    if salutation_of(passages) is None:
        walk.genre = topic.inner or walk.genre
    walk.found.statements += letterhead(document, passages, topic.issuers, reader)
    for passage in passages:
        walk.read(passage, [span for span in taken if passage.span.contains(span)])
    return Outline(
        tuple(walk.found.sections),
        tuple(walk.found.announced),
        tuple(walk.found.statements),
        tuple(walk.found.mentions),
    )


class _Walk:
    """One pass over the paragraphs of a document."""

    def __init__(self, topic: Topic, reader: PassageReader) -> None:
        self.reader = reader
        self.rules = reader.rules
        self.found = _Found()
        self.levels = Levels()
        self.topic = topic
        self.genre = topic.genre
        self.organ = topic.organ
        if topic.parts and topic.organ is not None:
            self.levels.enter(Level(0, (), topic.organ))
        self.preamble = True
        self.depth = 0
        self.opened: Level | None = None
        self.head: tuple[LabelKind | None, ...] | None = None
        self.formed: Phrase | None = topic.group  # the body that the text last said is set up
        self.first = True
        self.news: Phrase | None = None  # of whom news without a title of its own tells first
        self.leading: list[Party] = []  # those who lead the task to which label lines belong

    def read(self, passage: Passage, taken: list[Span]) -> None:
        """Read one paragraph."""
        if self._tabular(passage):
            return
        text = passage.text
        mark = marker(text)
        self._enter(passage, mark)
        at = mark.stop if mark else 0
        grouped = groups(parties(passage, taken, self.reader), passage)
        labelled = bool(grouped) and grouped[0][0].start <= passage.span.start + at
        lead = self._lead(passage, at, mark is not None) if not taken and not labelled else None
        begin, subject = (lead.stop, lead.subject) if lead is not None else (0, self.levels.subject(passage))
        doers = subject or self.levels.person()
        charged = charges(passage, begin, doers, self.reader)
        if charged:
            self.found.statements += charge_statements(charged, doers)
            self.found.mentions += [mention(m) for party in charged for m in party.members]
            taken = sorted([*taken, *(party.span for party in charged)])
        if grouped:
            self._tasks(passage, begin, taken, grouped, subject)
        else:
            self.leading = []
            subject = subject or self._default_subject(passage)
            if self.first and self.genre is None and len(passage.text) > _LONGEST_TITLE:
                self.first = False
                self.news = lead_subject(passage, self.rules)
            parts = running(passage, begin, taken, self.reader)
            self.found.sections += [section(part, subject, self._duties()) for part in parts]
        if self.opened is not None:
            self.levels.enter(self.opened)
            self.opened = None

    def _tabular(self, passage: Passage) -> bool:
        """Read a row of a table whose head says what its columns hold."""
        row = cells(passage)
        head = head_of(row, self.rules) if row else None
        if head is not None or not row:
            self.head = head
            return head is not None
        if self.head is None or len(row) != len(self.head):
            return False
        read = read_row(row, self.head, self.reader)
        self._answer([list(read.parties)], read.body)
        self.found.statements += read.statements
        self.found.mentions += [mention(read.body)] if read.body else []
        doers = (read.body,) if read.body else who_does(list(read.parties))
        self.found.sections += [section(task, doers, True) for task in read.tasks]
        return True

    def _enter(self, passage: Passage, mark: Marker | None) -> None:
        """Leave the sections that a paragraph with this marker does not belong to; a date ends a letter."""
        text = passage.text
        if _DATE.match(text) and len(text) < 30:
            self.levels.clear()
            self.preamble = False
            self.genre = self.topic.inner or self.genre
        elif mark is None:
            self._attached(passage)
        else:
            self.preamble = False
            self.depth = mark.depth
            self.levels.leave(mark.depth)

    def _attached(self, passage: Passage) -> None:
        """Begin anew where the title of an attachment stands: 某某联席会议制度."""
        line = "".join(passage.text.split())
        if self.preamble or len(line) > _LONGEST_TITLE or line[-1:] in _NO_TITLE or "附件" in line:
            return
        genre = genre_of(line, self.rules)
        if genre is not None and genre.subject != "issuer":
            self.genre = genre
            self.levels.clear()
            self.organ = organ_of(passage, self.reader) or self.topic.group or self.organ

    def _lead(self, passage: Passage, at: int, marked: bool) -> Lead | None:
        """Read whom a paragraph is about, and open a section where more follows about them."""
        text, start = passage.text, passage.span.start
        # Without a marker, a line with a name holds until the next one, an opening sentence until the next paragraph.
        line, sentence, item = (self.depth,) * 3 if marked else (self.depth + 1, self.depth + 2, self.depth + 3)
        person = person_lead(text, at, start, self.reader)
        if person is not None and person.entry is not None:
            self.found.statements += entry_statements(person.entry)
            self.found.mentions.append(mention(person.entry.person))
            self.levels.enter(Level(line, person.subject))
            return person
        self._listed_parts(passage, at)
        if text[at:].strip(" \u3000【】：:") in self.rules.labels["parts"]:
            self.levels.enter(Level(line, (), self.organ, passage.span, passage.span))
            return None
        if self._bare_duties(text[at:], passage):
            self.levels.enter(Level(line, (self.formed,) if self.formed else (), duties=True))
            return None
        whole = self.levels.listed(marked)
        heading = heading_lead(text, at, start, self.reader) if marked and whole is None else None
        if heading is not None and self.depth <= _CHAPTER and not heading.duties:
            heading = None
        addressed = self.preamble and text.rstrip().endswith(("：", ":"))
        label = heading or (None if addressed else label_lead(passage, at, self.reader, listed=whole is not None))
        if label is None and whole is not None and whole.whole is not None:
            listed = parts_lead(text, at, start, whole.whole, self.reader)
            if listed is not None:
                self._parts(listed[0], whole)
                return listed[1]
        if label is not None:
            if whole is not None:
                self._parts(parts_in(label), whole)
            self.found.mentions += [mention(p) for p in label.subject]
            if heading is not None or label.stop >= len(text):
                deep = item if whole is not None else line
                self.levels.enter(Level(deep, label.subject, each=not label.subject))
            return label
        if not marked:
            self.levels.leave(sentence)
            self.levels.close_lists(self.depth)
        opened, parts_of = opening(passage, at, self.organ)
        if opened is not None:
            longer = self.levels.longer(opened.subject)
            last = passage.nouns[-1].members[-1] if passage.nouns else None
            generic = None if last is None or last in opened.subject else Span(last.start, last.stop)
            self.opened = Level(sentence, longer, parts_of and longer[-1], passage.span, generic, sentence=True)
        return None

    def _bare_duties(self, line: str, passage: Passage) -> bool:
        """Tell whether a heading announces the duties of the body that a notice sets up: 一、主要职责."""
        for body in set_up(passage, passage.names)[-1:]:
            self.formed = body
        if self.formed is None or (self.genre is not None and self.genre.subject == "organ"):
            return False
        return line.strip(_HEADING) in self.rules.labels["duties"] and not self.levels.subject(passage)

    def _tasks(
        self,
        passage: Passage,
        begin: int,
        taken: list[Span],
        grouped: list[tuple[Span, list[Party]]],
        subject: tuple[Phrase, ...],
    ) -> None:
        """State who answers for the tasks of a paragraph; labels below a task answer for the paragraph before."""
        body = next((p for p in subject if p.type in _BODIES), None)
        doers = subject or self._default_subject(passage)
        found = task_sections(passage, begin, taken, grouped, subject=doers, given=body is not None, reader=self.reader)
        answering = [members for _, members in grouped]
        if found:
            self.leading = []
        else:
            answering[0] = [*self.leading, *answering[0]]
            self.leading = [party for party in answering[0] if party.part == "lead"]
        self._answer(answering, body)
        before = self.found.sections[-1] if self.found.sections else None
        if not found and before is not None and before.subject is None and body is None:
            self.found.sections[-1] = section(before.passage, who_does(grouped[0][1]), before.required)
        self.found.sections += found

    def _answer(self, grouped: list[list[Party]], body: Phrase | None) -> None:
        for members in grouped:
            self.found.statements += task_statements(members, body)
            self.found.mentions += [mention(m) for party in members for m in party.members]

    def _listed_parts(self, passage: Passage, at: int) -> None:
        """State the parts that a line lists behind a label: 内设机构：办公室、人事股；下属单位：县种子站."""
        if self.organ is None:
            return
        text, begin = passage.text, at
        for piece in re.split(r"(?<=[；;。])", text[at:]):
            label, colon, names = piece.replace(":", "：", 1).partition("：")
            if not colon or label.strip(_HEADING) not in self.rules.labels["parts"]:
                return
            listed = names.rstrip("；;。等 \u3000")
            found = named_whole(listed, passage.span.start + begin + len(label) + 1, self.reader) if listed else []
            self._parts(found, Level(0, (), self.organ, passage.span))
            begin += len(piece)

    def _parts(self, found: list[Phrase], level: Level) -> None:
        """State that the items of a list of parts are parts of the whole."""
        if level.whole is None:
            return
        if found and level.generic is not None:
            self.found.announced.append(level.generic)
            level.generic = None
        for part in found:
            near = level.opened is not None and part.stop - level.opened.start <= _LONGEST_QUOTE
            quote = Span(level.opened.start if level.opened and near else part.start, part.stop)
            if part.name != level.whole.name:
                self.found.statements.append(
                    Statement("partOf", mention(part), mention(level.whole), quote, "list.part")
                )

    def _default_subject(self, passage: Passage) -> tuple[Phrase, ...]:
        """Return who acts in a paragraph by what the document is about."""
        if self.levels.each():
            return ()
        if self.genre is None:
            if self.preamble and self.topic.about is None and self.news and not names_subject(passage, self.rules):
                return (self.news,)
            return (self.topic.about,) if self.topic.about else ()
        if self.genre.subject == "nobody":
            return ()
        if self.genre.subject == "organ":
            return (self.organ,) if self.organ else ()
        return acting(passage, self.topic.issuers) if self.preamble else ()

    def _duties(self) -> bool:
        return self.levels.duties() or (self.genre is not None and self.genre.duties)
