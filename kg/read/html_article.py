"""The article of a web page: which element holds it, and which stand around it.

It is told by the names that site systems give it, by what trafilatura finds to be the main text, or by where most of
the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.read.html_lines import PageLine, squeezed
from kg.rules.containers import ContainerRules, Kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HIDDEN_FOR_NOW = re.compile(r"(?i)visibility\s*:\s*hidden")
_MOST_ASIDE = 0.5  # of the page's text: a menu that is larger is none
_LEAST_MAIN = 60  # characters: an element with fewer holds no article
_MOST_OF_IT = 0.85  # of the matched text: how much the element must hold that trafilatura points to
_MOST_OF_PAGE = 0.7
_LEAST_TRUSTED = 0.4  # of the page's text outside links: where trafilatura finds less, it has missed the point


def show_article(body: HtmlElement, containers: ContainerRules) -> None:
    """Show an article that is hidden until a script of the page has run, as WeChat's is."""
    for element in body.iter():
        hidden = isinstance(element.tag, str) and _HIDDEN_FOR_NOW.search(element.get("style", ""))
        if hidden and containers.kind_of(names_of(element)) == "main":
            del element.attrib["style"]


def find_asides(body: HtmlElement, lines: list[PageLine], containers: ContainerRules) -> frozenset[HtmlElement]:
    """Return the elements around the article: those named so, `nav` and `footer`; none that holds most of the text."""
    most = sum(len(line.text) for line in lines) * _MOST_ASIDE
    elements = [*_of_kind(body, "aside", containers), *body.iter("nav", "footer")]
    return frozenset(element for element in elements if len("".join(element.itertext()).strip()) <= most)


def find_article(
    tree: HtmlElement, body: HtmlElement, lines: list[PageLine], containers: ContainerRules
) -> tuple[HtmlElement, str]:
    """Return the element that holds the article, and by what it was told.

    Args:
        tree: the page.
        body: its body.
        lines: the body as rendered.
        containers: the names that site systems give to elements.
    """
    if (root := _main_container(body, lines, containers)) is not None:
        return root, "a container of the article"
    if (root := _by_trafilatura(tree, lines)) is not None:
        return root, "the main text (trafilatura)"
    return _by_weight(body, lines), "the part with most text"


def names_of(element: HtmlElement) -> list[str]:
    """Return the values of an element's `class` and `id`."""
    return [*element.get("class", "").split(), *element.get("id", "").split()]


def _of_kind(body: HtmlElement, kind: Kind, containers: ContainerRules) -> list[HtmlElement]:
    return [
        element
        for element in body.iter()
        if isinstance(element.tag, str) and element is not body and containers.kind_of(names_of(element)) == kind
    ]


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
    wanted = squeezed(text)
    matched = [(line, len(line.text)) for line in lines if len(line.text) > 1 and squeezed(line.text) in wanted]
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
