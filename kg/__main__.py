"""`kg` and `python -m kg`: the command line, quiet where Ctrl-C comes before it is loaded or when it is done."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

_INTERRUPTED = 130  # what shells report for Ctrl-C


def main() -> None:
    """Load the command line and run it; Ctrl-C ends it without a traceback, whenever it comes."""
    interrupt = signal.signal(signal.SIGINT, _leave)  # no work has begun: there is nothing to clean up
    from kg.cli import main as run

    try:
        signal.signal(signal.SIGINT, interrupt)
        run()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    finally:
        signal.signal(signal.SIGINT, _leave)


def _leave(signal_number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # what a handler gets
    os._exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
