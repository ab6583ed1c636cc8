r"""Reading: from whatever people have to documents, with page furniture set aside and metadata gathered.

>>> document = read_text("防汛一线党旗红\n\n来源：县委组织部 2023-07-18\n\n县委抽调干部下沉。", "floods")
>>> document.title, document.publisher, [span.of(document.text) for span in document.paragraphs]
('防汛一线党旗红', '县委组织部', ['县委抽调干部下沉。'])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Document, identifier
from kg.read.page import read_page
from kg.read.plain import clean, decode
from kg.rules.furniture import FurnitureRules, load_furniture

__all__ = ["read_file", "read_inputs", "read_text"]


def read_text(text: str, name: str, source: str | None = None, rules: FurnitureRules | None = None) -> Document:
    """Make a document of a text: clean it, set its furniture aside, gather its metadata.

    Args:
        text: the article as characters, with whatever stands around it on its page.
        name: the name that people know it by.
        source: where it was read from.
        rules: the rules of page furniture; those of the package unless said.

    Raises:
        InputError: there is no text.
    """
    text = clean(text)
    if not text.strip():
        raise InputError(f"{source or name}: there is no text in it")
    page = read_page(text, rules or load_furniture())
    return Document(
        id=identifier("doc", text),
        name=name,
        text=text,
        paragraphs=page.paragraphs,
        furniture=page.furniture,
        title=page.title,
        publisher=page.publisher,
        author=page.author,
        date=page.date,
        source=source,
    )


def read_file(path: Path, rules: FurnitureRules | None = None) -> Document:
    """Read one file.

    Raises:
        InputError: it cannot be read; the message names it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot read: {error.strerror}") from None
    return read_text(decode(data, str(path)), path.stem, str(path), rules)


def read_inputs(paths: Iterable[Path], rules: FurnitureRules | None = None) -> Iterator[Document]:
    """Read files, and folders with all below them, in sorted order.

    Raises:
        InputError: a path cannot be read, or there is nothing to read.
    """
    for path in sorted(paths):
        if path.is_dir():
            for file in sorted(path.rglob("*.txt")):
                yield read_file(file, rules)
        else:
            yield read_file(path, rules)
