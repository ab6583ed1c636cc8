"""The text of an article as pieces, cut wherever a mention or a quote begins or ends, so that nested ones all show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.serve.records import Brief, Mention


@dataclass(frozen=True, slots=True)
class Quote:
    """Where the words of a statement stand: `number` is what it is called beside the text."""

    number: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Over:
    """The entities that a run of characters names, from the innermost mention outwards; `ids` are theirs, by spaces."""

    entities: tuple[Brief, ...]
    ids: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same mentions and quotes.

    Attributes:
        start: where it begins, in code points of the document's text.
        text: the characters.
        over: the entities that are named here, if any.
        first: whether a mention begins here.
        quotes: the numbers of the statements that quote it, by spaces.
        ends: the numbers of those whose quote ends here.
    """

    start: int
    text: str
    over: Over | None
    first: bool
    quotes: str
    ends: tuple[int, ...]


def paragraphs(text: str, mentions: Sequence[Mention], quotes: Iterable[Quote]) -> list[list[Piece]]:
    """Cut a text into its lines, and each into pieces; empty lines are left out.

    Args:
        text: of a document.
        mentions: in it, by start, the longer first.
        quotes: in it.
    """
    found = sorted(quotes, key=lambda quote: (quote.start, quote.number))
    lines = [place for line in re.finditer("\n", text) for place in line.span()]
    cuts = {0, len(text), *lines}
    spans = [(m.start, m.stop) for m in mentions] + [(q.start, q.stop) for q in found]
    cuts |= {place for start, stop in spans for place in (start, stop) if 0 <= place <= len(text)}
    edges = sorted(cuts)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for quote in found:
        ends[quote.stop].append(quote.number)
    made: list[list[Piece]] = [[]]
    open_mentions: list[Mention] = []
    open_quotes: list[Quote] = []
    known: dict[str, Over] = {}
    next_mention = next_quote = 0
    for start, stop in pairwise(edges):
        open_mentions = [mention for mention in open_mentions if mention.stop > start]
        open_quotes = [quote for quote in open_quotes if quote.stop > start]
        while next_mention < len(mentions) and mentions[next_mention].start <= start:
            open_mentions.append(mentions[next_mention])
            next_mention += 1
        while next_quote < len(found) and found[next_quote].start <= start:
            open_quotes.append(found[next_quote])
            next_quote += 1
        if text[start:stop] == "\n":
            made.append([])
            continue
        made[-1].append(
            Piece(
                start,
                text[start:stop],
                _over(open_mentions, known) if open_mentions else None,
                any(mention.start == start for mention in open_mentions),
                " ".join([str(quote.number) for quote in open_quotes]),
                tuple(ends.get(stop, ())),
            )
        )
    return [line for line in made if any(piece.text.strip() for piece in line)]


def _over(mentions: Sequence[Mention], known: dict[str, Over]) -> Over:
    """Return what some mentions name; the same thing for the same entities."""
    entities = tuple(m.entity for m in sorted(mentions, key=lambda mention: mention.stop - mention.start))
    ids = " ".join([one.id for one in entities])
    return known.setdefault(ids, Over(entities, ids))
