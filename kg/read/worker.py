"""The process that reads: whatever gets stuck, grows or crashes does so here, where it can be stopped.

    reader ── a request: which file, and how many of its documents to pass over ──▸ worker
    reader ◂── a document begins │ what is not in its text │ the document │ why it is none │ nothing there │
               bytes wanted │ done ── worker

Each message is a frame: a length of four bytes, big-endian, and that many bytes of JSON. It is JSON, not a pickle: the
worker has read what strangers wrote. Standard input is the reader's: its bytes come as frames when they are asked for.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import InputError, RuleError
from kg.read.draft import Unit
from kg.read.finish import finish
from kg.read.frames import document_to_json, read_frame, write_frame
from kg.read.limits import Limits
from kg.read.records import Columns, NoTextColumnError
from kg.read.walk import Walk, name_of

_GRACE = 15  # seconds that the reader has to stop this process before it stops by itself
_BUFFER = 1 << 16


class Channel:
    """The two pipes to the reader; while nothing passes, a clock runs that ends this process.

    The reader stops a worker that is stuck. The clock is for a worker whose reader was killed: the system's alarm ends
    the process even where a parser never comes back to Python.
    """

    def __init__(self, requests: BinaryIO, answers: BinaryIO, seconds: int) -> None:
        """Take the pipes, and how long a document may take."""
        self._requests, self._answers, self._seconds = requests, answers, seconds + _GRACE

    def say(self, **content: object) -> None:
        """Send a message."""
        self._alarm(0)
        write_frame(self._answers, content)
        self._alarm(self._seconds)

    def hear(self) -> bytes | None:
        """Wait for what the reader sends, and return it; None where there will be no more."""
        self._alarm(0)
        frame = read_frame(self._requests)
        self._alarm(self._seconds)
        return frame

    @staticmethod
    def _alarm(seconds: int) -> None:
        if hasattr(signal, "alarm"):  # Windows has none
            signal.alarm(seconds)


class Remote(io.RawIOBase):
    """The standard input of the reader."""

    def __init__(self, channel: Channel) -> None:
        """Ask over this channel."""
        super().__init__()
        self._channel = channel

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read into `buffer`."""
        self._channel.say(more=len(buffer))
        data = self._channel.hear() or b""
        buffer[: len(data)] = data
        return len(data)


def main() -> None:
    """Answer requests from standard input until it ends."""
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches this process, too; the reader decides
    setup = json.loads(sys.argv[1])
    limits, columns = Limits(**setup["limits"]), Columns(**setup["columns"])
    rules = Path(setup["rules"]) if setup["rules"] else None
    _confine(limits)
    # What a library prints must not get among the frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    channel = Channel(sys.stdin.buffer, answers, limits.seconds)
    walk = Walk(limits, columns, rules)
    channel.say(ready=True)
    while (request := channel.hear()) is not None:
        _answer(channel, walk, json.loads(request), limits, rules)


def _answer(channel: Channel, walk: Walk, request: dict[str, Any], limits: Limits, rules: Path | None) -> None:
    where = request["where"]
    try:
        with _opened(channel, request) as (stream, name):
            for number, unit in enumerate(walk.units(stream, where, name)):
                channel.say(**({"at": unit[0]} if number >= request["skip"] else {"nothing": True}))
                if number >= request["skip"]:
                    _make(channel, unit, request, limits, rules)
    except OSError as error:
        channel.say(at=where)
        channel.say(error=f"{where}: cannot read: {error.strerror or error}")
    except (MemoryError, RecursionError) as error:
        channel.say(at=where)
        channel.say(error=_exhausted(where, error, limits))
    except RuleError as error:
        channel.say(rules=str(error))
    channel.say(done=True)


@contextmanager
def _opened(channel: Channel, request: dict[str, Any]) -> Iterator[tuple[io.BufferedReader, str]]:
    if request["path"] is None:
        yield io.BufferedReader(Remote(channel), _BUFFER), request["where"]
    else:
        path = Path(request["path"])
        with path.open("rb") as file:
            yield file, path.name


def _make(channel: Channel, unit: Unit, request: dict[str, Any], limits: Limits, rules: Path | None) -> None:
    """Make the document of a unit, and send it or why it is none."""
    where, make = unit
    if make is None:
        channel.say(nothing=True)
        return
    # Inside an archive the name goes on; a page of a crawl has its address instead.
    file = request["where"]
    source = request["source"] + where.removeprefix(file) if where.startswith(file) else where
    try:
        draft = make()
        document = finish(draft, name_of(source), source, rules)
        outside = draft.outside() if request["outside"] else ()
    except InputError as error:
        if request["found"] and isinstance(error, NoTextColumnError):
            channel.say(nothing=True)
        else:
            channel.say(error=str(error))
    except (MemoryError, RecursionError) as error:
        channel.say(error=_exhausted(where, error, limits))
    else:
        if outside:
            channel.say(outside=outside)
        channel.say(document=document_to_json(document))


def _exhausted(where: str, error: MemoryError | RecursionError, limits: Limits) -> str:
    if isinstance(error, RecursionError):
        return f"{where}: nested too deeply to be read"
    return f"{where}: takes more than {limits.memory} MiB to read, the limit; raise --max-memory to read it"


def _confine(limits: Limits) -> None:
    """Set the most memory that this process may take, and offer it first where the system is short, where it can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    most = limits.memory << 20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    except OSError:
        return  # not Linux, or forbidden


if __name__ == "__main__":
    main()
