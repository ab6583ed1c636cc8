"""`kg explain`: mentions and statements with the rules behind them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.rules import load_rules
from tests.conftest import Run

SENTENCE = "由44家区直部门(单位)一对一全覆盖包保21个社区。"


def test_tables_name_what_was_found_and_by_which_rule(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    result = run("explain", SENTENCE)
    assert (result.code, result.err) == (0, "")
    for expected in (SENTENCE, "Department", "部门", "covers", "包保", "44 区直部门(单位)", "21 社区", "asserted"):
        assert expected in result.out
    assert any(frame.id in result.out for frame in load_rules().frames if frame.relation == "covers")


def test_json_has_offsets_and_rules(run: Run) -> None:
    found = json.loads(run("explain", SENTENCE, "--json").out)
    for mention in found["mentions"]:
        assert mention["rule"]
        assert mention["name"] in found["text"][mention["start"] : mention["stop"]]
    [statement] = [s for s in found["statements"] if s["type"] == "covers"]
    assert (statement["head"], statement["head_count"]) == ("区直部门(单位)", 44)
    assert (statement["tail"], statement["tail_count"]) == ("社区", 21)
    assert found["text"][statement["start"] : statement["stop"]] == statement["quote"]


def test_what_was_rejected_is_shown_with_the_reason(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    sentence = "会议强调，县委要加强督导。"
    result = run("explain", sentence)
    assert "Considered and rejected" in result.out
    assert "会议 is no organ" in result.out
    rejected = json.loads(run("explain", sentence, "--json").out)["rejected"]
    assert {"start": 2, "stop": 4, "rule": "guides.demand", "reason": "会议 is no organ"} in rejected
    assert rejected == sorted(rejected, key=lambda r: (r["start"], r["stop"]))


def test_standard_input(run: Run) -> None:
    assert run("explain", "-", "--json", stdin=SENTENCE.encode()).out == run("explain", SENTENCE, "--json").out


def test_colour_is_for_those_who_want_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    background = "\x1b[37;48;2;"  # white on a colour of its own for each type
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" not in run("explain", SENTENCE).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert background in run("explain", SENTENCE).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert background not in run("explain", SENTENCE).out


def test_brackets_are_shown_and_not_taken_for_markup(run: Run) -> None:
    assert "[red]县委[/red]" in run("explain", "[red]县委[/red]印发《通知》。").out


def test_a_sentence_in_which_nothing_is_found(run: Run) -> None:
    result = run("explain", "今天下雨。")
    assert result.code == 0
    assert "No mention" in result.out
    assert "No statement" in result.out


def test_rules_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "frames.toml").write_text(
        "[[rule]]\nid = 'my.verb'\nrelation = 'covers'\ntriggers = ['看护着']\nhead = ['agent']\ntail = ['patient']\n",
        encoding="utf-8",
    )
    sentence = "区直部门看护着21个社区。"
    assert "my.verb" not in run("explain", sentence).out
    found = json.loads(run("explain", sentence, "--rules", tmp_path, "--json").out)
    assert [(s["head"], s["rule"], s["tail"]) for s in found["statements"]] == [("区直部门", "my.verb", "社区")]
