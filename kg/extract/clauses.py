"""From tokens and noun phrases to clauses: a row of elements in which verbs look for their ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from kg.extract.coordination import NounPhrase
from kg.extract.tokens import Kind, Token
from kg.rules import ContextKind, Frame, Rules


class Part(Enum):
    """What an element of a clause is."""

    NOUNS = "noun phrase"
    TRIGGER = "trigger"
    CONTEXT = "context word"
    PREPOSITION = "preposition"
    VERB = "verb"
    OF = "的"
    WORD = "word"


@dataclass(slots=True)
class Element:
    """One element of a clause, at `start`–`stop` of the document."""

    part: Part
    start: int
    stop: int
    word: str
    nouns: NounPhrase | None = None
    frames: tuple[Frame, ...] = ()
    context: ContextKind | None = None


@dataclass(slots=True)
class Clause:
    """Elements between two commas or stops; `ends` says which of the two closes it."""

    elements: list[Element]
    ends: Literal["comma", "semicolon", "stop"]

    @property
    def start(self) -> int:
        """Where the first element begins."""
        return self.elements[0].start

    @property
    def stop(self) -> int:
        """Where the last element ends."""
        return self.elements[-1].stop


def clauses(tokens: list[Token], nouns: list[NounPhrase], rules: Rules) -> list[Clause]:
    """Cut the tokens of a paragraph into clauses, with noun phrases as single elements.

    Args:
        tokens: the words of a paragraph.
        nouns: its noun phrases, in order and not overlapping.
        rules: say which words are triggers and context words.
    """
    found: list[Clause] = []
    row: list[Element] = []
    at = {n.first: n for n in nouns}
    i = 0
    while i < len(tokens):
        phrase = at.get(i)
        if phrase is not None:
            row.append(_nouns(tokens, phrase))
            i = phrase.last + 1
            continue
        token = tokens[i]
        i += 1
        if token.kind in (Kind.COMMA, Kind.STOP):
            ends: Literal["comma", "semicolon", "stop"] = "comma" if token.kind == Kind.COMMA else "stop"
            if token.word in "；;":
                ends = "semicolon"
            if row:
                found.append(Clause(row, ends))
                row = []
            elif found and ends != "comma":
                found[-1].ends = ends
        elif token.kind != Kind.ASIDE and not token.word.isspace():
            row.append(_element(token, tokens[i - 2] if i > 1 else None, rules))
    if row:
        found.append(Clause(row, "stop"))
    return found


def _nouns(tokens: list[Token], phrase: NounPhrase) -> Element:
    first, last = tokens[phrase.first], tokens[phrase.last]
    return Element(Part.NOUNS, first.start, last.stop, "", nouns=phrase)


def _element(token: Token, before: Token | None, rules: Rules) -> Element:
    word = token.word
    if word == "的":
        return Element(Part.OF, token.start, token.stop, word)
    if word in rules.kinds["preposition"] and token.kind in (Kind.PREPOSITION, Kind.JOINER):
        frames = rules.frames_of.get(word, ())
        return Element(Part.PREPOSITION, token.start, token.stop, word, frames=frames, context=rules.context_of.get(word))
    if word in ("与", "和", "同", "跟"):
        return Element(Part.PREPOSITION, token.start, token.stop, word)
    if word in rules.frames_of:
        return Element(Part.TRIGGER, token.start, token.stop, word, frames=rules.frames_of[word])
    context = rules.context_of.get(word)
    if context is not None:
        return Element(Part.CONTEXT, token.start, token.stop, word, context=context)
    verb = token.kind in (Kind.VERB, Kind.LOOSE_VERB, Kind.ACTIVITY)
    return Element(Part.VERB if verb else Part.WORD, token.start, token.stop, word)
