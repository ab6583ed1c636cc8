"""What a format's reader makes of its bytes: text, and what the format itself says about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# What stands on a page and not in its text: why (a rule, or in words), and its words.
Outside = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way to become a document.

    Attributes:
        text: everything that the format's reader read, one paragraph a line.
        name, title, publisher, author, date, source: as the format gives them (a column, a `<meta>`); None where it
            does not. The date may be in any form.
        place: the place that the article belongs to, as a column of the user's says.
        declared_title: a title that the format declares and the text does not show; it counts where there is no other.
        outside: tells what the format's reader left out of the text; called only where somebody wants to see it.
    """

    text: str
    name: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    source: str | None = None
    declared_title: str | None = None
    place: str | None = None
    outside: Callable[[], Outside] = tuple


Unit = tuple[str, Callable[[], Draft] | None]
"""Where a document stands, and the call that makes its draft or raises InputError; None where there is nothing for us
(a picture in an archive)."""
