"""Asking a graph in SPARQL: read-only, within a time limit that holds, and never more rows than asked for.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     path = Path(folder, "graph.ttl")
...     _ = path.write_text("<urn:a> <https://w3id.org/orgkg/schema#covers> <urn:b> .")
...     with Dataset([path]) as dataset:
...         print(dataset.ask("SELECT ?whom { ?who kg:covers ?whom }").rows)
((Cell(kind='uri', value='urn:b', language=None, datatype=None),),)
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from types import TracebackType

from kg.errors import QueryError
from kg.rdf.answers import Answer
from kg.rdf.engines import Engine
from kg.rdf.sparql import checked

TIMEOUT, LIMIT = 30.0, 10_000
"""Seconds that a query may take, and rows that it returns at most, where nothing else is asked for."""


class Dataset:
    """RDF files, or a store folder, loaded once into a process of their own that answers queries.

    Use it in a `with` block, or close it. After a query that was stopped, the next one loads the data again.
    """

    def __init__(self, paths: Sequence[Path | str], *, engine: Engine = "oxigraph") -> None:
        """Load the data.

        Args:
            paths: RDF files, all of which are read, or one folder of `kg load`.
            engine: "oxigraph", or "rdflib", which is slower.

        Raises:
            InputError: one of them cannot be read.
        """
        self._request = engine, [Path(path) for path in paths]
        self._process: subprocess.Popen[bytes] | None = self._start()

    def ask(self, query: str, *, timeout: float = TIMEOUT, limit: int = LIMIT) -> Answer:
        """Answer a query.

        Args:
            query: SPARQL; the schema's prefixes are known without being declared.
            timeout: seconds after which it is stopped.
            limit: rows to return at most; the answer tells when there were more.

        Raises:
            QueryError: the query is refused, malformed, or took too long.
        """
        request = checked(query), limit
        if self._process is None or self._process.poll() is not None:
            self._process = self._start()
        timer = Timer(timeout, self._process.kill)
        timer.start()
        try:
            reply = self._exchange(self._process, request)
        except EOFError:
            self._stop()
            late = not timer.is_alive()
            why = f"stopped after {timeout:g} seconds; ask for less, or for longer with --timeout"
            raise QueryError(why if late else "the engine broke down over this query; simplify it") from None
        except BaseException:
            self._stop()  # an answer that was not awaited would be taken for that of the next query
            raise
        finally:
            timer.cancel()
        if isinstance(reply, Answer):
            return reply
        raise reply if isinstance(reply, Exception) else TypeError(reply)

    def close(self) -> None:
        """End the process."""
        self._stop()

    def __enter__(self) -> Dataset:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> subprocess.Popen[bytes]:
        # What the process has to say of itself when it breaks down helps nobody: Python's errors come as replies.
        # It gets this very package, and not one of that name in the folder in which it is started.
        paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.rdf.worker"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            reply = self._exchange(process, self._request)
        except EOFError:
            reply = QueryError("the engine broke down while it loaded the data")
        except BaseException:
            _end(process)
            raise
        if isinstance(reply, Exception):
            _end(process)
            raise reply
        return process

    def _stop(self) -> None:
        if self._process is not None:
            _end(self._process)
            self._process = None

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], request: object) -> object:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        try:
            pickle.dump(request, process.stdin)
            process.stdin.flush()
        except BrokenPipeError:
            raise EOFError from None
        return pickle.load(process.stdout)  # noqa: S301  # from our own child process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()
