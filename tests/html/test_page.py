from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pyvis.network import Network

from kg.graph import build_graph
from kg.html.arrangement import arrange
from kg.html.network import build_network
from kg.html.page import encode, join_modules
from tests.conftest import ROOT, Run
from tests.html.conftest import html_of
from tests.html.graphs import ORGANS, article, flood, made_up

HOSTILE = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>\u2028\u2029&amp;javascript:alert(1)"


class Elements(HTMLParser):
    """All elements of a page: (tag, attributes, text)."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.open = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))
        self.open = True

    def handle_endtag(self, _tag: str) -> None:
        self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)


def data_of(page: bytes) -> Any:
    """The data that a page holds."""
    return json.loads(next(text for tag, attributes, text in Elements(page).found if attributes.get("id") == "data"))


def test_the_network_of_pyvis_holds_nodes_edges_and_options() -> None:
    graph = flood()
    network = build_network(graph, arrange(graph))
    assert isinstance(network, Network)
    assert [node["id"] for node in network.nodes] == list(graph)
    assert {(e["from"], e["to"], e["id"]) for e in network.edges} == set(graph.edges(keys=True))
    assert network.options["physics"] == {"enabled": False}
    assert {e["arrows"] for e in network.edges if e["type"] == "coordinatesWith"} == {""}


def test_every_quote_and_mention_is_found_by_javascripts_offsets() -> None:
    facts = [
        (("𠮷𠮷县委", "Committee"), "leads", ("👨‍👩‍👧工作组", "TaskForce")),
        (("省委", "Committee"), "guides", ("𠮷𠮷县委", "Committee")),
    ]
    graph = build_graph([article("astral", facts, before="🀄前言𠮷\n")], program="0", rules="0")
    data = data_of(html_of(graph))
    text = data["documents"][0]["text"].encode("utf-16-le")
    for node in data["nodes"]:
        assert {text[2 * start : 2 * stop].decode("utf-16-le") for _, start, stop in node["mentions"]} == {node["name"]}
    quotes = {text[2 * e[1] : 2 * e[2]].decode("utf-16-le") for edge in data["edges"] for e in edge["evidence"]}
    assert quotes == {"𠮷𠮷县委【leads】👨‍👩‍👧工作组。", "省委【guides】𠮷𠮷县委。"}


def test_hostile_text_does_not_leave_its_string() -> None:
    graph = build_graph(
        [article(HOSTILE, [((HOSTILE, "Department"), "leads", ("县委", "Committee"))])], program=HOSTILE, rules="0"
    )
    page = html_of(graph, title=HOSTILE)
    elements = Elements(page).found
    assert [tag for tag, _, _ in elements].count("script") == 3
    assert not {"img", "link", "iframe", "object", "embed", "base"} & {tag for tag, _, _ in elements}
    assert not any(name.startswith("on") for _, attributes, _ in elements for name in attributes)
    data = data_of(page)
    assert HOSTILE in {node["name"] for node in data["nodes"]}
    assert data["documents"][0]["text"].startswith(HOSTILE)
    assert next(text for tag, _, text in elements if tag == "h1") == HOSTILE


@pytest.mark.parametrize("text", [HOSTILE, "\ud800alone", "\u202e\u2066", "\x00\x1b", "中文"])
def test_any_text_survives_the_encoding(text: str) -> None:
    encoded = encode(text)
    assert json.loads(encoded) == text
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", encoded)


def test_the_policy_allows_the_pages_own_scripts_and_styles_and_nothing_else() -> None:
    elements = Elements(html_of(flood())).found
    policy = next(a["content"] or "" for _, a, _ in elements if a.get("http-equiv") == "Content-Security-Policy")
    allowed = {name: set(values) for name, *values in (part.split() for part in policy.split(";"))}
    scripts = [text for tag, attributes, text in elements if tag == "script" and "type" not in attributes]
    styles = [text for tag, _, text in elements if tag == "style"]
    assert allowed["default-src"] == {"'none'"}
    assert allowed["script-src"] == {_hash(script) for script in scripts}
    assert allowed["style-src"] == {_hash(style) for style in styles}
    assert allowed["img-src"] == {"data:", "blob:"}


def test_nothing_in_the_page_is_loaded_from_elsewhere() -> None:
    page = html_of(flood())
    for tag, attributes, text in Elements(page).found:
        assert not {"src", "href", "action", "data", "poster", "srcset", "background"} & attributes.keys(), tag
        if tag in {"script", "style"} and attributes.get("id") != "data":
            assert not re.search(
                r"url\((?!#)|@import|importScripts|new Worker|fetch\(|XMLHttpRequest|sendBeacon|WebSocket", text
            )
            code = re.sub(r"/\*!.*?\*/", "", text, flags=re.DOTALL)  # the licences, which name a home page
            assert set(re.findall(r"https?://[^\s\"'`]*", code)) <= {"http://www.w3.org/2000/svg"}
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import sys; from tests.html.conftest import html_of; from tests.html.graphs import flood, made_up;"
        "import hashlib; print([hashlib.sha256(html_of(g)).hexdigest() for g in (flood(), made_up(1500))])"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(digests) == 1


def test_the_order_of_the_articles_does_not_matter() -> None:
    articles = [
        article(f"a{i}", [(ORGANS["section"], "guides", (f"{i}村", "Community"))], f"202{i}-01-01") for i in range(4)
    ]
    pages = {html_of(build_graph(order, program="0", rules="0")) for order in (articles, articles[::-1])}
    assert len(pages) == 1


def test_the_title_is_the_only_articles_or_a_general_one_or_the_one_given() -> None:
    one = build_graph([article("甲", [(ORGANS["section"], "guides", ORGANS["village"])])], program="0", rules="0")
    assert data_of(html_of(one))["title"] == "甲号文章"
    assert data_of(html_of(flood()))["title"] == "组织关系图"
    assert data_of(html_of(flood(), title="某县"))["title"] == "某县"


def test_a_graph_of_nothing_has_a_page_too() -> None:
    assert data_of(html_of(build_graph([], program="0", rules="0")))["nodes"] == []


def test_modules_come_after_what_they_import_and_only_their_exports_are_seen() -> None:
    script = join_modules("main")
    order = re.findall(r"^const module_(\w+) = ", script, re.MULTILINE)
    folder = files("kg.html").joinpath("scripts")
    assert sorted(order) == sorted(Path(f.name).stem for f in folder.iterdir())
    assert order[-1] == "main"
    assert order.index("model") < order.index("state") < order.index("panel")
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)


def test_each_language_has_every_word() -> None:
    words = json.loads(files("kg.html").joinpath("words.json").read_text(encoding="utf-8"))
    assert words["zh"].keys() == words["en"].keys()
    for key, text in words["zh"].items():
        slots = re.findall(r"\{(\w+)\}", text)
        assert sorted(slots) == sorted(s for s in re.findall(r"\{(\w+)\}", words["en"][key]) if s != "s"), key


def test_the_bundled_library_is_the_one_that_the_lock_names_and_its_licences_are_kept() -> None:
    vendor = files("kg.html").joinpath("vendor")
    lock = json.loads(vendor.joinpath("package-lock.json").read_text())
    licences = vendor.joinpath("LICENSES.txt").read_text(encoding="utf-8")
    used = {path.removeprefix("node_modules/"): package for path, package in lock["packages"].items() if path}
    for name, package in used.items():
        if not package.get("dev") and not name.startswith("@types/"):
            assert f"== {name} {package['version']} ==" in licences
    assert "Permission is hereby granted" in licences
    assert licences.splitlines()[0].encode() in html_of(flood())
    assert not re.search(r"resolved|https?://", json.dumps([p for p in used.values() if "resolved" in p]))


def test_the_command_writes_the_page_of_a_saved_graph(run: Run, tmp_path: Path, flood_json: Path) -> None:
    page = tmp_path / "sub" / "page.html"
    assert run("html", flood_json, "-o", page, "--title", "防汛").code == 0
    assert data_of(page.read_bytes())["title"] == "防汛"
    assert page.read_bytes() == html_of(flood(), title="防汛")
    assert run("html", flood_json, "-o", "-").out.startswith("<!doctype html>")


def test_the_command_says_in_one_line_what_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{}")
    for missing in (tmp_path / "none.json", tmp_path / "no.json"):
        result = run("html", missing, "-o", tmp_path / "page.html")
        assert (result.code, result.err.count("\n")) == (2, 1)
        assert missing.name in result.err
    assert not (tmp_path / "page.html").exists()


def test_open_hands_the_page_to_the_browser(
    run: Run, tmp_path: Path, flood_json: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    run("html", flood_json, "-o", tmp_path / "page.html", "--open")
    assert opened == [(tmp_path / "page.html").as_uri()]


def test_build_opens_its_page_when_asked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    (tmp_path / "a.txt").write_text("县委组织部印发《通知》。", encoding="utf-8")
    assert run("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--open").code == 0
    assert opened == [(tmp_path / "out" / "graph.html").as_uri()]


@pytest.fixture
def flood_json(tmp_path: Path) -> Path:
    from kg.tables.node_link import write_node_link

    path = tmp_path / "graph.json"
    with path.open("wb") as file:
        write_node_link(flood(), file)
    return path


def test_a_large_page_is_written_in_seconds() -> None:
    assert len(html_of(made_up(5000))) < 6_000_000


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
