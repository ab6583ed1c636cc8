"""What several tests share: a small graph made by hand, a short article, the command `kg`, a browser."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cli import main
from kg.graph import build_graph
from kg.model import Article, Document, Entity, Evidence, Modality, Relation, Span, identifier

if TYPE_CHECKING:
    import networkx as nx
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    f"--{flag}"
    for flag in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
]

FLOOD = """泗源县委组织部抽调党员干部防汛

来源：泗源县委组织部 2023-07-18

县委组织部印发《关于做好防汛工作的通知》，抽调286名党员干部奔赴沙湾乡。由32名县级领导包保14个乡镇。
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; where there is none, tests that open a page are skipped."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here (Debian's package chromium, or CHROMIUM=/path/to/it)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def small_graph() -> nx.MultiDiGraph[str]:
    """The graph of `two_documents`."""
    return two_documents()


def two_documents() -> nx.MultiDiGraph[str]:
    """Two documents that share a department, an edge with evidence from both, and one document without any entity."""
    first = article(
        "first",
        "县委组织部抽调286名党员干部奔赴沙湾乡。县委组织部包保|沙湾乡|。",
        {"县委组织部": "Department", "党员干部": "Group", "沙湾乡": "Community"},
        [
            ("dispatches", "县委组织部", "党员干部", "县委组织部抽调286名党员干部", None, 286, "asserted"),
            ("deployedTo", "党员干部", "沙湾乡", "286名党员干部奔赴沙湾乡", 286, None, "asserted"),
            ("covers", "县委组织部", "沙湾乡", "县委组织部包保|沙湾乡", None, None, "asserted"),
        ],
        title="=HYPERLINK(沙湾)",
        date="2023-07-18",
    )
    second = article(
        "second",
        "县委组织部须包保沙湾乡。",
        {"县委组织部": "Department", "沙湾乡": "Community"},
        [("covers", "县委组织部", "沙湾乡", "县委组织部须包保沙湾乡", None, None, "required")],
    )
    return build_graph([second, article("empty", "今天下雨。", {}, []), first], program="0", rules="hand")


def article(
    name: str,
    text: str,
    types: dict[str, str],
    statements: list[tuple[str, str, str, str, int | None, int | None, Modality]],
    *,
    title: str | None = None,
    date: str | None = None,
) -> Article:
    """Return an article with the given {name: type} and (type, head, tail, quote, counts, modality)."""
    document = Document(identifier("doc", text), name, text, (Span(0, len(text)),), title=title, date=date)
    entities = {}
    for entity, kind in types.items():
        spans = [Span(i, i + len(entity)) for i in range(len(text)) if text.startswith(entity, i)]
        ident = identifier("ent", kind, entity)
        entities[entity] = Entity(ident, kind, entity, (), tuple((document.id, span) for span in spans))
    relations = []
    for kind, head, tail, quote, head_count, tail_count, modality in statements:
        span = Span(text.index(quote), text.index(quote) + len(quote))
        evidence = Evidence(document.id, span, quote, f"{kind}.hand", modality, head_count, tail_count)
        ends = entities[head].id, entities[tail].id
        relations.append(Relation(identifier("rel", kind, *ends), kind, *ends, (evidence,)))
    return Article(document, tuple(entities.values()), tuple(relations))


@dataclass(frozen=True)
class Result:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs `kg` with the given arguments and bytes on standard input."""

    def run_kg(*arguments: str | Path, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main()
        assert isinstance(end.value.code, int)
        captured = capsys.readouterr()
        return Result(end.value.code, captured.out, captured.err)

    return run_kg


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    """A short article about a flood, as a file."""
    path = tmp_path / "articles" / "flood.txt"
    path.parent.mkdir()
    path.write_text(FLOOD, encoding="utf-8")
    return path
