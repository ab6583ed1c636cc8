"""The whole way in one place: documents → articles → graph → exports.

read_inputs(paths) → analyse(document, rules) → build(documents) → export(graph, folder)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg import __version__
from kg.atomic import writing_folder
from kg.model import Article, Document

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import GraphView
    from kg.language.words import SegmenterName
    from kg.rules import Rules
    from kg.tables.report import Given

    Graph = nx.MultiDiGraph[str]

WHOLE = ("graph.html", "graph.graphml")
"""The exports that need the whole graph in memory."""


def analyse(document: Document, rules: Rules | None = None, segmenter: SegmenterName = "rjieba") -> Article:
    """Return the entities and relations of one document, under the names and ids that are theirs in any document.

    Args:
        document: as a reader of `kg.read` returns it.
        rules: what `kg.rules.load_rules` returns; None for the package's own.
        segmenter: what finds the words: `rjieba`, which is fast, or `jieba`, the reference.
    """
    from kg.language.script import in_simplified
    from kg.link.identity import identify
    from kg.link.originals import restored_article
    from kg.rules import load_rules

    rules = rules or load_rules()
    return restored_article(identify(_linked(in_simplified(document), rules, segmenter), rules), document)


def read_off(document: Document, rules: Rules | None = None, segmenter: SegmenterName = "rjieba") -> Article:
    """Return the entities and relations of one document under the names that it gives them itself, as people annotate.

    Args:
        document, rules, segmenter: as for `analyse`.
    """
    from kg.language.script import in_simplified
    from kg.link.originals import restored_article
    from kg.rules import load_rules

    rules = rules or load_rules()
    return restored_article(_linked(in_simplified(document), rules, segmenter), document)


def _linked(document: Document, rules: Rules, segmenter: SegmenterName) -> Article:
    from kg.extract import extract
    from kg.link import link

    return link(extract(document, rules, segmenter), rules)


def build(documents: Iterable[Document], rules: Rules | None = None, segmenter: SegmenterName = "rjieba") -> Graph:
    """Return the graph of some documents; their order does not matter, and a text that comes twice counts once.

    Args:
        documents: as the readers of `kg.read` return them.
        rules: what `kg.rules.load_rules` returns; None for the package's own.
        segmenter: what finds the words: `rjieba`, which is fast, or `jieba`, the reference.

    Raises:
        IntegrityError: the rules produced a relation that its text does not bear out.
    """
    from kg.graph import build_graph
    from kg.rules import load_rules

    rules = rules or load_rules()
    articles = (analyse(document, rules, segmenter) for document in distinct(documents))
    return build_graph(articles, program=__version__, rules=rules.version)


def distinct(documents: Iterable[Document]) -> list[Document]:
    """Return each text once: of documents that share it the first by name, so that their order does not matter."""
    first: dict[str, Document] = {}
    for document in documents:
        known = first.get(document.id)
        if known is None or _order(document) < _order(known):
            first[document.id] = document
    return list(first.values())


def _order(document: Document) -> tuple[str, str]:
    return document.name, document.source or ""


def export(graph: GraphView, folder: Path, given: Given | None = None) -> tuple[Path, ...]:
    """Write every export of a graph into a folder, all of them or none.

    Those that need the whole graph in memory (`WHOLE`) are written of a NetworkX graph alone; of one that stands in a
    file there are none, and older ones in the folder go.

    Args:
        graph: as `build` or `kg.tables.node_link.read_graph` returns it, or `kg.corpus.merged.merged`.
        folder: made where it is missing; files of the same names are replaced.
        given: what the graph was built from, for the report.

    Returns:
        The files written.

    Raises:
        OutputError: the folder or a file in it cannot be written.
        IntegrityError: the Turtle does not keep its promises.
    """
    import networkx as nx

    from kg.rdf.integrity import check, check_by_article

    in_memory = graph if isinstance(graph, nx.MultiDiGraph) else None
    streaming = _streaming(given)
    whole = _whole() if in_memory is not None else {}
    with writing_folder(folder) as new:
        for name, write in streaming.items():
            with (new / name).open("wb") as file:
                write(graph, file)
        if in_memory is None:
            check_by_article(graph)
        else:
            for name, write_whole in whole.items():
                with (new / name).open("wb") as file:
                    write_whole(in_memory, file)
            check(new / "graph.ttl")
    if in_memory is None:
        for name in WHOLE:
            (folder / name).unlink(missing_ok=True)
    return tuple(folder / name for name in (*streaming, *whole))


def _streaming(given: Given | None) -> dict[str, Callable[[GraphView, BinaryIO], None]]:
    from kg.rdf.turtle import write_turtle
    from kg.tables.comma_separated import write_entities, write_relations
    from kg.tables.node_link import write_node_link
    from kg.tables.report import write_report

    return {
        "graph.ttl": write_turtle,
        "graph.json": write_node_link,
        "entities.csv": write_entities,
        "relations.csv": write_relations,
        "report.md": partial(write_report, given=given),
    }


def _whole() -> dict[str, Callable[[Graph, BinaryIO], None]]:
    from kg.html import write_html
    from kg.tables.graphml import write_graphml

    return dict(zip(WHOLE, (write_html, write_graphml), strict=True))
