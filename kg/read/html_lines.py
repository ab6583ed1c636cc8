"""Web pages rendered as lines: one for each paragraph, table row, definition, list item and card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CELLS = "\u3000"  # between the cells of a row
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas",
    "audio", "video", "map", "select", "option", "button", "textarea", "input", "head", "title",
    "meta", "link", "base", "datalist",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "ins", "kbd", "label", "mark", "o:p", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_CELL = 300  # characters; a table with longer cells is one that lays out the page
_CARDS = 3  # alike elements beside each other that make a list of cards
_LONGEST_CARD_LINE = 60
_MOST_CARD_LINES = 6
_DEEPEST = 400
_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a rendered page.

    Attributes:
        text: its words, spaces as a browser shows them.
        links: how many of its characters are inside links.
        element: the block that it is in.
    """

    text: str
    links: int
    element: HtmlElement


def render(element: HtmlElement, skipped: frozenset[HtmlElement] = frozenset()) -> list[PageLine]:
    """Return the lines of an element as a reader of the page sees them.

    Args:
        element: any element, the body for a whole page.
        skipped: elements to leave out with all that is in them.
    """
    return _Renderer(skipped).block(element, 0)


def squeezed(text: str) -> str:
    """Return text without any space, to compare what was wrapped differently."""
    return re.sub(r"\s", "", text)


class _Renderer:
    def __init__(self, skipped: frozenset[HtmlElement]) -> None:
        self.skipped = skipped

    def block(self, element: HtmlElement, depth: int) -> list[PageLine]:
        """Return the lines of a block: its own text, and those of the blocks in it."""
        if depth > _DEEPEST:
            return []
        pieces = _Pieces(element)
        groups: list[tuple[HtmlElement, list[PageLine]]] = []
        self._fill(element, pieces, groups, depth, in_link=False)
        pieces.end()
        if not groups:
            return pieces.lines
        lines = pieces.lines
        cards = _cards(groups)
        return _with_cards(lines, cards) if cards else lines

    def _fill(
        self,
        element: HtmlElement,
        pieces: _Pieces,
        groups: list[tuple[HtmlElement, list[PageLine]]],
        depth: int,
        *,
        in_link: bool,
    ) -> None:
        pieces.add(element.text, in_link)
        for child in element:
            if isinstance(child.tag, str) and not self._is_unseen(child):
                if child.tag == "br":
                    pieces.end()
                elif child.tag in _INLINE and depth < _DEEPEST:
                    self._fill(child, pieces, groups, depth + 1, in_link=in_link or child.tag == "a")
                else:
                    pieces.end()
                    lines = self._lines_of(child, depth + 1)
                    groups.append((child, lines))
                    pieces.lines += lines
            pieces.add(child.tail, in_link)

    def _lines_of(self, element: HtmlElement, depth: int) -> list[PageLine]:
        if element.tag == "table" and (rows := self._rows(element)) is not None:
            return rows
        if element.tag == "dl":
            return self._definitions(element, depth)
        return self.block(element, depth)

    def _is_unseen(self, element: HtmlElement) -> bool:
        return (
            element.tag in _UNSEEN
            or element in self.skipped
            or element.get("hidden") is not None
            or _HIDDEN.search(element.get("style", "")) is not None
        )

    def _rows(self, table: HtmlElement) -> list[PageLine] | None:
        """Return a line for each row of a table of data, or None for a table that lays out the page.

        A cell that spans rows is repeated in each of them, so that every row says all that it means.
        """
        if table.find(".//table") is not None:
            return None
        rows: list[PageLine] = []
        spans: dict[int, tuple[int, str, int]] = {}  # column → rows left, text, link characters
        columns = 1
        for row in table.iter("tr"):
            cells: list[tuple[str, int]] = []
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                _fill_spans(cells, spans)
                text, links = self._flat(cell)
                if len(text) > _LONGEST_CELL:
                    return None
                down = _whole(cell.get("rowspan"), 1000)
                if down > 1:
                    spans[len(cells)] = (down - 1, text, links)
                cells += [(text, links)] + [("", 0)] * (_whole(cell.get("colspan"), 100) - 1)
            _fill_spans(cells, spans)
            columns = max(columns, len(cells))
            words = [text for text, _ in cells if text]
            if words:
                rows.append(PageLine(CELLS.join(words), sum(links for _, links in cells), row))
        return rows if columns > 1 else None

    def _flat(self, element: HtmlElement) -> tuple[str, int]:
        """Return an element's text on one line, and how many of its characters are in links."""
        lines = self.block(element, 0)
        return " ".join(line.text for line in lines), sum(line.links for line in lines)

    def _definitions(self, element: HtmlElement, depth: int) -> list[PageLine]:
        """Return a line for each term with its definitions; long definitions keep their own lines."""
        lines: list[PageLine] = []
        term: PageLine | None = None
        for item in element.iter("dt", "dd"):
            if any(ancestor.tag == "dl" and ancestor is not element for ancestor in _up_to(item, element)):
                continue
            found = self.block(item, depth)
            if item.tag == "dt":
                lines += [term] if term else []
                term = _one(found)
            elif term is not None and len(found) == 1 and len(found[0].text) <= _LONGEST_CELL:
                text = f"{term.text}{CELLS}{found[0].text}"
                term = replace(term, text=text, links=term.links + found[0].links)
            else:
                lines += [term] if term else []
                lines += found
                term = None
        return [*lines, term] if term else lines


class _Pieces:
    """The inline text of a block, gathered until the line ends."""

    def __init__(self, element: HtmlElement) -> None:
        self.element = element
        self.lines: list[PageLine] = []
        self._texts: list[str] = []
        self._links = 0

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self._texts.append(text)
            if in_link:
                self._links += len(text.strip())

    def end(self) -> None:
        text = _collapsed("".join(self._texts))
        if text.strip():
            self.lines.append(PageLine(text.strip(), self._links, self.element))
        self._texts, self._links = [], 0


def _collapsed(text: str) -> str:
    """Return text with spaces as a browser shows them; a line end beside a Chinese character is nothing at all."""

    def one(match: re.Match[str]) -> str:
        if "\n" not in match[0] and "\r" not in match[0]:
            return " "
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return " " if before.isascii() and after.isascii() else ""

    return _SPACES.sub(one, text).replace("\xa0", " ")


def _fill_spans(cells: list[tuple[str, int]], spans: dict[int, tuple[int, str, int]]) -> None:
    """Add the cells that reach into this row from above, as far as they follow at once."""
    while (span := spans.get(len(cells))) is not None:
        left, text, links = span
        if left > 1:
            spans[len(cells)] = (left - 1, text, links)
        else:
            del spans[len(cells)]
        cells.append((text, links))


def _whole(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


def _one(lines: list[PageLine]) -> PageLine | None:
    if not lines:
        return None
    return replace(lines[0], text=" ".join(line.text for line in lines), links=sum(line.links for line in lines))


def _up_to(element: HtmlElement, top: HtmlElement) -> Iterator[HtmlElement]:
    for ancestor in element.iterancestors():
        if ancestor is top:
            return
        yield ancestor


def _cards(groups: list[tuple[HtmlElement, list[PageLine]]]) -> list[list[PageLine]]:
    """Return the cards among some blocks: three or more alike, each of a few short lines (name, post, duties)."""
    by_kind: dict[tuple[str, str], list[list[PageLine]]] = {}
    for element, lines in groups:
        by_kind.setdefault((str(element.tag), element.get("class", "")), []).append(lines)
    found = []
    for alike in by_kind.values():
        cards = [lines for lines in alike if _is_card(lines)]
        if len(alike) >= _CARDS and len(cards) >= len(alike) * 0.8:
            found += cards
    return found


def _is_card(lines: list[PageLine]) -> bool:
    return 2 <= len(lines) <= _MOST_CARD_LINES and all(
        len(line.text) <= _LONGEST_CARD_LINE and not line.text.endswith(("。", "！", "？")) for line in lines
    )


def _with_cards(lines: list[PageLine], cards: list[list[PageLine]]) -> list[PageLine]:
    """Return the lines with those of each card made one."""
    first = {id(card[0]): card for card in cards}
    inside = {id(line) for card in cards for line in card[1:]}
    result = []
    for line in lines:
        if card := first.get(id(line)):
            result.append(
                replace(line, text=CELLS.join(part.text for part in card), links=sum(part.links for part in card))
            )
        elif id(line) not in inside:
            result.append(line)
    return result
