"""A store folder: a graph that is loaded once (`kg load`) and from then on opens at once."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, OutputError
from kg.rdf.reading import fill

if TYPE_CHECKING:
    import pyoxigraph as ox

VERSION = 1
_MARK, _DATA = "kg-store.json", "oxigraph"


def is_store(folder: Path) -> bool:
    """Tell whether a folder was made by `write_store`, in whatever version."""
    return (folder / _MARK).is_file()


def open_store(folder: Path) -> ox.Store:
    """Open a store folder for reading.

    Raises:
        InputError: it is no store, one of another version, or damaged.
    """
    import pyoxigraph as ox

    if not is_store(folder):
        raise InputError(f"{folder}: a folder, but not one of `kg load`")
    try:
        version = json.loads((folder / _MARK).read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError, TypeError):
        version = None
    if version != VERSION:
        raise InputError(f"{folder}: a store of version {version}, not {VERSION}; make it anew with `kg load`")
    try:
        return ox.Store.read_only(str(folder / _DATA))
    except (OSError, RuntimeError) as error:  # RocksDB's complaints come as either
        raise InputError(f"{folder}: cannot open the store ({error}); make it anew with `kg load`") from None


def write_store(paths: Sequence[Path], folder: Path) -> int:
    """Load RDF files into a store folder; an older store in its place is replaced when all went well, and not before.

    Args:
        paths: RDF files.
        folder: the folder to make.

    Returns:
        How many different triples the store holds.

    Raises:
        InputError: a file cannot be read.
        OutputError: the folder cannot be written, or holds something else.
    """
    import pyoxigraph as ox

    if folder.exists() and not is_store(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder}: holds something that is no store; choose another folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as temporary:
            new, old = Path(temporary) / "new", Path(temporary) / "old"
            new.mkdir()
            store = ox.Store(str(new / _DATA))
            fill(store, paths)
            count = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
            store.optimize()
            store.flush()
            del store  # the files are complete only when it is closed
            (new / _MARK).write_text(json.dumps({"version": VERSION}) + "\n", encoding="utf-8")
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot write: {error.strerror or error}") from None
    return count
