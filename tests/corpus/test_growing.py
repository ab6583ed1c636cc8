"""A folder that grows: every later build does only what is new, and makes the bytes of a build from nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.read.makers import PAGES, PARAGRAPHS, zipped

EXPORTS = ("graph.ttl", "graph.html", "graph.graphml", "graph.json", "entities.csv", "relations.csv", "report.md")
Kg = Callable[..., dict[str, Any]]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, paragraph in enumerate(PARAGRAPHS):
        (folder / f"{number}.txt").write_text(f"第{number}期工作动态\n\n{paragraph}\n", encoding="utf-8")
    (folder / "page.html").write_text(PAGES["trs"], encoding="gb18030")
    (folder / "old.zip").write_bytes(
        zipped({"a.txt": "县委办公室印发《关于加强值守的通知》。", "b.txt": PARAGRAPHS[1]})
    )
    return folder


@pytest.fixture
def kg(run: Run, tmp_path: Path) -> Kg:
    """Build into `project` and return the summary."""

    def build(*arguments: str | Path, code: int = 0) -> dict[str, Any]:
        result = run("build", *arguments, "-o", tmp_path / "project", "--json")
        assert result.code == code, result.err
        summary: dict[str, Any] = json.loads(result.out)
        return summary

    return build


def exports(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in EXPORTS}


def fresh(run: Run, tmp_path: Path, *inputs: Path) -> dict[str, bytes]:
    """The exports of a build from nothing."""
    shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
    assert run("build", *inputs, "-o", tmp_path / "fresh").code in {0, 1}
    return exports(tmp_path / "fresh")


def done(summary: dict[str, Any]) -> tuple[int, int, int]:
    return summary["read"], summary["extracted"], summary["removed"]


def test_a_second_build_does_nothing_again(kg: Kg, articles: Path, tmp_path: Path) -> None:
    first = kg(articles)
    assert (first["documents"], done(first)) == (6, (5, 6, 0))
    made = exports(tmp_path / "project")
    assert done(kg(articles)) == (0, 0, 0)
    assert exports(tmp_path / "project") == made


def test_only_what_is_new_or_changed_is_extracted(kg: Kg, run: Run, articles: Path, tmp_path: Path) -> None:
    kg(articles)
    (articles / "new.txt").write_text("县水利局包保沙湾乡。", encoding="utf-8")
    (articles / "0.txt").write_text("县水利局督导沙湾乡防汛工作。", encoding="utf-8")
    assert done(kg(articles)) == (2, 2, 0)
    assert exports(tmp_path / "project") == fresh(run, tmp_path, articles)
    os.utime(articles / "1.txt")
    assert done(kg(articles)) == (0, 0, 0)


def test_a_copy_or_another_name_of_a_text_is_not_extracted_again(
    kg: Kg, run: Run, articles: Path, tmp_path: Path
) -> None:
    kg(articles)
    (articles / "2.txt").rename(articles / "a2.txt")
    shutil.copy(articles / "0.txt", articles / "copy.txt")
    assert done(kg(articles)) == (2, 0, 1)
    assert exports(tmp_path / "project") == fresh(run, tmp_path, articles)


def test_removed_inputs_leave_the_graph_unless_they_are_kept(kg: Kg, run: Run, articles: Path, tmp_path: Path) -> None:
    kg(articles)
    everything = exports(tmp_path / "project")
    moved = shutil.move(articles / "0.txt", tmp_path / "0.txt")
    assert done(kg(articles, "--keep")) == (0, 0, 0)
    assert exports(tmp_path / "project") == everything
    assert done(kg(articles)) == (0, 0, 1)
    assert exports(tmp_path / "project") == fresh(run, tmp_path, articles) != everything
    shutil.move(moved, articles / "0.txt")
    assert done(kg(articles)) == (1, 1, 0)
    assert exports(tmp_path / "project") == everything


def test_folders_can_be_added_one_by_one(kg: Kg, run: Run, articles: Path, tmp_path: Path) -> None:
    other = tmp_path / "more"
    other.mkdir()
    (other / "x.txt").write_text("县水利局包保沙湾乡。", encoding="utf-8")
    kg(articles)
    assert kg(other, "--keep")["documents"] == 7
    assert exports(tmp_path / "project") == fresh(run, tmp_path, articles, other)


def test_changed_rules_extract_everything_anew(kg: Kg, run: Run, articles: Path, tmp_path: Path) -> None:
    kg(articles)
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "furniture.toml").write_text(
        '[[rule]]\nid = "x"\nzone = "head"\nlabels = ["案例编号"]\n', encoding="utf-8"
    )
    summary = kg(articles, "--rules", rules)
    assert (summary["anew"], summary["extracted"]) == ("rules", 6)
    back = kg(articles)
    assert (back["anew"], back["extracted"]) == ("rules", 6)
    assert exports(tmp_path / "project") == fresh(run, tmp_path, articles)


def test_changed_code_extracts_everything_anew(kg: Kg, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kg(articles)
    monkeypatch.setattr("kg.corpus.update.analysis_version", lambda: "another")
    summary = kg(articles)
    assert (summary["anew"], summary["read"], summary["extracted"]) == ("program", 0, 6)


def test_columns_that_change_are_read_anew(kg: Kg, tmp_path: Path) -> None:
    records = tmp_path / "a.jsonl"
    records.write_text(json.dumps({"a": PARAGRAPHS[0], "b": PARAGRAPHS[1]}), encoding="utf-8")
    assert done(kg(records, "--text", "a")) == (1, 1, 0)
    assert done(kg(records, "--text", "b")) == (1, 1, 0)


def test_a_bad_input_is_listed_tried_again_and_forgotten_when_it_is_good(
    kg: Kg, run: Run, articles: Path, tmp_path: Path
) -> None:
    (articles / "bad.txt").write_bytes(b"\x00\x01" * 99)
    (articles / "half.jsonl").write_text(f'{{"text": "{PARAGRAPHS[0]}"}}\nnot json\n', encoding="utf-8")
    summary = kg(articles, code=1)
    assert [Path(failure["input"]).name for failure in summary["failures"]] == ["bad.txt", "half.jsonl:2"]
    assert summary["documents"] == 7
    report = (tmp_path / "project" / "report.md").read_text(encoding="utf-8")
    assert "Not read" in report
    assert "not text but binary data" in report
    shown = run("status", tmp_path / "project", "--json")
    assert [failure["reason"] for failure in json.loads(shown.out)["failures"]] == [
        failure["reason"] for failure in summary["failures"]
    ]
    assert done(kg(articles, code=1)) == (2, 0, 0)
    (articles / "bad.txt").write_text("县水利局包保沙湾乡。", encoding="utf-8")
    (articles / "half.jsonl").unlink()
    assert kg(articles)["failures"] == []
    assert exports(tmp_path / "project") == fresh(run, tmp_path, articles)


def test_inputs_without_an_article_are_listed(kg: Kg, run: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "figures.csv").write_text("year,number\n2023,7\n", encoding="utf-8")
    (articles / "pictures.zip").write_bytes(zipped({"a.png": b"\x89PNG"}))
    assert kg(articles)["barren"] == kg(articles)["barren"] == ["figures.csv", "pictures.zip"]
    report = (tmp_path / "project" / "report.md").read_text(encoding="utf-8")
    assert "- figures.csv: there is no article in it" in report
    assert "Inputs: 7, with 6 documents in them." in report
    assert "pictures.zip" in run("status", tmp_path / "project").out
    assert exports(tmp_path / "project") == fresh(run, tmp_path, articles)


def test_of_very_many_bad_records_the_first_are_named_and_the_report_has_all(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    (articles / "a.jsonl").write_text("no record\n" * 300, encoding="utf-8")
    result = run("build", articles, "-o", tmp_path / "out")
    assert (result.code, result.err.count("\n")) == (1, 51)
    assert (
        f"kg: 250 more inputs or records cannot be read; {tmp_path / 'out' / 'report.md'} lists them all" in result.err
    )
    assert (tmp_path / "out" / "report.md").read_text(encoding="utf-8").count("a.jsonl:") == 300


def test_the_store_of_another_layout_is_begun_anew(kg: Kg, articles: Path, tmp_path: Path) -> None:
    import sqlite3

    kg(articles)
    with sqlite3.connect(tmp_path / "project" / "kg.sqlite") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    assert done(kg(articles)) == (5, 6, 0)


def test_a_file_that_is_no_store_is_said_to_be_none(run: Run, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "kg.sqlite").write_bytes(b"not a database, but long enough to be taken for one" * 40)
    result = run("build", articles, "-o", tmp_path / "project")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "kg.sqlite: file is not a database" in result.err
    assert (tmp_path / "project" / "kg.sqlite").read_bytes().startswith(b"not a database")
    assert run("status", tmp_path).code == 2
