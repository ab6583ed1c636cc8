"""The words behind a figure: pieces of evidence with the article they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """The words of one place of one article.

    Attributes:
        date: of the article, or "".
        document: the id of the article.
        start, stop: where they stand in its text, in code points.
        text: the words.
        title: of the article, else its name.
        name: the article's name.
        modality: whether they state (`asserted`) or demand (`required`).
        head_count, tail_count: the numbers that they give for the ends of a relation.
    """

    date: str
    document: str
    start: int
    stop: int
    text: str
    title: str
    name: str
    modality: str = "asserted"
    head_count: int | None = None
    tail_count: int | None = None


def quotes_of(evidence: Iterable[Mapping[str, Any]], documents: Mapping[str, Mapping[str, Any]]) -> tuple[Quote, ...]:
    """Return pieces of evidence as quotes, the earliest article first.

    Args:
        evidence: as on the edges of a graph.
        documents: of that graph.
    """
    return tuple(
        sorted(
            (
                quote(
                    piece["document"],
                    (piece["start"], piece["stop"]),
                    documents,
                    modality=piece["modality"],
                    head_count=piece["head_count"],
                    tail_count=piece["tail_count"],
                )
                for piece in evidence
            ),
            key=order,
        )
    )


def order(quote: Quote) -> tuple[bool, str, str, int, int]:
    """Return what puts quotes in order: by date, those without one last, then by place."""
    return not quote.date, quote.date, quote.document, quote.start, quote.stop


def quote(document: str, span: tuple[int, int], documents: Mapping[str, Mapping[str, Any]], **numbers: Any) -> Quote:
    """Return the words at a place of an article.

    Args:
        document: the id of the article.
        span: start and stop in its text, in code points.
        documents: of the graph.
        numbers: modality and counts, where the words are evidence.
    """
    known = documents[document]
    text = known["text"][span[0] : span[1]]
    return Quote(known["date"] or "", document, *span, text, known["title"] or known["name"], known["name"], **numbers)
