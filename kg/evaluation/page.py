"""The errors of an evaluation in their texts, as one page for the browser.

What was found rightly, missed and found without reason is underlined in its colour; beside each text stands the list
of its errors, and each leads to its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import pairwise
from typing import BinaryIO
from xml.etree.ElementTree import Element, ElementTree, SubElement

from kg.evaluation.annotations import Annotation, Edge, Thing
from kg.evaluation.findings import Finding, findings
from kg.evaluation.scoring import Score, Tally, match
from kg.model import Span

_WORDS = {"hit": "right", "missed": "missed", "spurious": "spurious"}


def write_page(
    score: Score, gold: dict[str, Annotation], predicted: dict[str, Annotation], texts: dict[str, str], file: BinaryIO
) -> None:
    """Write the page.

    Args:
        score: what `kg.evaluation.scoring.score` returned for `gold` and `predicted`.
        gold, predicted: the annotations by article.
        texts: the articles' texts.
        file: where to write.
    """
    page = Element("html", lang="zh-Hans")
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "title").text = "kg eval"
    SubElement(head, "style").text = files("kg.evaluation").joinpath("page.css").read_text(encoding="utf-8")
    body = SubElement(page, "body")
    body.append(_figures(score))
    listed = findings(score.errors, texts)
    for doc, annotation in gold.items():
        own = [finding for finding in listed if finding.error.doc == doc]
        body.append(_article(annotation, predicted.get(doc, Annotation(doc)), texts[doc], own, score.articles[doc]))
    file.write(b"<!doctype html>\n")
    ElementTree(page).write(file, encoding="utf-8", method="html")


def _figures(score: Score) -> Element:
    table = Element("table")
    _row(table, "th", ("", "P", "R", "F1", "hit", "predicted", "gold"))
    for name, t in score.tallies.items():
        shares = (f"{value:.3f}" for value in (t.precision, t.recall, t.f1))
        _row(table, "td", (name, *shares, str(t.hit), str(t.predicted), str(t.gold)))
    return table


def _row(table: Element, tag: str, cells: Iterable[str]) -> None:
    row = SubElement(table, "tr")
    for cell in cells:
        SubElement(row, tag).text = cell


def _article(
    gold: Annotation, predicted: Annotation, text: str, own: list[Finding], tallies: dict[str, Tally]
) -> Element:
    doc = gold.doc
    article = Element("article", id=doc)
    figures = f"entities {tallies['entities'].f1:.3f}, relations {tallies['relations'].f1:.3f}"
    SubElement(article, "h2").text = f"{doc}: {figures}"
    anchors = {finding.sentence.start for finding in own if finding.sentence is not None}
    _text(SubElement(article, "div", {"class": "text"}), doc, text, _marks(gold, predicted, text), anchors)
    errors = SubElement(article, "ol")
    for finding in own:
        item = SubElement(errors, "li")
        SubElement(item, "b", {"class": finding.error.kind}).text = finding.error.kind
        what = finding.error.item
        SubElement(item, "span").text = f" {what}" if isinstance(what, Edge) else f" {what.name} ({what.type})"
        if finding.sentence is not None:
            link = SubElement(item, "a", href=f"#{doc}-{finding.sentence.start}")
            link.text = finding.sentence.of(text).strip()
    return article


def _marks(gold: Annotation, predicted: Annotation, text: str) -> list[tuple[Span, str, str]]:
    """Return where things are named, and how they fared: spans that do not overlap, the longest first chosen."""
    pairs = match(gold.things, predicted.things, typed=True)
    fared: list[tuple[Thing, str]] = [(gold.things[g], "hit") for g in pairs.values()]
    fared += [(thing, "hit" if i in pairs else "spurious") for i, thing in enumerate(predicted.things)]
    fared += [(thing, "missed") for i, thing in enumerate(gold.things) if i not in set(pairs.values())]
    places = [
        (Span(at, at + len(name)), kind, thing.type)
        for thing, kind in fared
        for name in {thing.name, *thing.aliases}
        for at in _places(name, text)
    ]
    free = [True] * len(text)
    chosen = []
    for span, kind, name in sorted(places, key=lambda p: (p[0].start - p[0].stop, p[0].start, p[1], p[2])):
        if all(free[span.start : span.stop]):
            free[span.start : span.stop] = [False] * (span.stop - span.start)
            chosen.append((span, kind, name))
    return sorted(chosen, key=lambda mark: mark[0])


def _places(name: str, text: str) -> Iterator[int]:
    at = text.find(name) if name else -1
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def _text(parent: Element, doc: str, text: str, marks: list[tuple[Span, str, str]], anchors: set[int]) -> None:
    """Write the text with its marks, each sentence that an error leads to in a span with an id of its own."""
    cuts = sorted({0, *anchors, len(text)})
    for start, stop in pairwise(cuts):
        sentence = SubElement(parent, "span")
        if start in anchors:
            sentence.set("id", f"{doc}-{start}")
        at, last = start, None
        for span, kind, name in marks:
            if not (start <= span.start and span.stop <= stop):
                continue
            _append(sentence, last, text[at : span.start])
            last = SubElement(sentence, "mark", {"class": kind, "title": f"{name}, {_WORDS[kind]}"})
            last.text = text[span.start : span.stop]
            at = span.stop
        _append(sentence, last, text[at:stop])


def _append(parent: Element, last: Element | None, words: str) -> None:
    if last is None:
        parent.text = words
    else:
        last.tail = words
