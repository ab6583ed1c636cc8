"""One file to its documents, read in a process that is stopped where it gets stuck, and replaced."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from kg.errors import InputError, RuleError
from kg.model import Document
from kg.read.draft import Outside
from kg.read.frames import document_from_json
from kg.read.limits import Limits
from kg.read.paths import STANDARD_INPUT, InputFile
from kg.read.process import ReadingProcess, StoppedError
from kg.read.records import Columns

OnOutside = Callable[[Outside], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that cannot be read: where it stands, and why."""

    where: str
    error: InputError


@dataclass(slots=True)
class _Progress:
    """How far the reading of a file is.

    Attributes:
        begun: documents that have begun.
        at: where the last of them stands.
        making: it has neither come nor failed.
        stops: documents at which the process had to be stopped.
    """

    at: str
    begun: int = 0
    making: bool = False
    stops: int = 0


class Reader:
    """A run over some files: the limits, the columns, and the process that reads. Use it in a `with` block."""

    def __init__(
        self, limits: Limits, columns: Columns, rules: Path | None = None, on_outside: OnOutside | None = None
    ) -> None:
        """Take note of the limits, the columns, the folder of the user's rule files, and who wants to know what is
        left out of the text of each document before it comes.
        """
        self._limits, self._on_outside = limits, on_outside
        self._process = ReadingProcess(limits, columns, rules)

    def __enter__(self) -> Reader:
        """Return the reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process that reads."""
        self.close()

    def close(self) -> None:
        """Stop the process that reads."""
        self._process.close()

    def read(self, item: InputFile) -> Iterator[Document | Failure]:
        """Yield the documents of a file, and what of it cannot be read, in the order of the file.

        Where a document gets the process stuck or kills it, that document is a failure and a new process goes on
        behind it.

        Raises:
            RuleError: a rule file is malformed.
        """
        where = item.where
        progress = _Progress(where)
        while True:
            before = progress.begun
            try:
                yield from self._results(item, where, progress)
            except StoppedError as stopped:
                progress.stops += 1
                if progress.making:
                    progress.making = False
                    yield Failure(progress.at, InputError(f"{progress.at}: {stopped}"))
                elif stopped.stuck or (progress.begun == before and progress.stops > 1):
                    behind = f" behind {progress.at}:" if progress.begun else ""
                    yield Failure(where, InputError(f"{where}:{behind} {stopped}"))
                    return
                if item.path == STANDARD_INPUT:  # what was read of it cannot be read again
                    yield Failure(where, InputError(f"{where}: the rest of it is not read; give it as a file"))
                    return
                if progress.stops >= self._limits.stops:
                    yield Failure(where, self._given_up(where))
                    return
            else:
                return

    def _results(self, item: InputFile, where: str, progress: _Progress) -> Iterator[Document | Failure]:
        """Yield what a process makes of a file from where the progress stands, and keep that up to date."""
        request = {
            "path": None if item.path == STANDARD_INPUT else str(item.path.absolute()),
            "where": where,
            "source": item.source,
            "found": item.found,
            "skip": progress.begun,
            "outside": self._on_outside is not None,
        }
        standard_input = sys.stdin.buffer if item.path == STANDARD_INPUT else None
        for answer in self._process.ask(request, standard_input):
            if "outside" in answer and self._on_outside is not None:
                self._on_outside(tuple((rule, words) for rule, words in answer["outside"]))
                continue
            progress.making = "at" in answer
            if "at" in answer:
                progress.begun += 1
                progress.at = answer["at"]
            elif "rules" in answer:
                raise RuleError(answer["rules"])
            elif "error" in answer:
                yield Failure(progress.at, InputError(answer["error"]))
            elif "document" in answer:
                yield document_from_json(answer["document"])

    def _given_up(self, where: str) -> InputError:
        return InputError(
            f"{where}: the rest of it is not read, since {self._limits.stops} documents in it could not be read in "
            "time or killed the parser; raise --max-stops to go on"
        )
