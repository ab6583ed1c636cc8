"""Tables in the text: a head row says what stands in each column, and each row below it states the same kind of thing.

Cells stand apart by tabs or bars, as the readers of formats write them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from kg.extract.entries import name_stop, person_phrase
from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.roles import mention
from kg.extract.tasks import DOERS, Party
from kg.extract.wholes import named_whole
from kg.model import Span, Statement
from kg.rules import LabelKind, Rules
from kg.schema import load_schema

_SEPARATOR = re.compile(r"[\t｜|]")
_PARTIES: tuple[LabelKind, ...] = ("lead", "join", "assist")
_HEADED: tuple[LabelKind, ...] = (*_PARTIES, "task", "coverer", "covered", "team")
_TEAMS = frozenset({"TaskForce", "Committee"})
_MOST_EDGES = 12
_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its words, and where they stand in the document."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """What a row states: who answers for which task, and who looks after which unit.

    Attributes:
        parties: who answers for its tasks.
        tasks: what they do.
        statements: who looks after which unit.
        body: the team that does the tasks, where a column names one; the parties lead it or are its members.
    """

    parties: tuple[Party, ...]
    tasks: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    body: Phrase | None = None


def cells(passage: Passage) -> list[Cell]:
    """Return the cells of a row, or nothing where the paragraph is no row.

    An empty cell counts: 选派工作队｜｜县委组织部 has three.
    """
    text, start = passage.text, passage.span.start
    edges = [m.start() for m in _SEPARATOR.finditer(text)]
    if not edges:
        return []
    bounds = [0, *(e + 1 for e in edges)]
    if text[0] in "|｜":
        bounds, edges = bounds[1:], edges[1:]
    stops = edges if text[-1] in "|｜" else [*edges, len(text)]
    found = []
    for a, b in zip(bounds, stops, strict=False):
        words = text[a:b].strip()
        at = text.index(words, a) if words else a
        found.append(Cell(words, Span(start + at, start + at + len(words))))
    return found


def head_of(row: list[Cell], rules: Rules) -> tuple[LabelKind | None, ...] | None:
    """Return what each column of a table holds by its head row, or None where the row is no head of a known table.

    >>> from kg.rules import load_rules
    >>> row = [Cell(word, Span(0, 0)) for word in ("序号", "工作任务", "牵头单位", "配合单位")]
    >>> head_of(row, load_rules())
    (None, 'task', 'lead', 'assist')
    """
    kinds = tuple(next((k for k in _HEADED if "".join(c.text.split()) in rules.labels[k]), None) for c in row)
    known = {k for k in kinds if k is not None}
    useful = {"coverer", "covered"} <= known or ("lead" in known and len(known) > 1)
    return kinds if useful else None


def read_row(row: list[Cell], head: tuple[LabelKind | None, ...], reader: PassageReader) -> Row:
    """Read a row below a head."""
    parties: list[Party] = []
    tasks: list[Passage] = []
    named: dict[str, list[Phrase]] = {"coverer": [], "covered": []}
    teams: list[Phrase] = []
    for cell, kind in zip(row, head, strict=True):
        if not cell.text:
            continue
        if kind == "task":
            tasks.append(reader.read(cell.text, cell.span.start))
        elif kind in ("lead", "join", "assist"):
            members = tuple(p for p in _names(cell, reader) if p.type in DOERS)
            if members:
                parties.append(Party(kind, members, cell.span))
        elif kind == "team":
            teams += [p for p in named_whole(cell.text, cell.span.start, reader) if p.type in _TEAMS]
        elif kind in ("coverer", "covered"):
            named[kind] += _names(cell, reader)
    edges = []
    for head_name, tail in list(product(named["coverer"], named["covered"]))[:_MOST_EDGES]:
        if load_schema().allows("covers", head_name.type, tail.type):
            quote = Span(min(head_name.start, tail.start), max(head_name.stop, tail.stop))
            if quote.stop - quote.start <= _LONGEST_QUOTE:
                edges.append(Statement("covers", mention(head_name), mention(tail), quote, "label.coverer"))
    return Row(tuple(parties), tuple(tasks), tuple(edges), teams[0] if len(teams) == 1 else None)


def _names(cell: Cell, reader: PassageReader) -> list[Phrase]:
    """Return the names in a cell; people in a list of their own are read by their surnames."""
    if (stop := name_stop(cell.text, 0, cell.span.start, reader)) == len(cell.text):
        return [person_phrase(cell.text, 0, stop, cell.span.start)]
    return [m for n in reader.read(cell.text, cell.span.start).nouns for m in n.members]
