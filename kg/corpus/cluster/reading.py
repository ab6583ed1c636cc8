"""What the workers read and analyse: each function goes through the Arrow batches of a partition.

Rules and schema are loaded once a worker, by the caches that they have anyway.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from kg.corpus.analysis import Recipe, Task, batches, unanalysed
from kg.corpus.cluster.batches import ARTICLES, Batches, Rows, batches_of, rows_of
from kg.corpus.cluster.inputs import plain
from kg.corpus.codec import document_to_json
from kg.corpus.processes import analysed_by_processes
from kg.errors import InputError
from kg.language.words import SegmenterName
from kg.model import Document
from kg.read.finish import finish
from kg.read.json_lines import draft_of_line
from kg.read.limits import Limits
from kg.read.paths import InputFile
from kg.read.reader import Failure, Reader
from kg.read.records import Columns, NoTextColumnError, draft_of
from kg.read.walk import name_of, rendered


def rules_on_worker(name: str | None) -> Path | None:
    """Return where a folder with the user's rules is on this worker, by its name, or None where there is none."""
    if name is None:
        return None
    from pyspark import SparkFiles

    return Path(SparkFiles.get(name))


@dataclass(frozen=True, slots=True)
class Setup:
    """How an input is read and analysed.

    Attributes:
        root: the folder that the user named, or that of the file; sources are named from there.
        found: nobody named the files themselves.
        columns, limits: for the readers.
        rules: the name of a folder with the user's rules that Spark sends to the workers, or None.
        segmenter: what finds the words.
        first_lines: by file and start of a block, how many lines stand before it.
    """

    root: str
    found: bool
    columns: Columns
    limits: Limits
    rules: str | None
    segmenter: SegmenterName
    first_lines: dict[tuple[str, int], int]

    def rules_folder(self) -> Path | None:
        """Return where the user's rules are on this worker."""
        return rules_on_worker(self.rules)

    def source(self, path: str) -> str:
        """Return how documents name a file."""
        return path.removeprefix(self.root).lstrip("/")


def articles_of_files(setup: Setup) -> Callable[[Batches], Batches]:
    """Read whole files (path, content), whatever they are, and analyse what is in them."""

    def results(batches: Batches) -> Iterator[tuple[str, int, Document | Failure]]:
        rules = setup.rules_folder()
        with Reader(setup.limits, setup.columns, rules) as reader, TemporaryDirectory() as folder:
            for row in rows_of(batches):
                path = plain(row["path"])
                copy = Path(folder, PurePosixPath(path).name)
                copy.write_bytes(row["content"])
                item = InputFile(copy, setup.source(path), setup.found, path)
                for position, result in enumerate(reader.read(item)):
                    yield path, position, result
                copy.unlink()

    return lambda batches: batches_of(_analysed(results(batches), setup), ARTICLES)


def articles_of_lines(setup: Setup) -> Callable[[Batches], Batches]:
    """Read lines of JSON (path, start of their block, value), in the order of their blocks, and analyse them."""

    def results(batches: Batches) -> Iterator[tuple[str, int, Document | Failure]]:
        rules = setup.rules_folder()
        before: dict[tuple[str, int], int] = {}
        for row in rows_of(batches):
            path, line = plain(row["path"]), row["value"]
            block = (path, row["start"])
            before[block] = number = before.get(block, setup.first_lines.get(block, 0)) + 1
            if line.strip():
                make = _record(lambda where, line=line: draft_of_line(line, where, setup.columns))
                yield from _finished(make, path, number, setup, rules)

    return lambda batches: batches_of(_analysed(results(batches), setup), ARTICLES)


def articles_of_records(setup: Setup) -> Callable[[Batches], Batches]:
    """Read records of Parquet (their columns, _kg_path and _kg_row) and analyse them."""

    def results(batches: Batches) -> Iterator[tuple[str, int, Document | Failure]]:
        rules = setup.rules_folder()
        for row in rows_of(batches):
            path, number = plain(row.pop("_kg_path")), row.pop("_kg_row") + 1
            make = _record(lambda where, row=row: draft_of(row, setup.columns, where))
            yield from _finished(make, path, number, setup, rules)

    return lambda batches: batches_of(_analysed(results(batches), setup), ARTICLES)


def _record(make: Any) -> Callable[[str], Any]:
    return lambda where: rendered(make(where), where)


def _finished(
    make: Callable[[str], Any], path: str, number: int, setup: Setup, rules: Path | None
) -> Iterator[tuple[str, int, Document | Failure]]:
    """Yield the document of a record, under the name that the record's number gives it, or why there is none."""
    where, source = f"{path}:{number}", f"{setup.source(path)}:{number}"
    try:
        yield path, number, finish(make(where), name_of(source), source, rules)
    except RecursionError:
        yield path, number, Failure(where, InputError(f"{where}: nested too deeply to be read"))
    except InputError as error:
        if not (setup.found and isinstance(error, NoTextColumnError)):
            yield path, number, Failure(where, error)


def _analysed(results: Iterable[tuple[str, int, Document | Failure]], setup: Setup) -> Rows:
    """Analyse in a process of its own, so that what ends that costs one article and not the job."""
    unread: deque[dict[str, Any]] = deque()
    rows: dict[int, dict[str, Any]] = {}

    def tasks() -> Iterator[Task]:
        for number, (path, position, result) in enumerate(results):
            row = {"file": setup.source(path), "path": path, "position": position}
            if isinstance(result, Failure):
                unread.append({**row, "source": result.where, "reason": str(result.error)})
                continue
            rows[number] = {**row, "name": result.name, "source": result.source or "", "id": result.id}
            yield Task(number, "", document_to_json(result), result.text)

    recipe = Recipe(setup.rules_folder(), setup.segmenter)
    with closing(analysed_by_processes(batches(tasks()), recipe, 1, setup.limits.seconds)) as done:
        for task, article, reason in chain.from_iterable(done):
            row = rows.pop(task.number)
            if article is not None:
                yield {**row, "document": task.document, "text": task.text, "article": article}
            else:
                where = row["source"] or row["name"]
                yield {**row, "id": None, "source": where, "reason": unanalysed(where, reason)}
            while unread:
                yield unread.popleft()
    yield from unread
