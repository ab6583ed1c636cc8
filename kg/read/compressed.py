"""Compressed streams: gzip, bzip2, xz and Zstandard, watched as they unpack."""

from __future__ import annotations

import io
import lzma
import zlib
from typing import Any, Literal

from kg.errors import InputError
from kg.read.limits import Counted, Expanded, Limits, Readable

Compression = Literal["gzip", "bzip2", "xz", "zstd"]

_XZ_MEMORY = 256 << 20  # a dictionary that asks for more is made to exhaust memory
_ZSTD_WINDOW = 128 << 20
_ZSTD_CHUNK = 1 << 10  # a decoder makes at most 32 MiB of so much at a time
_CHUNK = 1 << 16


def unpacked(stream: Readable, compression: Compression, name: str, limits: Limits) -> io.BufferedReader:
    """Return the unpacked stream; it raises InputError once it grows beyond `limits.ratio`.

    Raises:
        InputError: the package for Zstandard is missing.
    """
    packed = Counted(stream)
    source = io.BufferedReader(packed)
    opened, damaged = _opened(source, compression, name)
    return io.BufferedReader(Expanded(opened, packed, name, limits, damaged), _CHUNK)


def _opened(
    source: io.BufferedReader[Counted], compression: Compression, name: str
) -> tuple[Readable, tuple[type[Exception], ...]]:
    """Return the unpacked stream and the errors by which it says that it is damaged."""
    match compression:
        case "gzip":
            import gzip

            return gzip.GzipFile(fileobj=source), (OSError, EOFError, zlib.error)
        case "bzip2":
            import bz2

            return bz2.BZ2File(source), (OSError, EOFError)
        case "xz":
            return io.BufferedReader(_Xz(source)), (lzma.LZMAError, EOFError)
        case "zstd":
            try:
                import zstandard
            except ImportError:
                raise InputError(f"{name}: reading .zst needs one more package: pip install 'orgkg[data]'") from None
            return io.BufferedReader(_Zstandard(source)), (zstandard.ZstdError, EOFError)


class _Zstandard(io.RawIOBase):
    """A Zstandard stream that says where it breaks off; the package's own reader ends silently there."""

    def __init__(self, source: Readable) -> None:
        super().__init__()
        self._source = source
        self._decoder = self._new()
        self._ready = io.BytesIO()

    @staticmethod
    def _new() -> Any:
        import zstandard

        return zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while not (data := self._ready.read(len(buffer))):
            rest = self._decoder.unused_data if self._decoder.eof else b""
            rest = rest or self._source.read(_ZSTD_CHUNK)
            if not rest:
                if self._decoder.eof:
                    return 0
                raise EOFError("it breaks off")
            if self._decoder.eof:
                self._decoder = self._new()
            self._ready = io.BytesIO(self._decoder.decompress(rest))
        buffer[: len(data)] = data
        return len(data)


class _Xz(io.RawIOBase):
    """An xz stream whose decoder may not take more memory than is sensible; `lzma.LZMAFile` sets no limit."""

    def __init__(self, source: Readable) -> None:
        super().__init__()
        self._source = source
        self._decoder = self._new()

    @staticmethod
    def _new() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while True:
            if self._decoder.eof:
                rest = self._decoder.unused_data or self._source.read(_CHUNK)
                if not rest.strip(b"\x00"):
                    return 0
                self._decoder = self._new()
            else:
                rest = self._source.read(_CHUNK) if self._decoder.needs_input else b""
                if not rest and self._decoder.needs_input:
                    raise EOFError("it breaks off")
            data = self._decoder.decompress(rest, len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)
