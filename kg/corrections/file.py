"""The file of corrections: appended to, never rewritten; what has been acknowledged is on the disk."""

from __future__ import annotations

import os
import time
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path

from kg.atomic import take_lock
from kg.corrections.records import Correction, Retract, decode, encode
from kg.errors import InputError, OutputError
from kg.read.paths import CORRECTIONS, STANDARD_INPUT

_LOOK_AGAIN = 0.005  # seconds
_MOST_FAULTS = 20
_MARK = b"\xef\xbb\xbf"  # what Windows' editors begin a file with


@dataclass(frozen=True, slots=True)
class Corrections:
    """A file of corrections as it was read.

    Attributes:
        path: of the file, which need not exist.
        records: all lines, in order.
        torn: a last line that a crash cut off before it was acknowledged, or None.
    """

    path: Path | None = None
    records: tuple[Correction, ...] = ()
    torn: str | None = None

    def active(self) -> tuple[Correction, ...]:
        """Return the corrections that hold: without the retracted ones and the retractions themselves."""
        retracted: set[str] = set()
        held: list[Correction] = []
        for record in reversed(self.records):
            if record.id in retracted:
                continue
            if isinstance(record, Retract):
                retracted.add(record.retracts)
            else:
                held.append(record)
        return tuple(reversed(held))

    def by_document(self) -> dict[str, tuple[Correction, ...]]:
        """Return the corrections that hold, in order, by the document that they are about."""
        found: dict[str, list[Correction]] = {}
        for record in self.active():
            found.setdefault(record.document, []).append(record)
        return {document: tuple(records) for document, records in found.items()}


def find_corrections(inputs: Iterable[Path], folder: Path) -> Path:
    """Return where the corrections of some inputs stand, or will stand.

    That is beside the inputs: in the folder that is the input, or that the files lie in. Where the inputs lie in
    several places, it is the one file that there is in any of them, else one in the folder of the exports.

    Args:
        inputs: files and folders; `-` is standard input.
        folder: of the exports.

    Raises:
        InputError: there are several such files.
    """
    beside = dict.fromkeys(p if p.is_dir() else p.parent for p in inputs if p != STANDARD_INPUT)
    places = list({place.resolve(): place / CORRECTIONS for place in (*beside, folder)}.values())
    found = [path for path in places if path.exists()]
    if len(found) > 1:
        raise InputError(f"{' and '.join(map(str, found))}: several files of corrections; choose with --corrections")
    return found[0] if found else places[0] if len(beside) == 1 else folder / CORRECTIONS


def read_corrections(path: Path) -> Corrections:
    """Read a file of corrections; there is none where nobody has corrected anything.

    Raises:
        InputError: it cannot be read, or lines of it are no corrections; all are named with their numbers.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Corrections(path)
    except OSError as error:
        raise InputError(f"{path}: cannot read: {error.strerror}") from None
    return replace(corrections_in(content, str(path)), path=path)


def corrections_in(content: bytes, where: str) -> Corrections:
    """Return the corrections that a file holds.

    Args:
        content: of the file.
        where: it is, for the message.

    Raises:
        InputError: lines of it are no corrections; all are named with their numbers.
    """
    records: dict[str, Correction] = {}
    faults: list[str] = []
    torn: str | None = None
    for number, line in enumerate(content.removeprefix(_MARK).splitlines(keepends=True), 1):
        try:
            if line.strip():
                record = _line(line, records)
                records[record.id] = record
        except InputError as error:
            if line.endswith(b"\n"):
                faults.append(f"{where}:{number}: {error}")
            else:
                torn = line.decode("utf-8", "replace")
    if faults:
        more = f"; and {len(faults) - _MOST_FAULTS} more" if len(faults) > _MOST_FAULTS else ""
        raise InputError("; ".join(faults[:_MOST_FAULTS]) + more)
    return Corrections(None, tuple(records.values()), torn)


def _line(line: bytes, before: Container[str]) -> Correction:
    """Return what a line says; what it retracts must stand before it."""
    record = decode(line)
    if isinstance(record, Retract) and record.retracts not in before:
        raise InputError(f"retracts {record.retracts}, which no line above it says")
    return record


def append_corrections(path: Path, records: Iterable[Correction]) -> None:
    """Append corrections; when this returns, they are on the disk, whatever happens then.

    Several processes may append at the same time. A last line that a crash has cut off goes: nobody was told that it
    had been kept.

    Args:
        path: of the file; its folder is made where it is missing.
        records: what to append, all or (where the disk is full) nothing.

    Raises:
        OutputError: the file cannot be written.
    """
    lines = b"".join(encode(record) for record in records)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path) as file:
            start = _whole(file)
            try:
                file.seek(start)
                rest = memoryview(lines)
                while rest:
                    rest = rest[file.write(rest) :]
                os.fsync(file.fileno())
            except OSError:
                file.truncate(start)
                raise
        if start == 0 and os.name != "nt":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        raise OutputError(f"{error.filename or path}: cannot write: {error.strerror}; nothing was kept") from None


@contextmanager
def _locked(path: Path) -> Iterator[FileIO]:
    """Open the file alone; an editor may have put another in its place while we waited."""
    while True:
        with FileIO(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+") as file:
            while not take_lock(file):
                time.sleep(_LOOK_AGAIN)
            try:
                same = os.path.samestat(os.fstat(file.fileno()), path.stat())
            except FileNotFoundError:
                same = False
            if same:
                yield file
                return


def _whole(file: FileIO) -> int:
    """Return where to append: behind the last whole line, which gets its end where an editor has left it out."""
    file.seek(0)
    content = file.read()
    whole = content.rfind(b"\n") + 1
    if whole == len(content):
        return whole
    try:
        decode(content[whole:].removeprefix(_MARK))
    except InputError:
        file.truncate(whole)
        return whole
    file.seek(len(content))
    file.write(b"\n")
    return len(content) + 1
