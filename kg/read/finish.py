"""From a draft to a document: the text cleaned, furniture set aside, metadata gathered."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError
from kg.model import Document, identifier
from kg.read.dates import find_date
from kg.read.draft import Draft
from kg.read.page import read_page
from kg.read.plain import clean
from kg.rules.furniture import load_furniture


def finish(draft: Draft, name: str, source: str | None, rules: Path | None = None) -> Document:
    """Make a document of a draft: clean its text, set furniture aside, gather metadata.

    What the format gives weighs more than what a line of the page says.

    Args:
        draft: the text and what is known about it.
        name: the document's name where the draft has none.
        source: where it was read from, where the draft does not say.
        rules: a folder with rule files that extend those of the package.

    Raises:
        InputError: there is no text.
        RuleError: a rule file is malformed.
    """
    text = clean(draft.text)
    if not text.strip():
        raise InputError(f"{source or name}: there is no text in it")
    page = read_page(text, load_furniture(rules), known_title=draft.title)
    return Document(
        id=identifier("doc", text),
        name=draft.name or name,
        text=text,
        paragraphs=page.paragraphs,
        furniture=page.furniture,
        title=draft.title or page.title or draft.declared_title,
        publisher=draft.publisher or page.publisher,
        author=draft.author or page.author,
        date=(find_date(draft.date) if draft.date else None) or page.date,
        source=draft.source or source,
        place=draft.place or _folders(source),
    )


def _folders(source: str | None) -> str | None:
    """Return the folders below the one that the user gave, which may be called after the places of the articles."""
    return None if source is None or "://" in source else source.rpartition("/")[0] or None
