"""Every example of the documentation does what it says.

In README and docs/, a `console` block holds commands after `$ ` and what they print; a `pycon` block is a doctest. They
run in a copy of `seeds/` and `exports/`, page by page, in order. `...` stands for any text. A `sh` block is not run.
`make docs` writes into the pages what the commands print now.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"((?:[^'\n]|'[^']*')*)\n(.*)", re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


def blocks(page: Path, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def commands(block: str) -> list[tuple[str, str]]:
    """Return the (command, output) pairs of a `console` block; the lines of a quoted argument belong to the command."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert parts[0] == "", "a console block starts with a command"
    return [(match[1], match[2]) for part in parts[1:] if (match := COMMAND.fullmatch(part))]


@contextmanager
def workplace() -> Iterator[Path]:
    """Make a folder like a fresh clone."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("seeds", "exports"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        yield Path(folder)


def printed(command: str, folder: Path) -> str:
    """Return what a command prints on a terminal of 100 columns where `kg` is on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=folder, env=environment)
    assert done.returncode in {0, 1}, f"$ {command}\n{done.stderr}"
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_the_page_says(page: Path) -> None:
    with workplace() as folder:
        for command, expected in [pair for block in blocks(page, "console") for pair in commands(block)]:
            got = printed(command, folder)
            assert doctest.OutputChecker().check_output(expected, got, doctest.ELLIPSIS), f"$ {command}\n{got}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_prints_what_the_page_says(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "\n".join(blocks(page, "pycon"))
    example = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    report: list[str] = []
    with workplace() as folder:
        monkeypatch.chdir(folder)
        failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=report.append).failed
        monkeypatch.chdir(ROOT)
    assert failed == 0, "".join(report)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_documentation_is_read() -> None:
    assert {"README.md", "README.zh.md", "commands.md"} <= {page.name for page in PAGES}
    assert sum(len(blocks(page, "console")) for page in PAGES) >= 5


def refresh(page: Path) -> None:
    """Write into a page what its commands print now; outputs with `...` in them are left to people."""
    with workplace() as folder:

        def block(match: re.Match[str]) -> str:
            if match[1] != "console":
                return match[0]
            parts = []
            for command, expected in commands(match[2]):
                got = printed(command, folder)
                if "..." in expected:
                    got = expected
                parts.append(f"$ {command}\n{got}")
            return f"```console\n{''.join(parts)}```"

        page.write_text(BLOCK.sub(block, page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    for documented in PAGES:
        refresh(documented)
