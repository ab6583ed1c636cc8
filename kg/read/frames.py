"""Messages between the reader and its process: frames of JSON, and documents in them."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from msgspec.structs import asdict

from kg.model import Document, Furniture, Span
from kg.read.limits import Readable

_LENGTH = 4  # bytes, big-endian
_CHUNK = 1 << 16  # what a pipe holds
# Names of files need not be valid Unicode; Python keeps the odd bytes of them as lone surrogates.
_ENCODING, _ERRORS = "utf-8", "surrogatepass"


def write_frame(pipe: BinaryIO, content: object) -> None:
    """Send a message: bytes as they are, all else as JSON."""
    data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode(_ENCODING, _ERRORS)
    pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
    pipe.flush()


def read_frame(pipe: Readable) -> bytes | None:
    """Return the bytes of the next message, or None where the pipe ends."""
    length = _exactly(pipe, _LENGTH)
    return None if length is None else _exactly(pipe, int.from_bytes(length, "big"))


def _exactly(pipe: Readable, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        chunk = pipe.read(min(size - len(data), _CHUNK))
        if not chunk:
            return None
        data += chunk
    return bytes(data)


def message_of(frame: bytes) -> Any:
    """Return what a frame says.

    >>> message_of('{"at": "通知.txt"}'.encode())
    {'at': '通知.txt'}
    """
    return json.loads(frame.decode(_ENCODING, _ERRORS))


def document_to_json(document: Document) -> dict[str, Any]:
    """Return a document as JSON can hold it."""
    paragraphs = [[span.start, span.stop] for span in document.paragraphs]
    furniture = [[found.span.start, found.span.stop, found.rule] for found in document.furniture]
    return asdict(document) | {"paragraphs": paragraphs, "furniture": furniture}


def document_from_json(data: dict[str, Any]) -> Document:
    """Return the document that `document_to_json` gave."""
    furniture = tuple(Furniture(Span(start, stop), rule) for start, stop, rule in data["furniture"])
    return Document(**data | {"paragraphs": tuple(Span(*span) for span in data["paragraphs"]), "furniture": furniture})
