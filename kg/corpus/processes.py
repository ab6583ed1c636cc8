"""Analysis by several processes, each with one batch at a time: results come as they are done, in any order.

    this process ── a batch ──▸ worker     (when it has nothing to do, so that no queue grows)
    this process ◂── what it found ── worker

A worker that dies is replaced, and its batch is tried once more, document by document; what kills a worker again is
given up.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
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


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class _Worker:
    """A process, and what it is at; None while it starts."""

    process: BaseProcess
    batch: Batch | None = None


def analysed_by_processes(work: Iterable[Batch], recipe: Recipe, jobs: int) -> Generator[list[Found]]:
    """Analyse batches in other processes; close the generator to stop them.

    Args:
        work: the batches, read on as workers need them.
        recipe: how to analyse.
        jobs: how many processes.

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
            for connection in [c for c in wait(busy) if isinstance(c, Connection)]:
                worker = workers[connection]
                try:
                    outcomes: list[Outcome] = connection.recv()
                except (EOFError, OSError):
                    del workers[connection]
                    _stop(connection, worker)
                    if worker.batch is None:
                        stillborn += 1
                        if stillborn == _STILLBORN:
                            raise KgError("the processes that analyse die as they start; try --jobs 1") from None
                        continue
                    given_up = [task for task in worker.batch if task.number in tried]
                    if given_up:
                        yield [Found(task, None, _DIED) for task in given_up]
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
    worker.batch = batch
    try:
        connection.send(batch)
    except OSError:
        return  # it has died, which the next look at the connection tells


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
