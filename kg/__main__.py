"""`kg` and `python -m kg`: the command line, quiet where Ctrl-C comes before it is loaded or when it is done."""

import os
import signal

_INTERRUPTED = 130  # what shells report for Ctrl-C


def main() -> None:
    """Load the command line and run it; Ctrl-C ends it without a traceback, whenever it comes."""
    interrupt = signal.signal(signal.SIGINT, _leave)  # no work has begun: there is nothing to clean up
    from kg.cli import main as run

    try:
        signal.signal(signal.SIGINT, interrupt)
        run()
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None
    finally:
        signal.signal(signal.SIGINT, _leave)


def _leave(*_: object) -> None:
    os._exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
