"""The sections that a paragraph stands in, from the outermost to the innermost, and what each says for it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.passages import Passage, begins_with_verb
from kg.extract.phrases import Phrase
from kg.model import Span


@dataclass(slots=True)
class Level:
    """What holds for all that stands deeper than `depth`.

    Attributes:
        subject: who acts.
        whole: the organ whose parts the items are.
        opened: the words that open the list of parts.
        generic: what in them only announces the parts (4个工作专班).
        each: the items name who acts, each for itself.
        sentence: a sentence has opened it, not a heading.
        duties: what stands below is demanded of the subject.
    """

    depth: int
    subject: tuple[Phrase, ...] = ()
    whole: Phrase | None = None
    opened: Span | None = None
    generic: Span | None = None
    each: bool = False
    sentence: bool = False
    duties: bool = False


class Levels:
    """The stack of open sections."""

    def __init__(self) -> None:
        self._open: list[Level] = []

    def enter(self, level: Level) -> None:
        """Open a section, and leave those that are not around it."""
        self.leave(level.depth)
        self._open.append(level)

    def leave(self, depth: int) -> None:
        """Leave all sections that stand as deep as `depth` or deeper."""
        while self._open and self._open[-1].depth >= depth:
            self._open.pop()

    def clear(self) -> None:
        """Leave all sections."""
        self._open.clear()

    def close_lists(self, depth: int) -> None:
        """Leave the lists of items, `depth` deep, that end where a paragraph without a marker follows."""
        while self._open and self._open[-1].sentence and depth > self._open[-1].depth:
            self._open.pop()

    def listed(self, marked: bool) -> Level | None:
        """Return the section whose items are parts of an organ, if a paragraph is one.

        Args:
            marked: the paragraph has a marker; what the title announces stands in marked sections only.
        """
        level = next((level for level in reversed(self._open) if level.whole is not None), None)
        return level if level is not None and (marked or level.opened is not None) else None

    def subject(self, passage: Passage) -> tuple[Phrase, ...]:
        """Return who acts in a paragraph by the headings and openings above it."""
        for level in reversed(self._open):
            if level.each:
                return ()
            if level.subject and (level.subject[0].type != "Person" or begins_with_verb(passage)):
                return level.subject
        return ()

    def person(self) -> tuple[Phrase, ...]:
        """Return the person whose work the lines below a name divide, where nobody else acts there."""
        level = next((level for level in reversed(self._open) if level.each or level.subject), None)
        return level.subject if level is not None and level.subject and level.subject[0].type == "Person" else ()

    def each(self) -> bool:
        """Tell whether every item says itself who acts."""
        return any(level.each for level in self._open)

    def duties(self) -> bool:
        """Tell whether a heading says that duties stand below it."""
        return any(level.duties for level in self._open)

    def longer(self, subject: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """Return the heading's name for a subject that the text calls by the end of it (办公室)."""
        headed = next((level.subject for level in reversed(self._open) if level.subject), ())
        if len(subject) == len(headed) == 1 and headed[0].name.endswith(subject[0].name):
            return headed
        return subject
