"""The reader's side of the process that reads: it is started, asked, and stopped where it does not answer."""

from __future__ import annotations

import io
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, cast

from kg.errors import InputError
from kg.read.frames import message_of, read_frame, write_frame
from kg.read.limits import Limits, Readable
from kg.read.records import Columns

_START_SECONDS = 60  # importing parsers on a loaded machine is no fault of the document
_AHEAD = 4  # messages that wait here; then the process waits, so that memory does not grow


class StoppedError(InputError):
    """The process got stuck and was stopped, or died; the message says which, but not where."""

    def __init__(self, message: str, *, stuck: bool) -> None:
        """Take the message, and whether the process got stuck."""
        super().__init__(message)
        self.stuck = stuck


class ReadingProcess:
    """The process that reads; it starts when it is first needed, and again after it had to be stopped."""

    def __init__(self, limits: Limits, columns: Columns, rules: Path | None = None) -> None:
        """Take note of the limits, the columns, and the folder of the user's rule files."""
        self._limits, self._columns, self._rules = limits, columns, rules
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.Queue[bytes | None] = queue.Queue()
        self._pump: threading.Thread | None = None

    def ask(self, request: dict[str, Any], standard_input: BinaryIO | None = None) -> Iterator[dict[str, Any]]:
        """Yield the answers to a request, as `kg.read.worker` gives them; what it wants of
        `standard_input` is read for it.

        Raises:
            StoppedError: no answer comes within the limit, or the process dies.
            InputError: the process does not start.
        """
        process = self._started()
        requests = cast("BinaryIO", process.stdin)
        finished = False
        try:
            write_frame(requests, request)
            while "done" not in (answer := self._answer(process)):
                if "more" in answer:
                    write_frame(requests, cast("BinaryIO", standard_input).read(answer["more"]))
                else:
                    yield answer
            finished = True
        except (BrokenPipeError, ConnectionError):
            raise self._died(process) from None
        finally:
            if not finished:
                self.close()

    def close(self) -> None:
        """Stop the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        while self._pump is not None and self._pump.is_alive():
            try:
                self._frames.get(timeout=0.05)  # it may wait for room
            except queue.Empty:
                continue
        for pipe in (process.stdin, process.stdout):
            try:
                cast("BinaryIO", pipe).close()
            except BrokenPipeError:
                continue

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        rules = str(self._rules) if self._rules else None
        setup = json.dumps({"limits": asdict(self._limits), "columns": asdict(self._columns), "rules": rules})
        process = subprocess.Popen(  # noqa: S603  # the program is this one, and nothing in the call is from outside
            [sys.executable, "-m", "kg.read.worker", setup],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        self._process, self._frames = process, queue.Queue(_AHEAD)
        # The raw pipe: a thread that holds the lock of a buffered one would make Python's end fail.
        pipe = cast("io.BufferedReader", process.stdout).raw
        self._pump = threading.Thread(target=_pump, args=(pipe, self._frames), daemon=True, name="kg-reading")
        self._pump.start()
        try:
            ready = self._frames.get(timeout=_START_SECONDS)
        except queue.Empty:
            ready = None
        if ready is None:
            self.close()
            raise InputError("the process that reads documents does not start; is the installation complete?")
        return process

    def _answer(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        try:
            frame = self._frames.get(timeout=self._limits.seconds)
        except queue.Empty:
            seconds = self._limits.seconds
            raise StoppedError(
                f"reading it takes longer than {seconds} s, the limit for one document; "
                "raise --max-seconds to wait longer",
                stuck=True,
            ) from None
        if frame is None:
            raise self._died(process)
        answer: dict[str, Any] = message_of(frame)
        return answer

    def _died(self, process: subprocess.Popen[bytes]) -> StoppedError:
        if process.wait() == -9:
            return StoppedError("the process that reads was killed; was the system short of memory?", stuck=False)
        memory = self._limits.memory
        return StoppedError(
            f"the parser died of it: a damaged file, or one that takes more than {memory} MiB (--max-memory)",
            stuck=False,
        )


def _pump(pipe: Readable, frames: queue.Queue[bytes | None]) -> None:
    """Put each frame into the queue, and None where there will be no more."""
    try:
        while (frame := read_frame(pipe)) is not None:
            frames.put(frame)
    except (OSError, ValueError):
        pass  # the pipe was closed because the process was stopped
    frames.put(None)
