"""What a format's reader makes of its bytes: text, and what the format itself says about it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import InputError
from kg.model import Document, identifier
from kg.read.dates import find_date
from kg.read.page import read_page
from kg.read.plain import clean
from kg.rules.furniture import FurnitureRules, load_furniture


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way to become a document.

    Attributes:
        text: everything that the format's reader read, one paragraph a line.
        name, title, publisher, author, date, source: as the format gives them (a column, a `<meta>`); None where it
            does not. The date may be in any form.
        declared_title: a title that the format declares and the text does not show; it counts where there is no other.
    """

    text: str
    name: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    source: str | None = None
    declared_title: str | None = None


def finish(draft: Draft, name: str, source: str | None, rules: FurnitureRules | None = None) -> Document:
    """Make a document of a draft: clean its text, set furniture aside, gather metadata.

    What the format gives weighs more than what a line of the page says.

    Args:
        draft: the text and what is known about it.
        name: the document's name where the draft has none.
        source: where it was read from, where the draft does not say.
        rules: the rules of page furniture; those of the package unless said.

    Raises:
        InputError: there is no text.
    """
    text = clean(draft.text)
    if not text.strip():
        raise InputError(f"{source or name}: there is no text in it")
    page = read_page(text, rules or load_furniture(), known_title=draft.title)
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
    )
