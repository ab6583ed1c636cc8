"""Web pages: the article of a page as saved from a government site, with what the page says about it.

The page is rendered as lines; the element that holds the article is told by the names that site systems give it, by
what trafilatura finds to be the main text, or by where most of the text is. Lists of leaders and members, which no
extractor of main text keeps whole, keep every row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.html_lines import PageLine, render
from kg.read.plain import clean, decode
from kg.rules.containers import ContainerRules, Kind, load_containers
from kg.rules.furniture import load_furniture

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}encoding=["']([\w-]+)"""
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_TAG = re.compile(r"(?i)<(?:p|div|br|span|table|td|section|strong|h[1-6])\b[^>]{0,500}>")
_SNIFFED = 4096  # bytes in which a page must declare its encoding, and some more
_MOST_ASIDE = 0.5  # of the page's text: a menu that is larger is none
_LEAST_MAIN = 60  # characters: an element with fewer holds no article
_MOSTLY = 0.5  # of a line's characters
_MOST_OF_IT = 0.85  # of the matched text: how much the element must hold that trafilatura points to
_MOST_OF_PAGE = 0.7
_LEAST_TRUSTED = 0.4  # of the page's text outside links: where trafilatura finds less, it has missed the point
_LINES_ABOVE = 15  # between the title and the article
_SHORTEST_TITLE = 4
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
    everything = render(body)
    skipped = _asides(body, everything, containers)
    lines = render(body, skipped) if skipped else everything
    if not lines:
        raise InputError(f"{name}: there is no text on the page (does a script put it there?)")
    root = _main_container(body, lines, containers)
    if root is None:
        root = _by_trafilatura(tree, lines)
    if root is None:
        root = _by_weight(body, lines)
    inside = set(root.iter())
    numbers = [n for n, line in enumerate(lines) if line.element in inside]
    first, last = (numbers[0], numbers[-1]) if numbers else (0, len(lines) - 1)
    meta = _meta(tree)
    title, title_line = _title(tree, lines, first, meta)
    article = [
        line.text for n, line in enumerate(lines[: last + 1]) if n >= first and not _is_menu(line, n, title_line)
    ]
    return Draft(
        "\n".join(_above(lines, first, title_line, rules) + article),
        title=title,
        declared_title=_declared_title(tree, meta),
        publisher=meta.get("publisher"),
        author=meta.get("author") if meta.get("author", "").lower() not in _NO_AUTHOR else None,
        date=meta.get("date"),
    )


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


def _names(element: HtmlElement) -> list[str]:
    return [*element.get("class", "").split(), *element.get("id", "").split()]


def _of_kind(body: HtmlElement, kind: Kind, containers: ContainerRules) -> list[HtmlElement]:
    return [
        element
        for element in body.iter()
        if isinstance(element.tag, str) and element is not body and containers.kind_of(_names(element)) == kind
    ]


def _asides(body: HtmlElement, lines: list[PageLine], containers: ContainerRules) -> frozenset[HtmlElement]:
    """Return the elements around the article: those named so, `nav` and `footer`; none that holds most of the text."""
    most = sum(len(line.text) for line in lines) * _MOST_ASIDE
    elements = [*_of_kind(body, "aside", containers), *body.iter("nav", "footer")]
    return frozenset(element for element in elements if len("".join(element.itertext()).strip()) <= most)


def _main_container(body: HtmlElement, lines: list[PageLine], containers: ContainerRules) -> HtmlElement | None:
    """Return the element with the most text of those that are named as a site system names its articles."""
    candidates = [*_of_kind(body, "main", containers), *body.iter("article")]
    weighed = [(_weight(candidate, lines), -n, candidate) for n, candidate in enumerate(candidates)]
    best = max(weighed, key=lambda w: w[:2], default=None)
    return best[2] if best is not None and best[0] >= _LEAST_MAIN else None


def _weight(element: HtmlElement, lines: Iterable[PageLine]) -> int:
    inside = set(element.iter())
    return sum(len(line.text) for line in lines if line.element in inside)


def _by_trafilatura(tree: HtmlElement, lines: list[PageLine]) -> HtmlElement | None:
    """Return the element that holds what trafilatura takes for the main text, or None where that is too little."""
    try:
        from trafilatura import extract
    except ImportError:
        return None
    from copy import deepcopy

    text = extract(deepcopy(tree), include_comments=False, include_tables=True, include_links=False) or ""
    wanted = _squeezed(text)
    matched = [(line, len(line.text)) for line in lines if len(line.text) > 1 and _squeezed(line.text) in wanted]
    unlinked = sum(len(line.text) - line.links for line in lines)
    if sum(weight for _, weight in matched) < max(unlinked * _LEAST_TRUSTED, _LEAST_MAIN):
        return None
    return _deepest(matched, _MOST_OF_IT)


def _by_weight(body: HtmlElement, lines: list[PageLine]) -> HtmlElement:
    """Return the element with most of the page's text; lines that are links alone count half."""
    weights = [(line, len(line.text) * (1 if line.links < len(line.text) * 0.8 else 0.5)) for line in lines]
    root = _deepest(weights, _MOST_OF_PAGE)
    return body if root is None else root


def _deepest(weights: Iterable[tuple[PageLine, float]], share: float) -> HtmlElement | None:
    """Return the deepest element that holds at least `share` of the weight."""
    sums: dict[HtmlElement, float] = {}
    total = 0.0
    for line, weight in weights:
        total += weight
        for element in (line.element, *line.element.iterancestors()):
            sums[element] = sums.get(element, 0.0) + weight
    enough = [element for element, weight in sums.items() if weight >= total * share]
    return max(enough, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


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
        wanted = _squeezed(text)
        for number in reach:
            line = _squeezed(lines[number].text)
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


def _above(lines: list[PageLine], first: int, title_line: int | None, rules: Path | None) -> list[str]:
    """Return the lines between the title and the article that belong to it: its title, source, date."""
    if title_line is not None and title_line < first:
        between = lines[title_line:first]
        if len(between) <= _LINES_ABOVE:
            return [line.text for line in between]
    furniture = load_furniture(rules)
    near = [line.text for line in lines[max(0, first - _LINES_ABOVE) : first]]
    told = [text for text in near if (found := furniture.explain(text, "head")) and (found.strong or found.facts)]
    title = [lines[title_line].text] if title_line is not None and title_line < first else []
    return title + [text for text in told if text not in title]


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
