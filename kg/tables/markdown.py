"""Tables and plain text in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def plain(text: str) -> str:
    r"""Return the text so that Markdown shows it as it is, on one line.

    >>> plain("村(社区)|网格*")
    '村(社区)\\|网格\\*'
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def table(header: Sequence[str], rows: Iterable[Sequence[str | int | None]], *, marked: bool = False) -> Iterator[str]:
    """Yield the lines of a table.

    Args:
        header: what stands above the columns.
        rows: as many cells each.
        marked: whether the cells are Markdown already, and not any text.
    """
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        cells = ("" if cell is None else str(cell) if marked else plain(str(cell)) for cell in row)
        yield f"| {' | '.join(cells)} |"
