"""Analysis by several processes, each with one batch at a time: results come as they are done, in any order.

    this process ── a batch ──▸ worker     (when it has nothing to do, so that no queue grows)
    this process ◂── what it found ── worker

A worker that dies, or takes longer than any text should, is replaced, and its batch is tried once more, document by
document; what ends a worker again is given up.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from kg.corpus.analysis import Batch, Found, Outcome, Recipe, analyse_batch, found_in
from kg.errors import KgError

_STILLBORN = 2  # so many workers may die before they are ready, one after the other
_DIED = "the process that analysed it died, twice: it was killed, or takes more memory than there is"
_LATE = "its analysis does not end: it was stopped, twice, after {:.0f} seconds; raise --max-seconds if it should"
_SLOW = 1000  # characters a second: a hundred times as slow as a text ever was


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class _Worker:
    """A process, and what it is at, since when; None while it starts."""

    process: BaseProcess
    batch: Batch | None = None
    since: float = 0.0

    def left(self, seconds: float) -> float:
        """Return how long it may go on with its batch."""
        return self.since + _most(self.batch or (), seconds) - time.monotonic()


def _most(batch: Batch, seconds: float) -> float:
    """Return how many seconds the analysis of a batch may take."""
    return seconds + sum(len(task.text) for task in batch) / _SLOW


def analysed_by_processes(work: Iterable[Batch], recipe: Recipe, jobs: int, seconds: float) -> Generator[list[Found]]:
    """Analyse batches in other processes; close the generator to stop them.

    Args:
        work: the batches, read on as workers need them.
        recipe: how to analyse.
        jobs: how many processes.
        seconds: that the analysis of a document may take, besides one for each thousand characters.

    Yields:
        What was found in a batch, or in a part of one, whichever is done first.

    Raises:
        KgError: the processes do not start.
    """
    rest = iter(work)
    again: deque[Batch] = deque()
    workers: dict[Connection, _Worker] = {}
    idle: list[Connection] = []
    stillborn = 0
    tried: set[int] = set()
    upcoming = next(rest, None)
    try:
        while True:
            while idle and (again or upcoming):
                if again:
                    given = again.popleft()
                elif upcoming:
                    given, upcoming = upcoming, next(rest, None)
                _give(workers[connection := idle.pop()], connection, given)
            busy = [connection for connection in workers if connection not in idle]
            while len(workers) < jobs and (again or upcoming):
                connection, worker = _started(recipe)
                workers[connection] = worker
                busy.append(connection)
            if not busy:
                return
            left = {c: workers[c].left(seconds) for c in busy if workers[c].batch is not None}
            ready = wait(busy, max(0.0, min(left.values())) if left else None)
            late = [c for c in left if c not in ready and workers[c].left(seconds) <= 0]
            for connection in [c for c in busy if c in ready or c in late]:
                worker = workers[connection]
                outcomes = None if connection in late else _answer(connection)
                if outcomes is None:
                    del workers[connection]
                    _stop(connection, worker)
                    if worker.batch is None:
                        stillborn += 1
                        if stillborn == _STILLBORN:
                            raise KgError("the processes that analyse die as they start; try --jobs 1") from None
                        continue
                    given_up = [task for task in worker.batch if task.number in tried]
                    if given_up:
                        why = _LATE.format(_most(worker.batch, seconds)) if connection in late else _DIED
                        yield [Found(task, None, why) for task in given_up]
                    tried.update(task.number for task in worker.batch)
                    again.extend((task,) for task in worker.batch if task not in given_up)
                else:
                    stillborn = 0
                    batch, worker.batch = worker.batch, None
                    idle.append(connection)
                    if batch is not None:
                        yield found_in(batch, outcomes)
    finally:
        for connection, worker in workers.items():
            _stop(connection, worker)


def _give(worker: _Worker, connection: Connection, batch: Batch) -> None:
    worker.batch, worker.since = batch, time.monotonic()
    try:
        connection.send(batch)
    except OSError:
        return  # it has died, which the next look at the connection tells


def _answer(connection: Connection) -> list[Outcome] | None:
    """Return what a worker sends, or None where it has died."""
    try:
        outcomes: list[Outcome] = connection.recv()
    except (EOFError, OSError):
        return None
    return outcomes


def _started(recipe: Recipe) -> tuple[Connection, _Worker]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, recipe), daemon=True, name="kg-analysis")
    with _deaf_children():
        process.start()
    theirs.close()
    return ours, _Worker(process)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Let processes that start in the block never hear Ctrl-C, from their first moment: this one stops them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # starting it would lift the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop(connection: Connection, worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.process.close()
    connection.close()


def _work(connection: Connection, recipe: Recipe) -> None:
    """Answer batches until there are no more, or the process that sends them has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    analyse_batch((), recipe)
    try:
        connection.send([])
        while True:
            connection.send(analyse_batch(connection.recv(), recipe))
    except (EOFError, OSError):
        return
