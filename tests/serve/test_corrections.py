"""Correcting over HTTP: kept at once, shown at once, taken back; and every way in that another site could try."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.corrections.file import read_corrections
from kg.serve.app import create_app
from kg.serve.corrections import LARGEST
from tests.corrections.conftest import TEXT
from tests.serve.conftest import HERE

API = "/api/corrections"
OWN = {"x-requested-by": "kg"}


def built(folder: Path) -> Path:
    """Build a folder of exports of one article."""
    (folder / "articles").mkdir()
    (folder / "articles" / "floods.txt").write_text(TEXT, encoding="utf-8")
    build(folder / "articles", folder / "exports")
    return folder / "exports"


def build(articles: Path, exports: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", str(articles), "-o", str(exports)]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def served(project: Path) -> Iterator[TestClient]:
    with TestClient(create_app(project), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def file(project: Path) -> Path:
    return project.parent / "articles" / "corrections.jsonl"


@pytest.fixture
def client(served: TestClient, file: Path) -> Iterator[TestClient]:
    """A client of a server for which nobody has said anything yet."""
    yield served
    file.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def document(project: Path) -> str:
    [ident] = json.loads((project / "graph.json").read_bytes())["graph"]["documents"]
    return str(ident)


def state(client: TestClient, document: str) -> dict[str, Any]:
    answer = client.get(API, params={"document": document})
    assert answer.status_code == 200
    return dict(answer.json())


def covers(client: TestClient, document: str) -> dict[str, Any]:
    [one] = [s for s in state(client, document)["statements"] if s["statement"]["type"] == "covers"]
    return dict(one)


def wrong(client: TestClient, document: str) -> dict[str, Any]:
    statement = covers(client, document)["statement"]
    return {"action": "wrong", "document": document, "statement": statement, "by": "李四"}


def test_a_correction_is_kept_and_shown_at_once(client: TestClient, document: str, file: Path) -> None:
    said = wrong(client, document)
    answer = client.post(API, json=said, headers=OWN)
    assert answer.status_code == 200
    now = answer.json()
    assert [s["statement"]["type"] for s in now["statements"] if s["statement"]["type"] == "covers"] == []
    [kept] = read_corrections(file).records
    assert (kept.id, kept.by, kept.article) == (now["record"]["id"], "李四", "floods")
    [shown] = state(client, document)["corrections"]
    assert (shown["record"]["id"], shown["state"], shown["pending"]) == (kept.id, "applied", True)
    assert shown["says"] == "wrong: 县级领导 —covers→ 乡镇"
    assert client.get(API).json() == {"file": now["file"], "pending": 1, "documents": {document: 1}}


def test_undone_it_is_as_before(client: TestClient, document: str) -> None:
    before = state(client, document)
    ident = client.post(API, json=wrong(client, document), headers=OWN).json()["record"]["id"]
    answer = client.delete(f"{API}/{ident}", params={"by": "王五"}, headers=OWN)
    assert answer.status_code == 200
    now = state(client, document)
    assert now["statements"] == before["statements"]
    assert [(c["record"]["id"], c["state"]) for c in now["corrections"]] == [(ident, "retracted")]
    assert client.delete(f"{API}/{ident}", headers=OWN).status_code == 404


def test_applied_the_exports_are_those_of_a_fresh_build(tmp_path: Path) -> None:
    exports = built(tmp_path)
    [document] = json.loads((exports / "graph.json").read_bytes())["graph"]["documents"]
    with TestClient(create_app(exports), base_url=HERE) as client:
        client.post(API, json=wrong(client, document), headers=OWN)
        answer = client.post(f"{API}/apply", headers=OWN)
        # While the new exports are prepared and taken over, the pages of the old ones are served.
        stop = time.monotonic() + 5
        while time.monotonic() < stop:
            assert client.get(f"/article/{document}").status_code == 200
            time.sleep(0.05)
    assert (answer.status_code, answer.json()["pending"]) == (200, 0)
    build(tmp_path / "articles", tmp_path / "fresh")
    for name in ("graph.ttl", "graph.json", "graph.html", "relations.csv", "report.md"):
        assert (exports / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes(), name
    assert "covers" not in {e["type"] for e in json.loads((exports / "graph.json").read_bytes())["edges"]}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"x-requested-by": "evil"}, 403),
        ({**OWN, "content-type": "text/plain"}, 415),
        ({**OWN, "content-type": "application/x-www-form-urlencoded"}, 415),
        ({**OWN, "content-type": "application/json", "origin": "https://evil.example"}, 403),
        ({**OWN, "content-type": "application/json", "origin": "null"}, 403),
        ({**OWN, "content-type": "application/json", "origin": f"{HERE}.evil.example"}, 403),
        ({**OWN, "content-type": "application/json", "sec-fetch-site": "cross-site"}, 403),
        ({**OWN, "content-type": "application/json", "sec-fetch-site": "same-site"}, 403),
        ({**OWN, "content-type": "application/json", "host": "evil.example"}, 421),
    ],
)
def test_what_another_site_can_send_changes_nothing(
    client: TestClient, document: str, file: Path, headers: dict[str, str], status: int
) -> None:
    content = json.dumps(wrong(client, document))
    assert client.post(API, content=content, headers=headers).status_code == status
    assert not file.exists()


@pytest.mark.parametrize("headers", [{}, {**OWN, "origin": "https://evil.example"}])
def test_another_site_can_take_nothing_back_and_apply_nothing(
    client: TestClient, document: str, headers: dict[str, str]
) -> None:
    ident = client.post(API, json=wrong(client, document), headers=OWN).json()["record"]["id"]
    assert client.delete(f"{API}/{ident}", headers=headers).status_code == 403
    assert client.post(f"{API}/apply", headers=headers).status_code == 403
    assert [c["state"] for c in state(client, document)["corrections"]] == ["applied"]


def test_a_preflight_of_another_site_is_allowed_nothing(client: TestClient) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answer = client.options(API, headers={**asked, "access-control-request-headers": "x-requested-by,content-type"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"action": "burn"}, 422, "Invalid value 'burn'"),
        ({"statement": None}, 422, "Expected `object`, got `null`"),
        ({"document": "doc-0000000000000000"}, 404, "no document"),
        ({"document": ["doc"]}, 404, "no document"),
        ({"by": "\u0000"}, 422, "is no name"),
        ({"by": "x" * 201}, 422, "length <= 200"),
        ({"colour": "red"}, 422, "unknown field `colour`"),
        ({"note": "x" * LARGEST}, 413, "larger than"),
    ],
)
def test_what_is_no_correction_is_refused_in_one_line(
    client: TestClient, document: str, change: dict[str, Any], status: int, message: str
) -> None:
    answer = client.post(API, json=wrong(client, document) | change, headers=OWN)
    assert (answer.status_code, message in answer.json()["error"]) == (status, True), answer.text
    assert "\n" not in answer.json()["error"]
    assert state(client, document)["corrections"] == []


@pytest.mark.parametrize(
    ("content", "status"), [(b"", 400), (b"\xff", 400), (b"[" * 30_000, 400), (b"[]", 422), (b'{"a": NaN}', 404)]
)
def test_bodies_that_are_no_object(client: TestClient, content: bytes, status: int) -> None:
    headers = {**OWN, "content-type": "application/json"}
    assert client.post(API, content=content, headers=headers).status_code == status


def test_a_quote_that_the_text_does_not_have_there_is_refused(client: TestClient, document: str) -> None:
    said = wrong(client, document)
    said["statement"] |= {"quote": said["statement"]["quote"].replace("14", "15")}
    answer = client.post(API, json=said, headers=OWN)
    assert (answer.status_code, "the quote is not the text" in answer.json()["error"]) == (422, True)


def test_what_changes_nothing_is_told_and_not_kept(client: TestClient, document: str, file: Path) -> None:
    said = wrong(client, document)
    client.post(API, json=said, headers=OWN)
    answer = client.post(API, json=said, headers=OWN)
    assert (answer.status_code, "any more" in answer.json()["error"]) == (409, True)
    assert len(read_corrections(file).records) == 1


def test_what_has_been_said_is_not_kept_again(client: TestClient, document: str, file: Path) -> None:
    statement = covers(client, document)["statement"]

    def say(action: str, by: str, **changed: object) -> tuple[int, str]:
        said = {"action": action, "document": document, "statement": {**statement, **changed}, "by": by}
        answer = client.post(API, json=said, headers=OWN)
        return answer.status_code, answer.json().get("error", "")

    assert say("add", "李四") == (409, "the article has this statement already; mark it as right")
    assert say("right", "李四")[0] == 200
    assert say("right", "李四") == (409, "this has been said already")
    assert say("right", "王五")[0] == 200  # somebody else says so, too
    assert say("add", "李四", head_count=15)[0] == 200  # another number is another statement
    assert say("wrong", "李四", head_count=15)[0] == 200
    assert say("right", "李四")[0] == 200  # again, since it was taken away
    assert len(read_corrections(file).records) == 5


def test_a_file_that_somebody_broke_is_named_with_its_line(client: TestClient, document: str, file: Path) -> None:
    file.write_text("nonsense\n")
    answer = client.get(API, params={"document": document})
    assert answer.status_code == 409
    assert "corrections.jsonl:1: not a correction" in answer.json()["error"]


def test_exports_without_their_store_cannot_be_corrected(project: Path, tmp_path: Path) -> None:
    for name in ("graph.json", "graph.ttl"):
        shutil.copy(project / name, tmp_path)
    with TestClient(create_app(tmp_path), base_url=HERE) as client:
        answer = client.get(API)
    assert (answer.status_code, "kg build makes it" in answer.json()["error"]) == (409, True)
