"""Who answers for a task: 牵头单位：A；配合单位：B, and the same in brackets behind it: （A牵头，B配合）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal

from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.roles import mention
from kg.model import Span, Statement
from kg.rules import Rules
from kg.schema import load_schema

Part = Literal["lead", "join", "assist", "charge", "contact"]

_PARTS: tuple[Part, ...] = ("lead", "join", "assist")
_LONGEST_QUOTE = 120
_CLOSERS = "）)。；;\n｜"
_COLON = re.compile("[：:]")
_BRACKET = re.compile(r"[（(]([^（）()]{3,200})[)）]")
# In a bracket behind a task: 县教育局牵头，县财政局配合; 省商务厅负责.
_SAID = re.compile(
    r"([^，,；;。]+?)(?:分别|共同|具体|统一|总)?(牵头负责|牵头|按职责分工负责|按分工负责|分工负责|负责|配合|协助|参与|参加|协同|落实)(?=[，,；;。]|$)"
)
_SAID_PART: dict[str, Part] = {"牵头负责": "lead", "牵头": "lead", "配合": "assist", "协助": "assist", "协同": "assist"}
DOERS = frozenset(
    {
        "Committee",
        "Government",
        "Department",
        "PartyOrganization",
        "Organization",
        "TaskForce",
        "Community",
        "Post",
        "Person",
    }
)
_RULE: dict[Part, str] = {
    "lead": "label.lead",
    "join": "label.join",
    "assist": "label.assist",
    "charge": "label.charge",
    "contact": "label.contact",
}


@dataclass(frozen=True, slots=True)
class Party:
    """Those whom one label or one verb names, and what part they have in the task."""

    part: Part
    members: tuple[Phrase, ...]
    span: Span


def parties(passage: Passage, taken: list[Span], reader: PassageReader) -> list[Party]:
    """Find who answers for what a paragraph says.

    Args:
        passage: a paragraph.
        taken: parts of it that are lists of members.
        reader: reads the names behind the labels.
    """
    found = list(_labelled(passage, reader))
    if not found:
        found = list(_bracketed(passage, reader))
    return [p for p in found if not any(span.contains(p.span) for span in taken)]


def _labelled(passage: Passage, reader: PassageReader) -> Iterator[Party]:
    text, start = passage.text, passage.span.start
    if not _COLON.search(text):
        return
    labels = list(_label_pattern(reader.rules).finditer(text))
    for k, label in enumerate(labels):
        stop = next((i for i in range(label.end(), len(text)) if text[i] in _CLOSERS), len(text))
        if k + 1 < len(labels):
            stop = min(stop, labels[k + 1].start())
        members = _members(text[label.end() : stop], start + label.end(), reader)
        word = "".join(label[1].split())
        part: Part = next(p for p in _PARTS if word in reader.rules.labels[p])
        if members:
            yield Party(part, members, Span(start + label.start(), start + stop))


@cache
def _label_pattern(rules: Rules) -> re.Pattern[str]:
    words = sorted((w for part in _PARTS for w in rules.labels[part]), key=lambda w: (-len(w), w))
    return re.compile(r"(?<![\u3400-\u9fff])(" + "|".join(words) + r")[ \u3000]*[：:][ \u3000]*")


def _bracketed(passage: Passage, reader: PassageReader) -> Iterator[Party]:
    for bracket in _BRACKET.finditer(passage.text):
        for said in _SAID.finditer(bracket[1]):
            start = passage.span.start + bracket.start(1)
            members = _members(said[1], start + said.start(), reader)
            if members:
                part = _SAID_PART.get(said[2], "join")
                yield Party(part, members, Span(start + said.start(), start + said.end()))


def _members(text: str, start: int, reader: PassageReader) -> tuple[Phrase, ...]:
    return tuple(m for n in reader.read(text, start).nouns for m in n.members if m.type in DOERS)


def charges(passage: Passage, begin: int, doers: tuple[Phrase, ...], reader: PassageReader) -> list[Party]:
    """Find what the labels of a division of work put into someone's charge: 分管：县教育局; 联系：县妇联.

    Args:
        passage: a paragraph.
        begin: where in its text what is said begins.
        doers: whose work it divides; nobody's, nothing is found.
        reader: reads the names behind the labels.
    """
    if not doers or not _COLON.search(passage.text):
        return []
    text, start = passage.text, passage.span.start
    found: list[Party] = []
    for label in _charge_pattern(reader.rules).finditer(text, begin):
        stop = next((i for i in range(label.end(), len(text)) if text[i] in _CLOSERS), len(text))
        names = [m for n in reader.read(text[label.end() : stop], start + label.end()).nouns for m in n.members]
        part: Part = "charge" if label[1] in reader.rules.labels["charge"] else "contact"
        if names:
            found.append(Party(part, tuple(names), Span(start + label.start(), start + stop)))
    return found


@cache
def _charge_pattern(rules: Rules) -> re.Pattern[str]:
    words = sorted(rules.labels["charge"] | rules.labels["contact"], key=lambda w: (-len(w), w))
    return re.compile(r"(?<![\u3400-\u9fff])(" + "|".join(map(re.escape, words)) + r")[ \u3000]*[：:][ \u3000]*")


def charge_statements(found: list[Party], doers: tuple[Phrase, ...]) -> list[Statement]:
    """State what the parties that `charges` has found are to those whose work is divided."""
    statements: list[Statement] = []
    for party in found:
        relation = "leads" if party.part == "charge" else "covers"
        for doer, member in product(doers, party.members):
            near = 0 <= member.stop - doer.start <= _LONGEST_QUOTE
            quote = Span(doer.start if near else party.span.start, member.stop)
            statements += _statement(relation, doer, member, quote, party)
    return statements


def who_does(found: list[Party]) -> tuple[Phrase, ...]:
    """Return who does the task itself: those who lead it, else the one that alone answers for it."""
    leads = [m for party in found if party.part == "lead" for m in party.members]
    joins = [m for party in found if party.part == "join" for m in party.members]
    return tuple(leads or (joins if len(joins) == 1 else ()))


def task_statements(found: list[Party], body: Phrase | None) -> list[Statement]:
    """State what the parties of one task are to each other, or to the body that the task is given to.

    Args:
        found: the parties, in text order.
        body: the group or committee that the passage is about, where it is about one.
    """
    statements: list[Statement] = []
    leads = [(m, party) for party in found if party.part == "lead" for m in party.members]
    for party in found:
        for member in party.members:
            if party.part == "assist":
                for leader, first in leads:
                    quote = Span(min(first.span.start, party.span.start), max(first.span.stop, member.stop))
                    statements += _statement("assists", member, leader, quote, party)
            elif body is not None:
                relation = "leads" if party.part == "lead" else "memberOf"
                quote = Span(body.start, member.stop) if 0 < member.stop - body.start <= _LONGEST_QUOTE else party.span
                statements += _statement(relation, member, body, quote, party)
    return statements


def _statement(relation: str, head: Phrase, tail: Phrase, quote: Span, party: Party) -> list[Statement]:
    if head.name == tail.name or not load_schema().allows(relation, head.type, tail.type):
        return []
    if quote.stop - quote.start > _LONGEST_QUOTE:
        quote = Span(party.span.start, min(party.span.stop, party.span.start + _LONGEST_QUOTE))
    return [Statement(relation, mention(head), mention(tail), quote, _RULE[party.part])]
