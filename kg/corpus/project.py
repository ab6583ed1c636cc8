"""A project folder that grows: its exports and, beside them, the store of what was read and found."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import pipeline
from kg.corpus import lock, store
from kg.corpus.graphs import MAX_GRAPH, graph_of
from kg.corpus.lock import locked
from kg.corpus.merged import MergedGraph
from kg.corpus.store import Store
from kg.corpus.update import Settings, Tell, Update, update
from kg.corrections.collect import Correcting
from kg.corrections.file import find_corrections, read_corrections
from kg.errors import InputError
from kg.read.paths import InputFile, expand
from kg.read.reader import Failure

# What SQLite puts beside its file, and what a build that was killed may leave behind.
_STORE_FILES = (store.FILE, f"{store.FILE}-wal", f"{store.FILE}-shm", lock.FILE)
_LEFT_BEHIND = ".kg-*.part"


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made, and what had to be done for it.

    Attributes:
        update: what was read and extracted.
        entities, relations: how many the graph has.
        empty: the names of the articles in which no entity was found, in reading order.
        barren: inputs that were read and hold no document.
        corrections: what became of them (see `kg.corrections.collect.Correcting.summary`).
        found: how large the graph is in memory, as `Store.found` counts.
        left_out: the exports that would have needed the whole graph in memory.
    """

    update: Update
    entities: int
    relations: int
    empty: tuple[str, ...]
    barren: tuple[str, ...]
    corrections: dict[str, Any]
    found: int
    left_out: tuple[str, ...]


def input_files(inputs: Iterable[Path], globs: Sequence[str]) -> tuple[list[InputFile], list[Failure]]:
    """Return the files that some inputs stand for, and what of the inputs cannot be read."""
    failures: list[Failure] = []
    files = expand(inputs, globs, lambda where, error: failures.append(Failure(where, error)))
    return files, failures


def build_project(
    inputs: Sequence[Path],
    folder: Path,
    settings: Settings,
    *,
    globs: Sequence[str],
    keep: bool,
    strict: bool,
    wait: bool,
    tell: Tell,
    on_wait: Callable[[str], None],
    corrections: Path | None = None,
    max_graph: int = MAX_GRAPH,
) -> Build:
    """Bring a project folder up to date with some inputs: its store first, then all exports.

    Args:
        inputs: files and folders; `-` is standard input.
        folder: for the exports and the store; made where it is missing.
        settings: how to read and to analyse.
        globs: of folders, only files like these.
        keep: keep articles of earlier builds that are no input now.
        strict: stop at the first input that cannot be read.
        wait: wait while another build is at work in the folder, or give up.
        tell: called with a phase, how much of it is done, and how much there is.
        on_wait: called with who holds the lock, before waiting.
        corrections: what people said about the articles; None for the file beside the inputs, where there is one.
        max_graph: how large the graph may be, as `Store.found` counts, for it to be held in memory; a larger one is
            merged in a file, and the exports that need it whole are left out.

    Raises:
        InputError: there is nothing to read, or an input cannot be read and `strict`.
        OutputError: the folder cannot be written, or another build is at work in it.
        IntegrityError: the rules produced a relation that its text does not bear out.
    """
    files, failures = input_files(inputs, globs)
    if failures and (strict or not files):
        raise failures[0].error
    made = not folder.exists()
    try:
        with locked(folder, wait=wait, on_wait=on_wait):
            for left in folder.glob(_LEFT_BEHIND):
                shutil.rmtree(left, ignore_errors=True)
            said = corrections or find_corrections(inputs, folder)
            known_corrections = read_corrections(said)
            correcting = Correcting(known_corrections, settings.recipe.rules_folder)
            with closing(Store(folder / store.FILE)) as known:
                done = update(known, files, settings, keep=keep, strict=strict, tell=tell, failures=failures)
                if not done.documents:
                    wrong = [failure.error for failure in done.failures]
                    raise wrong[0] if wrong else InputError(f"{', '.join(map(str, inputs))}: no article to read")
                built = _export(known, correcting, folder, done, rules=settings.rules, max_graph=max_graph)
                rules = settings.recipe.rules_folder
                with known.transaction():
                    known.put_facts(
                        corrections=str(said.resolve()),
                        corrections_read=str(len(known_corrections.records)),
                        rules_folder="" if rules is None else str(rules.resolve()),
                        max_graph=str(max_graph),
                        entities=str(built.entities),
                        relations=str(built.relations),
                    )
    except InputError:
        if made:
            _unmake(folder)
        raise
    return built


def _export(known: Store, correcting: Correcting, folder: Path, done: Update, *, rules: str, max_graph: int) -> Build:
    """Write the exports of what the store holds."""
    empty: list[str] = []
    with graph_of(known, correcting, folder, rules=rules, max_graph=max_graph, empty=empty) as graph:
        given = known.given()
        pipeline.export(graph, folder, given)
        sizes = graph.number_of_nodes(), graph.number_of_edges()
        left_out = pipeline.WHOLE if isinstance(graph, MergedGraph) else ()
        corrections = graph.graph.get("corrections", {})
    return Build(done, *sizes, tuple(empty), tuple(given.barren), corrections, known.found(), left_out)


def _unmake(folder: Path) -> None:
    """Take away a folder that was made for a build which then had nothing to put into it."""
    for name in _STORE_FILES:
        (folder / name).unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
