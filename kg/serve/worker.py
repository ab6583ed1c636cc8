"""The process in which queries of the endpoint run: `python -m kg.serve.worker STORE MEMORY`; `workers` speaks to it.

It reads one line of JSON for each query, and writes one line of JSON, then as many bytes of answer as that says. It can
be killed at any moment; it opens no file and no connection once the store is open; it ends by itself when its parent
does, and when a query outlasts its time though nobody is left to end it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import QueryError
from kg.rdf.engines import Setting, ask_oxigraph
from kg.rdf.results import formatted
from kg.rdf.sparql import checked
from kg.rdf.stores import open_store
from kg.rdf.worker import seal

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.rdf.answers import Answer

_NICE = 5
_LAST = 10.0  # seconds after the time of a query when the process ends itself


def main(folder: str, memory: int, requests: BinaryIO, replies: BinaryIO) -> None:
    """Open a store, then answer queries in so many bytes of memory, until there are none."""
    store = open_store(Path(folder))
    for query in ("ASK { ?s a ?c FILTER(?s != ?c) }", "SELECT * { ?s ?p ?o } LIMIT 1", "SELECT", "DESCRIBE <urn:x>"):
        # What is read from disk when it is first used has been read when nothing can be opened any more.
        with suppress(QueryError):
            answer(store, {"query": query, **_REHEARSAL})
    if sys.platform != "win32":
        os.nice(_NICE)  # pages, which are quick, go before queries
    seal()
    _limit_memory(memory)
    _reply(replies, {"ready": True}, b"")
    for line in requests:
        request = json.loads(line)
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, request["timeout"] + _LAST)
        try:
            head, body = answer(store, request)
        except QueryError as error:
            head, body = {"status": 400}, f"{error}\n".encode()
        except MemoryError:
            head, body = {"status": 500}, b"the query needs more memory than it may have\n"
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)
        _reply(replies, head, body)


def answer(store: ox.Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the answer to a request: its head, with the HTTP status, and its body.

    Args:
        store: with the data.
        request: `query`; `base`, `default`, `named` as in `kg.rdf.engines.Setting`; `forms`: the format for each kind
            of answer, None where the client takes none; `rows` and `size`: at most.

    Raises:
        QueryError: the query is refused or malformed.
    """
    setting = Setting(request["base"], tuple(request["default"]), tuple(request["named"]))
    found = ask_oxigraph(store, checked(request["query"]), request["rows"], setting=setting, size=request["size"])
    form = request["forms"][found.kind]
    if form is None:
        what = {"rows": "a table", "truth": "true or false", "graph": "a graph"}[found.kind]
        return {"status": 406}, f"the answer is {what}, for which none of the accepted formats is known\n".encode()
    body = _bounded(found, form, request["size"], request["rows"])
    return {"status": 200, "form": form, "note": body[1], "count": len(found.rows)}, body[0]


def _bounded(answer: Answer, form: str, size: int, rows: int) -> tuple[bytes, str | None]:
    """Return an answer of at most `size` bytes, and a note where it is not the whole."""
    from dataclasses import replace

    while True:
        count = len(answer.rows)
        by = "rows" if count == rows else "size"
        note = f"cut off by {by}: only the first {count} are here; there are more" if answer.truncated else None
        body = formatted(answer, form, note).encode()
        if len(body) <= size or not count:
            return body, note
        answer = replace(answer, rows=answer.rows[: int(count * 0.9 * size / len(body))], truncated=True)


def _limit_memory(memory: int) -> None:
    """Let the operating system refuse more memory; the process then breaks down and is started anew."""
    if sys.platform != "linux":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, most))


def _reply(replies: BinaryIO, head: dict[str, Any], body: bytes) -> None:
    replies.write(json.dumps({**head, "size": len(body)}).encode() + b"\n" + body)
    replies.flush()


_REHEARSAL = {
    "base": "http://localhost/sparql",
    "default": (),
    "named": (),
    "forms": {"rows": "csv", "truth": "json", "graph": "ttl"},
    "rows": 1,
    "size": 1000,
}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
