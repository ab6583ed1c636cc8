"""Ctrl-C while the command line is loading, at work, and at its end: exit code 130, no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.read.makers import PARAGRAPHS

INTERRUPTING = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(30)\n"
START = "import sys; from kg.__main__ import main; sys.argv[1:] = ['--version']; sys.exit(main())"


@pytest.mark.parametrize("arguments", [("-m", "kg", "--version"), ("-c", START)], ids=["module", "script"])
def test_while_it_is_loading(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "typer.py").write_text(INTERRUPTING)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), *filter(None, sys.path)))}
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_while_it_is_at_work(tmp_path: Path) -> None:
    for number in range(300):
        text = "\n".join((f"第{number}期工作动态", *PARAGRAPHS))
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    for seconds in (0.0, 0.3, 0.8):
        output = tmp_path / f"after {seconds}"
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "build", tmp_path, "-o", output, "--glob", "*.txt"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        while process.poll() is None and not output.exists():
            time.sleep(0.01)
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to the process that reads, too
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) in ((130, "", ""), (0, "", ""))
        assert not list(output.glob("*.part"))
