"""Attacks: each rule of `kg.serve.security` is broken here, and must hold."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.errors import InputError
from kg.serve.app import create_app
from kg.serve.options import Options
from kg.serve.security import COOKIE
from tests.serve.conftest import HERE, Server

TOKEN = "correct-horse-battery-staple"
ASK = "/sparql?query=ASK%7B%7D"


@pytest.fixture(scope="module")
def one_opened(made: Path) -> Iterator[TestClient]:
    options = Options(host="0.0.0.0", token=TOKEN, workers=1)
    with TestClient(create_app(made, options), base_url="http://192.0.2.7:8765", follow_redirects=False) as client:
        yield client


@pytest.fixture
def opened(one_opened: TestClient) -> TestClient:
    """A client of a server that others can reach, with a token, which the client does not have yet."""
    one_opened.cookies.clear()
    return one_opened


@pytest.fixture(scope="module")
def shared(made: Path) -> Iterator[TestClient]:
    """A client of a server that lets pages of one other site read the endpoint."""
    options = Options(allow_origin="https://friend.example", workers=1)
    with TestClient(create_app(made, options), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8765",
        "127.0.0.1@evil.example",
        "evil.example#127.0.0.1",
        "127.0.0.1:8765/../evil.example",
        "127.0.0.1:8765, evil.example",
        "127.0.0.1:80x",
        "[::1",
        "192.168.1.5:8765",
        "0.0.0.0:8765",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", ASK, "/assets/kg.css", "/nothing"])
def test_another_name_is_turned_away(client: TestClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "组织" not in answer.text


@pytest.mark.parametrize(
    "lines", [[], ["Host: 127.0.0.1", "Host: evil.example"], ["Host: evil.example", "Host: 127.0.0.1"]]
)
def test_no_name_or_two_are_turned_away(server: Server, lines: list[str]) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall("\r\n".join(["GET / HTTP/1.1", *lines, "Connection: close", "", ""]).encode())
        status = connection.makefile("rb").readline().split()[1]
    assert status in {b"400", b"421"}


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765", "127.0.0.1"])
def test_our_own_names_are_let_in(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "192.0.2.7.evil.example:8765"])
def test_with_another_address_names_are_turned_away_all_the_same(opened: TestClient, host: str) -> None:
    headers = {"host": host, "authorization": f"Bearer {TOKEN}"}
    assert opened.get("/", headers=headers).status_code == 421


def test_another_address_needs_a_token_which_is_hard_to_guess() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.7", "example.org", ""):
        with pytest.raises(InputError, match="--token"):
            Options(host=host)
    with pytest.raises(InputError, match="too easy to guess"):
        Options(host="0.0.0.0", token="secret")
    assert Options(host="127.0.0.2").local
    assert Options(host="::1").local


@pytest.mark.parametrize("path", ["/", ASK, "/assets/kg.css", "/data/ent-0123456789abcdef.ttl", "/nothing"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": f"Bearer {TOKEN}x"},
        {"authorization": f"Basic {TOKEN}"},
        {"authorization": "Bearer "},
        {"cookie": f"{COOKIE}=wrong"},
        {"cookie": f"other={TOKEN}"},
        {"cookie": f"{COOKIE}"},
        {"cookie": "\x01=;;;"},
        {"x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1"},
    ],
)
def test_without_the_token_nothing_is_shown(opened: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = opened.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="kg"'
    assert TOKEN not in answer.text


@pytest.mark.parametrize(
    "query", ["token=", "token=wrong", f"token={TOKEN}&token={TOKEN}", f"Token={TOKEN}", "token=%FF"]
)
def test_a_wrong_token_in_the_address_is_refused(opened: TestClient, query: str) -> None:
    assert opened.get(f"/?{query}").status_code == 401


def test_the_token_in_the_address_becomes_a_cookie_and_leaves_the_address(opened: TestClient) -> None:
    answer = opened.get(f"/search?q=%E5%8C%BA&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=%E5%8C%BA")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert opened.get("/").status_code == 200  # the client kept the cookie
    assert opened.post("/sparql", data={"query": "ASK{}"}).status_code == 200


def test_the_token_sends_nobody_to_another_site(opened: TestClient) -> None:
    for path in ("//evil.example", "/%2Fevil.example", "/\\evil.example", "///evil.example/"):
        location = opened.get(f"http://192.0.2.7:8765{path}?token={TOKEN}").headers["location"]
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))


def test_a_program_shows_the_token_in_a_header(opened: TestClient) -> None:
    assert opened.get(ASK, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert opened.get(ASK, headers={"authorization": f"bearer {TOKEN}"}).status_code == 200


CROSSING = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "http://127.0.0.1:8765.evil.example"},
    {"origin": "https://evil.example/127.0.0.1:8765"},
    {"origin": ""},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
]


@pytest.mark.parametrize("headers", CROSSING)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/sparql", "/api/corrections", "/"])
def test_nothing_is_posted_from_a_page_of_another_site(
    client: TestClient, headers: dict[str, str], method: str, path: str
) -> None:
    answer = client.request(method, path, headers=headers, content=b"{}")
    assert answer.status_code == 403
    assert answer.text == "refused: the request comes from a page of another site\n"


@pytest.mark.parametrize(
    "headers", [{}, {"origin": HERE}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}]
)
def test_our_own_pages_and_programs_may_post(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/sparql", headers=headers, data={"query": "ASK{}"}).status_code == 200


@pytest.mark.parametrize("path", [ASK, "/", "/assets/kg.css", "/nothing"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "HEAD"])
def test_no_page_of_another_site_may_read(client: TestClient, path: str, method: str) -> None:
    headers = {"origin": "https://friend.example", "access-control-request-method": "GET"}
    answer = client.request(method, path, headers=headers)
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_an_origin_that_is_allowed_reads_the_endpoint_and_nothing_else(shared: TestClient) -> None:
    friend, foe = {"origin": "https://friend.example"}, {"origin": "https://friend.example.evil.example"}
    answer = shared.get(ASK, headers=friend)
    assert answer.headers["access-control-allow-origin"] == "https://friend.example"
    assert "origin" in answer.headers["vary"].lower()
    assert "access-control-allow-credentials" not in answer.headers
    assert shared.post("/sparql", headers=friend, data={"query": "ASK{}"}).status_code == 200
    preflight = shared.options("/sparql", headers={**friend, "access-control-request-method": "POST"})
    assert (preflight.status_code, preflight.headers["access-control-allow-methods"]) == (204, "GET, POST")
    assert "access-control-allow-origin" not in shared.get(ASK, headers=foe).headers
    assert "access-control-allow-origin" not in shared.get("/", headers=friend).headers
    assert shared.post("/sparql", headers=foe, data={"query": "ASK{}"}).status_code == 403
    assert shared.post("/api/corrections", headers=friend, content=b"{}").status_code == 403


@pytest.mark.parametrize(
    "origin", ["evil", "https://", "https://a.example/", "https://a.example/x", "file:///", "null"]
)
def test_an_origin_that_is_none_is_refused(origin: str) -> None:
    with pytest.raises(InputError, match="--allow-origin"):
        Options(allow_origin=origin)


@pytest.mark.parametrize("path", ["/", ASK, "/sparql", "/nothing", "/assets/kg.css", "/assets/nothing.js"])
def test_every_answer_has_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


OUTSIDE = [
    "/assets/../app.py",
    "/assets/../../../pyproject.toml",
    "/assets/%2e%2e/app.py",
    "/assets/..%2fapp.py",
    "/assets/%2e%2e%2f%2e%2e%2fmodel.py",
    "/assets/..\\app.py",
    "/assets/..%5capp.py",
    "/assets//etc/passwd",
    "/assets/%2fetc%2fpasswd",
    "/assets/....//app.py",
    "/assets/kg.css/../../app.py",
    "/assets/kg.css%00.js",
    "/assets/",
    "/assets/.",
    "/../../../../etc/passwd",
    "/app.py",
    "/templates/base.html",
    "/exports/graph.json",
    "/graph.json",
    "/.kg-serve/",
    "/data/..%2f..%2fgraph.ttl",
    "/data/ent-0123456789abcdef.py",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_file_outside_the_assets_is_served(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in {400, 404, 405}
    for secret in (b"root:", b"create_app", b"[project]", b'"nodes"', b"<!doctype html>\n<html lang={{"):
        assert secret not in answer.body


HOSTILE = "<script>alert(1)</script>\" onload=alert(1) '{{7*7}}"


def test_what_is_typed_comes_back_as_text(client: TestClient) -> None:
    for path in ("/search", "/entities", "/articles", "/query"):
        answer = client.get(path, params={"q": HOSTILE, "query": HOSTILE, "type": HOSTILE, "place": HOSTILE})
        assert "<script>alert" not in answer.text
        assert '" onload=' not in answer.text


def test_long_and_broken_requests_break_nothing(server: Server) -> None:
    for raw in (
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
        b"GET " + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
            connection.sendall(raw)
            assert b"200" not in connection.makefile("rb").readline()
    assert server.ask("/").status == 200
