"""`kg serve` as a person uses it: started, stopped with Ctrl-C, misused."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from tests.conftest import Run
from tests.serve.test_endpoint import ENDLESS


@contextmanager
def started(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `kg serve` with some arguments on a free port; give the process and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", *arguments, "--port", "0", "--no-open"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    assert process.stderr is not None
    try:
        for line in process.stderr:
            found = re.search(r"http://\S+", line)
            if found:
                yield process, found[0]
                break
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def children(pid: int) -> set[int]:
    """Return the processes whose parent is `pid`."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return {int(line) for line in listed.stdout.split()}


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.timing
@pytest.mark.parametrize("busy", [False, True])
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_ctrl_c_ends_it_and_all_its_processes_quickly(made: Path, busy: bool) -> None:
    with started(str(made)) as (process, address):
        workers = children(process.pid)
        assert workers
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as client:
            if busy:
                client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                time.sleep(0.5)
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            code = process.wait(10)
            assert time.monotonic() - begun < 5
        assert code in {0, 130}
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
        assert not [pid for pid in workers if alive(pid)]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_when_it_is_killed_its_processes_end_by_themselves(made: Path) -> None:
    with started(str(made)) as (process, _):
        workers = children(process.pid)
        process.kill()
        deadline = time.monotonic() + 5
        while any(map(alive, workers)):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_port_that_is_taken_is_told_at_once(run: Run, made: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("serve", str(made), "--port", str(port), "--no-open")
    assert result.code == 2
    assert result.err == (f"kg: port {port} is taken by another program; --port chooses another, --port 0 a free one\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere: no such folder; `kg build` makes one"),
        (["--host", "0.0.0.0"], "--host 0.0.0.0: others could reach it; give a --token too (of 16 characters or"),
        (["--host", "0.0.0.0", "--token", "short"], "--token: too easy to guess; take 16 ASCII characters or more"),
        (["--allow-origin", "friend"], "--allow-origin friend: expected an origin such as https://example.org, or *"),
    ],
)
def test_what_cannot_be_served_is_told(run: Run, arguments: list[str], message: str) -> None:
    result = run("serve", *arguments, "--no-open", "--port", "0")
    assert result.code == 2
    assert result.err.startswith(f"kg: {message}")
    assert len(result.err.splitlines()) == 1


def test_an_empty_folder_is_told(run: Run, tmp_path: Path) -> None:
    result = run("serve", str(tmp_path), "--no-open", "--port", "0")
    assert result.code == 2
    assert "graph.json: cannot read: No such file or directory; `kg build` makes it" in result.err


def test_a_missing_library_is_told_with_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "uvicorn" or name == "kg.serve.running"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = run("serve", "--no-open")
    assert (result.code, result.err) == (2, "kg: kg serve needs uvicorn: pip install 'orgkg[serve]'\n")


def test_the_token_may_stand_in_the_environment_and_is_printed_in_the_address(made: Path) -> None:
    token = "a-token-of-some-length"
    with started(str(made), KG_TOKEN=token) as (_, address):
        assert address.endswith(f"/?token={token}")
        bare = address.partition("?")[0]
        with pytest.raises(HTTPError) as refused:
            urlopen(bare)
        assert refused.value.code == 401
        refused.value.close()
        with urlopen(Request(bare, headers={"Authorization": f"Bearer {token}"})) as answer:
            assert answer.status == 200
