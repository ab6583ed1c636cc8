"""Pages are made once for each reader's language and each build, and sent again only where they have changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.concurrency import run_in_threadpool
from starlette.testclient import TestClient

from kg.graph import build_graph
from kg.pipeline import export
from kg.serve.app import create_app
from kg.serve.options import Options
from kg.serve.pages import keeping
from kg.serve.pages.keeping import Kept
from tests.conftest import article
from tests.serve.conftest import HERE
from tests.serve.test_site import until

ZH, EN = {"accept-language": "zh-CN"}, {"accept-language": "en"}


def test_a_page_is_made_once_for_each_language(one_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    async def counting(page: object, request: object) -> object:
        made.append("one")
        return await run_in_threadpool(page, request)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "run_in_threadpool", counting)
    chinese = one_client.get("/entities?type=Community", headers=ZH)
    assert one_client.get("/entities?type=Community", headers=ZH).text == chinese.text
    assert len(made) == 1
    english = one_client.get("/entities?type=Community", headers=EN)
    assert (len(made), english.text == chinese.text) == (2, False)
    assert one_client.get("/entities?type=Department", headers=ZH).text != chinese.text
    assert english.headers["vary"] == "accept-language, cookie"


def test_a_browser_that_has_the_page_is_told_so(client: TestClient) -> None:
    page = client.get("/", headers=ZH)
    again = client.get("/", headers={**ZH, "if-none-match": f'"other", {page.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["kg-edition"] == page.headers["kg-edition"]
    assert client.get("/", headers={**EN, "if-none-match": page.headers["etag"]}).status_code == 200
    assert "etag" not in client.get("/entity/ent-0000000000000000").headers


def test_who_chooses_a_language_gets_the_cookie_each_time(client: TestClient) -> None:
    for _ in range(2):
        assert "kg_lang=en" in client.get("/?lang=en").headers["set-cookie"]
        client.cookies.clear()
    assert "set-cookie" not in client.get("/", headers=EN).headers


def test_a_page_of_the_last_build_is_not_shown_again(exports: Path) -> None:
    with TestClient(create_app(exports, Options(workers=1)), base_url=HERE) as client:
        before = client.get("/entities")
        third = article("third", "县纪委包保沙湾乡。", {"县纪委": "Department", "沙湾乡": "Community"}, [])
        export(build_graph([third], program="0", rules="hand"), exports)
        until(lambda: client.get("/").headers["kg-edition"] != before.headers["kg-edition"])
        after = client.get("/entities", headers={"if-none-match": before.headers["etag"]})
        assert after.status_code == 200
        assert "县纪委" in after.text


def test_what_nobody_asked_for_the_longest_gives_way() -> None:
    pages = Kept(most=25)
    for name in "abc":
        pages.keep((name,), keeping.Made(b"0123456789", {}))
        pages.get(("a",))
    assert [pages.get((name,)) is not None for name in "abc"] == [True, False, True]
    pages.keep(("a",), keeping.Made(b"01", {}))
    pages.keep(("d",), keeping.Made(b"0123456789", {}))
    assert all(pages.get((name,)) for name in "acd")
