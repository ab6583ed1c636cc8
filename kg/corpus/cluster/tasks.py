"""What the workers make of articles: each function goes through the Arrow batches of a partition and yields others."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import pyarrow as pa

from kg.corpus.cluster.batches import (
    CORRECTED,
    DIGEST,
    EDGES,
    LINES,
    NAMED,
    NODES,
    STATED,
    Batches,
    Rows,
    batches_of,
    rows_of,
)
from kg.corpus.cluster.reading import rules_on_worker
from kg.corpus.codec import (
    article_from_json,
    article_to_json,
    decoded,
    document_from_json,
    encoded,
    entity_from_json,
    relation_from_json,
)
from kg.corpus.merged import light_attributes, said_by
from kg.corpus.merging import named, stated
from kg.corrections.apply import apply
from kg.corrections.records import Correction
from kg.graph import check_article, document_attributes, edge_attributes, node_attributes
from kg.model import Article
from kg.rdf.articles import part
from kg.rdf.converting import nquads
from kg.rdf.description import digest_of
from kg.rdf.turtle import write_named, write_prefixes
from kg.rules import load_rules
from kg.schema import load_schema
from kg.tables.comma_separated import ENTITY_COLUMNS, RELATION_COLUMNS, Cells, entity_cells, relation_cells, write_rows
from kg.tables.parquet import article_schema, entity_row, entity_schema, relation_rows, relation_schema

_AT_ONCE = 100  # rows of CSV in one piece of text


def corrected(records: Mapping[str, tuple[Correction, ...]], rules: str | None) -> Callable[[Batches], Batches]:
    """Articles (all columns) → the same, with what people said about them.

    Args:
        records: the corrections that hold, in order, by document.
        rules: the name of a folder with the user's rules that Spark sends to the workers, or None.
    """

    def rows(batches: Batches) -> Rows:
        for row in rows_of(batches):
            if said := records.get(row["id"]):
                article = _article(row)
                done = apply(article, said, load_rules(rules_on_worker(rules)))
                check_article(done.article)
                fallen = [f"{article.document.name}: {one}" for one in done.fallen]
                row |= {
                    "article": article_to_json(done.article),
                    "became": encoded({"idle": done.idle, "fallen": fallen}),
                }
            yield row

    return lambda batches: batches_of(rows(batches), CORRECTED)


def entity_rows(batches: Batches) -> Batches:
    """Articles (document, article) → the entities that each names."""
    rows = (r._asdict() for row in rows_of(batches) for r in named(_article(row)))
    return batches_of(rows, NAMED)


def relation_rows_of(batches: Batches) -> Batches:
    """Articles (document, article) → the relations that each states, with the name, title and date of the article."""

    def rows() -> Rows:
        for row in rows_of(batches):
            article = _article(row)
            known = {"name": article.document.name, "title": article.document.title}
            for relation in stated(article):
                yield {**relation._asdict(), **known}

    return batches_of(rows(), STATED)


def nodes(batches: Batches) -> Batches:
    """Entities, sorted by id and document → nodes, with the documents that name each."""

    def rows() -> Rows:
        for ident, alike in groupby(rows_of(batches), itemgetter("id")):
            same = list(alike)
            node = node_attributes([entity_from_json(row["entity"]) for row in same])
            documents = [row["document"] for row in same]
            known = {key: node[key] for key in ("type", "name", "place", "organ")}
            known |= {"light": encoded(light_attributes(node)), "node": encoded(node)}
            yield {"id": ident, **known, "documents": documents}

    return batches_of(rows(), NODES)


def edges(batches: Batches) -> Batches:
    """Relations, sorted by id and document → edges, with what is known of the documents that state each."""

    def rows() -> Rows:
        for ident, alike in groupby(rows_of(batches), itemgetter("id")):
            same = list(alike)
            documents = {row["document"]: {key: row[key] for key in ("name", "title", "date")} for row in same}
            edge = edge_attributes([relation_from_json(row["relation"]) for row in same], documents)
            ends = {"head": same[0]["head"], "tail": same[0]["tail"]}
            yield {**ends, "id": ident, "edge": encoded(edge), "documents": encoded(documents)}

    return batches_of(rows(), EDGES)


def entity_table(batches: Batches) -> Batches:
    """Nodes → the rows of the Parquet table."""
    return batches_of((entity_row(row["id"], decoded(row["node"])) for row in rows_of(batches)), entity_schema())


def relation_table(batches: Batches) -> Batches:
    """Edges → the rows of the Parquet table."""

    def rows() -> Rows:
        for row in rows_of(batches):
            yield from relation_rows(
                row["head"], row["tail"], row["id"], decoded(row["edge"]), decoded(row["documents"])
            )

    return batches_of(rows(), relation_schema())


def article_table(batches: Batches) -> Batches:
    """Articles → the rows of the Parquet table."""
    rows = ({"id": row["id"], **document_attributes(_article(row))} for row in rows_of(batches))
    return batches_of(rows, article_schema())


def entity_lines(batches: Batches) -> Batches:
    """Nodes → CSV with its header."""
    return _csv(ENTITY_COLUMNS, (entity_cells(row["id"], decoded(row["node"])) for row in rows_of(batches)))


def relation_lines(batches: Batches) -> Batches:
    """Edges with the names and types of their ends → CSV with its header."""

    def rows() -> Iterator[Cells]:
        for row in rows_of(batches):
            ends = {row[end]: {key: row[f"{end}_{key}"] for key in ("type", "name")} for end in ("head", "tail")}
            edge = (row["head"], row["tail"], row["id"], decoded(row["edge"]))
            yield from relation_cells(edge, ends, decoded(row["documents"]))

    return _csv(RELATION_COLUMNS, rows())


def quads(run: str) -> Callable[[Batches], Batches]:
    """Articles (id, document, article, and the nodes that other articles name, too) → N-Quads, a graph an article."""

    def lines(batches: Batches) -> Rows:
        prefixes = load_schema().prefixes
        for row in rows_of(batches):
            article = _article(row)
            together = {e.id: node_attributes([e]) for e in article.entities}
            for shared in row["shared"] or ():
                together[shared["id"]] = decoded(shared["light"])
            document, own, edges = said_by(article, together)
            attributes = {document: document_attributes(article)}
            trig = io.BytesIO()
            write_prefixes(trig, prefixes)
            trig.write(f"{run} prov:used id:{document} .\n".encode())
            write_named(document, part(attributes, own, edges), run, trig)
            yield {"value": nquads(trig.getvalue()).decode().removesuffix("\n")}

    return lambda batches: batches_of(lines(batches), LINES)


def digest(batches: Batches) -> Batches:
    """Articles (id) → their number and the sum of their hashes, in this partition."""
    number, total = digest_of(row["id"] for row in rows_of(batches))
    yield pa.RecordBatch.from_pylist([{"number": number, "digest": str(total)}], schema=DIGEST)


def _article(row: dict[str, Any]) -> Article:
    document = document_from_json(row["document"], row.get("text") or "")
    return article_from_json(row["article"], document)


def _csv(columns: tuple[str, ...], rows: Iterable[Cells]) -> Batches:
    def lines() -> Rows:
        rest, begun = iter(rows), False
        while some := list(islice(rest, _AT_ONCE)):
            file = io.BytesIO()
            write_rows(columns, some, file)
            _, _, content = file.getvalue().partition(b"\n") if begun else (b"", b"", file.getvalue())
            begun = True
            yield {"value": content.decode().removesuffix("\n")}

    return batches_of(lines(), LINES)
