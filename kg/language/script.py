"""Traditional characters: read as their simplified forms, and given back as the article writes them.

Rules, lexicons and tables are written in simplified characters. An article in traditional ones (縣委組織部) is read
in its simplified form, character by character, so that every offset holds; what is found gets its own characters back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kg.model import Document, Span

if TYPE_CHECKING:
    from opencc import OpenCC

# The share of characters that must be traditional: an article in simplified characters may quote a name.
_SHARE = 0.05


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Return a text in traditional characters with the simplified one for each; any other text as it is.

    What differs is taken character by character from OpenCC's tables (https://github.com/BYVoid/OpenCC), so the length
    stays.

    >>> simplified("青巖縣委組織部會同鎮黨委")
    '青岩县委组织部会同镇党委'
    >>> simplified("县委组织部部长陳立到青岩镇的三个村调研基层党建")
    '县委组织部部长陳立到青岩镇的三个村调研基层党建'
    """
    # GB 2312 holds the simplified characters and none of those that they replaced: this is fast, and rules most out.
    if len(text) - len(text.encode("gb2312", "ignore").decode("gb2312")) < _SHARE * len(text):
        return text
    convert = _converter().convert
    table = {ord(c): one for c in set(text) if "\u3400" <= c <= "\u9fff" and len(one := convert(c)) == 1 and one != c}
    found = text.translate(table)
    differ = sum(count for c, count in Counter(text).items() if ord(c) in table)
    return found if differ >= _SHARE * len(text) else text


def in_simplified(document: Document) -> Document:
    """Return a document as its simplified characters read; the same document where it has no traditional ones."""
    text = simplified(document.text)
    if text is document.text:
        return document
    title, publisher, author = (
        simplified(told) if told else told for told in (document.title, document.publisher, document.author)
    )
    return replace(document, text=text, title=title, publisher=publisher, author=author)


class Originals:
    """Gives names that were read in simplified characters those of the article.

    Args:
        original: the text of the article.
        read: the same in simplified characters.
    """

    def __init__(self, original: str, read: str) -> None:
        self._original, self._read = original, read
        self._characters = frozenset(read)
        seen = Counter((s, o) for s, o in zip(read, original, strict=True) if s != o)
        plain = Counter(s for s, o in zip(read, original, strict=True) if s == o)
        self._usual: dict[str, str] = {}
        for (simple, own), count in sorted(seen.items(), key=lambda item: (item[1], item[0])):
            if count > plain[simple]:
                self._usual[simple] = own

    def name(self, name: str, spans: Iterable[Span]) -> str:
        """Return `name` as the article writes it; what holds more than the article (an official name) stays.

        Args:
            name: in simplified characters.
            spans: where the article names it, in that form or another.
        """
        near: dict[str, str] = {}
        if not self._characters.issuperset(name):
            return name
        for span in spans:
            read, own = span.of(self._read), span.of(self._original)
            at = read.find(name)
            if at >= 0:
                return own[at : at + len(name)]
            near.update(zip(read, own, strict=True))
        return "".join(near.get(c) or self._usual.get(c, c) for c in name)
