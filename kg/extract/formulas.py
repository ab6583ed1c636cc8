"""Formulas of parts: in “河长+检察长”协作机制 the parts take part in the arrangement."""

from __future__ import annotations

from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.roles import mention
from kg.extract.tokens import Kind
from kg.model import Span, Statement

_PLUS = "+＋"
_PARTS = frozenset(
    {"Post", "Group", "Department", "Organization", "Committee", "TaskForce", "PartyOrganization", "Community"}
)


def formulas(passage: Passage, reader: PassageReader) -> list[Statement]:
    """State who takes part in the arrangements of a passage whose names are formulas.

    Args:
        passage: a paragraph or a part of it.
        reader: reads the parts.
    """
    return [s for name in passage.names if name.type == "Mechanism" for s in _members(name, passage, reader)]


def _members(name: Phrase, passage: Passage, reader: PassageReader) -> list[Statement]:
    first = passage.tokens[name.first]
    if first.kind != Kind.ENCLOSED or not any(t.word in _PLUS for t in first.inner):
        return []
    start, stop = first.inner[0].start, first.inner[-1].stop
    text = passage.text[start - passage.span.start : stop - passage.span.start]
    parts = [p for p in reader.read(text, start).names if p.type in _PARTS]
    if len(parts) != 1 + sum(text.count(mark) for mark in _PLUS):
        return []
    quote = Span(name.start, name.stop)
    return [Statement("memberOf", mention(part), mention(name), quote, "member.formula") for part in parts]
