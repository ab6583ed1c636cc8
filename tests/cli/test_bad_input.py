"""Bad input and output: one clear line with file and cause, exit code 2, nothing half-written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.conftest import Run

COMMANDS = ("build", "extract")


def failed(run: Run, *arguments: str | Path, stdin: bytes = b"") -> str:
    """Run a command that must fail, and return the one line that it prints."""
    result = run(*arguments, stdin=stdin)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("kg: ")
    assert result.err.count("\n") == 1
    return result.err


@pytest.mark.parametrize("command", COMMANDS)
def test_no_such_folder(run: Run, tmp_path: Path, command: str) -> None:
    error = failed(run, command, tmp_path / "seeds", "-o", tmp_path / "out")
    assert f"{tmp_path / 'seeds'}: " in error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_without_articles(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "picture.png").write_bytes(b"\x89PNG")
    error = failed(run, command, tmp_path / "seeds", "-o", tmp_path / "out")
    assert f"{tmp_path / 'seeds'}: " in error
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8),
        ("unknown.txt", "县委组织部".encode() + b"\xff\xff\x81"),
    ],
)
def test_a_file_that_is_no_text(run: Run, flood: Path, name: str, content: bytes) -> None:
    (flood.parent / name).write_bytes(content)
    for arguments in (("extract", flood.parent), ("build", flood.parent, "--strict"), ("build", flood.parent / name)):
        assert name in failed(run, *arguments, "-o", flood.parent.parent / "out")
        assert not (flood.parent.parent / "out").exists()
    built = run("build", flood.parent, "-o", flood.parent.parent / "out")
    assert (built.code, name in built.err, built.err.count("\n")) == (1, True, 1)
    assert name in (flood.parent.parent / "out" / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_output_that_cannot_be_written(run: Run, flood: Path, command: str) -> None:
    (flood.parent.parent / "out").write_text("mine")
    error = failed(run, command, flood, "-o", flood.parent.parent / "out")
    assert "out: cannot write: " in error
    assert (flood.parent.parent / "out").read_text() == "mine"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_of_other_data(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "figures.csv").write_text("year,number\n2023,7\n")
    assert "seeds: no article to read" in failed(run, command, tmp_path / "seeds", "-o", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_full_disk(run: Run, flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("kg.tables.report.write_report", full)
    error = failed(run, "build", flood, "-o", flood.parent.parent / "out")
    assert "out: cannot write: No space left on device" in error
    assert not list((flood.parent.parent / "out").glob("[!.]*.[!s]*"))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[[rule]", "not valid TOML"),
        ("[[rule]]\nid = 'my.verb'\nrelatoin = 'covers'\n", "unknown key 'relatoin'"),
        (
            "[[rule]]\nid = 'my.verb'\nrelation = 'covres'\ntriggers = ['看护']\nhead = ['agent']\ntail = ['to']\n",
            "no relation 'covres'",
        ),
    ],
)
def test_malformed_rules(run: Run, flood: Path, command: str, content: str, fault: str) -> None:
    (flood.parent / "frames.toml").write_text(content, encoding="utf-8")
    error = failed(run, command, flood, "--rules", flood.parent, "-o", flood.parent.parent / "out")
    assert "frames.toml" in error
    assert fault in error
    assert not (flood.parent.parent / "out").exists()


def test_a_folder_of_rules_that_is_not_there(run: Run, flood: Path) -> None:
    assert "no such folder" in failed(run, "explain", "县委组织部", "--rules", flood.parent / "rules")


def test_binary_standard_input(run: Run) -> None:
    assert "standard input: not text" in failed(run, "extract", "-", stdin=b"\x00\x01\x02\xff" * 100)


def test_empty_standard_input(run: Run) -> None:
    assert "no text" in failed(run, "explain", "-", stdin=b"")


def test_a_file_that_is_no_graph(run: Run, flood: Path) -> None:
    assert "flood.txt: not a saved graph" in failed(run, "stats", flood)


def test_several_articles_need_a_folder_to_go_to(run: Run, flood: Path) -> None:
    (flood.parent / "drought.txt").write_text("县委抽调党员干部抗旱。", encoding="utf-8")
    assert "2 articles: name a folder" in failed(run, "extract", flood.parent)


def test_two_articles_of_one_name(run: Run, flood: Path) -> None:
    (flood.parent / "again").mkdir()
    (flood.parent / "again" / "flood.txt").write_text("县委抽调党员干部防汛。", encoding="utf-8")
    assert "several articles are called flood" in failed(
        run, "extract", flood.parent, "-o", flood.parent.parent / "out"
    )


@pytest.mark.parametrize("arguments", [(), ("bilud",), ("build",), ("build", "seeds", "--segmenter", "pkuseg")])
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 2
