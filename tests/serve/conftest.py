"""A folder of exports made from the small graph; a client of the application, a real server, and a reader before it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.testclient import TestClient

from kg.pipeline import export
from kg.serve.app import create_app
from kg.serve.indexing import INDEX
from kg.serve.library import Library
from kg.serve.options import Options
from kg.serve.site import CACHE, Site, make_edition
from tests.conftest import FLOOD, two_documents
from tests.html.conftest import PICTURES
from tests.serve.browsing import Reader, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = "http://127.0.0.1:8765"
SANDS = """沙湾乡党委部署防汛

来源：泗源县委宣传部 2024-06-02

泗源县委组织部指导沙湾乡党委。沙湾乡党委牵头成立防汛专班，县应急管理局督导沙湾乡。
"""
WILLOWS = """柳林乡党委部署防汛

来源：泗源县委宣传部 2024-07-02

泗源县委组织部指导柳林乡党委。柳林乡党委牵头成立防汛专班，县卫生健康局督导柳林乡。由12名县级领导包保9个乡镇。
县卫健局指导防汛专班。县水利局、县气象局配合县卫生健康局。
"""


@dataclass(frozen=True)
class Response:
    """What a server answered; the names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    """A server that listens on this machine."""

    port: int
    site: Site

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        timeout: float = 20,
    ) -> Response:
        """Send a request just as it is given, with no header that is not (but Host and the length of the body)."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True, skip_host="host" in (headers or {}))
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Response(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()


@contextmanager
def serving(folder: Path, options: Options, site: Site | None = None) -> Iterator[Server]:
    """Serve a folder of exports in a thread, on a free port."""
    site = site or Site(folder, options)
    server = uvicorn.Server(uvicorn.Config(create_app(site, options), port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        yield Server(server.servers[0].sockets[0].getsockname()[1], site)
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `kg build` writes of the small graph, with what is served of it; to copy, not to change."""
    folder = tmp_path_factory.mktemp("serve") / "exports"
    export(two_documents(), folder)
    make_edition(folder, folder / CACHE, lambda _: None)
    return folder


@pytest.fixture
def exports(made: Path, tmp_path: Path) -> Path:
    """A copy of what `kg build` writes of the small graph, with what is served of it."""
    return Path(shutil.copytree(made, tmp_path / "exports"))


@pytest.fixture(scope="module")
def one_client(made: Path) -> Iterator[TestClient]:
    with TestClient(create_app(made, Options(workers=1)), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(one_client: TestClient) -> TestClient:
    """A client that is given the application without a network, and has no cookies yet."""
    one_client.cookies.clear()
    return one_client


@pytest.fixture(scope="module")
def server(made: Path) -> Iterator[Server]:
    """A server with narrow limits."""
    with serving(made, Options(timeout=1, rows=50, size=20_000, workers=2, waiting=2)) as server:
        yield server


@pytest.fixture
def library(made: Path) -> Iterator[Library]:
    [index] = (made / CACHE).glob(f"*/{INDEX}")
    library = Library(index)
    yield library
    library.close()


@dataclass(frozen=True)
class Workbench:
    """A server of what `kg build` wrote of three articles, which can be corrected."""

    address: str
    exports: Path

    @property
    def ids(self) -> dict[str, str]:
        """Ids by name: of entities, and of the articles by their files."""
        data = json.loads((self.exports / "graph.json").read_text(encoding="utf-8"))
        named = {node["name"]: node["id"] for node in data["nodes"]}
        return named | {document["name"]: ident for ident, document in data["graph"]["documents"].items()}


@pytest.fixture(scope="session")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    folder = tmp_path_factory.mktemp("workbench")
    (folder / "articles").mkdir()
    for name, text in (("flood", FLOOD), ("sands", SANDS), ("willows", WILLOWS)):
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(folder / "articles"), "-o", str(folder / "exports")]
    subprocess.run(command, check=True, capture_output=True)
    with served(folder / "exports") as address:
        yield Workbench(address, folder / "exports")


Reading = Callable[..., Reader]


@pytest.fixture
def reading(browser: Browser, workbench: Workbench, request: pytest.FixtureRequest) -> Iterator[Reading]:
    """A function that opens a browser; afterwards nothing may have failed in it."""
    readers: list[Reader] = []

    def start(address: str = workbench.address, **options: object) -> Reader:
        readers.append(Reader(browser, address, **options))
        return readers[-1]

    yield start
    for number, reader in enumerate(readers):
        reader.close(PICTURES.parent / "workbench" / f"{request.node.name}-{number}.png".replace("/", "-"))
