"""Spark makes what one machine makes, byte for byte, also where a worker is lost in the middle."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from kg import analyse, read_inputs
from kg.corrections.records import Correction, encode, plain, signed
from kg.corrections.view import view_of
from tests.conftest import ROOT, Run
from tests.corpus.poison.sitecustomize import DEATH, FAULT
from tests.corpus.test_survival import wait_for
from tests.read.makers import PAGES, PARAGRAPHS, warc, zipped

pyspark = pytest.importorskip("pyspark")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java; .ci/java installs it")

POISONED = ("poison.txt", "records.jsonl:14")
POISON = Path(__file__).parent / "poison"

# As little as can be of what is there for large data: these tests are about what is made, not how fast.
CONF = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.files.openCostInBytes": "0",
    "spark.sql.files.maxPartitionBytes": "20000",
}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every kind of input, with texts that come twice, records with and without ids, and corrections.

    Some cannot be read; some are poison to the process that analyses them.
    """
    folder = tmp_path_factory.mktemp("spark") / "articles"
    (folder / "below").mkdir(parents=True)
    for number, paragraph in enumerate(PARAGRAPHS):
        (folder / f"{number}.txt").write_text(f"第{number}期工作动态\n\n{paragraph}\n", encoding="utf-8")
    shutil.copy(folder / "0.txt", folder / "below" / "通知 1.txt")
    (folder / "poison.txt").write_text(f"县民政局包保柳集镇。{DEATH}。", encoding="utf-8")
    (folder / "page.html").write_text(PAGES["trs"], encoding="gb18030")
    (folder / "old.zip").write_bytes(
        zipped({"a.txt": "县委办公室印发《关于加强值守的通知》。", "b.txt": PARAGRAPHS[1]})
    )
    (folder / "bad.txt").write_bytes(b"\x00\x01" * 99)
    (folder / ".hidden.txt").write_text("县水利局包保隐藏村。", encoding="utf-8")
    (folder / "crawl.warc.gz").write_bytes(warc({"https://example.org/a": PAGES["trs"].encode()}))
    lines = [json.dumps(record(number), ensure_ascii=False) for number in range(40)]
    lines[7], lines[9] = "not json", ""
    lines[11], lines[13] = (json.dumps({"text": f"县水利局包保沙湾乡。{poison}。"}) for poison in (FAULT, DEATH))
    (folder / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = pa.Table.from_pylist([{**record(n), "url": f"https://example.org/{n}"} for n in range(30, 50)])
    parquet.write_table(table, folder / "below" / "more.parquet")
    (folder / "corrections.jsonl").write_bytes(b"".join(map(encode, corrections(folder))))
    return folder


def corrections(folder: Path) -> Iterator[Correction]:
    """Yield what somebody says: some that hold, one that changes nothing more, one of a text that is not there."""
    said: list[dict[str, Any]] = []
    for name in ("0.txt", "page.html"):
        [document] = read_inputs([folder / name])
        view = view_of(analyse(document))
        about = {"document": document.id, "article": document.name}
        said.append({**about, "action": "wrong", "statement": plain(view.statements[0].statement)})
        start, stop = view.entities[-1].mentions[0]
        thing = {"start": start, "stop": stop, "type": view.entities[-1].type, "name": view.entities[-1].name}
        said.append({**about, "action": "entity-edit", "entity": thing, "type": thing["type"], "name": "青川县水务局"})
    said += [{**said[0], "document": "doc-0123456789abcdef"}, said[0]]
    for second, one in enumerate(said):
        yield signed(one, "李四", datetime(2026, 1, 31, 8, 30, second, tzinfo=UTC))


def record(number: int) -> dict[str, Any]:
    text = f"颍东区委组织部抽调{number}名党员干部奔赴第{number % 5}村。{PARAGRAPHS[number % len(PARAGRAPHS)]}"
    return {"text": text, "title": f"第{number}号简报", "date": f"2023-07-{1 + number % 28:02}"}


@pytest.fixture(scope="module")
def local(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one machine makes of the collection."""
    output = tmp_path_factory.mktemp("local")
    kg("build", collection, "-o", output / "project", "--max-graph", "0", "--jobs", "2", code=1)
    for form in ("nq", "parquet", "csv"):
        kg("export", output / "project", "-f", form, "-o", output / f"graph.{form}")
    return output


def kg(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    assert done.returncode == code, done.stderr
    return done


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": f"{POISON}{os.pathsep}{ROOT}",
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


def options(conf: dict[str, str]) -> list[str]:
    return [option for key, value in conf.items() for option in ("--conf", f"{key}={value}")]


def assert_same(output: Path, local: Path) -> None:
    """Every table and every quad is that of the local build, in whatever order."""
    quads = [part.read_bytes() for part in (output / "graph.nq").glob("*.nq")]
    assert all(part.endswith(b"\n") for part in quads)
    expected = (local / "graph.nq").read_bytes()
    assert sorted(b"".join(quads).splitlines()) == sorted(expected.splitlines())
    for name in ("entities", "relations"):
        rows, (header, *others) = [], cells(local / "graph.csv" / f"{name}.csv")
        for part in (output / f"{name}.csv").glob("*.csv"):
            first, *more = cells(part)
            assert first == header
            rows += more
        assert sorted(rows) == sorted(others)
    assert (output / "derived.csv").read_bytes() == (local / "graph.csv" / "derived.csv").read_bytes()
    for name in ("entities", "relations", "articles"):
        made, ours = (parquet.read_table(where) for where in (output / f"{name}.parquet", local_table(local, name)))
        assert made.schema.remove_metadata() == ours.schema.remove_metadata()
        assert sorted(map(repr, made.to_pylist())) == sorted(map(repr, ours.to_pylist()))
        assert (output / f"{name}.parquet" / "_SUCCESS").exists()
    assert (output / "_SUCCESS").exists()
    assert not (output / "_work").exists()


def local_table(local: Path, name: str) -> Path:
    return local / "graph.parquet" / f"{name}.parquet"


def cells(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_two_threads_of_spark_make_what_one_machine_makes(collection: Path, local: Path, tmp_path: Path) -> None:
    done = kg(
        *("build", "--engine", "spark", "--input", collection, "--output", tmp_path / "out", "--json"),
        *("--master", "local[2]", *options(CONF)),
        code=1,
    )
    assert_same(tmp_path / "out", local)
    summary = json.loads(done.stdout)
    failed = {Path(failure["input"]).name: failure["reason"] for failure in summary["failures"]}
    assert sorted(failed) == ["bad.txt", "poison.txt", *(f"records.jsonl:{number}" for number in (12, 14, 8))]
    assert f"a fault of kg, please report it with the text: KeyError: '{FAULT}'" in failed["records.jsonl:12"]
    died = "cannot be analysed: the process that analysed it died, twice: "
    assert all(failed[name].startswith(f"{name}: {died}") for name in POISONED)
    here = kg("build", collection, "-o", local / "project", "--json", "--jobs", "2", code=1)
    expected = json.loads(here.stdout)
    for what in ("documents", "entities", "relations", "corrections"):
        assert summary[what] == expected[what]
    assert summary["corrections"] == {"applied": 4, "idle": 1, "orphaned": 1, "fallen": 0}
    assert {f["reason"] for f in summary["failures"]} == {f["reason"] for f in expected["failures"]}
    told = [line for line in here.stderr.splitlines() if line.startswith("kg: correction ")]
    assert len(told) == 2
    assert told == [line for line in done.stderr.splitlines() if line.startswith("kg: correction ")]
    again = kg("build", "--engine", "spark", collection, "-o", tmp_path / "out", "--master", "local[1]", code=2)
    assert "is there already" in again.stderr


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A master and two workers on loopback, each a process group; what still runs at the end is stopped."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    spark_class = Path(pyspark.__file__).parent / "bin" / "spark-class"
    deploy = "org.apache.spark.deploy"
    address = f"spark://127.0.0.1:{port}"
    common = ("--host", "127.0.0.1", "--webui-port", "0")
    running: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [spark_class, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**environment(), "SPARK_DAEMON_MEMORY": "256m", "SPARK_WORKER_DIR": "/tmp/kg-spark-test"},
        )
        running.append(process)
        return process

    try:
        start(f"{deploy}.master.Master", "--port", str(port), *common)
        wait_for(lambda: answers(port))
        workers = [
            start(f"{deploy}.worker.Worker", "--cores", "1", "--memory", "1g", *common, address) for _ in range(2)
        ]
        yield address, workers
    finally:
        for process in running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_cluster_that_loses_a_worker_makes_the_same(
    collection: Path, local: Path, tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    settings = {**CONF, "spark.executor.memory": "512m", "spark.executor.cores": "1", "spark.task.maxFailures": "8"}
    command = ["build", "--engine", "spark", collection, "-o", tmp_path / "out", "--master", address]
    driver = subprocess.Popen(
        [sys.executable, "-m", "kg", *map(str, command), *options(settings)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    try:
        # The first task is done, the others are under way.
        done = tmp_path / "out" / "_work" / "articles" / "_temporary"
        wait_for(lambda: any(done.glob("0/task_*")) or driver.poll() is not None, seconds=90)
        os.killpg(workers[0].pid, signal.SIGKILL)
        _, err = driver.communicate(timeout=150)
    finally:
        if driver.poll() is None:
            driver.kill()
            driver.communicate()
    assert driver.returncode == 1, err
    assert "Lost executor" in err
    assert_same(tmp_path / "out", local)


def test_what_does_not_go_with_spark_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("build", tmp_path, "--engine", "spark", "--watch")
    assert (result.code, result.err) == (2, "kg: --watch does not go with --engine spark\n")
    result = run("build", tmp_path, "--master", "local[2]")
    assert (result.code, result.err) == (2, "kg: --master does not go with --engine local\n")


def test_without_inputs_there_is_nothing_to_read(run: Run) -> None:
    assert run("build").err == "kg: nothing to read; name articles, folders or archives\n"
