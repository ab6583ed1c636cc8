"""Writing files so that nothing half-written is ever left behind: write beside, then rename."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

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
            yield cast("BinaryIO", file)
            file.flush()
            os.fsync(file.fileno())
        _publish(temporary)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"{error.filename or path}: cannot write: {error.strerror}") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextmanager
def writing_folder(folder: Path) -> Iterator[Path]:
    """Yield a new folder to write files into, and move all of them into `folder` when the block ends well.

    Where the block raises (Ctrl-C too) or the disk is full, `folder` stays as it was; files in it that the block does
    not write stay in any case.

    Args:
        folder: where the files go; it is made where it is missing.

    Raises:
        OutputError: the folder or a file in it cannot be written.
    """
    temporary: Path | None = None
    made = [p for p in (folder, *folder.parents) if not p.exists()]
    done = False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".kg-", suffix=".part", dir=folder))
        yield temporary
        files = sorted(temporary.iterdir())
        for file in files:
            if (folder / file.name).is_dir():
                raise OutputError(f"{folder / file.name}: cannot write: a folder of that name is in the way")
            with file.open("rb") as handle:
                os.fsync(handle.fileno())
            _publish(file)
        done = True
        try:
            _move(files, folder)
        except KeyboardInterrupt:
            _move(files, folder)  # renaming is all that is left to do: half of the files would be worse than all
            raise
    except OSError as error:
        raise OutputError(f"{error.filename or folder}: cannot write: {error.strerror}") from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
        if not done:
            for parent in made:
                if parent.is_dir() and not any(parent.iterdir()):
                    parent.rmdir()


def _publish(file: Path) -> None:
    """Give a file the rights of any new file: `tempfile` makes private ones."""
    umask = os.umask(0)
    os.umask(umask)
    file.chmod(0o666 & ~umask)


def _move(files: list[Path], folder: Path) -> None:
    for file in files:
        if file.exists():
            file.replace(folder / file.name)


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def take_lock(file: IO[bytes]) -> bool:
        """Try to take the lock of a file.

        Windows forbids to read what is locked: it is that of a byte far behind what is written.
        """
        file.seek(1 << 30)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        except OSError:
            return False
        return True

else:
    import fcntl

    def take_lock(file: IO[bytes]) -> bool:
        """Try to take the lock of a file, which the system takes back when its holder dies."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
