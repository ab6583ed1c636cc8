"""Plain text as a stream: a small one is one document, a large one a document for each part, cut between paragraphs."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from functools import partial
from itertools import count

from kg.errors import InputError
from kg.read.draft import Draft, Unit
from kg.read.limits import Readable
from kg.read.plain import decode, encoding_of
from kg.read.wrapped import rejoined

_EMPTY_LINES = ("\n\n", "\r\n\r\n")
_EMPTY_LINE_WITHIN = 0.5  # of a part from its end: rather a line's end near it than an empty line far before
_BLANK = b" \t\r\n\x00"  # also in encodings of two and four bytes a character


def read_parts(stream: Readable, name: str, most: int) -> Iterator[Unit]:
    """Yield a text as one document or, where it has more than `most` bytes, as a document for each part.

    A part ends behind an empty line where there is one in its second half, else behind a line, else behind a sentence
    (。), else behind a character. All parts together are the text. The encoding is that of the first part that is not
    ASCII; a part that breaks it is an error, the others are read. No more than a part is in memory.

    Args:
        stream: the text's bytes.
        name: its name.
        most: bytes of a part.

    Yields:
        The file, where there are parts with the number of the part, and the call that makes its draft.

    Raises:
        InputError: it is no text, or in no known encoding.
    """
    data = _read(stream, most + 1)
    if len(data) <= most:
        yield name, lambda: Draft(rejoined(decode(data, name)))
        return
    encoding: str | None = None
    place = 0
    for number in count(1):
        if encoding is None and not data.isascii():
            encoding = encoding_of(data, f"{name}:{number}")
        stop = _cut(data[:most], encoding or "ascii") if len(data) > most else len(data)
        piece = data[:stop]
        if piece.strip(_BLANK):
            where = f"{name}:{number}"
            yield where, partial(_draft, piece, encoding or "ascii", where, place)
        place += stop
        data = data[stop:] + _read(stream, most + 1 - len(data) + stop)
        if not data:
            return


def _read(stream: Readable, size: int) -> bytes:
    """Return the next `size` bytes of a stream, fewer only at its end."""
    data = bytearray()
    while len(data) < size and (chunk := stream.read(size - len(data))):
        data += chunk
    return bytes(data)


def _draft(piece: bytes, encoding: str, where: str, place: int) -> Draft:
    try:
        return Draft(rejoined(piece.decode(encoding)))
    except UnicodeDecodeError as error:
        raise InputError(
            f"{where}: byte {place + error.start} of the file: not {encoding} as the text before; "
            "save all of it as UTF-8"
        ) from None


def _cut(data: bytes, encoding: str) -> int:
    """Return where in the data, which go on, a part of the text should end."""
    for words in _EMPTY_LINES:
        if stop := _behind(data, words.encode(encoding), encoding, int(len(data) * _EMPTY_LINE_WITHIN)):
            return stop
    return _behind(data, "\n".encode(encoding), encoding, 0) or _behind_sentence(data, encoding)


def _behind(data: bytes, words: bytes, encoding: str, start: int) -> int:
    """Return where the last `words` behind `start` end, or 0; they stand at a whole character."""
    width = len("\n".encode(encoding))
    stop = len(data)
    while (found := data.rfind(words, start, stop)) >= 0:
        if found % width == 0:
            return found + len(words)
        stop = found + len(words) - 1
    return 0


def _behind_sentence(data: bytes, encoding: str) -> int:
    """Return where the last sentence ends, or the last whole character; no line ends in the data."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return len(data)  # this part will be refused, and why
    whole = len(data) - len(decoder.getstate()[0])
    begun = text[text.rfind("。") + 1 :]
    return whole - len(begun.encode(encoding)) if len(begun) < len(text) else whole
