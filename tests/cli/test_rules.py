"""`kg rules check`, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Run

FRAME = """
[[rule]]
id = "mine.adopt"
relation = "covers"
triggers = ["认养"]
head = ["agent"]
tail = ["patient"]
examples = ["县财政局认养沙湾乡 → 县财政局 > 沙湾乡"]
"""


def test_a_folder_whose_examples_come_true(run: Run, tmp_path: Path) -> None:
    (tmp_path / "frames.toml").write_text(FRAME, encoding="utf-8")
    result = run("rules", "check", tmp_path)
    assert "mine.adopt" not in result.out


def test_a_failing_example_is_exit_code_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "frames.toml").write_text(FRAME.replace("> 沙湾乡", "> 柳集镇"), encoding="utf-8")
    result = run("rules", "check", tmp_path)
    assert result.code == 1
    assert f"{tmp_path / 'frames.toml'}: mine.adopt: 县财政局认养沙湾乡 → 县财政局 > 柳集镇: found" in result.out
    data = json.loads(run("rules", "check", tmp_path, "--json").out)
    assert "mine.adopt" in {entry["rule"] for entry in data}


def test_a_folder_that_is_none_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    result = run("rules", "check", tmp_path / "nothing")
    assert result.code == 2
    assert "no such folder of rules" in result.err
