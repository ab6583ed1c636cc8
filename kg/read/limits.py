"""The limits that protect a run from hostile and broken inputs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from kg.errors import InputError


class Readable(Protocol):
    """Anything with bytes to read."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes."""


class Lines(Protocol):
    """Anything with lines of bytes to read."""

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line, or its first `size` bytes."""


_MEBIBYTE = 1 << 20
_CHUNK = 1 << 16
# A few bytes may well become many (a file of blanks); the ratio counts only above this.
_EXPANSION_IS_HARMLESS_BELOW = 16 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost; whatever asks for more is refused, and the message names the file and the limit.

    Attributes:
        size: mebibytes of one document (a file, or one entry of an archive), after unpacking.
        part: mebibytes of one part of a plain text; a larger text is read as a document for each part.
        pages: pages of one PDF.
        entries: entries of one archive.
        depth: archives and compressions inside each other.
        ratio: how many bytes one byte of an archive may become.
        seconds: time for one document, and for each further one out of the same file.
        memory: mebibytes for the process that reads documents.
        stops: documents of one file at which that process had to be stopped, before the rest of it is given up.
    """

    size: int = 64
    part: int = 8
    pages: int = 3000
    entries: int = 100_000
    depth: int = 4
    ratio: int = 200
    seconds: int = 60
    memory: int = 4096
    stops: int = 10


def refuse_size(name: str, limits: Limits) -> InputError:
    """Return the error for a document that is larger than `limits.size`."""
    return InputError(f"{name}: larger than {limits.size} MiB, the limit for one document; raise --max-size to read it")


def read_limited(stream: Readable, name: str, limits: Limits) -> bytes:
    """Return all that a stream holds, or refuse it as soon as that is more than `limits.size`.

    Raises:
        InputError: it holds more.
    """
    most = limits.size * _MEBIBYTE
    chunks = io.BytesIO()
    while chunk := stream.read(_CHUNK):
        if chunks.tell() + len(chunk) > most:
            raise refuse_size(name, limits)
        chunks.write(chunk)
    return chunks.getvalue()


def lines_limited(stream: Lines, name: str, limits: Limits) -> Iterator[bytes]:
    """Yield the lines of a stream, however many, each no longer than `limits.size`.

    Raises:
        InputError: a line is longer.
    """
    most = limits.size * _MEBIBYTE
    while line := stream.readline(most + 1):
        if len(line) > most:
            raise refuse_size(name, limits)
        yield line


class Counted(io.RawIOBase):
    """A stream that counts what is read from it."""

    def __init__(self, stream: Readable) -> None:
        """Count from here on."""
        super().__init__()
        self.stream = stream
        self.count = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read into `buffer` and count."""
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Guarded(Counted):
    """A stream out of an archive: where that is damaged, it raises InputError."""

    def __init__(self, stream: Readable, name: str, damaged: tuple[type[Exception], ...]) -> None:
        """Watch a stream that raises one of `damaged`."""
        super().__init__(stream)
        self.name, self._damaged = name, damaged

    def readinto(self, buffer: Any, /) -> int:
        """Read into `buffer`.

        Raises:
            InputError: the stream is damaged.
        """
        try:
            return super().readinto(buffer)
        except self._damaged as error:
            raise InputError(f"{self.name}: damaged or encrypted, it cannot be unpacked: {error}") from None


class Expanded(Guarded):
    """An unpacked stream that refuses to grow beyond `limits.ratio` times what was read of the packed one."""

    def __init__(
        self, unpacked: Readable, packed: Counted, name: str, limits: Limits, damaged: tuple[type[Exception], ...]
    ) -> None:
        """Watch `unpacked`, which reads from `packed` and raises one of `damaged` where that is damaged."""
        super().__init__(unpacked, name, damaged)
        self._packed, self._limits = packed, limits

    def readinto(self, buffer: Any, /) -> int:
        """Read into `buffer`.

        Raises:
            InputError: the stream has grown too far, or is damaged.
        """
        count = super().readinto(buffer)
        refuse_expansion(self._packed.count, self.count, self.name, self._limits)
        return count


def refuse_expansion(packed: int, unpacked: int, name: str, limits: Limits) -> None:
    """Refuse what has grown to more than `limits.ratio` times its size.

    Raises:
        InputError: it has.
    """
    if unpacked > _EXPANSION_IS_HARMLESS_BELOW and unpacked > packed * limits.ratio:
        raise InputError(
            f"{name}: unpacks to more than {limits.ratio} times its size, as a decompression bomb does; "
            "raise --max-ratio if it is none"
        )
