"""A workbench that a browser can open: a real server on a port of its own, and what a reader does with its pages."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn

from kg.serve.app import create_app
from kg.serve.options import Options
from kg.serve.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder of exports; give its address."""
    options = Options(workers=1)
    site = Site(folder, options)
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(site, options), log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


class Reader:
    """Somebody with a browser; nothing may fail in it, nor ask another machine."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        size = options.pop("size", (1280, 860))
        options = {"locale": "zh-CN", "reduced_motion": "reduce", **options}
        self.address = address
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8_000)
        self.faults: list[str] = []
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: self.faults.append(dialog.message))
        self.page.on(
            "request", lambda r: None if r.url.startswith((address, "blob:", "data:")) else self.faults.append(r.url)
        )

    def open(self, path: str, *, ready: bool = False) -> Page:
        """Go to a page; one with scripts that build it says when it is ready."""
        self.page.goto(self.address + path)
        if ready:
            self.page.wait_for_selector("html[data-ready]", state="attached")
        return self.page

    def ask(self, script: str, argument: object = None) -> Any:
        return self.page.evaluate(script, argument)

    def until(self, script: str) -> None:
        """Wait for a script to be true (the pages' policy keeps Playwright's own way of waiting from working)."""
        for _ in range(160):
            if self.ask(script):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(script)

    def close(self, picture: Path) -> None:
        """Take a picture, and look whether anything failed; a reader who has gone already is let be."""
        if self.page.is_closed():
            return
        picture.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=picture)
        self.context.close()
        assert self.faults == []
