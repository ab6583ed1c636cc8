"""A piece of the text with its words and noun phrases: what every reader of structure works on."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from kg.extract.coordination import NounPhrase, noun_phrases
from kg.extract.known import Known, Merger
from kg.extract.phrases import Phrase, PhraseFinder
from kg.extract.tokens import Kind, Token, Tokenizer
from kg.model import Span
from kg.rules import Rules


class Passage:
    """The words and noun phrases of `text`, which stands at `span` of the document.

    Attributes:
        first: the token with which it begins; those before it belong to the paragraph that it is a part of.
        names: all names in the passage, in order; posts before a person's name come before the person.
    """

    __slots__ = ("first", "names", "nouns", "span", "text", "tokens")

    def __init__(  # no dataclass, for the reason that a token is none
        self, span: Span, text: str, tokens: list[Token], nouns: list[NounPhrase], first: int = 0
    ) -> None:
        self.span = span
        self.text = text
        self.tokens = tokens
        self.nouns = nouns
        self.first = first
        self.names: list[Phrase] = [p for n in nouns for m in n.members for p in (*m.titles, m)]

    def name_ends(self, stop: int) -> bool:
        """Tell whether a noun phrase of the passage ends at an offset of the document."""
        return any(self.tokens[n.last].stop == stop for n in self.nouns)

    def token_at(self, start: int) -> Token | None:
        """Return the token that begins at an offset of the document, or None where none does."""
        at = self._place(start)
        return self.tokens[at] if at is not None and at < len(self.tokens) else None

    def part(self, start: int, stop: int) -> Passage | None:
        """Return the part between two offsets of the document, or None where they cut a word or a noun phrase."""
        first, last = self._place(start), self._place(stop)
        if first is None or last is None:
            return None
        nouns = [n for n in self.nouns if n.last >= first and n.first < last]
        if nouns and (nouns[0].first < first or nouns[-1].last >= last):
            return None
        text = self.text[start - self.span.start : stop - self.span.start]
        return Passage(Span(start, stop), text, self.tokens[:last], nouns, first)

    def _place(self, start: int) -> int | None:
        """Return which token begins at an offset, the one behind the last at the end; None within a token."""
        at = bisect_left(self.tokens, start, key=attrgetter("start"))
        edge = self.span.stop if at == len(self.tokens) else self.tokens[at].start
        return at if edge == start else None

    @property
    def people(self) -> list[str]:
        """The people named in the passage."""
        return [p.name for p in self.names if p.type == "Person"]


class PassageReader:
    """Reads pieces of text into passages, by the rules."""

    def __init__(self, tokenizer: Tokenizer, finder: PhraseFinder, rules: Rules, known: Merger | None = None) -> None:
        self.rules = rules
        self._tokenizer = tokenizer
        self._finder = finder
        self._known = known
        self._labels: dict[tuple[str, int], Passage] = {}

    def knowing(self, known: Known) -> PassageReader:
        """Return a reader for one document, which recognises the names that the document has made known."""
        merger = Merger(known) if known.people or known.places else None
        return PassageReader(self._tokenizer, self._finder, self.rules, merger)

    def read(self, text: str, start: int) -> Passage:
        """Read `text`, whose first character stands at `start` of the document."""
        tokens = self._tokenizer.tokens(text, start, self._known)
        phrases = self._finder.phrases(tokens)
        if self._known is not None:
            phrases = self._known.named(phrases)
        nouns = noun_phrases(tokens, phrases, self.rules)
        return Passage(Span(start, start + len(text)), text, tokens, nouns)

    def label(self, text: str, start: int) -> Passage:
        """Read what stands apart at the beginning of a paragraph; who asks again gets the same passage."""
        passage = self._labels.get((text, start))
        if passage is None:
            passage = self._labels[text, start] = self.read(text, start)
        return passage

    def name(self, text: str, start: int) -> Phrase | None:
        """Return the one name that `text` is from its first to its last character, or None."""
        names = [m for n in self.read(text, start).nouns for m in n.members]
        if len(names) == 1 and names[0].start == start and names[0].stop == start + len(text) and not names[0].titles:
            return names[0]
        return None


def begins_with_verb(passage: Passage) -> bool:
    """Tell whether a paragraph begins with what someone does, and not with who does it."""
    first = next((t for t in passage.tokens if not t.word.isspace()), None)
    return first is not None and first.kind in (Kind.VERB, Kind.LOOSE_VERB, Kind.ACTIVITY, Kind.PREPOSITION)
