"""A process of its own for parsers: it can be stopped when one is stuck, and a crash there is only an error here.

    the reader ── request: a JSON header, then the bytes ──▸ worker
    the reader ◂── frames of JSON: a draft, an error, or the end ── worker

Frames are a length of four bytes, big-endian, and that many bytes. What comes back is JSON, not a pickle: the worker
has read what strangers wrote.
"""

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
from kg.read.draft import Draft
from kg.read.formats import Format
from kg.read.limits import Limits
from kg.read.records import Columns

_LENGTH = 4
_START_SECONDS = 60  # importing parsers on a loaded machine is no fault of the document


class Worker:
    """The process that parses documents; it starts when it is first needed and again after it had to be stopped."""

    def __init__(self, limits: Limits, columns: Columns, rules: Path | None = None) -> None:
        """Take note of the limits, the columns, and the folder of the user's rule files."""
        self._limits, self._columns, self._rules = limits, columns, rules
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.Queue[bytes | None] = queue.Queue()

    def drafts(self, format_: Format, name: str, data: bytes) -> Iterator[tuple[str, Draft | InputError]]:
        """Yield what the parser of `format_` makes of `data`.

        Raises:
            InputError: the parser takes longer than the limit, or the process dies.
        """
        process = self._started()
        header = {"format": format_, "name": name, "size": len(data)}
        finished = False
        try:
            _write(cast("BinaryIO", process.stdin), json.dumps(header).encode())
            cast("BinaryIO", process.stdin).write(data)
            cast("BinaryIO", process.stdin).flush()
            while (answer := self._answer(name)) is not None:
                yield answer["where"], _result(answer)
            finished = True
        except (BrokenPipeError, ConnectionError):
            raise self._died(name) from None
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
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
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
        self._process, self._frames = process, queue.Queue()
        threading.Thread(
            target=_pump, args=(cast("BinaryIO", process.stdout), self._frames), daemon=True, name="kg-read-worker"
        ).start()
        try:
            ready = self._frames.get(timeout=_START_SECONDS)
        except queue.Empty:
            ready = None
        if ready is None:
            self.close()
            raise InputError("the process that reads documents does not start; is the installation complete?")
        return process

    def _answer(self, name: str) -> dict[str, Any] | None:
        try:
            frame = self._frames.get(timeout=self._limits.seconds)
        except queue.Empty:
            raise InputError(
                f"{name}: reading it takes longer than {self._limits.seconds} s, the limit for one document; "
                "raise --max-seconds to wait longer"
            ) from None
        if frame is None:
            raise self._died(name)
        answer: dict[str, Any] = json.loads(frame)
        return None if answer.get("done") else answer

    def _died(self, name: str) -> InputError:
        return InputError(
            f"{name}: the parser died of it: a damaged file, or one that takes more than {self._limits.memory} MiB"
        )


def _pump(pipe: BinaryIO, frames: queue.Queue[bytes | None]) -> None:
    """Put each frame into the queue, and None where there will be no more."""
    try:
        while (frame := _read(pipe)) is not None:
            frames.put(frame)
    except (OSError, ValueError):
        pass  # the pipe was closed because the process was stopped
    frames.put(None)


def _write(pipe: BinaryIO, frame: bytes) -> None:
    pipe.write(len(frame).to_bytes(_LENGTH, "big") + frame)


def _read(pipe: BinaryIO) -> bytes | None:
    length = pipe.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    frame = pipe.read(int.from_bytes(length, "big"))
    return frame if len(frame) == int.from_bytes(length, "big") else None


def _result(answer: dict[str, Any]) -> Draft | InputError:
    return InputError(answer["error"]) if "error" in answer else Draft(**answer["draft"])


def parse(
    format_: Format, data: bytes, name: str, *, limits: Limits, columns: Columns, rules: Path | None = None
) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield what a document of some format holds: one draft, or a draft a row.

    Raises:
        InputError: it cannot be read.
    """
    match format_:
        case "html":
            from kg.read.html import read_html

            yield name, read_html(data, name, rules)
        case "fragment":
            from kg.read.html import read_fragment

            yield name, read_fragment(data, name)
        case "mhtml":
            from kg.read.mhtml import read_mhtml

            yield name, read_mhtml(data, name, rules)
        case "docx":
            from kg.read.docx import read_docx

            yield name, read_docx(data, name, limits)
        case "pdf":
            from kg.read.pdf import read_pdf

            yield name, read_pdf(data, name, limits)
        case "markdown":
            from kg.read.markdown import read_markdown

            yield name, read_markdown(data, name)
        case "parquet":
            from kg.read.parquet import read_parquet

            yield from read_parquet(io.BytesIO(data), name, columns)
        case _:
            raise InputError(f"{name}: no document but {format_}")


def main() -> None:
    """Answer requests from standard input until it ends."""
    setup = json.loads(sys.argv[1])
    limits, columns = Limits(**setup["limits"]), Columns(**setup["columns"])
    rules = Path(setup["rules"]) if setup["rules"] else None
    _confine(limits)
    requests = sys.stdin.buffer
    # What a library prints must not get among the frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def answer(**content: object) -> None:
        _write(answers, json.dumps(content).encode())
        answers.flush()

    answer(ready=True)
    while (header := _read(requests)) is not None:
        request = json.loads(header)
        data = requests.read(request["size"])
        name = request["name"]
        try:
            for where, result in parse(request["format"], data, name, limits=limits, columns=columns, rules=rules):
                if isinstance(result, InputError):
                    answer(where=where, error=str(result))
                else:
                    answer(where=where, draft=asdict(result))
        except InputError as error:
            answer(where=name, error=str(error))
        except RecursionError:
            answer(where=name, error=f"{name}: nested too deeply to be read")
        except MemoryError:
            answer(where=name, error=f"{name}: takes more than {limits.memory} MiB to read, the limit")
        answer(done=True)


def _confine(limits: Limits) -> None:
    """Set the most memory that this process may take, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    most = limits.memory << 20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
