"""What the tests of names share: words, names and lists of a sentence, by the package's own rules."""

from __future__ import annotations

from functools import cache

from kg.extract.coordination import NounPhrase, noun_phrases
from kg.extract.phrase import Phrase
from kg.extract.phrases import PhraseFinder
from kg.extract.tokens import Token, Tokenizer
from kg.language.words import Segmenter
from kg.rules import load_rules


@cache
def _machines() -> tuple[Tokenizer, PhraseFinder]:
    rules = load_rules()
    return Tokenizer(rules, Segmenter("rjieba", rules.vocabulary)), PhraseFinder(rules)


def words(text: str) -> list[Token]:
    """Return the tokens of a sentence."""
    return _machines()[0].tokens(text, 0)


def phrases(text: str) -> list[Phrase]:
    """Return the phrases of a sentence that have a type."""
    return [p for p in _machines()[1].phrases(words(text)) if p.type]


def named(text: str) -> dict[str, str]:
    """Return the names of a sentence before lists are expanded, each with its type."""
    return {p.name: p.type for p in phrases(text)}


def lists(text: str) -> list[NounPhrase]:
    """Return the noun phrases of a sentence."""
    tokens = words(text)
    return noun_phrases(tokens, _machines()[1].phrases(tokens), load_rules())


def listed(text: str) -> list[list[str]]:
    """Return the names of each noun phrase of a sentence, with what its list shares spelled out."""
    return [[member.name for member in nouns.members] for nouns in lists(text)]
