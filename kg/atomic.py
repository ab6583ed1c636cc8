"""Writing files so that nothing half-written is ever left behind: write beside, then rename."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import OutputError


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside `path` for writing, and put it in the place of `path` when the block ends well.

    Where the block raises (Ctrl-C too) or the disk is full, `path` stays as it was and nothing else remains.

    Args:
        path: the file to make or to replace; its folder is made where it is missing.

    Raises:
        OutputError: the folder or the file cannot be written.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield cast(BinaryIO, file)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; an export is as public as the umask allows.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"{error.filename or path}: cannot write: {error.strerror}") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
