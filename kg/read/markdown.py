"""Markdown: the words without the marks, one paragraph, heading, list item or table row a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.draft import Draft
from kg.read.plain import clean, decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_CELLS = "\u3000"
_FRONT_MATTER = "---\n"


def read_markdown(data: bytes, name: str) -> Draft:
    """Read a Markdown file; pictures, comments and front matter fall away, of links the words stay.

    Raises:
        InputError: it is no text.
    """
    from markdown_it import MarkdownIt

    text = clean(decode(data, name))
    if text.startswith(_FRONT_MATTER) and (stop := text.find("\n---", len(_FRONT_MATTER))) > 0:
        text = text[stop + len("\n---") :]
    lines: list[str] = []
    row: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append(_CELLS.join(cell for cell in row if cell))
            row = None
        elif token.type == "inline":
            words = _words(token.children or [])
            if row is None:
                lines.append(words)
            else:
                row.append(words.replace("\n", " "))
        elif token.type in ("fence", "code_block"):
            # Pasted articles are often indented by four spaces, which Markdown takes for code.
            lines.append(token.content.rstrip("\n"))
    return Draft("\n\n".join(line for line in lines if line.strip()))


def _words(tokens: list[Token]) -> str:
    """Return the words of one paragraph; its line ends stay, as they do in plain text."""
    words = ""
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words += token.content
        elif token.type in ("hardbreak", "softbreak"):
            words += "\n"
    return words
