"""What a build costs by processes of this machine and by Spark: time, processors, memory of all processes, shuffle.

    python tests/benchmarks/scale.py INPUT OUTPUT [--engine local,spark] [OPTION…]

The input is what `articles.py` makes, the output a new folder with a build for each engine; other options go to
`kg build`.
Memory is what all processes together hold of it at a time, looked at ten times a second: resident pages, those that
processes share counted in each. Linux only. The kernel's peak of each process is told beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_PAUSE = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE")
_STEP = re.compile(r"kg: (.*) \((\d+) s\)")  # what `kg build --engine spark` says as it goes
_HEAD = (
    "| engine | s | CPU s | all processes, MiB | the largest of each, MiB | shuffled, MB | steps |\n" + "|---" * 7 + "|"
)


def command(engine: str, source: Path, output: Path, options: list[str]) -> list[str]:
    """Return the build by an engine."""
    build = [sys.executable, "-m", "kg", "build", str(source), "-o", str(output), *options]
    if engine == "local":
        return build
    events = output.with_name("events")
    events.mkdir(parents=True)
    conf = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": events.resolve().as_uri(),
        "spark.eventLog.compress": "false",
    }
    chosen = [part for key, value in conf.items() for part in ("--conf", f"{key}={value}")]
    return [*build, "--engine", "spark", "--master", "local[2]", *chosen]


def family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from family(child)


def resident(pid: int) -> int:
    """Return the bytes that a process holds, 0 where it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0


def measured(engine: str, source: Path, output: Path, options: list[str]) -> str:
    """Build, and return a row of the table."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    together = 0
    largest: dict[int, int] = {}
    log = output.with_name(f"{engine}.log")
    with log.open("w") as file:
        process = subprocess.Popen(command(engine, source, output, options), stderr=file, stdout=file)
        while process.poll() is None:
            sizes = {pid: resident(pid) for pid in family(process.pid)}
            together = max(together, sum(sizes.values()))
            largest |= {pid: max(size, largest.get(pid, 0)) for pid, size in sizes.items()}
            time.sleep(_PAUSE)
    if process.returncode:
        sys.exit(f"{engine}: code {process.returncode}; see {log}")
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    each = ", ".join(str(size >> 20) for size in sorted(largest.values(), reverse=True)[:6])
    steps = ", ".join(f"{what} {since}" for what, since in _STEP.findall(log.read_text()))
    shuffle, tasks = shuffled(output.with_name("events"))
    cpu = f"{tasks:.0f} in tasks" if tasks else f"{used:.0f}"
    return f"| {engine} | {seconds:.0f} | {cpu} | {together >> 20} | {each} | {shuffle / 1e6:.1f} | {steps} |"


def shuffled(events: Path) -> tuple[int, float]:
    """Return the bytes that Spark's tasks wrote for others, and the seconds that they ran."""
    written, ran = 0, 0.0
    for path in sorted(events.rglob("events_*")):
        for line in path.read_text().splitlines():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd":
                metrics = event["Task Metrics"]
                written += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                ran += metrics["Executor Run Time"] / 1000
    return written, ran


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--engine", default="local,spark")
    wanted, options = parser.parse_known_args()
    wanted.output.mkdir(parents=True)
    print(_HEAD)
    for engine in wanted.engine.split(","):
        print(measured(engine, wanted.source, wanted.output / engine, options), flush=True)


if __name__ == "__main__":
    main()
