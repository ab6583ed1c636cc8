"""From paths to files: folders walked, globs applied, each file once, in the order of their names."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from kg.errors import InputError
from kg.read.formats import ASSETS

STANDARD_INPUT = Path("-")
CORRECTIONS = "corrections.jsonl"  # what people say about the articles beside it (kg.corrections): no article itself
OnFailure = Callable[[str, InputError], None]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read.

    Attributes:
        path: how the user names it; `-` is standard input.
        source: how its documents name it: its path below the folder that was given, or its name.
        found: it was found in a folder, nobody named it.
        called: what messages call it, where `path` is but a copy.
    """

    path: Path
    source: str
    found: bool = False
    called: str | None = None

    @property
    def where(self) -> str:
        """What messages call it."""
        return self.called or (self.source if self.path == STANDARD_INPUT else readable(self.path))


def readable(path: Path | str) -> str:
    """Return a path as characters: a name that is not valid was mostly written in GBK, by a Chinese system.

    >>> readable("/documents/通知.txt")
    '/documents/通知.txt'
    """
    return "/".join(map(_readable_name, str(path).split("/")))


def _readable_name(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")
    return name


def expand(paths: Iterable[Path | str], globs: Sequence[str], fail: OnFailure) -> list[InputFile]:
    """Return the files to read, each once, sorted by how their documents name them.

    Args:
        paths: files and folders; `-` is standard input.
        globs: where given, only those files of folders are taken whose path or name matches one.
        fail: called with each path that cannot be read, and why.
    """
    found: dict[Path, InputFile] = {}
    for path in map(Path, paths):
        if path == STANDARD_INPUT:
            found.setdefault(path, InputFile(path, "standard input"))
        elif path.is_dir():
            inside = list(_below(path, globs, fail))
            if not inside:
                fail(readable(path), InputError(f"{readable(path)}: no file to read in this folder"))
            for item in inside:
                found.setdefault(item.path.resolve(), item)
        elif path.name != CORRECTIONS:
            found.setdefault(path.resolve(), InputFile(path, readable(path.name)))
    return sorted(found.values(), key=lambda item: (item.source, str(item.path)))


def _below(folder: Path, globs: Sequence[str], fail: OnFailure) -> Iterator[InputFile]:
    """Yield the files of a folder and of those below it; hidden files and what browsers save beside pages are left."""
    top = folder.resolve()

    def unreadable(error: OSError) -> None:
        fail(
            readable(error.filename),
            InputError(f"{readable(error.filename)}: cannot read the folder: {error.strerror}"),
        )

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            source = readable(path.relative_to(folder).as_posix())
            if name.startswith((".", "~$")) or name == CORRECTIONS or path.suffix.lower() in ASSETS:
                continue
            if globs and not any(fnmatch(source, glob) or fnmatch(readable(name), glob) for glob in globs):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(top):
                fail(
                    readable(path),
                    InputError(f"{readable(path)}: a symbolic link out of the folder; give its target as an input"),
                )
            elif path.exists() and not stat.S_ISREG(path.stat().st_mode):
                fail(readable(path), InputError(f"{readable(path)}: not a file but a device or a pipe; not read"))
            else:
                yield InputFile(path, source, found=True)
