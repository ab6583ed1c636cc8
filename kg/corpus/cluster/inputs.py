"""Which files an input stands for, on any file system that Hadoop knows, and what Spark reads of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from kg.errors import InputError
from kg.read.formats import ASSETS
from kg.read.paths import CORRECTIONS

_LINES = (".jsonl", ".ndjson")
_PACKED = (".gz", ".bz2")  # what Spark unpacks by itself


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of one input, by how they are read.

    Attributes:
        root: the folder that documents are named from.
        found: a folder was given, and nobody named the files.
        lines: JSON Lines, which Spark splits.
        records: Parquet, which Spark splits.
        files: everything else, each read as a whole.
    """

    root: str
    found: bool
    lines: tuple[str, ...]
    records: tuple[str, ...]
    files: tuple[str, ...]


def corrections_beside(spark: Any, paths: Iterable[str]) -> str | None:
    """Return where what people said about the articles of some inputs stands, or None where nobody said anything.

    Raises:
        InputError: there are several such files.
    """
    found: dict[str, None] = {}
    for path in paths:
        system, place = _place(spark, path)
        if system.exists(place):
            folder = place if system.getFileStatus(place).isDirectory() else place.getParent()
            beside = spark._jvm.org.apache.hadoop.fs.Path(folder, CORRECTIONS)  # noqa: SLF001
            if system.exists(beside):
                found[plain(beside.toUri().toString())] = None
    if len(found) > 1:
        raise InputError(f"{' and '.join(found)}: several files of corrections; choose with --corrections")
    return next(iter(found), None)


def content_of(spark: Any, path: str) -> bytes:
    """Return what a file holds; nothing where there is none."""
    system, place = _place(spark, path)
    if not system.exists(place):
        return b""
    stream = system.open(place)
    try:
        return bytes(stream.readAllBytes())
    finally:
        stream.close()


def find(spark: Any, path: str) -> Inputs:
    """Return the files that an input stands for: those that `kg build` reads of it.

    Args:
        spark: a session.
        path: a file or folder, as Hadoop writes them.

    Raises:
        InputError: there is none.
    """
    system, place = _place(spark, path)
    if not system.exists(place):
        raise InputError(f"{path}: there is no such file or folder")
    found = bool(system.getFileStatus(place).isDirectory())
    top = plain(place.toUri().toString()) if found else plain(place.getParent().toUri().toString())
    every = sorted(_below(system, place, top)) if found else [plain(place.toUri().toString())]
    if not every:
        raise InputError(f"{path}: no file to read in this folder")
    lines = tuple(file for file in every if _ending(file) in _LINES)
    records = tuple(file for file in every if _ending(file) == ".parquet" and not file.lower().endswith(_PACKED))
    return Inputs(top, found, lines, records, tuple(sorted({*every} - {*lines} - {*records})))


def _place(spark: Any, path: str) -> tuple[Any, Any]:
    """Return the file system that a path is on, and the path as that one knows it."""
    jvm, conf = spark._jvm, spark._jsc.hadoopConfiguration()  # noqa: SLF001  # PySpark has no other way to file systems
    place = jvm.org.apache.hadoop.fs.Path(path)
    system = place.getFileSystem(conf)
    return system, system.makeQualified(place)


def plain(uri: str) -> str:
    """Return a file's address as Hadoop and people write it: local files without their scheme, nothing encoded.

    >>> plain("file:///tmp/a%20b/"), plain("hdfs://name:8020/articles")
    ('/tmp/a b', 'hdfs://name:8020/articles')
    """
    path = unquote(uri)
    for local in ("file://", "file:"):
        path = path.removeprefix(local)
    return path.rstrip("/")


def _below(system: Any, place: Any, top: str) -> Iterator[str]:
    listed = system.listFiles(place, True)
    while listed.hasNext():
        path = plain(listed.next().getPath().toUri().toString())
        parts = PurePosixPath(path.removeprefix(top).lstrip("/"))
        hidden = any(part.startswith(".") for part in parts.parts) or parts.name.startswith(("~$", "_"))
        if not hidden and parts.suffix.lower() not in ASSETS and parts.name != CORRECTIONS:
            yield path


def _ending(path: str) -> str:
    file = PurePosixPath(path.lower())
    return PurePosixPath(file.stem).suffix if file.suffix in _PACKED else file.suffix
