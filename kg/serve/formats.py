"""Media types of answers, and which of them a client takes (https://www.rfc-editor.org/rfc/rfc9110#name-accept)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
"""The media type of each format of `kg.rdf.results`."""

ACCEPTED = {
    "rows": {
        "application/sparql-results+json": "json",
        "application/sparql-results+xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
        "application/json": "json",
        "application/xml": "xml",
        "text/xml": "xml",
    },
    "truth": {
        "application/sparql-results+json": "json",
        "application/sparql-results+xml": "xml",
        "application/json": "json",
        "application/xml": "xml",
        "text/xml": "xml",
    },
    "graph": {
        "text/turtle": "ttl",
        "application/n-triples": "nt",
        "application/ld+json": "jsonld",
        "application/rdf+xml": "rdf",
        "application/json": "jsonld",
        "application/xml": "rdf",
        "text/xml": "rdf",
        "text/plain": "nt",
        "text/n3": "ttl",
        "text/rdf+n3": "ttl",
    },
}
"""For each kind of answer the media types that ask for a format, those that we like better first."""


def negotiate(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """Return what to answer with, or None where the client takes nothing of it.

    Args:
        accept: an Accept header, or None.
        offered: media type → what it stands for; where the client does not care, the first.

    >>> negotiate("text/html, application/*;q=0.9, */*;q=0.1", ACCEPTED["graph"])
    'nt'
    >>> negotiate("image/png", ACCEPTED["graph"]) is None
    True
    """
    if not (accept or "").strip():
        return next(iter(offered.values()))
    ranges = list(_ranges(accept or ""))
    best, quality = None, 0.0
    for media, name in offered.items():
        matching = [(specific, q) for wanted, q in ranges if (specific := _specificity(wanted, media)) is not None]
        worth = max(matching)[1] if matching else 0.0
        if worth > quality:
            best, quality = name, worth
    return best


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        yield media, quality


def _specificity(wanted: str, media: str) -> int | None:
    if wanted == media:
        return 2
    if wanted == f"{media.partition('/')[0]}/*":
        return 1
    return 0 if wanted == "*/*" else None
