"""The plan: what Spark does with the inputs, stage by stage; run it with `kg build --engine spark`."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from kg import __version__
from kg.corpus.analysis import Recipe
from kg.corpus.cluster.folder import Folder
from kg.corpus.cluster.inputs import Inputs, content_of, corrections_beside, find, plain
from kg.corrections.collect import Correcting
from kg.corrections.file import Corrections, corrections_in
from kg.errors import InputError, KgError, OutputError
from kg.link.structure import derived, places_of
from kg.rdf.converting import nquads
from kg.rdf.description import preamble_of, run_of
from kg.rdf.turtle import write_descriptions, write_prefixes
from kg.read.limits import Limits
from kg.read.records import Columns
from kg.rules import load_rules
from kg.schema import load_schema
from kg.tables.comma_separated import write_derived_of

_WORK = "_work"
_PLACE = ("name", "source", "file", "path", "position")  # of texts that come twice the first in this order counts


@dataclass(frozen=True, slots=True)
class Built:
    """What a job made: how many there are, what could not be read or analysed, and why, and what became of corrections.

    Attributes:
        corrections: as `kg.corrections.collect.Correcting.summary` tells it.
    """

    documents: int
    entities: int
    relations: int
    failures: tuple[tuple[str, str], ...]
    corrections: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """What to build.

    Attributes:
        inputs: files and folders on any file system that Spark reads.
        output: a folder likewise, which is not there yet.
        columns, limits: for the readers.
        recipe: how to analyse.
        corrections: a file of what people said about the articles; None for the one beside the inputs, if there is any.
    """

    inputs: tuple[str, ...]
    output: str
    columns: Columns
    limits: Limits
    recipe: Recipe
    corrections: str | None


def build(spark: Any, job: Job, tell: Callable[[str], None]) -> Built:
    """Build the graph of some inputs into a folder: Parquet and CSV tables, and N-Quads, all in parts.

    Args:
        spark: a session.
        job: what to build.
        tell: called with what is done next.

    Raises:
        InputError: an input is not there, there is no article in any, or a line of the corrections is none.
        OutputError: the output is there already.
        KgError: the job failed.
    """
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    folder = Folder(spark, job.output)
    if folder.exists():
        raise OutputError(f"{job.output}: is there already; name a new folder, or remove it")
    try:
        built = _build(spark, job, folder, tell)
    except (PySparkException, Py4JJavaError) as error:
        folder.delete("")
        reason = next((line for line in reversed(str(error).splitlines()) if "kg.errors" in line), str(error))
        raise KgError(f"{job.output}: the Spark job failed: {reason[:1000]}") from None
    except InputError:
        folder.delete("")
        raise
    folder.delete(_WORK)
    folder.touch("_SUCCESS")
    return built


def _build(spark: Any, job: Job, folder: Folder, tell: Callable[[str], None]) -> Built:
    from pyspark.sql import functions as f

    from kg.corpus.cluster import batches, tasks

    def kept(name: str, frame: Any) -> Any:
        frame.write.parquet(folder.path(f"{_WORK}/{name}"))
        return spark.read.parquet(folder.path(f"{_WORK}/{name}"))

    said = _corrections(spark, job)
    tell("extracting")
    parts = [found for path in job.inputs for found in _articles(spark, find(spark, path), job)]
    found = kept("articles", reduce(lambda a, b: a.unionByName(b), parts))
    failures = found.where("reason is not null").select("source", "reason").orderBy("source", "reason").collect()
    told = tuple((row.source, row.reason) for row in failures)
    place = f.struct(*_PLACE)
    first = found.where("id is not null").groupBy("id").agg(f.min(place).alias("place"))
    chosen = found.withColumn("place", place).join(first, ["id", "place"], "left_semi").drop("place")
    correcting = Correcting(said, job.recipe.rules_folder)
    if records := said.by_document():
        corrected = tasks.corrected(records, _folder_name(job.recipe.rules_folder))
        chosen = kept("chosen", _mapped(chosen, corrected, batches.CORRECTED))
        for row in chosen.where("became is not null").select("id", "became").collect():
            correcting.note(row.id, **json.loads(row.became))
    else:
        chosen = kept("chosen", chosen)
    parts_of = _mapped(chosen.select("id"), tasks.digest, batches.DIGEST).collect()
    number = sum(row.number for row in parts_of)
    if not number:
        raise InputError(told[0][1] if told else f"{', '.join(job.inputs)}: no article to read")

    tell("merging")
    short = chosen.select("document", "article")
    entities = _mapped(short, tasks.entity_rows, batches.NAMED).repartition("id").sortWithinPartitions("id", "document")
    nodes = kept("nodes", _mapped(entities, tasks.nodes, batches.NODES))
    relations = _mapped(short, tasks.relation_rows_of, batches.STATED)
    relations = relations.repartition("id").sortWithinPartitions("id", "document")
    edges = kept("edges", _mapped(relations, tasks.edges, batches.EDGES))

    tell("writing tables")
    _write_tables(folder, chosen, nodes, edges)
    tell("writing N-Quads")
    digest = sum(int(row.digest) for row in parts_of)
    _write_quads(folder, chosen, nodes, load_rules(job.recipe.rules_folder).version, (number, digest))
    if told:
        frame = spark.createDataFrame(list(told), "input string, reason string")
        folder.write_lines(frame.select(f.to_json(f.struct("input", "reason")).alias("value")), "failures.jsonl")
    return Built(number, nodes.count(), edges.count(), told, correcting.summary())


def _corrections(spark: Any, job: Job) -> Corrections:
    path = corrections_beside(spark, job.inputs) if job.corrections is None else job.corrections
    return Corrections() if path is None else corrections_in(content_of(spark, path), path)


def _write_tables(folder: Folder, chosen: Any, nodes: Any, edges: Any) -> None:
    from pyspark.sql import functions as f

    from kg.corpus.cluster import batches, tasks
    from kg.tables.parquet import article_schema, entity_schema, relation_schema

    _mapped(nodes, tasks.entity_table, entity_schema()).write.parquet(folder.path("entities.parquet"))
    _mapped(edges, tasks.relation_table, relation_schema()).write.parquet(folder.path("relations.parquet"))
    _mapped(chosen, tasks.article_table, article_schema()).write.parquet(folder.path("articles.parquet"))
    folder.write_lines(_mapped(nodes, tasks.entity_lines, batches.LINES), "entities.csv")
    with_ends = edges
    for end in ("head", "tail"):
        known = nodes.select(f.col("id").alias(end), *(f.col(key).alias(f"{end}_{key}") for key in ("type", "name")))
        with_ends = with_ends.join(known, end)
    folder.write_lines(_mapped(with_ends, tasks.relation_lines, batches.LINES), "relations.csv")


def _write_quads(folder: Folder, chosen: Any, nodes: Any, version: str, digest: tuple[int, int]) -> None:
    from pyspark.sql import functions as f

    from kg.corpus.cluster import batches, tasks

    run = run_of(__version__, version, *digest)
    shared = nodes.where(f.size("documents") > 1)
    shared = shared.select(f.explode("documents").alias("doc"), f.struct("id", "light").alias("shared"))
    shared = shared.groupBy("doc").agg(f.collect_list("shared").alias("shared"))
    articles = chosen.select("id", "document", "article").join(shared, f.col("id") == f.col("doc"), "left")
    folder.write_lines(_mapped(articles.drop("doc"), tasks.quads(run), batches.LINES), "graph.nq")
    placed = nodes.where("place is not null").select("id", "type", "name", "place", "organ").orderBy("id").collect()
    own = chosen.select(f.get_json_object("article", "$.place").alias("place")).distinct().collect()
    places = places_of(sorted({row.place for row in (*own, *placed) if row.place is not None}))
    follows = derived({row.id: row.asDict() for row in placed}, places)
    facts = {"program": __version__, "rules": version, "places": places, "derived": follows}
    folder.write("graph.nq/preamble.nq", _preamble(run, facts))
    table = io.BytesIO()
    write_derived_of(facts, {row.id: row.asDict() for row in placed}, table)
    folder.write("derived.csv", table.getvalue())


def _articles(spark: Any, inputs: Inputs, job: Job) -> Iterator[Any]:
    """Yield, for each way to read, what becomes of the documents."""
    from pyspark.sql import functions as f

    from kg.corpus.cluster import batches, reading

    rules = job.recipe.rules_folder
    if rules is not None:
        spark.sparkContext.addFile(str(rules.resolve()), recursive=True)

    def setup(first_lines: dict[tuple[str, int], int]) -> reading.Setup:
        return reading.Setup(
            inputs.root,
            inputs.found,
            job.columns,
            job.limits,
            _folder_name(rules),
            job.recipe.segmenter,
            first_lines,
        )

    path, start = f.col("_metadata.file_path"), f.col("_metadata.file_block_start")
    if inputs.files:
        frame = spark.read.format("binaryFile").load(list(inputs.files)).select("path", "content")
        yield _mapped(frame, reading.articles_of_files(setup({})), batches.ARTICLES)
    if inputs.lines:
        lines = spark.read.option("lineSep", "\n").text(list(inputs.lines))
        blocks = lines.groupBy(path.alias("path"), start.alias("start")).count().collect()
        frame = lines.select(path.alias("path"), start.alias("start"), f.col("value").cast("binary"))
        numbered = setup(_first_lines([(plain(row.path), row.start, row["count"]) for row in blocks]))
        yield _mapped(frame, reading.articles_of_lines(numbered), batches.ARTICLES)
    if inputs.records:
        records = spark.read.parquet(*inputs.records)
        row = f.col("_metadata.row_index").alias("_kg_row")
        frame = records.select("*", path.alias("_kg_path"), row)
        yield _mapped(frame, reading.articles_of_records(setup({})), batches.ARTICLES)


def _folder_name(rules: Path | None) -> str | None:
    """Return the name of the user's rules among what Spark sends to the workers."""
    return None if rules is None else rules.resolve().name


def _first_lines(blocks: Sequence[tuple[str, int, int]]) -> dict[tuple[str, int], int]:
    """Return how many lines of its file stand before each block.

    >>> _first_lines([("a", 100, 7), ("a", 0, 5), ("b", 0, 3)])
    {('a', 0): 0, ('a', 100): 5, ('b', 0): 0}
    """
    first: dict[tuple[str, int], int] = {}
    before: dict[str, int] = {}
    for path, start, count in sorted(blocks):
        first[path, start] = before.get(path, 0)
        before[path] = first[path, start] + count
    return first


def _preamble(run: str, facts: Mapping[str, Any]) -> bytes:
    file = io.BytesIO()
    write_prefixes(file, load_schema().prefixes)
    write_descriptions(preamble_of(run, facts), file)
    return nquads(file.getvalue())


def _mapped(frame: Any, task: Callable[[Any], Any], schema: Any) -> Any:
    """Return what a task makes of the partitions of a frame, in the columns of an Arrow schema."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return frame.mapInArrow(task, from_arrow_schema(schema))
