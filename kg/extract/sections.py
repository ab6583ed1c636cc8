"""Stretches of running text: a paragraph without its labels and lists, and who acts in each stretch of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.coordination import NounPhrase
from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.tasks import Party, who_does
from kg.model import Span

_HAN = re.compile(r"[\u3400-\u9fff]")
_BEFORE = "（(；;，, \u3000"
_BEHIND = "）)；;，,。 \u3000"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of running text, who acts in it where it does not say, and whether it lays down duties."""

    passage: Passage
    subject: NounPhrase | None
    required: bool


def section(passage: Passage, subject: tuple[Phrase, ...], required: bool) -> Section:
    """Return a section in which `subject` acts; an empty one is nobody."""
    return Section(passage, NounPhrase(0, 0, list(subject)) if subject else None, required)


def running(passage: Passage, begin: int, taken: list[Span], reader: PassageReader) -> list[Passage]:
    """Return the parts of a paragraph that are running text.

    Args:
        passage: the paragraph.
        begin: where in its text what is said begins.
        taken: parts of it that are lists or labels, in order.
        reader: reads the parts again that begin or end within a word or a name.
    """
    if not begin and not taken:
        return [passage]
    start = passage.span.start
    edges = [start + begin, *(edge for span in taken for edge in (span.start, span.stop)), passage.span.stop]
    found = []
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        part = passage.text[a - start : b - start] if a < b else ""
        if _HAN.search(part):
            found.append(passage.part(a, b) or reader.read(part, a))
    return found


def groups(found: list[Party], passage: Passage) -> list[tuple[Span, list[Party]]]:
    """Group the parties that stand together behind a task, each with the stretch that they take with their brackets.

    Args:
        found: the parties of a paragraph, in text order.
        passage: the paragraph.
    """
    text, start = passage.text, passage.span.start
    grouped: list[tuple[Span, list[Party]]] = []
    for party in found:
        a, b = party.span.start - start, party.span.stop - start
        while a and text[a - 1] in _BEFORE:
            a -= 1
        while b < len(text) and text[b] in _BEHIND:
            b += 1
        if grouped and grouped[-1][0].stop >= start + a:
            span, members = grouped[-1]
            grouped[-1] = Span(span.start, start + b), [*members, party]
        else:
            grouped.append((Span(start + a, start + b), [party]))
    return grouped


def task_sections(
    passage: Passage,
    begin: int,
    taken: list[Span],
    grouped: list[tuple[Span, list[Party]]],
    *,
    subject: tuple[Phrase, ...],
    given: bool,
    reader: PassageReader,
) -> list[Section]:
    """Return the running text of a paragraph with tasks: those who lead a task act in what stands before them.

    Args:
        passage, begin, taken, reader: as for `running`.
        grouped: who answers for the tasks in it.
        subject: who acts where nobody answers for a task.
        given: the task is given to `subject`, whose members or leaders the parties are.
    """
    spans = [span for span, _ in grouped]
    found = []
    for part in running(passage, begin, sorted([*taken, *spans]), reader):
        behind = next((members for span, members in grouped if span.start >= part.span.stop), [])
        doers = subject if given else who_does(behind) or subject
        found.append(section(part, doers, bool(behind)))
    return found
