"""From documents to articles, batch by batch: the work that can be done in any order, by any number of processes."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg import pipeline
from kg.corpus.codec import article_to_json, document_from_json
from kg.errors import KgError
from kg.graph import check_article
from kg.model import Article, Document
from kg.rules import Rules, load_rules

if TYPE_CHECKING:
    from kg.language.words import SegmenterName

_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# Some 15 articles: what a kill costs, and what fits the caches of a processor.
_BATCH = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Recipe:
    """How documents are analysed: what another process has to be told.

    Attributes:
        rules_folder: the user's rule files.
        segmenter: what finds the words.
    """

    rules_folder: Path | None
    segmenter: SegmenterName


class Task(NamedTuple):
    """A document to analyse, as the store keeps it.

    Attributes:
        number: its place among all documents.
        content: the hash of what the analysis depends on.
        document: JSON, without the text.
        text: the text.
    """

    number: int
    content: str
    document: str
    text: str


class Found(NamedTuple):
    """What an analysis found: the article as JSON, or why there is none."""

    task: Task
    article: str | None
    reason: str | None = None


Batch = tuple[Task, ...]
Outcome = tuple[str | None, str | None]
"""What comes back from another process for a task: the article or the reason, without the task."""


def analyse(document: Document, rules: Rules, segmenter: SegmenterName) -> Article:
    """Return what is found in a document.

    Raises:
        KgError: nothing can be, or it breaks a promise of the graph: a fault of `kg` that one text of a million shows
            must not cost the others.
    """
    try:
        article = pipeline.analyse(document, rules, segmenter)
    except _FAULTS as fault:
        raise KgError(f"a fault of kg, please report it with the text: {type(fault).__name__}: {fault}") from fault
    check_article(article)
    return article


def batches(tasks: Iterable[Task]) -> Iterator[Batch]:
    """Yield tasks in batches of about the same work."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.text)
        if size >= _BATCH:
            yield tuple(batch)
            batch.clear()
            size = 0
    if batch:
        yield tuple(batch)


def analysed(work: Iterable[Batch], recipe: Recipe) -> Generator[list[Found]]:
    """Analyse batches one after the other in this process."""
    for batch in work:
        yield found_in(batch, analyse_batch(batch, recipe))


def found_in(batch: Batch, outcomes: Iterable[Outcome]) -> list[Found]:
    """Return the outcomes of a batch with their tasks."""
    return [Found(task, *outcome) for task, outcome in zip(batch, outcomes, strict=True)]


def unanalysed(where: str, reason: str | None) -> str:
    """Return the message for a document of which there is no article."""
    return f"{where}: cannot be analysed: {reason}"


def analyse_batch(batch: Batch, recipe: Recipe) -> list[Outcome]:
    """Return what is found in each document of a batch; one that cannot be analysed never stops the others."""
    rules = load_rules(recipe.rules_folder)
    outcomes: list[Outcome] = []
    for task in batch:
        try:
            document = document_from_json(task.document, task.text)
            outcomes.append((article_to_json(analyse(document, rules, recipe.segmenter)), None))
        except KgError as error:
            outcomes.append((None, str(error)))
    return outcomes
