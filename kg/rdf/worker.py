"""The process in which queries run: `python -m kg.rdf.worker`, spoken to by `kg.rdf.query` over its standard streams.

A query that takes too long ends with its process, wherever it is. Once the data are loaded the process may open neither
a file nor a connection (the operating system refuses), so that no query can reach one.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from typing import BinaryIO

from kg.errors import QueryError
from kg.rdf.engines import Ask, open_engine
from kg.rdf.sparql import checked


def main(requests: BinaryIO, replies: BinaryIO) -> None:
    """Load what the first request names, then answer the others until there are none."""
    ask: Ask | None = None
    while True:
        try:
            request = pickle.load(requests)  # noqa: S301  # from the parent process, through a pipe that only it holds
        except EOFError:
            return
        reply: object
        try:
            if ask is None:
                ask = open_engine(*request)
                _rehearse(ask)
                seal()
                reply = None
            else:
                reply = ask(*request)
        except MemoryError:
            reply = QueryError("the query needs more memory than there is")
        except Exception as error:  # noqa: BLE001  # whatever it is, the parent process raises it
            reply = error
        pickle.dump(reply, replies)
        replies.flush()


def _rehearse(ask: Ask) -> None:
    """Ask a good and a bad query, so that everything that is read from disk when it is first used has been read."""
    ask(checked("ASK { ?s a ?c FILTER(?s != ?c) }"), 1)
    with suppress(QueryError):
        ask(checked("SELECT"), 1)


def seal() -> None:
    """Let the operating system refuse every file and connection from now on."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
