"""The page of a comparison: who has what, where the same names stand, and the words behind each cell."""

from __future__ import annotations

from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement

from kg import __version__
from kg.analysis.matrix import UNKNOWN, Item, Matrix, Row, Shared
from kg.analysis.page import both, cite, frame, name_of, say, table, write
from kg.analysis.quotes import Quote
from kg.schema import load_schema

_NAMES = 6  # in a cell; the others are at the side


def write_matrix(matrix: Matrix, file: BinaryIO, *, about: str | None = None) -> None:
    """Write a comparison as one file of HTML.

    Args:
        matrix: what `kg.analysis.matrix.compare` returned.
        file: open for binary writing.
        about: the words to which it was narrowed.
    """
    figures = f"kg {__version__}" if about is None else f"“{about}” · kg {__version__}"
    page, bar, content = frame(f"compare-{matrix.by}", figures)
    for part in ("structures", "shared"):
        say(SubElement(bar, "a", href=f"#{part}"), part)
    words = Element("div")
    _structures(matrix, content, words)
    _shared(matrix, content, words)
    content.extend(words)
    write(page, file)


def _structures(matrix: Matrix, content: Element, words: Element) -> None:
    section = SubElement(content, "section", id="structures")
    say(SubElement(section, "h2"), "structures")
    say(SubElement(section, "p", {"class": "note"}), "structures-note")
    columns = [(structure.zh, structure.en) for structure in matrix.structures]
    body = table(section, [f"by-{matrix.by}", "article-count", "dates", *columns])
    section[-1].set("class", "matrix")
    for head, structure in zip(section[-1][0][0][3:], matrix.structures, strict=True):
        head.set("title", f"{structure.zh_def} {structure.en_def}")
    for number, row in enumerate(matrix.rows):
        line = SubElement(body, "tr", {"data-row": "true"})
        head = _row_head(line, matrix, row)
        if row.around:
            SubElement(head, "span", {"class": "quiet small"}).text = " ".join(row.around)
        _articles(line, row)
        for structure in matrix.structures:
            items = row.cells.get(structure.id, ())
            cell = SubElement(line, "td", {"data-sort": str(len(items) or "")})
            if items:
                ident = f"{structure.id}-{number}"
                _cell(cell, items, ident)
                title = _words(words, ident)
                _row_name(title, matrix, row)
                both(title, f" {structure.zh}", f" {structure.en}")
                listed = SubElement(words[-1], "ol")
                for item in items:
                    _item(SubElement(listed, "li"), item, structure.relation)
            elif not row.articles:
                cell.set("class", "silent")
                say(SubElement(cell, "span", {"class": "unseen"}), "no-article")
    _totals(section[-1], matrix)


def _row_head(line: Element, matrix: Matrix, row: Row) -> Element:
    head = SubElement(line, "th", {"scope": "row", "data-sort": row.key or "\uffff"})
    _row_name(head, matrix, row)
    return head


def _row_name(parent: Element, matrix: Matrix, row: Row) -> None:
    if row.key == UNKNOWN:
        say(parent, f"unknown-{matrix.by}")
    else:
        name_of(parent, row.name)


def _articles(line: Element, row: Row) -> None:
    count = SubElement(line, "td", {"class": "number short"})
    count.text = str(row.articles)
    dates = SubElement(line, "td", {"class": "short", "data-sort": row.first or ""})
    for date in sorted({row.first, row.last} - {None}, key=str):
        SubElement(SubElement(dates, "div"), "time", datetime=str(date)).text = date
    if not row.articles:
        say(SubElement(dates, "span", {"class": "quiet small"}), "no-article")


def _cell(cell: Element, items: tuple[Item, ...], ident: str) -> None:
    link = SubElement(cell, "a", href=f"#{ident}")
    names = SubElement(link, "span", {"class": "names"})
    SubElement(names, "b").text = str(len(items))
    for place, item in enumerate(items[:_NAMES]):
        name = name_of(names, item.text())
        if item.required:
            name.set("class", "planned")
        name.tail = "、" if place < min(len(items), _NAMES) - 1 else "…" if len(items) > _NAMES else ""


def _totals(whole: Element, matrix: Matrix) -> None:
    line = SubElement(SubElement(whole, "tfoot"), "tr")
    say(SubElement(line, "th", scope="row"), "total")
    SubElement(line, "td", {"class": "number"}).text = str(sum(row.articles for row in matrix.rows))
    SubElement(line, "td")
    known = [row for row in matrix.rows if row.key != UNKNOWN]
    for structure in matrix.structures:
        having = sum(structure.id in row.cells for row in known)
        say(SubElement(line, "td"), "total-note", n=having, all=len(known))


def _shared(matrix: Matrix, content: Element, words: Element) -> None:
    """Show which bodies of one name several rows have: names downwards, rows of the comparison across."""
    section = SubElement(content, "section", id="shared")
    say(SubElement(section, "h2"), "shared")
    say(SubElement(section, "p", {"class": "note"}), "shared-note")
    if not matrix.shared:
        say(SubElement(section, "p"), "nothing")
        return
    kinds = {structure.id: structure for structure in matrix.structures}
    rows = [row for row in matrix.rows if any(row.key in shared.where for shared in matrix.shared)]
    body = table(section, ["structure", "type", "where", "first", *((row.name, row.name) for row in rows)])
    section[-1].set("class", "matrix")
    for number, shared in enumerate(matrix.shared):
        line = SubElement(body, "tr", {"data-row": "true"})
        name_of(SubElement(line, "th", scope="row"), shared.name)
        kind = kinds[shared.structure]
        both(SubElement(line, "td", {"class": "short"}), kind.zh, kind.en)
        SubElement(line, "td", {"class": "number short"}).text = str(len(shared.where))
        _first(SubElement(line, "td", {"class": "short"}), shared, {row.key: row.name for row in rows})
        for row in rows:
            cell = SubElement(line, "td", {"class": "short"})
            quotes = shared.where.get(row.key)
            if quotes is None:
                continue
            ident = f"shared-{number}-{rows.index(row)}"
            link = SubElement(cell, "a", href=f"#{ident}")
            _when(link, quotes)
            title = _words(words, ident)
            _row_name(title, matrix, row)
            name_of(title, f" {shared.name}")
            item = SubElement(SubElement(words[-1], "ol"), "li")
            for quote in quotes:
                cite(item, quote)


def _first(cell: Element, shared: Shared, names: dict[str, str]) -> None:
    first = shared.first()
    cell.set("data-sort", first[0] if first else "")
    if first:
        SubElement(cell, "time", datetime=first[0]).text = first[0]
        SubElement(cell, "div", {"class": "quiet small"}).text = names[first[1]]


def _when(link: Element, quotes: tuple[Quote, ...]) -> None:
    SubElement(link, "b").text = str(len(quotes))
    if quotes[0].date:
        SubElement(link, "time", datetime=quotes[0].date).text = quotes[0].date
    else:
        say(SubElement(link, "span", {"class": "quiet"}), "undated")


def _words(words: Element, ident: str) -> Element:
    """Add the place for the words of a cell and return its heading."""
    return SubElement(SubElement(words, "section", {"id": ident, "class": "words"}), "h3")


def _item(parent: Element, item: Item, relation: str | None) -> None:
    statement = SubElement(parent, "div", {"class": "statement"})
    for place, (name, count) in enumerate(zip(item.names, item.counts, strict=True)):
        if place and relation is not None:
            verb = load_schema().relations[relation]
            both(SubElement(statement, "span", {"class": "verb"}), f"{verb.zh} →", f"{verb.en} →")
        if count is not None:
            SubElement(statement, "span").text = str(count)
        name_of(statement, name)
    for quote in item.quotes:
        cite(parent, quote)
