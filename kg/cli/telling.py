"""Telling how far a build is: a bar on a terminal, a line every ten seconds elsewhere, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_LINE_EVERY = 10.0  # seconds


class Telling:
    """Shows phases of work with their rate and the time left; use it in a `with` block."""

    def __init__(self, *, quiet: bool) -> None:
        """Choose a bar, lines or, where `quiet`, nothing."""
        self._quiet = quiet
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._started: dict[str, float] = {}
        self._told = time.monotonic()

    def __enter__(self) -> Telling:
        """Show the bar, on a terminal."""
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            rate = TextColumn("{task.fields[rate]}")
            self._bar = Progress(
                *(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn()),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def tell(self, phase: str, done: int, total: int, *, documents: int = 0) -> None:
        """Show that so much of a phase is done, and how many documents the input at work has given."""
        now = time.monotonic()
        started = self._started.setdefault(phase, now)
        rate = done / (now - started) if now > started else 0.0
        if self._bar is not None:
            if phase not in self._tasks:
                self._tasks[phase] = self._bar.add_task(phase, total=total, rate="")
            told = f"{documents:,} documents" if documents else f"{rate:.1f}/s"
            self._bar.update(self._tasks[phase], completed=done, total=total, rate=told)
        elif not self._quiet and now - self._told >= _LINE_EVERY:
            self._told = now
            left = f", {(total - done) / rate:.0f} s left" if rate else ""
            told = f"{documents:,} documents in the next" if documents else f"{rate:.1f} a second{left}"
            print(f"kg: {phase} {done} of {total}, {told}", file=sys.stderr)


def counted(corrections: dict[str, Any]) -> dict[str, int]:
    """Return how many corrections became what, for a summary in JSON."""
    return {kind: len(told) for kind, told in corrections.items() if isinstance(told, list)}


def misfits(told: dict[str, Any]) -> Iterator[str]:
    """Yield what people corrected and the build could not do."""
    if not told:
        return
    for one in (*told["orphaned"], *told["idle"]):
        yield f"correction {one['id']} of {one['article'] or one['document']}: {one['says']}: {one['why']}"
    for fallen in told["fallen"]:
        yield f"a correction made this fall away: {fallen}"
    if told["torn"] is not None:
        yield f"the last line of the corrections is cut off and left out: {told['torn']}"
