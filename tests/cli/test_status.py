"""`kg status`, and what a build tells while it works."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.telling import Telling
from tests.conftest import Run


def test_what_a_folder_holds(run: Run, flood: Path, tmp_path: Path) -> None:
    (flood.parent / "bad.txt").write_bytes(b"\x00\x01" * 99)
    assert run("build", flood.parent, "-o", tmp_path / "out").code == 1
    shown = run("status", tmp_path / "out")
    assert shown.code == 0
    rows = dict([part.strip() for part in line.split("│")[1:3]] for line in shown.out.splitlines() if "│ " in line)
    assert (rows["documents in them"], rows["articles analysed"], rows["inputs"]) == ("1", "1", "2")
    assert int(rows["entities in the graph"]) > 3
    assert "not text but binary data" in "".join(shown.out.split("│")).replace("\n", "")


def test_a_folder_without_a_store(run: Run, tmp_path: Path) -> None:
    result = run("status", tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"kg: {tmp_path / 'kg.sqlite'}: there is no such file; kg build makes it\n"
    assert list(tmp_path.iterdir()) == []


def test_a_line_now_and_then_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = iter(range(0, 1000, 6))
    monkeypatch.setattr("time.monotonic", lambda: next(seconds))
    with Telling(quiet=False) as telling:
        for done in range(6):
            telling.tell("extracting", done, 60)
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1] == "kg: extracting 5 of 60, 0.2 a second, 330 s left"
    assert len(lines) == 3
    with Telling(quiet=False) as telling:
        telling.tell("reading", 0, 2)
        telling.tell("reading", 0, 2, documents=12_000)
    assert capsys.readouterr().err == "kg: reading 0 of 2, 12,000 documents in the next\n"
    with Telling(quiet=True) as telling:
        telling.tell("extracting", 1, 60)
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_bar_on_a_terminal(flood: Path, tmp_path: Path) -> None:
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", str(flood), "-o", str(tmp_path / "out")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, env={**os.environ, "TERM": "xterm"})
    os.close(terminal)
    shown = b"".join(iter(lambda: read(main), b"")).decode()
    os.close(main)
    out, _ = process.communicate()
    assert (process.returncode, out) == (0, b"")
    assert "extracting" in shown
    assert "1 documents" in shown
    assert "1 inputs new or changed, 0 removed; 1 articles extracted" in shown.replace("\r\n", "")


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says when nobody has the other end any more
        return b""
