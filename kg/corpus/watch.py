"""Telling when inputs have changed: their names, sizes and times, looked at again and again."""

from __future__ import annotations

import time
from collections.abc import Callable

from kg.read.paths import InputFile

State = frozenset[tuple[str, int, int]]

_LOOK_AGAIN = 1.0  # seconds; also how long nothing may change before a change counts as complete


def state_of(files: list[InputFile]) -> State:
    """Return what tells that a file has changed: its path, size and time of modification."""
    found = set()
    for item in files:
        try:
            status = item.path.stat()
        except OSError:
            continue
        found.add((str(item.path), status.st_size, status.st_mtime_ns))
    return frozenset(found)


def wait_for_change(files: Callable[[], list[InputFile]], before: State) -> None:
    """Return when the files are others than `before`, and have not changed for a second: copying takes a while."""
    last = before
    while True:
        time.sleep(_LOOK_AGAIN)
        now = state_of(files())
        if now != before and now == last:
            return
        last = now
