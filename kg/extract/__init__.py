"""One document's sentences and the rules → its mentions and statements."""

from __future__ import annotations

from functools import cache

from kg.extract.clauses import clauses
from kg.extract.coordination import noun_phrases
from kg.extract.phrases import PhraseFinder
from kg.extract.roles import mention
from kg.extract.statements import statements as read_statements
from kg.extract.tokens import Tokenizer
from kg.language.words import Segmenter, SegmenterName
from kg.model import Document, Extraction, Mention, Statement
from kg.rules import Rules


@cache
def _machines(rules: Rules, segmenter: SegmenterName) -> tuple[Tokenizer, PhraseFinder]:
    words = Segmenter(segmenter, rules.vocabulary)
    return Tokenizer(rules, words), PhraseFinder(rules)


def extract(document: Document, rules: Rules, segmenter: SegmenterName = "rjieba") -> Extraction:
    """Find the mentions and statements of a document.

    Args:
        document: as a reader of `kg.read` returns it.
        rules: what `kg.rules.load_rules` returns.
        segmenter: which implementation of jieba finds the words.
    """
    tokenizer, finder = _machines(rules, segmenter)
    mentions: list[Mention] = []
    statements: list[Statement] = []
    for paragraph in document.paragraphs:
        tokens = tokenizer.tokens(paragraph.of(document.text), paragraph.start)
        phrases = finder.phrases(tokens)
        nouns = noun_phrases(tokens, phrases, rules)
        statements += read_statements(clauses(tokens, nouns, rules), None, False, rules)
        mentions += [mention(p) for n in nouns for m in n.members for p in (*m.titles, m) if not p.silent]
    return Extraction(document, tuple(mentions), tuple(statements))
