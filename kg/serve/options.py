"""How a graph is served: what the command line chooses, checked."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import InputError

SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of `kg serve`.

    Attributes:
        host, port: where to listen; port 0 takes a free one.
        token: what a request must show; demanded where others than this machine can reach the address.
        allow_origin: a web origin (`https://example.org`) whose pages may read the endpoint, or `*`, or None.
        timeout: seconds that a query may take.
        rows: rows, or triples, that an answer has at most.
        size: bytes that an answer has at most.
        memory: bytes that a query may take at most (enforced on Linux).
        workers: queries that run at once; each in its own process.
        waiting: queries that may wait for a worker; one more is refused at once.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    allow_origin: str | None = None
    timeout: float = 30.0
    rows: int = 10_000
    size: int = 20_000_000
    memory: int = 2 << 30
    workers: int = max(2, min(4, os.cpu_count() or 2))
    waiting: int = 64

    def __post_init__(self) -> None:
        """Refuse what is not safe.

        Raises:
            InputError: another address than this machine's own without a token, a short token, or no origin.
        """
        if not self.local and self.token is None:
            raise InputError(
                f"--host {self.host}: others could reach it; give a --token too (of {SHORTEST_TOKEN} characters or "
                "more), or leave --host out"
            )
        if self.token is not None and (len(self.token) < SHORTEST_TOKEN or not self.token.isascii()):
            raise InputError(f"--token: too easy to guess; take {SHORTEST_TOKEN} ASCII characters or more")
        origin = self.allow_origin
        if origin is not None and origin != "*":
            parts = urlsplit(origin)
            if (
                parts.scheme not in {"http", "https"}
                or not parts.netloc
                or origin != f"{parts.scheme}://{parts.netloc}"
            ):
                raise InputError(f"--allow-origin {origin}: expected an origin such as https://example.org, or *")

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the address."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"
