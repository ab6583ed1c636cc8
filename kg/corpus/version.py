"""What a stored result depends on besides its input: the program and the rules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.resources import files
from importlib.resources.abc import Traversable

# The rooms whose code and data decide what is read of a file and found in it.
_READING = ("model.py", "rules", "read")
_ANALYSIS = ("model.py", "schema", "rules", "language", "extract", "link")


def reading_version() -> str:
    """Return a hash of the code and rules that turn a file into documents."""
    return _hashed(_READING)


def analysis_version() -> str:
    """Return a hash of the code and rules that turn a document into an article; the user's own rules come on top."""
    return _hashed(_ANALYSIS)


@cache
def _hashed(rooms: tuple[str, ...]) -> str:
    digest = sha256()
    for room in rooms:
        for name, content in _contents(files("kg").joinpath(room), room):
            digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def _contents(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if not place.is_dir():
        yield name, place.read_bytes()
        return
    for inner in sorted(place.iterdir(), key=lambda p: p.name):
        # What is compiled says what its source says, which stands beside it.
        if inner.name != "__pycache__" and not inner.name.endswith(tuple(EXTENSION_SUFFIXES)):
            yield from _contents(inner, f"{name}/{inner.name}")
