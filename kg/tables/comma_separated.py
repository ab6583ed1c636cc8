"""CSV tables of entities and of relations, for spreadsheets and data frames.

UTF-8 with a byte order mark, because Excel takes Chinese for something else without one. A cell that a spreadsheet
would run as a formula is defused with an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, TypeAlias

from kg.graph import GraphView

_REVIEW = ("verdict", "reviewed_by", "reviewed_at")
Cells: TypeAlias = tuple[str | int | None, ...]

ENTITY_COLUMNS = ("id", "type", "name", "aliases", "count", "documents", "mentions", "place", *_REVIEW)
DERIVED_COLUMNS = ("head_id", "head", "tail_id", "tail", "type", "rule")
RELATION_COLUMNS = (
    "id", "type", "head_id", "head_type", "head", "tail_id", "tail_type", "tail", "head_count", "tail_count",
    "modality", "rule", "document_id", "document", "title", "date", "start", "stop", "quote", *_REVIEW,
)  # fmt: skip

# Excel in Chinese and Japanese reads the full-width forms as formulas, too.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def write_entities(graph: GraphView, file: BinaryIO) -> None:
    """Write one row for each entity; `mentions` holds `document:start-stop`, several of them separated by spaces.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
    """
    write_rows(ENTITY_COLUMNS, (entity_cells(ident, node) for ident, node in graph.nodes(data=True)), file)


def write_relations(graph: GraphView, file: BinaryIO) -> None:
    """Write one row for each piece of evidence; the rows of one relation share its `id`.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
    """
    nodes, documents, edges = graph.nodes, graph.graph["documents"], graph.edges(keys=True, data=True)
    write_rows(RELATION_COLUMNS, (cells for edge in edges for cells in relation_cells(edge, nodes, documents)), file)


def entity_cells(ident: str, node: Mapping[str, Any]) -> Cells:
    """Return the row of an entity."""
    return (
        ident,
        node["type"],
        node["name"],
        "; ".join(node["aliases"]),
        node["count"],
        len({m["document"] for m in node["mentions"]}),
        " ".join(f"{m['document']}:{m['start']}-{m['stop']}" for m in node["mentions"]),
        node["place"],
        *_review(node),
    )


def relation_cells(
    stated: tuple[str, str, str, Mapping[str, Any]],
    nodes: Mapping[str, Mapping[str, Any]],
    documents: Mapping[str, Mapping[str, Any]],
) -> Iterator[Cells]:
    """Yield the rows of a relation.

    Args:
        stated: head, tail, key and attributes, as NetworkX yields edges.
        nodes: at least the type and name of its ends.
        documents: at least the name, title and date of those that state it.
    """
    head, tail, key, edge = stated
    for piece in edge["evidence"]:
        yield (
            key,
            edge["type"],
            *(head, nodes[head]["type"], nodes[head]["name"]),
            *(tail, nodes[tail]["type"], nodes[tail]["name"]),
            *(piece["head_count"], piece["tail_count"], piece["modality"], piece["rule"]),
            *(piece["document"], *(documents[piece["document"]][k] for k in ("name", "title", "date"))),
            *(piece["start"], piece["stop"], piece["quote"]),
            *_review(piece),
        )


def _review(checked: Mapping[str, Any]) -> tuple[str | None, ...]:
    """Return what a person who has checked something said, who it was, and when."""
    review = checked.get("review", {})
    return review.get("verdict"), review.get("by"), review.get("at")


def write_derived(graph: GraphView, file: BinaryIO) -> None:
    """Write one row for each edge that follows from names and places alone; an end is an entity or a division.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
    """
    write_derived_of(graph.graph, graph.nodes, file)


def write_derived_of(facts: Mapping[str, Any], nodes: Mapping[str, Mapping[str, Any]], file: BinaryIO) -> None:
    """Write the table of `write_derived`, given the graph's `places` and `derived`, and the names of its nodes."""
    places = facts["places"]

    def named(end: str) -> tuple[str, str]:
        return end, places[end]["name"] if end in places else nodes[end]["name"]

    rows = ((*named(e["head"]), *named(e["tail"]), e["type"], e["rule"]) for e in facts["derived"])
    write_rows(DERIVED_COLUMNS, rows, file)


def defused(cell: str | int | None) -> str | int:
    """Return a cell that no spreadsheet runs as a formula.

    >>> defused("=HYPERLINK(…)"), defused("区直部门(单位)"), defused(44), defused(None)
    ("'=HYPERLINK(…)", '区直部门(单位)', 44, '')
    """
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[str | int | None]], file: BinaryIO) -> None:
    """Write a table with its header, every cell defused.

    Args:
        columns: what stands above them.
        rows: as many cells each.
        file: open for binary writing; it stays open.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    text.detach()  # the caller opened the file and closes it
