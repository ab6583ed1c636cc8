"""Several processes: the bytes of one, whatever happens to them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kg import pipeline
from kg.corpus.analysis import Found, Recipe, Task, analyse_batch
from kg.corpus.codec import content_hash, document_to_json
from kg.corpus.processes import analysed_by_processes
from kg.errors import KgError
from kg.model import Article, Document
from kg.read import read_text
from tests.conftest import Run
from tests.corpus.test_growing import exports
from tests.corpus.test_survival import articles, build, start, wait_for
from tests.read.makers import PARAGRAPHS

__all__ = ["articles", "start"]

RECIPE = Recipe(None, "rjieba")
KILL = "__import__('os').kill(__import__('os').getpid(), 9)"


class Deadly(str):
    """A text that runs a piece of Python in the process that receives it."""

    code: str

    def __new__(cls, text: str, code: str) -> Deadly:
        self = super().__new__(cls, text)
        self.code = code
        return self

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return eval, (f"({self.code}) or {str(self)!r}",)


def task(number: int, code: str | None = None) -> Task:
    document = read_text(f"县水利局包保第{number}村。", f"{number}")
    text = document.text if code is None else Deadly(document.text, code)
    return Task(number, content_hash(document), document_to_json(document), text)


def results(batches: list[tuple[Task, ...]], jobs: int = 2, seconds: float = 60) -> dict[int, Found]:
    found = [f for done in analysed_by_processes(batches, RECIPE, jobs, seconds) for f in done]
    assert len({f.task.number for f in found}) == len(found)
    return {f.task.number: f for f in found}


def test_a_worker_that_dies_is_replaced_and_its_batch_tried_again(tmp_path: Path) -> None:
    once = (
        f"__import__('os').path.exists({str(tmp_path / 'x')!r}) or open({str(tmp_path / 'x')!r}, 'w').close() or {KILL}"
    )
    deadly = task(1, f"({once}) and None")
    tasks = [task(0), deadly, task(2), task(3), task(4)]
    found = results([(tasks[0], tasks[1], tasks[2]), (tasks[3], tasks[4])])
    assert (tmp_path / "x").exists()
    expected = analyse_batch(tuple(task(number) for number in range(5)), RECIPE)
    assert [(found[number].article, found[number].reason) for number in range(5)] == expected


def test_what_kills_its_worker_twice_is_given_up_and_nothing_else(tmp_path: Path) -> None:
    log = f"open({str(tmp_path / 'log')!r}, 'a').write('x')"
    found = results([(task(0), task(1, f"{log} and {KILL}"), task(2)), (task(3),)])
    assert [number for number in sorted(found) if found[number].article is None] == [1]
    assert "died, twice" in str(found[1].reason)
    assert (tmp_path / "log").read_text() == "xx"


def test_what_does_not_end_is_stopped_twice_and_given_up_and_nothing_else(tmp_path: Path) -> None:
    log = f"open({str(tmp_path / 'log')!r}, 'a').write('x')"
    found = results([(task(0), task(1, f"{log} and __import__('time').sleep(999)"), task(2)), (task(3),)], seconds=2)
    assert [number for number in sorted(found) if found[number].article is None] == [1]
    assert "does not end: it was stopped, twice, after 2 seconds" in str(found[1].reason)
    assert (tmp_path / "log").read_text() == "xx"


def test_a_relation_without_its_words_costs_its_article_and_no_other(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def inventing(document: Document, *rest: object) -> Article:
        article = analyse(document, *rest)  # type: ignore[arg-type]
        return replace(article, entities=()) if document.name == "007" else article

    analyse = pipeline.analyse
    monkeypatch.setattr(pipeline, "analyse", inventing)
    done = run("build", articles, "-o", tmp_path / "out", "--json")
    assert (done.code, json.loads(done.out)["documents"]) == (1, 59)
    assert done.err.startswith("kg: 007.txt: cannot be analysed: 007: ")
    assert "an end is no entity of the article" in done.err


def test_a_fault_in_one_article_is_listed_and_the_others_are_built(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(document: Document, *rest: object) -> Article:
        if document.name == "007":
            raise KeyError("自治区")
        return analyse(document, *rest)  # type: ignore[arg-type]

    analyse = pipeline.analyse
    monkeypatch.setattr(pipeline, "analyse", faulty)
    done = run("build", articles, "-o", tmp_path / "out", "--json")
    assert (done.code, json.loads(done.out)["documents"]) == (1, 59)
    assert done.err == (
        "kg: 007.txt: cannot be analysed: a fault of kg, please report it with the text: KeyError: '自治区'\n"
    )


def test_processes_that_cannot_start_are_an_error_and_no_endless_loop(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="die as they start"):
        list(analysed_by_processes([(task(0),)], Recipe(tmp_path / "gone", "rjieba"), 2, 60))


def test_many_processes_make_the_bytes_of_one(run: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "bad.txt").write_bytes(b"\x00\x01" * 99)
    assert run("build", articles, "-o", tmp_path / "one", "--jobs", "1").code == 1
    done = run("build", articles, "-o", tmp_path / "many", "--jobs", "3", "--json")
    summary = json.loads(done.out)
    assert (done.code, summary["documents"], summary["extracted"]) == (1, 60, 60)
    assert exports(tmp_path / "many") == exports(tmp_path / "one")
    again = run("build", articles, "-o", tmp_path / "many", "--jobs", "2", "--json")
    assert json.loads(again.out)["extracted"] == 0


def children(process: subprocess.Popen[str], what: str = "spawn_main") -> list[int]:
    """Return the processes that a process has started and whose command line has `what` in it."""
    found = []
    for ident in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        try:
            if what in Path(f"/proc/{ident}/cmdline").read_text():
                found.append(int(ident))
        except OSError:
            continue
    return found


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes where Linux shows them")


@pytest.fixture
def many(articles: Path) -> Path:
    """Articles that take several processes some seconds."""
    for number in range(240):
        text = "\n".join((f"第{number}期工作简报", *PARAGRAPHS, f"县民政局包保第{number}社区。"))
        (articles / f"more-{number:03}.txt").write_text(text, encoding="utf-8")
    return articles


@linux
def test_a_worker_that_is_killed_changes_nothing(
    start: Callable[..., subprocess.Popen[str]], articles: Path, tmp_path: Path
) -> None:
    process = start(articles, "-o", tmp_path / "many", "--jobs", "2", "--json")
    wait_for(lambda: len(children(process)) == 2)
    time.sleep(1)  # they are at work now, or about to be: both must do no harm
    for ident in children(process)[:1]:
        os.kill(ident, signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert json.loads(out)["documents"] == 60
    assert build(articles, "-o", tmp_path / "one", "--jobs", "1").returncode == 0
    assert exports(tmp_path / "many") == exports(tmp_path / "one")


@linux
def test_ctrl_c_stops_at_once_and_keeps_what_is_done(
    start: Callable[..., subprocess.Popen[str]], many: Path, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    process = start(many, "-o", project, "--jobs", "2", start_new_session=True)
    wait_for(lambda: analysed(project) > 0)
    workers = children(process)
    pressed = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, err = process.communicate(timeout=30)
    assert (process.returncode, time.monotonic() - pressed < 5, err) == (130, True, "")
    assert [ident for ident in workers if Path(f"/proc/{ident}").exists()] == []
    assert not (project / "graph.ttl").exists()
    kept = analysed(project)
    assert 0 < kept < 300
    done = build(many, "-o", project, "--jobs", "2", "--json")
    assert json.loads(done.stdout)["extracted"] == 300 - kept


@linux
def test_workers_end_with_the_process_that_started_them(
    start: Callable[..., subprocess.Popen[str]], many: Path, tmp_path: Path
) -> None:
    process = start(many, "-o", tmp_path / "project", "--jobs", "2")
    wait_for(lambda: analysed(tmp_path / "project") > 0)
    workers = children(process)
    process.kill()
    process.wait()
    wait_for(lambda: not any(Path(f"/proc/{ident}").exists() for ident in workers), seconds=20)


def analysed(project: Path) -> int:
    """Return how many articles a project's store holds by now."""
    import sqlite3

    if not (project / "kg.sqlite").exists():
        return 0
    try:
        with sqlite3.connect(f"file:{project / 'kg.sqlite'}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0
    finally:
        if "db" in locals():
            db.close()
