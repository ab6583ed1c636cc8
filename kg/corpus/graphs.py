"""The graph of what a store holds: in memory, or, where it is large, merged in a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg import __version__
from kg.corpus.merged import MergedGraph, merged
from kg.corpus.store import Store
from kg.corrections.collect import Correcting
from kg.graph import build_graph
from kg.model import Article

if TYPE_CHECKING:
    import networkx as nx

AnyGraph: TypeAlias = "nx.MultiDiGraph[str] | MergedGraph"

MAX_GRAPH = 100_000
"""So many entities, relations and pieces of 500 characters, as `Store.found` counts them, take some 400 MB."""


@contextmanager
def graph_of(
    known: Store,
    correcting: Correcting,
    folder: Path,
    *,
    rules: str,
    max_graph: int,
    empty: list[str] | None = None,
) -> Iterator[AnyGraph]:
    """Yield the graph of what a store holds.

    Args:
        known: the store.
        correcting: does to the articles what people said about them.
        folder: where a file with a large graph may be.
        rules: their version.
        max_graph: how large the graph may be, as `Store.found` counts, for it to be held in memory.
        empty: gets the names of the articles in which no entity was found, in reading order.

    Raises:
        IntegrityError, OutputError: as `kg.corpus.merged.merged`.
    """

    def articles() -> Iterator[Article]:
        for article in correcting.articles(known.articles()):
            if empty is not None and not article.entities:
                empty.append(article.document.name)
            yield article

    with ExitStack() as stack:
        graph: AnyGraph
        if known.found() <= max_graph:
            graph = build_graph(articles(), program=__version__, rules=rules)
        else:
            graph = stack.enter_context(merged(articles(), folder, program=__version__, rules=rules))
        if summary := correcting.summary():
            graph.graph["corrections"] = summary
        yield graph
