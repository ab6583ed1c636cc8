"""Names that a document makes known in one place and uses in others: 席向荣, 赤岩 (县, 职业技术学院)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.phrase import Phrase
from kg.extract.token import Kind, Token

PERSON = "person"
ADDRESSED = "person.addressed"
_PLACE = "ns"
_LEVELS = frozenset("省市县区州盟旗镇乡村")
_STEM = range(2, 4)
_PREFIXES = frozenset(["中共", "中国共产党", "共青团", "国网"])
_LONGEST = 4
# What stands before a surname among acquaintances (老杜).
_FAMILIAR = "老小"


@dataclass(frozen=True, slots=True)
class Known:
    """What a document has named: full names of people, and names of places without their level."""

    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def missing(self, text: str, people: Iterable[str]) -> bool:
        """Tell whether `text` holds a known name that reading it has not found.

        Args:
            text: a paragraph.
            people: the people found in it.
        """
        found = list(people)
        if any(text.count(name) > found.count(name) for name in self.people if name in text):
            return True
        if any(name not in self.people for name in found):
            return True
        return any(name in text for name in self.places) or any(
            f + p[0] in text for p in self.people for f in _FAMILIAR
        )


class Merger:
    """Makes one token of the tokens that spell a known name."""

    def __init__(self, known: Known) -> None:
        self._tags = dict.fromkeys(known.places, _PLACE) | dict.fromkeys(known.people, PERSON)
        families = Counter(name[0] for name in known.people)
        self._full = {
            familiar + name[0]: name for name in known.people if families[name[0]] == 1 for familiar in _FAMILIAR
        }
        self._tags |= dict.fromkeys(self._full, PERSON)
        self._beginnings = frozenset(name[0] for name in self._tags)

    def named(self, phrases: list[Phrase]) -> list[Phrase]:
        """Give those who are addressed by surname their full names, where only one person has that surname."""
        for phrase in phrases:
            if phrase.type == "Person" and phrase.name in self._full:
                phrase.aliases.append(phrase.name)
                phrase.name = self._full[phrase.name]
            elif phrase.rule == ADDRESSED:
                full = [name for name in self._full.values() if name[0] == phrase.name[0]]
                if full:
                    phrase.aliases.append(phrase.name)
                    phrase.name = full[0]
        return phrases

    def merged(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens with known names as single tokens."""
        if not self._tags:
            return tokens
        out: list[Token] = []
        i = 0
        while i < len(tokens):
            stop = self._stop(tokens, i) if tokens[i].word[0] in self._beginnings else i
            if stop > i:
                word = "".join(t.word for t in tokens[i:stop])
                out.append(Token(tokens[i].start, tokens[stop - 1].stop, word, self._tags[word], Kind.NOUN))
                i = stop
            else:
                out.append(tokens[i])
                i += 1
        return out

    def _stop(self, tokens: list[Token], i: int) -> int:
        word = ""
        for k in range(i, min(len(tokens), i + _LONGEST)):
            word += tokens[k].word
            if word in self._tags:
                return k + 1
            if len(word) >= _LONGEST:
                break
        return i


def known_names(texts: list[str], tokens: list[list[Token]], names: list[list[Phrase]]) -> Known:
    """Return the people and places that the paragraphs of a document name.

    Args:
        texts: the paragraphs.
        tokens, names: the words and the names of each.
    """
    whole = "\n".join(texts)
    people: set[str] = set()
    stems: set[str] = set()
    for words, phrases in zip(tokens, names, strict=True):
        for name in phrases:
            if name.type == "Person" and name.rule != ADDRESSED:
                people.add(name.name)
            elif name.type and name.type != "Document":
                stem = _stem(words[name.first : name.last + 1])
                if stem is not None:
                    stems.add(stem)
    return Known(
        frozenset(people),
        frozenset(s for s in stems if whole.count(s) > 1),
    )


def _stem(words: list[Token]) -> str | None:
    """Return the place that a name begins with, without its level, where the dictionary does not know it."""
    words = words[1:] if words and words[0].word in _PREFIXES else words
    for k, token in enumerate(words):
        if token.kind == Kind.HEAD:
            stem = "".join(t.word for t in words[:k])
            plain = all(len(t.word) == 1 or t.tag == _PLACE for t in words[:k])
            return (
                stem if k > 1 and token.word[0] in _LEVELS and len(stem) in _STEM and plain and stem.isalpha() else None
            )
        if token.kind == Kind.ENCLOSED:
            return None
    return None
