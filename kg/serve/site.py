"""What is served of a folder of exports, kept in step with it: a build beside the server is noticed and taken over.

The index and the store are made once for each pair of graph.json and graph.ttl, into `.kg-serve/KEY` beside them, where
KEY is a hash of both; where the folder cannot be written, into a temporary folder. What was made is complete or is not
there. Requests that have begun end with what they began with.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path

from kg import __version__
from kg.corpus.lock import locked
from kg.errors import InputError, KgError
from kg.serve.indexing import INDEX, LAYOUT, STORE
from kg.serve.library import Library
from kg.serve.options import Options
from kg.serve.workers import Workers

CACHE = ".kg-serve"
_GRAPH, _TURTLE = "graph.json", "graph.ttl"
_LOOK_EVERY = 1.0  # seconds
_GRACE = 5.0  # seconds after which the requests that began with what was served before have taken hold of it


@dataclass(frozen=True, slots=True)
class Edition:
    """What is served of one build: its key, the library of the pages and what answers queries."""

    key: str
    library: Library
    workers: Workers


def make_edition(folder: Path, cache: Path, tell: Callable[[str], None]) -> Path:
    """Return the folder with the index and the store of the exports, which are made where they are not there.

    Args:
        folder: with graph.json and graph.ttl.
        cache: for what is made.
        tell: called with what takes time.

    Raises:
        InputError, IntegrityError: the exports cannot be read.
        OutputError: the cache cannot be written.
    """
    made = cache / _key(folder)
    if made.is_dir():
        os.utime(made)
        return made
    with locked(cache, wait=True, on_wait=lambda _: tell("another server prepares the same graph; waiting for it")):
        if made.is_dir():
            return made
        for left in cache.glob(".new-*"):
            shutil.rmtree(left, ignore_errors=True)
        size = sum((folder / name).stat().st_size for name in (_GRAPH, _TURTLE)) / 1e6
        tell(f"preparing the graph ({size:.0f} MB of exports), once")
        new = Path(tempfile.mkdtemp(prefix=".new-", dir=cache))
        try:
            command: list[str | Path] = [
                sys.executable,
                "-P",
                "-m",
                "kg.serve.indexing",
                folder / _GRAPH,
                folder / _TURTLE,
                new,
            ]
            path = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
            done = subprocess.run(  # noqa: S603  # ourselves, with paths as arguments
                command,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise InputError((done.stderr.strip().splitlines() or [f"{folder}: the indexing was stopped"])[-1])
            editions = [old for old in cache.iterdir() if old.is_dir() and not old.name.startswith(".")]
            # The last one is still being served: requests open it until what is made here has taken its place.
            for old in sorted(editions, key=lambda edition: edition.stat().st_mtime)[:-1]:
                shutil.rmtree(old, ignore_errors=True)
            new.rename(made)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return made


def _key(folder: Path) -> str:
    digest = hashlib.sha256(f"{LAYOUT} {__version__}".encode())
    for name in (_GRAPH, _TURTLE):
        try:
            with (folder / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            reason = error.strerror or error
            raise InputError(f"{folder / name}: cannot read: {reason}; `kg build` makes it") from None
    return digest.hexdigest()[:16]


class Site:
    """A folder that is being served."""

    def __init__(self, folder: Path, options: Options, tell: Callable[[str], None] = lambda _: None) -> None:
        """Serve `folder`; `tell` is called with what the person at the terminal should know.

        Raises:
            InputError: there is no such folder.
        """
        self.folder, self._options, self._tell = folder, options, tell
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._edition: Edition | None = None
        self._tasks = set[asyncio.Task[None]]()
        self._cache = self._writable()

    @property
    def edition(self) -> Edition:
        """What is served now; a request takes it once."""
        if self._edition is None:
            raise RuntimeError("not started")
        return self._edition

    @property
    def library(self) -> Library:
        """The library of what is served now."""
        return self.edition.library

    @property
    def workers(self) -> Workers:
        """What answers queries now."""
        return self.edition.workers

    def prepare(self) -> Path:
        """Make what is not there yet, which may take a minute for a large graph, and return where it is.

        Raises:
            InputError, IntegrityError, OutputError: as `make_edition`.
        """
        return make_edition(self.folder, self._cache, self._tell)

    async def start(self) -> None:
        """Serve what is there, and begin to look for newer exports."""
        self._stamp = _stamp(self.folder)
        await self._open(await asyncio.to_thread(self.prepare))
        self._spawn(self._watch())

    async def stop(self) -> None:
        """Stop looking, and close everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._edition is not None:
            await self._edition.workers.close()
            self._edition.library.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    async def _open(self, made: Path) -> None:
        old, workers = self._edition, Workers(made / STORE, self._options)
        await workers.start()
        self._edition = Edition(made.name, Library(made / INDEX), workers)
        if old is not None:
            self._spawn(_retire(old))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            stamp = _stamp(self.folder)
            if stamp == self._stamp or not stamp:
                continue
            await asyncio.sleep(_LOOK_EVERY)
            if stamp != _stamp(self.folder):
                continue  # a build is putting its files in place
            self._stamp = stamp
            try:
                made = await asyncio.to_thread(self.prepare)
            except KgError as error:
                self._tell(f"the new exports are not served: {error}")
                continue
            if made.name != self.edition.key:
                await self._open(made)
                self._tell("serving the new exports")

    def _spawn(self, coroutine: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _writable(self) -> Path:
        cache = self.folder / CACHE
        if not self.folder.is_dir():
            raise InputError(f"{self.folder}: no such folder; `kg build` makes one")
        try:
            cache.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=cache):
                return cache
        except OSError:
            self._temporary = tempfile.TemporaryDirectory(prefix="kg-serve-")
            return Path(self._temporary.name)


async def _retire(edition: Edition) -> None:
    """Close what was served before, when the requests that have begun with it have ended."""
    try:
        await asyncio.sleep(_GRACE)
        await edition.workers.retire()
    finally:
        await edition.workers.close()
        edition.library.close()


def _stamp(folder: Path) -> tuple[tuple[int, int, int], ...]:
    """Return what changes when the exports do; nothing where one is missing."""
    try:
        found = [(folder / name).stat() for name in (_GRAPH, _TURTLE)]
    except OSError:
        return ()
    return tuple((one.st_mtime_ns, one.st_size, one.st_ino) for one in found)
