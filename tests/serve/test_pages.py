"""The pages as a browser without scripts gets them: what they say, in which language, and names that are but data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

import kg.serve
from kg.graph import build_graph
from kg.pipeline import export
from kg.serve.app import create_app
from kg.serve.pages.rendering import words
from tests.conftest import article
from tests.serve.conftest import HERE

if TYPE_CHECKING:
    import networkx as nx

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>'\"&amp;{{7*7}}\u202e局"


class Elements(HTMLParser):
    """The elements of a page, (tag, attributes), and its text without scripts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found[-1:] and self.found[-1][0] != "script":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


Served = Callable[..., Elements]


@pytest.fixture
def page(client: TestClient) -> Served:
    """A function that gets a page."""

    def get(address: str, **headers: str) -> Elements:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, address
        return Elements(answer.text)

    return get


def entity(graph: nx.MultiDiGraph[str], name: str) -> str:
    return next(str(ident) for ident, data in graph.nodes.items() if data["name"] == name)


def document(graph: nx.MultiDiGraph[str], name: str) -> str:
    return next(str(ident) for ident, data in graph.graph["documents"].items() if data["name"] == name)


def test_the_overview_tells_what_is_in_it(page: Served) -> None:
    told = page("/", **{"accept-language": "en"})
    for part in ("3", "articles", "Department", "covers", "县委组织部", "2023", "undated", "Who leads what"):
        assert part in told.text, part


def test_the_page_of_an_entity_shows_each_statement_with_its_words(
    page: Served, small_graph: nx.MultiDiGraph[str]
) -> None:
    told = page(f"/entity/{entity(small_graph, '县委组织部')}")
    for part in (
        "县委组织部",
        "部门",
        "包保",
        "沙湾乡",
        "县委组织部须包保沙湾乡",
        "→ 286",
        "2023-07-18",
        "DESCRIBE <https://w3id.org",
    ):
        assert part in told.text, part
    links = [a["href"] for a in told.all("a")]
    assert f"/entity/{entity(small_graph, '沙湾乡')}" in links
    [alternate] = [link["href"] for link in told.all("link") if link.get("type") == "text/turtle"]
    assert str(alternate).startswith("/data/ent-")


def test_statements_of_one_relation_have_pages_of_their_own(page: Served, small_graph: nx.MultiDiGraph[str]) -> None:
    address = f"/entity/{entity(small_graph, '县委组织部')}"
    alone = page(f"{address}?relation=covers&direction=out")
    assert "包保" in alone.text
    assert "抽调286名党员干部" not in alone.text
    assert "抽调286名党员干部" in page(f"{address}?relation=nonsense&direction=out").text


def test_the_page_of_an_article_holds_its_text_whole(page: Served, small_graph: nx.MultiDiGraph[str]) -> None:
    ident = document(small_graph, "first")
    told = page(f"/article/{ident}")
    assert small_graph.graph["documents"][ident]["text"] in told.text.replace("\n", "")
    starts = [int(a["data-start"] or 0) for tag, a in told.found if "data-start" in a]
    assert starts == sorted(set(starts))
    numbers = {a["data-number"] for a in told.all("a") if a.get("class") == "note"}
    assert numbers == {"1", "2", "3"}


@pytest.mark.parametrize("address", ["/entity/ent-0", "/article/doc-0", "/entity/%00", "/article/../../etc/passwd"])
def test_what_is_not_there_is_said_to_be_missing(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("headers", "address", "said"),
    [
        ({"accept-language": "en-US,en;q=0.9,zh;q=0.1"}, "/articles", "Articles"),
        ({"accept-language": "zh-CN"}, "/articles", "文章"),
        ({"accept-language": "fr, zh;q=0.5"}, "/articles", "文章"),
        ({}, "/articles", "文章"),
        ({"accept-language": "zh-CN"}, "/articles?lang=en", "Articles"),
        ({"accept-language": "zh-CN", "cookie": "kg_lang=en"}, "/articles", "Articles"),
        ({"cookie": "kg_lang=nonsense"}, "/articles?lang=nonsense", "文章"),
    ],
)
def test_the_reader_has_the_language(page: Served, headers: dict[str, str], address: str, said: str) -> None:
    told = page(address, **headers)
    assert said in told.text
    [root] = told.all("html")
    assert root["lang"] == ("en" if said == "Articles" else "zh-Hans")


def test_the_other_language_is_a_link_that_is_remembered(client: TestClient) -> None:
    told = Elements(client.get("/articles?year=2023&lang=zh").text)
    [other] = [a["href"] for a in told.all("a") if a.get("hreflang") == "en"]
    assert other == "/articles?year=2023&lang=en"
    assert client.get(str(other)).cookies["kg_lang"] == "en"
    assert "Articles" in client.get("/articles").text


def test_both_languages_have_the_same_words() -> None:
    assert words()["zh"].keys() == words()["en"].keys()
    for key, text in words()["zh"].items():
        slots = set(re.findall(r"\{(\w+)\}", words()["en"][key])) - {"s"}
        assert set(re.findall(r"\{(\w+)\}", text)) == slots, key


def test_every_word_is_said_somewhere() -> None:
    room = Path(kg.serve.__file__).parent
    sources = [*room.rglob("*.html"), *room.rglob("*.py"), *(room / "assets" / "scripts").glob("*.js")]
    sources.append(room.parent / "html" / "scripts" / "searchbox.js")
    said = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    made = (
        "said-",
        "do-",
        "by-",
        "verdict-",
        "unknown-",
        "asserted",
        "required",
        "applied",
        "retracted",
        "pending",
        "idle",
    )
    unused = [k for k in words()["en"] if not k.startswith(made) and not re.search(rf"""["'`]{k}["'`]""", said)]
    assert unused == []


def test_search_boxes_are_answered(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "xwzzb"}).json()
    assert [(one["name"], one["node"]["type"]) for one in found] == [("县委组织部", "Department")]
    assert "县委组织部" in Elements(client.get("/search", params={"q": "zuzhibu"}).text).text
    nothing = Elements(client.get("/search", params={"q": "<b>nix</b>"}).text)
    assert "<b>nix</b>" in nothing.text


def test_no_page_has_a_script_or_style_in_its_text(client: TestClient, small_graph: nx.MultiDiGraph[str]) -> None:
    for address in ADDRESSES(small_graph):
        told = Elements(client.get(address).text)
        assert not told.all("style")
        assert not [a for _, a in told.found if "style" in a or any(key.startswith("on") for key in a)]
        own = [a for a in told.all("script") if a.get("type") != "application/json"]
        assert all(str(a.get("src", "")).startswith("/assets/") for a in own), address


def ADDRESSES(graph: nx.MultiDiGraph[str]) -> list[str]:  # noqa: N802  # reads as the constant that it is
    ends = [f"/entity/{ident}" for ident in graph]
    texts = [f"/article/{ident}" for ident in graph.graph["documents"]]
    return [
        "/",
        "/search?q=a",
        "/entities",
        "/articles",
        "/explore",
        "/query",
        "/corrections",
        "/compare",
        "/compare?by=year",
        *ends,
        *texts,
    ]


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[tuple[TestClient, nx.MultiDiGraph[str]]]:
    text = f"{HOSTILE}领导沙湾乡。🀄𠮷野家领导沙湾乡。"
    graph = build_graph(
        [
            article(
                HOSTILE,
                text,
                {HOSTILE: "Department", "沙湾乡": "Community", "𠮷野家": "Organization"},
                [
                    ("leads", HOSTILE, "沙湾乡", f"{HOSTILE}领导沙湾乡", None, None, "asserted"),
                    ("leads", "𠮷野家", "沙湾乡", "𠮷野家领导沙湾乡", None, None, "asserted"),
                ],
                title=HOSTILE,
                date="2024-01-01",
            )
        ],
        program=HOSTILE,
        rules=HOSTILE,
    )
    export(graph, tmp_path / "hostile")
    with TestClient(create_app(tmp_path / "hostile"), base_url=HERE) as client:
        yield client, graph


def test_hostile_names_stay_text(hostile: tuple[TestClient, nx.MultiDiGraph[str]]) -> None:
    client, graph = hostile
    for address in ADDRESSES(graph):
        told = Elements(client.get(address).text)
        assert not told.all("img"), address
        assert not [a for a in told.all("script") if not a], address
    assert HOSTILE in Elements(client.get(f"/entity/{entity(graph, HOSTILE)}").text).text
    shown = Elements(client.get(f"/article/{document(graph, HOSTILE)}").text)
    assert HOSTILE in shown.text


def test_parts_of_the_graph_count_as_scripts_do(hostile: tuple[TestClient, nx.MultiDiGraph[str]]) -> None:
    client, graph = hostile
    ident = entity(graph, "𠮷野家")
    part: dict[str, Any] = client.get("/api/part", params={"near": ident}).json()
    assert {node["name"] for node in part["nodes"]} == {"𠮷野家", "沙湾乡"}
    [edge] = part["edges"]
    [[_, start, stop, _, _, _, _, quote]] = edge["evidence"]
    text = graph.graph["documents"][document(graph, HOSTILE)]["text"]
    units = text.encode("utf-16-le")
    assert units[2 * start : 2 * stop].decode("utf-16-le") == quote == "𠮷野家领导沙湾乡"
    whole = client.get("/api/part", params={"article": document(graph, HOSTILE)}).json()
    assert [one["text"] for one in whole["documents"]] == [text]


def test_parts_are_what_was_asked_for(client: TestClient, small_graph: nx.MultiDiGraph[str]) -> None:
    def names(**asked: str) -> set[str]:
        return {node["name"] for node in client.get("/api/part", params=asked).json()["nodes"]}

    ends = {name: entity(small_graph, name) for name in ("县委组织部", "党员干部", "沙湾乡")}
    assert names(near=ends["党员干部"]) == set(ends)
    assert names(path=f"{ends['党员干部']},{ends['沙湾乡']}") == {"党员干部", "沙湾乡"}
    whole = client.get("/api/graph").json()
    assert whole["overview"] is None
    assert {node["name"] for node in whole["nodes"]} == set(ends)
    level = next(node["level"] for node in whole["nodes"] if node["name"] == "沙湾乡")
    assert names(group=f"level.{level}.Community") == {"沙湾乡"}
    for asked in ({"near": "ent-0"}, {"group": "level.99.Community"}, {"group": "x"}, {"path": "a"}, {}):
        assert client.get("/api/part", params=asked).status_code == 404


def test_a_figure_of_the_comparison_leads_to_the_words(client: TestClient) -> None:
    shown = Elements(client.get("/compare?by=year").text)
    assert "2023" in shown.text
    [cell] = [
        a["href"] for a in shown.all("a") if "structure=coverage" in str(a["href"]) and "row=2023" in str(a["href"])
    ]
    told = Elements(client.get(str(cell)).text).text
    assert "县委组织部 → 沙湾乡" in told
    assert "县委组织部包保|沙湾乡" in told
    assert "2023" not in Elements(client.get("/compare?by=year&about=河长").text).text
    for address in ("/compare?by=nonsense", "/compare?structure=nonsense", "/compare?structure=coverage&row=1999"):
        assert client.get(address).status_code == 404


def test_the_query_page_has_our_terms_and_questions(client: TestClient) -> None:
    shown = client.get("/query").text
    data = json.loads(re.findall(r'id="query-data">(.*?)</script>', shown, re.DOTALL)[0])
    terms = {term["name"]: term["label"] for term in data["terms"]}
    assert terms["kg:covers"] == "包保"
    assert "kg:Statement" in terms
    assert data["questions"]["about"]["parameters"][0]["name"] == "name"
    assert "SELECT" in data["questions"]["who-leads"]["text"].splitlines()[0]
    names = client.get("/api/names", params={"ids": "ent-0," + ",".join(["x"] * 500)}).json()
    assert names == []
