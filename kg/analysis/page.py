"""The frame of the pages that compare: one file of HTML that needs nothing else, in the colours of the graph's page.

What a page says stands in its HTML, in both languages, and can be read without scripts; the script shows one language,
filters and sorts rows and opens the words of a cell at the side.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import BinaryIO
from xml.etree.ElementTree import Element, ElementTree, SubElement

from kg.analysis.quotes import Quote
from kg.html.page import content_policy

_STYLES = ("colours", "base", "frame", "controls", "panel")


def frame(title: str, figures: str) -> tuple[Element, Element, Element]:
    """Return a page with its banner, its bar and the place for its content.

    Args:
        title: the key of its heading in `words.json`.
        figures: what stands small below it.
    """
    page = Element("html", {"lang": "zh-Hans", "data-language": "zh"})
    head, body = SubElement(page, "head"), SubElement(page, "body")
    style, script = _style(), _asset("page.js")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": content_policy([script], [style])})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="referrer", content="no-referrer")
    SubElement(head, "meta", {"name": "color-scheme", "content": "light dark"})
    zh, en = word(title)
    SubElement(head, "title").text = f"{zh} {en}"
    SubElement(head, "style").text = style
    banner = SubElement(body, "header", id="banner")
    heading = SubElement(banner, "div", id="heading")
    say(SubElement(heading, "h1"), title)
    SubElement(heading, "p", id="figures").text = figures
    _filter(SubElement(banner, "div", {"id": "search", "role": "search"}))
    tools = SubElement(banner, "div", id="tools")
    for name in ("theme", "language"):
        say(SubElement(tools, "button", {"type": "button", "id": name, "hidden": "hidden"}), name)
    main = SubElement(body, "main")
    stage = SubElement(main, "section", id="stage")
    bar = SubElement(stage, "div", id="bar")
    content = SubElement(stage, "div", {"id": "content", "tabindex": "0"})
    side = SubElement(main, "aside", {"id": "side", "hidden": "hidden", "data-close": " ".join(word("close"))})
    SubElement(side, "section", id="panel")
    SubElement(body, "p", {"id": "announcer", "role": "status", "aria-live": "polite", "class": "unseen"})
    SubElement(body, "script").text = script
    return page, bar, content


def write(page: Element, file: BinaryIO) -> None:
    """Write a page.

    Args:
        page: what `frame` returned, filled.
        file: open for binary writing.
    """
    file.write(b"<!doctype html>\n")
    ElementTree(page).write(file, encoding="utf-8", method="html")


def word(key: str, **slots: object) -> tuple[str, str]:
    """Return a word of `words.json` in Chinese and in English, its {slots} filled."""
    entry = _words()[key]
    return entry["zh"].format(**slots), entry["en"].format(**slots)


def say(parent: Element, key: str, **slots: object) -> Element:
    """Put a word of `words.json` into an element, in both languages; return the element."""
    return both(parent, *word(key, **slots))


def both(parent: Element, zh: str, en: str) -> Element:
    """Put a text into an element in both languages; return the element."""
    SubElement(parent, "span", {"class": "zh", "lang": "zh-Hans"}).text = zh
    SubElement(parent, "span", {"class": "en", "lang": "en"}).text = en
    return parent


def name_of(parent: Element, text: str) -> Element:
    """Put a name from an article into an element, isolated from what stands around it."""
    name = SubElement(parent, "bdi", lang="zh-Hans")
    name.text = text
    return name


def table(parent: Element, head: Sequence[str | tuple[str, str]], *, sortable: bool = True) -> Element:
    """Add a table and return its body.

    Args:
        head: the columns: keys of `words.json`, or what to say in Chinese and English.
        sortable: whether a click on a column sorts by it.
    """
    whole = SubElement(parent, "table", {"data-sortable": "true"} if sortable else {})
    row = SubElement(SubElement(whole, "thead"), "tr")
    for column in head:
        cell = SubElement(row, "th", scope="col")
        both(cell, *(word(column) if isinstance(column, str) else column))
    return SubElement(whole, "tbody")


def cite(parent: Element, quote: Quote, mark: str = "") -> None:
    """Add the words of an article, and below them which article it is and of when.

    Args:
        parent: what they belong to.
        quote: the words.
        mark: a class, for words that came or went.
    """
    block = SubElement(parent, "blockquote", {"class": f"quote {mark}".strip()})
    if quote.modality == "required":
        say(SubElement(block, "span", {"class": "required-mark"}), "required")
    words = SubElement(block, "q", lang="zh-Hans")
    words.text = " ".join(quote.text.split())
    source = SubElement(parent, "cite")
    name_of(source, quote.title)
    source[-1].tail = " "
    if quote.date:
        SubElement(source, "time", datetime=quote.date).text = quote.date
    else:
        say(SubElement(source, "span", {"class": "quiet"}), "undated")


def _filter(place: Element) -> None:
    label = SubElement(place, "label", {"for": "query", "class": "unseen"})
    say(label, "filter")
    SubElement(place, "input", {"id": "query", "type": "search", "autocomplete": "off", "hidden": "hidden"})


@cache
def _words() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = json.loads(_asset("words.json"))
    return known


@cache
def _style() -> str:
    shared: Iterable[str] = (
        files("kg.html").joinpath(f"styles/{name}.css").read_text(encoding="utf-8") for name in _STYLES
    )
    return "\n".join([*shared, _asset("page.css")])


@cache
def _asset(name: str) -> str:
    return files("kg.analysis").joinpath(name).read_text(encoding="utf-8")
