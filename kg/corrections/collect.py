"""Corrections over a whole corpus: done to each article, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.corrections.apply import apply
from kg.corrections.file import Corrections
from kg.corrections.records import (
    Correction,
    EntityAdd,
    EntityEdit,
    EntityWrong,
    Merge,
    Retract,
    Split,
    statements,
)
from kg.model import Article
from kg.rules import Rules, load_rules


class Correcting:
    """Does to each article what people said about it, and notes what became of it."""

    def __init__(self, corrections: Corrections, rules: Path | None = None) -> None:
        """Take the corrections as they were read, and the folder of the user's rules."""
        self._corrections, self._folder = corrections, rules
        self._records = corrections.by_document()
        self._seen: set[str] = set()
        self._idle: dict[str, str] = {}
        self._fallen: list[str] = []

    @cached_property
    def _rules(self) -> Rules:
        return load_rules(self._folder)

    def articles(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield the articles with what people said about them."""
        for article in articles:
            yield self.article(article)

    def article(self, article: Article) -> Article:
        """Return an article with what people said about it."""
        document = article.document
        records = self._records.get(document.id)
        if records is None:
            return article
        corrected = apply(article, records, self._rules)
        self.note(document.id, corrected.idle, [f"{document.name}: {fallen}" for fallen in corrected.fallen])
        return corrected.article

    def note(self, document: str, idle: Mapping[str, str], fallen: Iterable[str]) -> None:
        """Note what became of the corrections of a document, wherever they were done to its article.

        Args:
            document: its id.
            idle: for each correction that changes nothing any more, by its id, why.
            fallen: statements that the schema does not allow between what their ends are now, with the article's name.
        """
        self._seen.add(document)
        self._idle.update(idle)
        self._fallen += fallen

    def summary(self) -> dict[str, Any]:
        """Return what became of the corrections, as plain JSON values; call it when all articles have passed.

        Returns:
            Nothing where there are no corrections, else

            applied: the ids of those that hold;
            idle: those that change nothing any more, and why;
            orphaned: those whose text is in no article now;
            fallen: statements that the schema does not allow between what their ends are by now;
            torn: a last line that a crash has cut off.
        """
        if not self._corrections.records and self._corrections.torn is None:
            return {}
        active = sorted(self._corrections.active(), key=lambda record: record.id)
        held = [record for record in active if record.document in self._seen]
        return {
            "applied": [record.id for record in held if record.id not in self._idle],
            "idle": [_told(record, self._idle[record.id]) for record in held if record.id in self._idle],
            "orphaned": [_told(r, "its text is in no article now") for r in active if r.document not in self._seen],
            "fallen": sorted(self._fallen),
            "torn": self._corrections.torn,
        }


def _told(record: Correction, why: str) -> dict[str, str]:
    return {"id": record.id, "document": record.document, "article": record.article, "says": said(record), "why": why}


def said(record: Correction) -> str:
    """Return in one line what a correction says.

    >>> from kg.corrections.records import End
    >>> end = End(0, 2, "Committee", "县委")
    >>> said(EntityEdit(1, "cor-0", "2026-01-31T08:30:00Z", "甲", "doc-0", end, "Department", "县委办"))
    'entity-edit: Committee 县委: Department 县委办'
    """
    action = str(type(record).__struct_config__.tag)
    if isinstance(record, Retract):
        return f"{action}: {record.retracts}"
    if isinstance(record, Merge):
        return f"{action}: {' = '.join(end.name for end in record.entities)}"
    if isinstance(record, EntityEdit | Split):
        return f"{action}: {record.entity.type} {record.entity.name}: {record.type} {record.name}"
    if isinstance(record, EntityAdd | EntityWrong):
        return f"{action}: {record.entity.type} {record.entity.name}"
    return f"{action}: {' ⇒ '.join(str(stated) for _, stated in statements(record))}"
