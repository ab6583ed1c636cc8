"""One document's sentences and the rules → its mentions and statements."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache

from kg.extract.about import topic_of
from kg.extract.clauses import clauses
from kg.extract.enclosures import OPENING
from kg.extract.formulas import formulas
from kg.extract.known import known_names
from kg.extract.outline import outline
from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import PhraseFinder
from kg.extract.roles import mention
from kg.extract.rosters import rosters
from kg.extract.statements import statements as read_statements
from kg.extract.tokens import Kind, Tokenizer
from kg.language.words import Segmenter, SegmenterName
from kg.model import Document, Extraction, Mention, Statement
from kg.rules import Rules


@cache
def _reader(rules: Rules, segmenter: SegmenterName) -> PassageReader:
    return PassageReader(Tokenizer(rules, Segmenter(segmenter, rules.vocabulary)), PhraseFinder(rules), rules)


def prepare(rules: Rules, segmenter: SegmenterName = "rjieba") -> None:
    """Load the dictionary and teach it the rules' words now, so that the first document need not wait for it.

    Args:
        rules, segmenter: as for `extract`.
    """
    _reader(rules, segmenter)


def extract(document: Document, rules: Rules, segmenter: SegmenterName = "rjieba") -> Extraction:
    """Find the mentions and statements of a document.

    Args:
        document: as a reader of `kg.read` returns it.
        rules: what `kg.rules.load_rules` returns.
        segmenter: which implementation of jieba finds the words.
    """
    collecting = gc.isenabled()
    gc.disable()  # nothing made here refers back to itself: to look for what does takes a twelfth of the time
    try:
        return _extracted(document, rules, _reader(rules, segmenter))
    finally:
        if collecting:
            gc.enable()


def _extracted(document: Document, rules: Rules, reader: PassageReader) -> Extraction:
    text = document.text
    titles = [reader.read(f.span.of(text), f.span.start) for f in document.furniture if f.rule == "title"]
    passages = [reader.read(p.of(text), p.start) for p in document.paragraphs]
    known = known_names([p.text for p in passages], [p.tokens for p in passages], [p.names for p in passages])
    reader = reader.knowing(known)
    if known.people or known.places:
        passages = [reader.read(p.text, p.span.start) if known.missing(p.text, p.people) else p for p in passages]
    topic = topic_of(document, titles, reader)
    lists = rosters(titles, passages, topic.organ, reader)
    mentions: list[Mention] = []
    statements: list[Statement] = list(lists.statements)
    layout = outline(document, topic, passages, lists.taken, reader)
    statements += layout.statements
    mentions += layout.mentions
    for section in layout.sections:
        if section.passage.nouns or section.subject is not None:
            row = clauses(section.passage, rules)
            statements += read_statements(row, section.subject, section.required, rules)
        mentions += [mention(p) for p in section.passage.names if not p.silent]
        statements += formulas(section.passage, reader)
        for inner in _quoted(section.passage, reader):
            statements += read_statements(clauses(inner, rules), None, section.required, rules)
    announced = set(layout.announced)
    if not announced:
        return Extraction(document, tuple(mentions), tuple(statements))
    return Extraction(
        document,
        tuple(m for m in mentions if m.span not in announced),
        tuple(s for s in statements if s.head.span not in announced and s.tail.span not in announced),
    )


def _quoted(passage: Passage, reader: PassageReader) -> Iterator[Passage]:
    """Yield what stands in the names of a passage and says something of its own: “县领导包乡镇、部门包村”的责任制."""
    for name in passage.names:
        if name.type != "Mechanism":
            continue
        words = passage.tokens[name.first : name.last + 1]
        of = next((t for t in words if t.kind == Kind.OF), None)
        if of is not None and words[0].kind != Kind.ENCLOSED:
            yield reader.read(passage.text[name.start - passage.span.start : of.start - passage.span.start], name.start)
    for token in passage.tokens[passage.first :] if OPENING.search(passage.text) else ():
        if token.kind == Kind.ENCLOSED and any(t.word in reader.rules.frames_of for t in token.inner):
            start, stop = token.inner[0].start, token.inner[-1].stop
            yield reader.read(passage.text[start - passage.span.start : stop - passage.span.start], start)
