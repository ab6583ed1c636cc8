"""kill -9 at any moment, a full disk, two builds at once, a watched folder: all of it for real."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.corpus.test_growing import EXPORTS, exports
from tests.read.makers import PARAGRAPHS

KG = (sys.executable, "-m", "kg")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Enough articles that a build takes a moment."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(60):
        text = "\n".join((f"第{number}期工作动态", *PARAGRAPHS, f"县水利局包保第{number}村。"))
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `kg build`; what still runs at the end is stopped."""
    running: list[subprocess.Popen[str]] = []

    def start_build(*arguments: str | Path, **options: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # type: ignore[call-overload]
            [*KG, "build", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
        )
        running.append(process)
        return process  # type: ignore[no-any-return]

    yield start_build
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def build(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*KG, "build", *map(str, arguments)], capture_output=True, text=True, check=False)


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    stop = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < stop
        time.sleep(0.05)


def test_kill_at_any_moment_loses_nothing(
    start: Callable[..., subprocess.Popen[str]], articles: Path, tmp_path: Path
) -> None:
    started = time.monotonic()
    assert build(articles, "-o", tmp_path / "fresh").returncode == 0
    whole = time.monotonic() - started
    project = tmp_path / "project"
    rng = random.Random(1)
    for _ in range(5):
        process = start(articles, "-o", project)
        time.sleep(rng.uniform(0.1, whole * 1.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for name in EXPORTS:
            if (project / name).exists():
                assert (project / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()
    last = build(articles, "-o", project, "--json")
    assert last.returncode == 0
    assert exports(project) == exports(tmp_path / "fresh")
    assert not list(project.glob(".kg-*.part"))
    # What was done before the kills was not done again.
    assert json.loads(last.stdout)["extracted"] < 60


def test_two_builds_at_once(start: Callable[..., subprocess.Popen[str]], articles: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    first = start(articles, "-o", project)
    wait_for(lambda: (project / ".kg.lock").exists() and (project / ".kg.lock").read_text() != "")
    refused = build(articles, "-o", project, "--no-wait")
    assert (refused.returncode, f"process {first.pid} on" in refused.stderr) == (2, True)
    second = start(articles, "-o", project, "--json")
    out, err = second.communicate(timeout=120)
    assert (first.wait(), second.returncode) == (0, 0)
    assert f"waiting for another build (process {first.pid} on" in err
    assert json.loads(out)["extracted"] == 0
    assert build(articles, "-o", tmp_path / "fresh").returncode == 0
    assert exports(project) == exports(tmp_path / "fresh")


@pytest.mark.parametrize("kibibytes", [4, 96, 900])
def test_a_disk_that_is_full_leaves_what_was_there(
    start: Callable[..., subprocess.Popen[str]], articles: Path, tmp_path: Path, kibibytes: int
) -> None:
    """No file may grow beyond so much: what the system then says is what it says of a full disk."""
    project = tmp_path / "project"
    assert build(articles / "000.txt", "-o", project).returncode == 0
    before = exports(project)

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kibibytes << 10, kibibytes << 10))

    process = start(articles, "-o", project, preexec_fn=small_disk)
    _, err = process.communicate(timeout=120)
    if process.returncode:
        assert (process.returncode, err.startswith("kg: "), err.count("\n")) == (2, True, 1), err
        assert exports(project) == before
    assert build(articles, "-o", project).returncode == 0
    assert build(articles, "-o", tmp_path / "fresh").returncode == 0
    assert exports(project) == exports(tmp_path / "fresh")


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="needs the right to mount a file system")
def test_a_real_disk_that_is_full(articles: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine lets nobody mount a file system")
    try:
        failed = build(articles, "-o", disk / "project")
        assert failed.returncode == 2
        assert failed.stderr.startswith("kg: ")
        assert failed.stderr.count("\n") == 1
        assert not [name for name in EXPORTS if (disk / "project" / name).exists()]
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert build(articles, "-o", disk / "project").returncode == 0
        assert build(articles, "-o", tmp_path / "fresh").returncode == 0
        assert exports(disk / "project") == exports(tmp_path / "fresh")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_watched_folder(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    articles, project = tmp_path / "articles", tmp_path / "project"
    articles.mkdir()
    (articles / "a.txt").write_text(PARAGRAPHS[0], encoding="utf-8")
    process = start(articles, "-o", project, "--watch", "--quiet")
    table = project / "entities.csv"
    wait_for(table.exists)
    assert "沙湾乡" not in table.read_text(encoding="utf-8")
    (articles / "b.txt").write_text("县水利局包保沙湾乡。", encoding="utf-8")
    wait_for(lambda: "沙湾乡" in table.read_text(encoding="utf-8"))
    (articles / "c.txt").write_bytes(b"\x00\x01" * 99)
    (articles / "b.txt").unlink()
    wait_for(lambda: "沙湾乡" not in table.read_text(encoding="utf-8"))
    (articles / "d.txt").write_text("县水利局包保柳集镇。", encoding="utf-8")
    wait_for(lambda: "柳集镇" in table.read_text(encoding="utf-8"))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "c.txt: not text but binary data" in err
    assert "Traceback" not in err
