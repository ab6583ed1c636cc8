r"""CSV files for `neo4j-admin database import full`.

https://neo4j.com/docs/operations-manual/current/import/#import-tool-header-format. A relationship is one piece of
evidence, so that each carries its words; nothing is defused here, because Neo4j would keep the apostrophes. Import with

    neo4j-admin database import full --multiline-fields=true --array-delimiter="|" \
        --nodes=nodes.csv --nodes=articles.csv --relationships=relationships.csv --relationships=mentions.csv
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from kg.graph import GraphView
from kg.schema import load_schema

_ARTICLE = ("title", "publisher", "author", "date", "source")


def write_nodes(graph: GraphView, file: BinaryIO) -> None:
    """Write `nodes.csv`: the entities, labelled with their types and the types above them."""
    schema = load_schema()
    rows = (
        (ident, node["name"], "|".join(node["aliases"]), node["count"], "|".join(schema.ancestors(node["type"])))
        for ident, node in graph.nodes(data=True)
    )
    _write(("id:ID", "name", "aliases:string[]", "mentions:int", ":LABEL"), rows, file)


def write_articles(graph: GraphView, file: BinaryIO) -> None:
    """Write `articles.csv`: the documents, without their text."""
    documents = graph.graph["documents"].items()
    rows = ((ident, d["name"], *(d[key] for key in _ARTICLE), "Article") for ident, d in documents)
    _write(("id:ID", "name", *_ARTICLE, ":LABEL"), rows, file)


def write_relationships(graph: GraphView, file: BinaryIO) -> None:
    """Write `relationships.csv`: one for each piece of evidence; those of one relation share `relation`."""
    header = (
        *(":START_ID", ":END_ID", ":TYPE", "relation", "modality", "head_count:int", "tail_count:int"),
        *("rule", "article", "date:date", "start:int", "stop:int", "quote"),
    )
    documents = graph.graph["documents"]
    rows = (
        (
            *(head, tail, edge["type"], key),
            *(piece[k] for k in ("modality", "head_count", "tail_count", "rule", "document")),
            documents[piece["document"]]["date"],
            *(piece[k] for k in ("start", "stop", "quote")),
        )
        for head, tail, key, edge in graph.edges(keys=True, data=True)
        for piece in edge["evidence"]
    )
    _write(header, rows, file)


def write_mentions(graph: GraphView, file: BinaryIO) -> None:
    """Write `mentions.csv`: where each entity is named."""
    rows = (
        (ident, mention["document"], "mentionedIn", mention["start"], mention["stop"])
        for ident, node in graph.nodes(data=True)
        for mention in node["mentions"]
    )
    _write((":START_ID", ":END_ID", ":TYPE", "start:int", "stop:int"), rows, file)


def _write(header: tuple[str, ...], rows: Iterable[tuple[str | int | None, ...]], file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    text.detach()  # the caller opened the file and closes it
