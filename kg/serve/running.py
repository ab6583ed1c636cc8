"""Listening: the socket, the server in it, and how it ends."""

from __future__ import annotations

import errno
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from kg.errors import OutputError
from kg.serve.app import create_app
from kg.serve.options import Options
from kg.serve.site import Site

_LAST_ANSWERS = 1  # seconds that answers which have begun may take when the server is told to stop
_BACKLOG = 2048
_KEEP = 75  # seconds that a connection may be idle


def serve(folder: Path, options: Options, *, browser: bool) -> None:
    """Serve a folder of exports until Ctrl-C.

    Args:
        folder: what `kg build` wrote.
        options: where and how.
        browser: whether to open the first page in the browser.

    Raises:
        InputError: the folder has no exports.
        OutputError: the address is taken.
    """
    with _listen(options) as listening:
        site = Site(folder, options, _tell)
        site.prepare()
        config = uvicorn.Config(
            create_app(site, options),
            http="httptools",
            loop="asyncio",  # uvloop takes as long: what takes the time is not here
            log_level="warning",
            lifespan="on",
            proxy_headers=False,
            server_header=False,
            backlog=_BACKLOG,
            timeout_graceful_shutdown=_LAST_ANSWERS,
            timeout_keep_alive=_KEEP,
        )
        _Server(config, site, _address(options, listening), browser=browser).run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that says where it is when it answers, and not before, and ends its queries when it is told to stop."""

    def __init__(self, config: uvicorn.Config, site: Site, address: str, *, browser: bool) -> None:
        super().__init__(config)
        self._site, self._address, self._browser = site, address, browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            _tell(f"serving at {self._address} (Ctrl-C stops)")
            if self._browser:
                threading.Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._site.workers.close()
        await super().shutdown(sockets)


def _listen(options: Options) -> socket.socket:
    """Return a socket that listens, so that an address that is taken is told before the graph is prepared."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise OutputError(f"--host {options.host}: {error.strerror or error}") from None
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            message = f"port {options.port} is taken by another program; --port chooses another, --port 0 a free one"
            raise OutputError(message) from None
        raise OutputError(f"{options.host}:{options.port}: cannot listen: {error.strerror}") from None
    return listening


def _address(options: Options, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(options.host, options.host)  # noqa: S104  # to print, not to bind
    if ":" in host and not host.startswith("["):
        host = f"[{host}]"
    token = f"?{urlencode({'token': options.token})}" if options.token else ""
    return f"http://{host}:{port}/{token}"


def _tell(what: str) -> None:
    print(f"kg: {what}", file=sys.stderr, flush=True)
