"""The whole way from `seeds/` to `exports/`: all files, the same bytes every time, and those of the repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from tests.conftest import Run

ROOT = Path(__file__).parent.parent
EXPORTS = (
    "entities.csv",
    "graph.graphml",
    "graph.html",
    "graph.json",
    "graph.ttl",
    "relations.csv",
    "report.md",
)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the exports in a folder; what a build keeps for the next one differs from run to run."""
    kept = ("kg.sqlite", ".kg.lock")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.startswith(kept)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What `kg build` makes of a copy of `seeds/` with an article more, under the hash seed 0."""
    return build(articles(tmp_path_factory.mktemp("one")), hash_seed="0")


def articles(folder: Path) -> Path:
    shutil.copytree(ROOT / "seeds", folder / "articles")
    (folder / "articles" / "floods.txt").write_text(
        "县委组织部抽调286名党员干部奔赴沙湾乡。由32名县级领导包保14个乡镇。", encoding="gb18030"
    )
    return folder / "articles"


def build(inputs: Path, hash_seed: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "kg", "build", *map(str, [inputs]), "-o", str(inputs.parent / "out")]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return contents(inputs.parent / "out")


def test_a_build_makes_every_export(built: dict[str, bytes]) -> None:
    assert tuple(built) == EXPORTS
    assert all(built.values())


def test_two_builds_are_the_same_whatever_the_hash_seed_and_the_folder(built: dict[str, bytes], tmp_path: Path) -> None:
    again = build(articles(tmp_path), hash_seed="1")
    assert {name for name in EXPORTS if again[name] != built[name]} == set()


def test_the_order_of_the_documents_does_not_matter(built: dict[str, bytes], tmp_path: Path) -> None:
    documents = list(kg.read_inputs([articles(tmp_path)]))
    kg.export(kg.build([*reversed(documents), documents[0]]), tmp_path / "out")
    again = contents(tmp_path / "out")
    inputs, report = built["report.md"].decode().split("\n\n", 2)[1:]
    assert inputs.startswith("Inputs: ")  # which a graph made in Python does not know
    expected = built | {"report.md": f"# Report 报告\n\n{report}".encode()}
    assert {name for name in EXPORTS if again[name] != expected[name]} == set()


def test_a_copy_of_an_article_changes_nothing_but_counts_once(tmp_path: Path) -> None:
    folder = articles(tmp_path)
    graph = kg.build(kg.read_inputs([folder]))
    shutil.copy(folder / "floods.txt", folder / "zfloods.txt")
    again = kg.build(reversed(list(kg.read_inputs([folder]))))
    assert again.graph == graph.graph
    assert dict(again.nodes) == dict(graph.nodes)


def test_exports_are_what_a_build_of_the_seeds_makes(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert run("build", "seeds", "-o", tmp_path).code == 0
    fresh, committed = contents(tmp_path), contents(ROOT / "exports")
    stale = sorted(name for name in {*fresh, *committed} if fresh.get(name) != committed.get(name))
    assert stale == [], "run `make build` and commit exports/"


def test_every_quote_is_the_text_at_its_offsets(built: dict[str, bytes]) -> None:
    data = json.loads(built["graph.json"])
    texts = {ident: document["text"] for ident, document in data["graph"]["documents"].items()}
    pieces = [piece for edge in data["edges"] for piece in edge["evidence"]]
    assert len(pieces) > 40
    assert all(texts[p["document"]][p["start"] : p["stop"]] == p["quote"] for p in pieces)


def test_ctrl_c_leaves_no_partial_export(
    run: Run, flood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.tables.report.write_report", interrupted)
    assert run("build", flood, "-o", tmp_path / "out").code == 130
    assert contents(tmp_path / "out") == {}


def test_an_article_without_any_entity_is_reported(run: Run, flood: Path, tmp_path: Path) -> None:
    (flood.parent / "weather.txt").write_text("今天下雨，明天天晴。", encoding="utf-8")
    result = run("build", flood.parent, "-o", tmp_path / "out")
    assert (result.code, result.err) == (0, "kg: weather: no entity found\n")
    assert "- weather: read, and no entity was found" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
