"""Every example of the documentation does what it says.

In README and docs/, a `console` block holds commands after `$ ` and what they print; a `pycon` block is a doctest. They
run in a copy of `seeds/` and `exports/`, page by page, in order. `...` stands for any text. A `sh` block is not run.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


def blocks(page: Path, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def commands(block: str) -> list[tuple[str, str]]:
    """Return the (command, output) pairs of a `console` block."""
    pairs = [part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)]
    assert pairs[0][0] == "", "a console block starts with a command"
    return [(command, output) for command, _, output in pairs[1:]]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a fresh clone, with `kg` on the path and a terminal of known width."""
    for name in ("seeds", "exports"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_the_page_says(page: Path, workplace: Path) -> None:
    for command, expected in [pair for block in blocks(page, "console") for pair in commands(block)]:
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=workplace)
        assert done.returncode in {0, 1}, f"$ {command}\n{done.stderr}"
        got = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
        assert doctest.OutputChecker().check_output(expected, got, doctest.ELLIPSIS), f"$ {command}\n{got}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
@pytest.mark.usefixtures("workplace")
def test_python_prints_what_the_page_says(page: Path) -> None:
    source = "\n".join(blocks(page, "pycon"))
    example = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    printed: list[str] = []
    assert runner.run(example, out=printed.append).failed == 0, "".join(printed)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_documentation_is_read() -> None:
    assert {"README.md", "README.zh.md"} <= {page.name for page in PAGES}
    assert sum(len(blocks(page, "console")) for page in PAGES) >= 5
