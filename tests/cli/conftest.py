"""Run the command as a person does, and look at what it prints and how it ends."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main

FLOOD = """泗源县委组织部抽调党员干部防汛

来源：泗源县委组织部 2023-07-18

县委组织部印发《关于做好防汛工作的通知》，抽调286名党员干部奔赴沙湾乡。由32名县级领导包保14个乡镇。
"""


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
