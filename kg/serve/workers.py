"""The processes that answer queries: as many at once as there are, a short line before them, and an end for each.

A query that takes too long, or whose client has gone, ends with its process, and another process takes its place.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.serve.options import Options

_PATIENCE = 10.0  # seconds that a query waits for its turn
_START = 60.0  # seconds that a process may take to open the store
_TRY_AGAIN = 1.0  # seconds after which a process that did not start is tried again


@dataclass(frozen=True, slots=True)
class Reply:
    """What a query gives: an HTTP status, bytes, and for an answer its format, its number of rows, and a note."""

    status: int
    body: bytes
    form: str | None = None
    count: int = 0
    note: str | None = None


BUSY = Reply(503, b"too many queries at once; try again in a few seconds\n")
BROKEN = Reply(500, b"the query needs more memory than it may have, or broke the engine; simplify it\n")
STOPPING = Reply(503, b"the server stops\n")


class Workers:
    """A fixed number of processes with the same store."""

    def __init__(self, store: Path, options: Options) -> None:
        """Keep `options.workers` processes that answer from `store`; `start` starts them."""
        self._store, self._options = store, options
        self._idle: asyncio.Queue[asyncio.subprocess.Process] = asyncio.Queue()
        self._tasks = set[asyncio.Task[None]]()
        self._processes = set[asyncio.subprocess.Process]()
        self._waiting = self._running = 0
        self._closed = False

    async def start(self) -> None:
        """Start the processes, and wait for the first of them."""
        for _ in range(self._options.workers):
            self._add()
        await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def ask(self, request: dict[str, Any]) -> Reply:
        """Answer a request of `kg.serve.worker.answer`; when this is cancelled, so is the query."""
        if not self._open():
            return STOPPING
        # Who waits may be about to take an idle process: what is idle counts once, not for everyone who asks at once.
        if self._waiting >= self._idle.qsize() + self._options.waiting:
            return BUSY
        self._waiting += 1
        try:
            process = await asyncio.wait_for(self._idle.get(), _PATIENCE)
        except TimeoutError:
            return BUSY
        finally:
            self._waiting -= 1
        self._running += 1
        whole = False
        try:
            async with asyncio.timeout(self._options.timeout):
                reply = await _exchange(process, {**request, "timeout": self._options.timeout})
            whole = True
        except TimeoutError:
            return Reply(
                504, f"stopped after {self._options.timeout:g} s; ask for less, or serve with --timeout\n".encode()
            )
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            return BROKEN if self._open() else STOPPING
        finally:
            self._running -= 1
            if whole and not self._closed:
                self._idle.put_nowait(process)
            else:
                self._end(process)
        return reply

    async def retire(self) -> None:
        """Let the queries that have begun end, then close."""
        while self._running or self._waiting:
            await asyncio.sleep(0.1)
        await self.close()

    async def close(self) -> None:
        """End all processes."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for process in self._processes:
            with suppress(ProcessLookupError):
                process.kill()
        await asyncio.gather(*self._tasks, *(p.wait() for p in self._processes), return_exceptions=True)
        for process in self._processes:
            _let_go(process)

    def _open(self) -> bool:
        return not self._closed

    def _end(self, process: asyncio.subprocess.Process) -> None:
        # One that has ended by itself is left to asyncio, which would complain that somebody else collected it.
        if process.stdout is None or not process.stdout.at_eof():
            with suppress(ProcessLookupError):
                process.kill()
        if not self._closed:
            self._add(process)

    def _add(self, instead_of: asyncio.subprocess.Process | None = None) -> None:
        task = asyncio.create_task(self._started(instead_of))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _started(self, instead_of: asyncio.subprocess.Process | None) -> None:
        if instead_of is not None:
            await instead_of.wait()
            _let_go(instead_of)
            self._processes.discard(instead_of)
        while not self._closed:
            process = await self._spawn()
            self._processes.add(process)
            try:
                async with asyncio.timeout(_START):
                    await _read(process)
            except (TimeoutError, asyncio.IncompleteReadError, ConnectionError, ValueError):
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
                _let_go(process)
                self._processes.discard(process)
                await asyncio.sleep(_TRY_AGAIN)
            else:
                self._idle.put_nowait(process)
                return

    async def _spawn(self) -> asyncio.subprocess.Process:
        # The process gets this very package; Ctrl-C at the terminal is the server's affair.
        paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "kg.serve.worker",
            self._store,
            str(self._options.memory),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )


async def _exchange(process: asyncio.subprocess.Process, request: dict[str, Any]) -> Reply:
    if process.stdin is None:
        raise ConnectionError
    process.stdin.write(json.dumps(request).encode() + b"\n")
    await process.stdin.drain()
    head, body = await _read(process)
    return Reply(head["status"], body, head.get("form"), head.get("count", 0), head.get("note"))


async def _read(process: asyncio.subprocess.Process) -> tuple[dict[str, Any], bytes]:
    if process.stdout is None:
        raise ConnectionError
    head = json.loads(await process.stdout.readuntil(b"\n"))
    return head, await process.stdout.readexactly(head["size"])


def _let_go(process: asyncio.subprocess.Process) -> None:
    """Close the pipes of a process that has ended, without waiting for anyone to collect them."""
    if process.stdin is not None:
        process.stdin.close()
