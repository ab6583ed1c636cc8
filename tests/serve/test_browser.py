"""The workbench in a real browser: each page, light and dark, on a phone, by keyboard, in both languages, on paper."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.graph import build_graph
from kg.pipeline import export
from tests.conftest import FLOOD, article
from tests.html.conftest import PICTURES
from tests.html.graphs import made_up
from tests.serve.browsing import Reader, served
from tests.serve.test_pages import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CONTRAST = (Path(__file__).parents[1] / "html" / "contrast.js").read_text(encoding="utf-8")
MORE = """沙湾乡党委部署防汛

来源：泗源县委宣传部 2024-06-02

泗源县委组织部指导沙湾乡党委。沙湾乡党委牵头成立防汛专班，县应急管理局督导沙湾乡。
"""
PAGES = [
    "/",
    "/entities",
    "/articles",
    "/search?q=xwzzb",
    "/query",
    "/corrections",
    "/compare",
    "ENTITY",
    "ARTICLE",
    "/explore",
]

Reading = Callable[..., Reader]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `kg build` writes of two articles, which can be corrected."""
    folder = tmp_path_factory.mktemp("workbench")
    for name, text in (("flood", FLOOD), ("more", MORE)):
        (folder / "articles").mkdir(exist_ok=True)
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(folder / "articles"), "-o", str(folder / "exports")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "exports"


@pytest.fixture(scope="module")
def workbench(exports: Path) -> Iterator[str]:
    with served(exports) as address:
        yield address


@pytest.fixture
def reading(browser: Browser, workbench: str, request: pytest.FixtureRequest) -> Iterator[Reading]:
    """A function that opens a browser; afterwards nothing may have failed in it."""
    readers: list[Reader] = []

    def start(address: str = workbench, **options: object) -> Reader:
        readers.append(Reader(browser, address, **options))
        return readers[-1]

    yield start
    for number, reader in enumerate(readers):
        reader.close(PICTURES.parent / "workbench" / f"{request.node.name}-{number}.png".replace("/", "-"))


def ids(exports: Path) -> dict[str, str]:
    """Ids by name: of entities, and of the articles by their files."""
    data = json.loads((exports / "graph.json").read_text(encoding="utf-8"))
    named = {node["name"]: node["id"] for node in data["nodes"]}
    return named | {document["name"]: ident for ident, document in data["graph"]["documents"].items()}


def addresses(exports: Path) -> list[str]:
    known = ids(exports)
    own = {"ENTITY": f"/entity/{known['沙湾乡']}", "ARTICLE": f"/article/{known['flood']}"}
    return [own.get(page, page) for page in PAGES]


@pytest.mark.parametrize(
    ("theme", "locale", "size"),
    [
        ("light", "zh-CN", (1280, 860)),
        ("dark", "en-US", (1280, 860)),
        ("light", "en-US", (390, 844)),
        ("dark", "zh-CN", (390, 844)),
    ],
)
def test_each_page_fits_its_window_and_is_legible(
    reading: Reading, exports: Path, theme: str, locale: str, size: tuple[int, int]
) -> None:
    reader = reading(color_scheme=theme, locale=locale, size=size)
    for address in addresses(exports):
        page = reader.open(address, ready=address in {"/explore", "/query"})
        assert reader.ask("document.documentElement.scrollWidth") <= size[0], address
        assert page.locator("html").get_attribute("lang") == ("en" if locale == "en-US" else "zh-Hans")
        assert page.locator("h1").count() == 1
        texts, poor = reader.ask(CONTRAST)
        assert texts > 8, address
        assert poor == [], address
        unnamed = reader.ask(
            """() => [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0']")]
            .filter(e => e.offsetParent && !e.closest(".CodeMirror"))
            .filter(e => !(e.ariaLabel || e.title || e.textContent.trim() || e.labels?.[0]?.textContent.trim()
              || e.getAttribute("aria-labelledby")))
            .map(e => e.outerHTML.slice(0, 200))"""
        )
        assert unnamed == [], address


def test_a_keyboard_reaches_everything_and_is_caught_nowhere(reading: Reading, exports: Path) -> None:
    reader = reading(size=(1280, 2400))
    for address in addresses(exports):
        page = reader.open(address, ready=address in {"/explore", "/query"})
        page.keyboard.press("Tab")
        assert reader.ask("document.activeElement.className") == "skip", address
        page.keyboard.press("Enter")
        if address == "/explore":
            assert reader.ask("document.activeElement.id") == "graph"
            continue  # its own keys are tested with graph.html
        assert reader.ask("location.hash") == "#content"
        page.evaluate("history.replaceState(null, '', location.pathname + location.search)")
        page.reload()
        wanted = reader.ask(
            "[...document.querySelectorAll('a[href], button, input, select, summary, textarea')]"
            ".filter(e => e.offsetParent && !e.disabled && e.tabIndex >= 0).length"
        )
        seen = 0
        for _ in range(min(wanted + 3, 45)):
            page.keyboard.press("Tab")
            at = reader.ask(
                "() => { const e = document.activeElement, s = getComputedStyle(e);"
                " return [e === document.body, e.matches('.CodeMirror textarea') || s.outlineStyle !== 'none']; }"
            )
            if at[0]:
                break
            seen += 1
            assert at[1], (address, reader.ask("document.activeElement.outerHTML.slice(0, 200)"))
        assert seen >= min(wanted, 40) * 0.8, (address, seen, wanted)


def test_the_search_box_answers_while_one_types(reading: Reading) -> None:
    page = reading().open("/")
    page.keyboard.press("/")
    page.keyboard.type("swx")
    page.locator("#results [role=option]").first.wait_for()
    assert "沙湾乡" in page.locator("#results [role=option] .result-name").all_inner_texts()
    while "沙湾乡" not in page.locator("#results [aria-selected=true] .result-name").all_inner_texts():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/ent-*")
    assert page.locator("h1").inner_text() == "沙湾乡"
    page.fill("#query", "防汛")
    page.locator("#results [role=option]").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert "《关于做好防汛工作的通知》" in page.locator(".hits").inner_text()


def test_language_and_theme_are_remembered(reading: Reading) -> None:
    page = reading().open("/articles")
    page.locator(".looks a").click()
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(page.url.split("?")[0])
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("h1").inner_text().startswith("Articles")


def test_text_and_statements_point_at_each_other(reading: Reading, exports: Path) -> None:
    page = reading().open(f"/article/{ids(exports)['flood']}", ready=True)
    item = page.locator(".statements > li", has_text="党员干部").first
    number = item.get_attribute("data-number")
    item.locator("[data-to-text]").click()
    lit = "".join(page.locator("#text .quoted").all_inner_texts())
    assert "抽调286名党员干部" in lit
    page.locator(f"#text .note[data-number='{number}']").first.click()
    assert page.locator(".statements > li.here").get_attribute("data-number") == number
    named = page.locator("#text .mention", has_text="沙湾乡").first.get_attribute("data-over")
    page.goto(page.url.split("#")[0] + f"#{named}")
    assert set(page.locator("#text .mention.selected").all_inner_texts()) == {"沙湾乡"}


def test_statements_are_judged_added_and_taken_back(reading: Reading, exports: Path) -> None:
    reader = reading()
    page = reader.open(f"/article/{ids(exports)['more']}", ready=True)
    first = page.locator(".statements > li").first
    first.locator("[data-judge=right]").click()
    page.fill("dialog [name=by]", "测试员")
    page.keyboard.press("Enter")
    first.locator("[data-judge=right][aria-pressed=true]").wait_for()
    first.locator("[data-judge=wrong]").click()
    first.locator("[data-judge=wrong][aria-pressed=true]").wait_for()
    first.locator("[data-judge=undo]").click()
    # A selection that begins on a link and ends in plain text.
    box = reader.ask(
        """() => {
          const pieces = [...document.querySelectorAll("#text [data-start]")];
          const from = pieces.find((piece) => piece.textContent === "县应急管理局").getBoundingClientRect();
          const to = pieces.filter((piece) => piece.textContent === "沙湾乡").at(-1).getBoundingClientRect();
          return [from.left + 1, from.top + from.height / 2, to.right - 1, to.top + to.height / 2];
        }"""
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=6)
    page.mouse.up()
    page.locator("#add-here").click()
    form = page.locator("dialog form")
    assert form.locator("[name=quote]").input_value() == "县应急管理局督导沙湾乡"
    form.locator("[name=head]").select_option(label="县应急管理局（部门）")
    form.locator("[name=tail]").select_option(ids(exports)["沙湾乡"])
    form.locator("[name=type]").select_option("guides")
    form.locator("[name=note]").fill("<b>试</b>")
    form.locator("[type=submit]").click()
    page.locator("#corrections-made li", has_text="指导").wait_for()
    [kept] = exports.parent.rglob("corrections.jsonl")
    said = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [one["action"] for one in said][:2] == ["right", "wrong"]
    [added] = [one for one in said if one["action"] == "add"]
    assert (added["by"], added["statement"]["quote"]) == ("测试员", "县应急管理局督导沙湾乡")
    assert added["statement"]["head"]["name"] == "县应急管理局"
    # An entity of another type; a refusal says why in the form.
    page.locator("#entities-in-it li", has_text="防汛专班").locator(".judge").click()
    form = page.locator("dialog form")
    form.locator("[name=name]").fill("")
    form.locator("[type=submit]").click()
    form.locator(".fault", has_text="未能保存").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    reader.faults[:] = [fault for fault in reader.faults if "422" not in fault]  # the refusal
    page = reader.open("/corrections")
    assert "县应急管理局 —指导→ 沙湾乡" in page.locator("table").inner_text()
    assert "<b>试</b>" in page.locator("table").inner_text()


def test_questions_run_and_their_results_are_seen(reading: Reading, exports: Path) -> None:
    reader = reading()
    page = reader.open("/query?question=about", ready=True)
    page.fill("#parameters [name=name]", "沙湾乡")
    page.locator("#fill").click()
    page.locator(".dataTable tbody tr").first.wait_for()
    assert (
        "由32名县级领导" in page.locator(".dataTable").inner_text()
        or "沙湾乡" in page.locator(".dataTable").inner_text()
    )
    assert "毫秒" in page.locator("#took").inner_text()
    with page.expect_download() as saved:
        page.locator("#csv").click()
    assert "沙湾乡" in Path(saved.value.path()).read_text(encoding="utf-8")
    address = page.url
    assert "#query=PREFIX" in address
    # The editor: terms are completed, Tab leaves it.
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * { ?a kg:cov")
    page.locator(".CodeMirror-hint", has_text="kg:covers").first.wait_for()
    assert "包保" in page.locator(".CodeMirror-hints").inner_text()
    page.keyboard.press("Escape")
    reader.ask(
        "id => document.querySelector('.CodeMirror').CodeMirror.setValue(`DESCRIBE <https://w3id.org/orgkg/id/${id}>`)",
        ids(exports)["沙湾乡"],
    )
    page.locator("#run").click()
    reader.until("document.getElementById('took').textContent.includes('三元组')")
    page.locator(".select_graph").click()
    page.locator(".result-graph canvas").wait_for()
    page.goto("about:blank")
    page.goto(address)
    page.locator(".dataTable tbody tr").first.wait_for()
    reader.ask("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT nonsense')")
    page.locator("#run").click()
    page.locator(".errorResult").wait_for()
    reader.faults[:] = [fault for fault in reader.faults if "400" not in fault]


def test_the_explorer_of_a_small_graph_is_the_page(reading: Reading, exports: Path) -> None:
    reader = reading()
    page = reader.open(f"/explore#selected={ids(exports)['沙湾乡']}", ready=True)
    assert reader.ask("kg.picture().mode") == "all"
    assert page.locator("#panel h2").inner_text() == "沙湾乡"
    page.locator("#panel .quote").first.click()
    page.locator("#article .sentence").first.wait_for()
    assert page.locator("#panel .page-link").get_attribute("href") == f"/entity/{ids(exports)['沙湾乡']}"
    page.locator("[data-layout=force]").click()
    page.locator("[data-view=edges]").click()
    assert page.locator("#table tbody tr").count() > 5


def test_a_large_graph_comes_neighbourhood_by_neighbourhood(reading: Reading, tmp_path: Path) -> None:
    graph = made_up(1210)
    export(graph, tmp_path / "exports")
    last = list(graph)[-1]
    with served(tmp_path / "exports") as address:
        reader = reading(address)
        page = reader.open("/explore", ready=True)
        assert reader.ask("kg.picture().mode") == "overview"
        counted = "kg.scene().nodes.reduce((sum, n) => sum + Number(n.lines.at(-1).replace(',', '')), 0)"
        assert reader.ask(counted) == 1210
        assert reader.ask("kg.passed().nodes.length") == 0
        first = reader.ask("kg.scene().nodes[0].id")
        place = reader.ask("id => kg.onScreen(id)", first)
        page.mouse.click(place["x"], place["y"])
        reader.until("kg.picture().mode === 'group'")
        assert 0 < reader.ask("kg.picture().nodes.length") <= 300
        page.fill("#query", graph.nodes[last]["name"])
        page.locator("#results [role=option]").first.wait_for()
        page.keyboard.press("Enter")
        page.locator("#panel h2", has_text=graph.nodes[last]["name"]).wait_for()
        reader.until(f"kg.picture().nodes.some(n => n.id === '{last}')")
        near = {last, *graph.predecessors(last), *graph.successors(last)}
        assert {node["id"] for node in reader.ask("kg.picture().nodes.map(({id}) => ({id}))")} == near
        page.locator("#bar [data-depth='2']").click()
        reader.until(f"kg.picture().nodes.length > {len(near)}")
        page.locator("#panel .quote").first.click()
        page.locator("#article .sentence").first.wait_for()
        page.reload()
        page.locator("#article .sentence").first.wait_for()
        assert page.locator("#panel h2").inner_text() == graph.nodes[last]["name"]
        page.locator("#back").click()
        assert reader.ask("kg.picture().mode") == "overview"
        reader.open("/explore#selected=ent-nonsense&only=ent-nonsense&reading=doc-0,1,2", ready=True)
        reader.faults[:] = [fault for fault in reader.faults if "404" not in fault]
        assert reader.ask("kg.picture().mode") == "overview"
        reader.close(PICTURES.parent / "workbench" / "large.png")


def test_hostile_names_are_text_in_a_browser_too(reading: Reading, tmp_path: Path) -> None:
    text = f"{HOSTILE}领导沙湾乡。🀄𠮷野家领导沙湾乡。"
    types = {HOSTILE: "Department", "沙湾乡": "Community", "𠮷野家": "Organization"}
    facts = [("leads", head, "沙湾乡", f"{head}领导沙湾乡", None, None, "asserted") for head in (HOSTILE, "𠮷野家")]
    graph = build_graph([article("x", text, types, facts, title=HOSTILE)], program="0", rules="0")  # type: ignore[arg-type]
    export(graph, tmp_path / "exports")
    known = ids(tmp_path / "exports")
    with served(tmp_path / "exports") as address:
        reader = reading(address)
        page = reader.open(f"/article/{known['x']}", ready=True)
        assert page.locator("h1 bdi").text_content() == HOSTILE
        page.locator(".statements > li [data-to-text]").last.click()
        assert "".join(page.locator("#text .quoted").all_text_contents()) == "𠮷野家领导沙湾乡"
        page.fill("#query", "alert")
        page.locator("#results [role=option]").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/entity/**")
        assert page.locator("h1 bdi").text_content() == HOSTILE
        reader.open(f"/explore#selected={known['𠮷野家']}", ready=True)
        page.locator("#panel .quote").first.click()
        page.locator("#article .sentence").first.wait_for()
        assert "".join(page.locator("#article .sentence").all_text_contents()) == "𠮷野家领导沙湾乡。"[:-1]
        assert page.locator("img").count() == 0
        reader.close(PICTURES.parent / "workbench" / "hostile.png")


def test_paper_has_the_words_and_nothing_to_press(reading: Reading, exports: Path) -> None:
    reader = reading(color_scheme="dark")
    page = reader.open(f"/article/{ids(exports)['flood']}", ready=True)
    page.emulate_media(media="print")
    assert page.locator("#masthead").is_hidden()
    assert page.locator(".judge").first.is_hidden()
    assert page.locator(".for-print q").first.is_visible()
    assert reader.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf()) > 10_000
