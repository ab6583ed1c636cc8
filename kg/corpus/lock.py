"""One build at a time in a folder: a lock that the system takes back when its holder dies."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.atomic import take_lock
from kg.errors import OutputError

FILE = ".kg.lock"
_LOOK_AGAIN = 0.2  # seconds


@contextmanager
def locked(folder: Path, *, wait: bool, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a folder while the block runs.

    Args:
        folder: made where it is missing.
        wait: whether to wait until another build ends, or to give up at once.
        on_wait: called once, with who holds the lock, before waiting.

    Raises:
        OutputError: another build holds the lock and we do not wait, or the folder cannot be written.
    """
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise OutputError(f"{error.filename or path}: cannot write: {error.strerror}") from None
    with file:
        told = False
        while not take_lock(file):
            holder = _holder(file)
            if not wait:
                raise OutputError(f"{folder}: another build is at work here ({holder}); wait for it or stop it")
            if not told:
                on_wait(holder)
                told = True
            time.sleep(_LOOK_AGAIN)
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()} on {socket.gethostname()}".encode())
        file.flush()
        try:
            yield
        finally:
            file.seek(0)
            file.truncate()
            file.flush()


def _holder(file: BinaryIO) -> str:
    file.seek(0)
    return file.read(200).decode("utf-8", "replace") or "it has just begun"
