"""Errors beside the sentences that they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.evaluation.annotations import Thing
from kg.evaluation.scoring import Error
from kg.model import Span

_ENDS = re.compile(r"[。！？!?；;\n]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """An error, and the sentence of the article that shows it, or None where its words are not in the text."""

    error: Error
    sentence: Span | None


def findings(errors: list[Error], texts: dict[str, str]) -> list[Finding]:
    """Return each error with its sentence, in the order of the articles' texts.

    Args:
        errors: of a `Score`.
        texts: the text of each article.
    """
    found = [Finding(error, _sentence(error, texts.get(error.doc, ""))) for error in errors]
    order = {doc: i for i, doc in enumerate(dict.fromkeys(error.doc for error in errors))}

    def place(finding: Finding) -> tuple[int, int, str]:
        start = finding.sentence.start if finding.sentence is not None else len(texts.get(finding.error.doc, ""))
        return order[finding.error.doc], start, str(finding.error)

    return sorted(found, key=place)


def sentence_at(text: str, start: int, stop: int) -> Span:
    """Return the span of the sentence or sentences that the range lies in.

    >>> text = "大雨。县委成立指挥部。天晴。"
    >>> sentence_at(text, 5, 7).of(text)
    '县委成立指挥部。'
    """
    first = 0
    for end in _ENDS.finditer(text, 0, start):
        first = end.end()
    end_of_last = _ENDS.search(text, max(start, stop - 1))
    last = end_of_last.end() if end_of_last else len(text)
    return Span(first, last)


def _sentence(error: Error, text: str) -> Span | None:
    item = error.item
    words = (item.name, *item.aliases) if isinstance(item, Thing) else (item.quote, item.tail, item.head)
    for word in words:
        at = text.find(word) if word else -1
        if at >= 0:
            return sentence_at(text, at, at + len(word))
    return None
