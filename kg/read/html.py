"""Web pages: the article of a page as saved from a government site, with what the page says about it.

The page is rendered as lines, of which those of the article stay, and what belongs to it above: title, source, date.
Lists of leaders and members, which no extractor of main text keeps whole, keep every row.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.read.draft import Draft, Outside
from kg.read.html_article import find_article, find_asides, names_of, show_article
from kg.read.html_lines import PageLine, render, squeezed
from kg.read.plain import clean, decode
from kg.rules.containers import ContainerRules, load_containers
from kg.rules.furniture import load_furniture

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}encoding=["']([\w-]+)"""
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_TAG = re.compile(r"(?i)<(?:p|div|br|span|table|td|section|strong|h[1-6])\b[^>]{0,500}>")
_SNIFFED = 4096  # bytes in which a page must declare its encoding, and some more
_MOSTLY = 0.5  # of a line's characters
_LINES_ABOVE = 15  # between the title and the article
_SHORTEST_TITLE = 4
_LONGEST_TITLE = 80
# The names that the State Council's guide for government websites sets for pages (国办发〔2017〕47号, annex), and
# those of common systems, lower case.
_META = {
    "title": ("articletitle", "og:title", "twitter:title"),
    "publisher": ("contentsource", "source", "article:publisher"),
    "author": ("author", "article:author"),
    "date": ("pubdate", "publishdate", "pub_date", "publish_date", "article:published_time", "publishedtime"),
}
_NO_AUTHOR = frozenset(("admin", "administrator", "管理员", "系统管理员"))


def read_html(data: bytes, name: str, rules: Path | None = None) -> Draft:
    """Read a saved web page; the encoding that it declares is only a hint.

    Args:
        data: the whole file.
        name: its name, for the message.
        rules: a folder with rule files that extend those of the package.

    Raises:
        InputError: it is no text, has no text in it, or a package is missing.
    """
    declared = _DECLARED.search(data[:_SNIFFED])
    encoding = next((g.decode() for g in declared.groups() if g), None) if declared else None
    return _read(decode(data, name, encoding, damaged=True), name, rules)


def looks_like_html(text: str) -> bool:
    """Tell whether a column's text is a piece of a web page."""
    return _TAG.search(text) is not None


def read_fragment(data: bytes, name: str) -> Draft:
    """Read a piece of a web page that is all article: a column of a record.

    Args:
        data: the HTML in UTF-8.
        name: where it comes from, for the message.

    Raises:
        InputError: there is no text in it, or a package is missing.
    """
    lines = render(_parsed(data.decode("utf-8", "replace"), name))
    if not lines:
        raise InputError(f"{name}: there is no text in its HTML")
    return Draft("\n".join(line.text for line in lines))


def _read(text: str, name: str, rules: Path | None) -> Draft:
    tree = _parsed(text, name)
    body = tree.find("body") if tree.tag == "html" else tree
    if body is None:
        body = tree
    containers = load_containers(rules)
    show_article(body, containers)
    everything = render(body)
    skipped = find_asides(body, everything, containers)
    lines = render(body, skipped) if skipped else everything
    if not lines:
        raise InputError(f"{name}: there is no text on the page (does a script put it there?)")
    root, found_by = find_article(tree, body, lines, containers)
    inside = set(root.iter())
    numbers = [n for n, line in enumerate(lines) if line.element in inside]
    first, last = (numbers[0], numbers[-1]) if numbers else (0, len(lines) - 1)
    meta = _meta(tree)
    title, title_line = _title(tree, lines, first, meta)
    article = [n for n in range(first, last + 1) if not _is_menu(lines[n], n, title_line)]
    kept = _above(lines, first, title_line, rules) + article
    return Draft(
        "\n".join(lines[n].text for n in kept),
        title=title,
        declared_title=_declared_title(tree, meta),
        publisher=meta.get("publisher"),
        author=meta.get("author") if meta.get("author", "").lower() not in _NO_AUTHOR else None,
        date=meta.get("date"),
        outside=lambda: _outside(
            body,
            [(line, f"outside {found_by}") for n, line in enumerate(lines) if n not in kept],
            skipped,
            containers,
        ),
    )


def _outside(
    body: HtmlElement,
    lines: list[tuple[PageLine, str]],
    skipped: frozenset[HtmlElement],
    containers: ContainerRules,
) -> Outside:
    """Return what of a page is not in its text, in the page's order: some lines, and those of the elements skipped."""
    found = list(lines)
    for element in skipped:
        if skipped.isdisjoint(element.iterancestors()):
            rule = containers.rule_of(names_of(element)) or str(element.tag)
            found += [(line, rule) for line in render(element)]
    places = {element: n for n, element in enumerate(body.iter())}
    return [(rule, line.text) for line, rule in sorted(found, key=lambda f: places.get(f[0].element, 0))]


def _parsed(text: str, name: str) -> HtmlElement:
    try:
        from lxml import etree, html
    except ImportError:
        raise InputError(f"{name}: reading HTML needs more packages: pip install 'orgkg[docs]'") from None
    text = _XML_DECLARATION.sub("", clean(text))
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise InputError(f"{name}: not a web page that can be read: {error}") from None


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return what the page's `<meta>` elements say: title, publisher, author, date."""
    given: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("name") or element.get("property") or "").lower()
        value = " ".join((element.get("content") or "").split())
        if key and value:
            given.setdefault(key, value)
    return {
        field: next(given[name] for name in names if name in given)
        for field, names in _META.items()
        if any(name in given for name in names)
    }


def _title(tree: HtmlElement, lines: list[PageLine], first: int, meta: dict[str, str]) -> tuple[str | None, int | None]:
    """Return the article's title, and the number of its line where the page shows it above or at the article's start.

    The title that the page declares is trusted as far as a line of the page agrees with it; a site's name behind it
    falls away.
    """
    declared = [t for t in (meta.get("title"), " ".join((tree.findtext(".//title") or "").split())) if t]
    reach = range(min(first + 4, len(lines)))
    best: tuple[int, int] | None = None
    for text in declared:
        wanted = squeezed(text)
        for number in reach:
            line = squeezed(lines[number].text)
            # A site's name may stand before the title as well; short lines are found in it by chance.
            agrees = wanted.startswith(line) if len(line) < 2 * _SHORTEST_TITLE else line in wanted
            if len(line) >= _SHORTEST_TITLE and agrees and (best is None or len(line) >= best[0]):
                best = (len(line), number)
        if best is not None:
            return lines[best[1]].text, best[1]
    for number in reach:
        if lines[number].element.tag in ("h1", "h2") and len(lines[number].text) >= _SHORTEST_TITLE:
            return lines[number].text, number
    return None, None


def _declared_title(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    """Return the title that the page declares and does not show, without the site's name behind it."""
    if "title" in meta:
        return meta["title"]
    declared = " ".join((tree.findtext(".//title") or "").split())
    first = re.split(r"\s*[_|]\s*|\s+[-–—]+\s+", declared)[0]
    return first if len(first) >= _SHORTEST_TITLE else None


def _is_menu(line: PageLine, number: int, title_line: int | None) -> bool:
    """Tell whether a line is one of links above the title."""
    return title_line is not None and number < title_line and line.links > len(line.text) * _MOSTLY


def _above(lines: list[PageLine], first: int, title_line: int | None, rules: Path | None) -> list[int]:
    """Return the lines between the title and the article that belong to it, by number: its title, source, date."""
    if title_line is not None and title_line < first and first - title_line <= _LINES_ABOVE:
        return list(range(title_line, first))
    furniture = load_furniture(rules)
    title = [title_line] if title_line is not None and title_line < first else []
    words = {lines[n].text for n in title}
    told = [
        number
        for number in range(max(0, first - _LINES_ABOVE), first)
        if lines[number].text not in words
        and (found := furniture.explain(lines[number].text, "head"))
        and (found.strong or found.facts)
    ]
    if title_line is None and told and told[0] > 0 and _could_be_title(lines[told[0] - 1]):
        told.insert(0, told[0] - 1)
    return title + told


def _could_be_title(line: PageLine) -> bool:
    """Tell whether the line above the source and date may be a title that the page does not mark as one."""
    return (
        _SHORTEST_TITLE <= len(line.text) <= _LONGEST_TITLE
        and line.links <= len(line.text) * _MOSTLY
        and "。" not in line.text
    )
