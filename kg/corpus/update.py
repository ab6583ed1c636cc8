"""Bringing a store up to date with some files: only what is new or changed is read, and analysed."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, Protocol

from kg.corpus.analysis import Batch, Found, Recipe, Task, analysed, batches, unanalysed
from kg.corpus.codec import document_from_json
from kg.corpus.processes import analysed_by_processes, cores
from kg.corpus.store import Store
from kg.corpus.version import analysis_version, reading_version
from kg.errors import InputError
from kg.model import Document
from kg.read.limits import Limits
from kg.read.paths import STANDARD_INPUT, InputFile, readable
from kg.read.reader import Failure, Reader
from kg.read.records import Columns

Phase = Literal["reading", "extracting"]


class Tell(Protocol):
    """Called with how far a phase is."""

    def __call__(self, phase: Phase, done: int, total: int, *, documents: int = 0) -> None:
        """Hear that so much of a phase is done, of what in all, and how many documents a large input has given."""


_BATCH = 200  # documents that are written at once
_BATCH_CHARACTERS = 8_000_000  # of their texts
_WORTH_PROCESSES = 300_000  # characters; what takes less time than a process needs to start is done in this one
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are read and documents analysed.

    Attributes:
        columns, limits: for the readers.
        recipe: for the analysis.
        rules: the version of all rules.
        jobs: how many processes analyse; None for as many as there are cores, where there is work for them.
    """

    columns: Columns
    limits: Limits
    recipe: Recipe
    rules: str
    jobs: int | None = None

    @property
    def version(self) -> str:
        """The version of all that decides what is found in a document, besides the program."""
        return f"{self.rules} {self.recipe.segmenter}"

    @property
    def analysis(self) -> str:
        """The version of all that decides what is found in a document."""
        return f"{analysis_version()} {self.version}"

    def reading_key(self, item: InputFile, content: str) -> str:
        """Return a hash of all that decides what is read of a file."""
        parts = (reading_version(), self.rules, repr(self.columns), repr(asdict(self.limits)))
        return sha256("\n".join((*parts, item.source, str(item.found), content)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did.

    Attributes:
        documents: how many different texts something could be found in.
        files: how many inputs there are now, with those that were kept.
        read: how many of them were new or changed.
        removed: how many inputs went.
        extracted: how many articles were analysed.
        anew: why all articles were analysed, or None: "rules" or "program" have changed.
        failures: what could not be read, and why.
    """

    documents: int
    files: int
    read: int
    removed: int
    extracted: int
    anew: Literal["rules", "program"] | None
    failures: tuple[Failure, ...]


class _Failures:
    """What could not be read or analysed; where the user is strict, the first of it ends the build."""

    def __init__(self, known: Iterable[Failure], *, strict: bool) -> None:
        self.all: list[Failure] = []
        self._strict = strict
        for failure in known:
            self.add(failure)

    def add(self, failure: Failure) -> None:
        if self._strict:
            raise failure.error
        self.all.append(failure)


def update(
    store: Store,
    files: Sequence[InputFile],
    settings: Settings,
    *,
    keep: bool,
    strict: bool,
    tell: Tell,
    failures: Iterable[Failure] = (),
) -> Update:
    """Bring a store up to date with `files`; what is done stays done, whenever the process ends.

    Args:
        store: of the project's folder; its lock is held.
        files: the inputs, as `kg.read.paths.expand` returns them.
        settings: how to read and to analyse.
        keep: keep inputs of earlier builds that are not among `files`.
        strict: raise the first failure.
        tell: called with the phase, and how much of it is done and in all.
        failures: what could not be read before: folders, links.

    Raises:
        InputError: an input cannot be read, and `strict`.
        OutputError: the store cannot be written.
    """
    known = store.inputs()
    failed = _Failures(failures, strict=strict)
    read = _read(store, files, settings, tell, failed)
    given = {_path(item) for item in files}
    removed = [] if keep else [path for path in known if path not in given]
    with store.transaction():
        store.remove_inputs(removed)
    anew = _changed(store.facts(), settings)
    with store.transaction():
        store.choose()
    extracted = _analyse(store, settings, tell, failed)
    with store.transaction():
        store.settle(settings.analysis)
        store.put_failures((failure.where, str(failure.error)) for failure in failed.all)
        store.put_facts(rules=settings.version, program=analysis_version(), time=time.strftime("%F %T"))
    counts = store.counts()
    return Update(counts["articles"], counts["inputs"], read, len(removed), extracted, anew, tuple(failed.all))


def _read(store: Store, files: Sequence[InputFile], settings: Settings, tell: Tell, failed: _Failures) -> int:
    """Read what is new or changed, and return how many files that were."""
    count = 0
    with Reader(settings.limits, settings.columns, settings.recipe.rules_folder) as reader:
        for number, item in enumerate(files):
            tell("reading", number, len(files))
            before = len(failed.all)
            try:
                key = settings.reading_key(item, _content(item.path))
            except OSError as error:
                with store.transaction():
                    store.remove_inputs([_path(item)])
                failed.add(Failure(item.where, InputError(f"{item.where}: cannot read: {error.strerror}")))
            else:
                if item.path == STANDARD_INPUT or not store.has_reading(key):
                    for position in _read_file(store, item, key, reader, failed):
                        tell("reading", number, len(files), documents=position)
                    count += 1
                with store.transaction():
                    store.put_input(_path(item), item.source, key)
                    if len(failed.all) == before:
                        store.finish_reading(key)
        tell("reading", len(files), len(files))
    return count


def _read_file(store: Store, item: InputFile, key: str, reader: Reader, failed: _Failures) -> Iterator[int]:
    """Read a file, and yield how many documents it has given so far, now and then."""
    with store.transaction():
        store.forget_documents(key)
    position = 0
    for batch in _together(reader.read(item)):
        documents = [result for result in batch if isinstance(result, Document)]
        for result in batch:
            if isinstance(result, Failure):
                failed.add(result)
        with store.transaction():
            store.put_documents(key, position, documents)
        position += len(documents)
        yield position


def _together(results: Iterable[Document | Failure]) -> Iterator[list[Document | Failure]]:
    """Yield results together that may be in memory together."""
    batch: list[Document | Failure] = []
    size = 0
    for result in results:
        batch.append(result)
        size += len(result.text) if isinstance(result, Document) else 0
        if len(batch) >= _BATCH or size > _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _analyse(store: Store, settings: Settings, tell: Tell, failed: _Failures) -> int:
    """Analyse the documents that no article is known of, and return how many that were."""
    version = settings.analysis
    total, characters = store.unfound(version)
    if not total:
        return 0
    jobs = min(total, settings.jobs or (cores() if characters >= _WORTH_PROCESSES else 1))
    work = batches(store.tasks(version))
    number, failures = 0, {}
    tell("extracting", number, total)
    with closing(_results(work, settings, jobs)) as results:
        for found in results:
            with store.transaction():
                for task, article, reason in found:
                    if article is not None:
                        store.put_article(task.content, version, article)
                    else:
                        failures[task.number] = _unanalysed(task, reason)
            number += len(found)
            tell("extracting", number, total)
    for _, failure in sorted(failures.items()):
        failed.add(failure)
    return total


def _results(work: Iterable[Batch], settings: Settings, jobs: int) -> Generator[list[Found]]:
    if jobs == 1:
        return analysed(work, settings.recipe)
    return analysed_by_processes(work, settings.recipe, jobs, settings.limits.seconds)


def _unanalysed(task: Task, reason: str | None) -> Failure:
    document = document_from_json(task.document, task.text)
    where = document.source or document.name
    return Failure(where, InputError(unanalysed(where, reason)))


def _changed(facts: dict[str, str], settings: Settings) -> Literal["rules", "program"] | None:
    """Return what has changed since the last build so that no article of it counts, or None."""
    if facts and facts["rules"] != settings.version:
        return "rules"
    return "program" if facts and facts["program"] != analysis_version() else None


def _path(item: InputFile) -> str:
    return "-" if item.path == STANDARD_INPUT else readable(item.path.resolve())


def _content(path: Path) -> str:
    """Return a hash of a file's content.

    Raises:
        OSError: it cannot be read.
    """
    if path == STANDARD_INPUT:
        return "standard input"
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
