"""The page of a difference: what came in green, what went in red, what changed in amber, each with a sign and words."""

from __future__ import annotations

from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement

from kg import __version__
from kg.analysis.difference import STATES, Change, Difference, State
from kg.analysis.page import both, cite, frame, name_of, say, table, word, write
from kg.schema import load_schema

_SIGNS: dict[State, str] = {"came": "+", "went": "−", "changed": "±"}


def write_difference(found: Difference, names: tuple[str, str], file: BinaryIO) -> None:
    """Write a difference as one file of HTML.

    Args:
        found: what `kg.analysis.difference.difference` returned.
        names: what people call the two graphs.
        file: open for binary writing.
    """
    page, bar, content = frame("diff", " → ".join(names) + f" · kg {__version__}")
    _choices(bar, found)
    if not found:
        say(SubElement(content, "p"), "same")
    if found.articles:
        rows = _section(content, "articles", ("state", "article", "date", "changes"))
        for article in found.articles:
            row = _row(rows, article.state)
            name = SubElement(row, "th", scope="row")
            name_of(name, article.title or article.name)
            if article.title:
                SubElement(name, "span", {"class": "quiet small"}).text = article.name
            SubElement(row, "td").text = article.date or ""
            _changes(SubElement(row, "td"), article.changes)
    schema = load_schema()
    if found.nodes:
        rows = _section(content, "nodes", ("state", "node", "type", "place", "changes"))
        for node in found.nodes:
            row = _row(rows, node.state)
            name_of(SubElement(row, "th", scope="row"), node.name)
            both(SubElement(row, "td"), schema.types[node.type].zh, schema.types[node.type].en)
            SubElement(row, "td").text = node.place or ""
            _changes(SubElement(row, "td"), node.changes)
    if found.edges:
        rows = _section(content, "edges", ("state", "relation", "words"))
        for edge in found.edges:
            row = _row(rows, edge.state)
            statement = SubElement(SubElement(row, "th", scope="row"), "div", {"class": "statement"})
            name_of(statement, edge.head)
            relation = schema.relations[edge.type]
            both(SubElement(statement, "span", {"class": "verb"}), f"{relation.zh} →", f"{relation.en} →")
            name_of(statement, edge.tail)
            words = SubElement(row, "td")
            _changes(words, edge.changes)
            for quotes, state in ((edge.went, "went"), (edge.came, "came")):
                for quote in quotes:
                    cite(words, quote, state)
    write(page, file)


def _choices(bar: Element, found: Difference) -> None:
    """Show the figures as a table, and a box for each state that shows or hides its rows."""
    counts = found.counts()
    body = table(bar, ("state", *counts), sortable=False)
    for state in STATES:
        row = SubElement(body, "tr", {"class": state})
        label = SubElement(SubElement(row, "th", scope="row"), "label")
        SubElement(label, "input", {"type": "checkbox", "checked": "checked", "data-shows": state, "hidden": "hidden"})
        _state(label, state)
        for part, numbers in counts.items():
            link = SubElement(SubElement(row, "td", {"class": "number"}), "a", href=f"#{part}")
            link.text = str(numbers[state])


def _section(content: Element, part: str, columns: tuple[str, ...]) -> Element:
    section = SubElement(content, "section", id=part)
    say(SubElement(section, "h2"), part)
    return table(section, columns)


def _row(rows: Element, state: State) -> Element:
    row = SubElement(rows, "tr", {"class": state, "data-state": state})
    _state(SubElement(row, "td"), state)
    return row


def _state(parent: Element, state: State) -> None:
    mark = SubElement(parent, "span", {"class": f"state {state}"})
    SubElement(mark, "b", {"aria-hidden": "true"}).text = _SIGNS[state]
    say(mark, state)


def _changes(parent: Element, changes: tuple[Change, ...]) -> None:
    if not changes:
        return
    lines = SubElement(parent, "ul", {"class": "changes"})
    for change in changes:
        line = SubElement(lines, "li")
        say(SubElement(line, "span", {"class": "quiet"}), change.attribute)
        for tag, value in (("del", change.before), ("ins", change.after)):
            if value in {None, ""}:
                continue
            element = SubElement(line, tag)
            if change.attribute == "modality":
                both(element, *word(str(value)))
            else:
                element.text = str(value)
