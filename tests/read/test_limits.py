"""Real hostile files against every limit: each is refused, the message names file and limit, the rest is read."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import re
import signal
import subprocess
import sys
import tarfile
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
import zstandard

from kg.cli import reading
from kg.read import Limits, read_inputs
from tests.read.makers import PARAGRAPHS, pdf, tarred, warc, zipped

GOOD = PARAGRAPHS[0].encode()
MEBIBYTE = 1 << 20


def refusal(path: Path, content: bytes, limits: Limits | None = None, *, beside: int = 0) -> str:
    """Return why a file is refused; `beside` documents of it are read all the same."""
    path.write_bytes(content)
    failures: list[str] = []
    documents = list(read_inputs([path], limits=limits, on_failure=lambda _, error: failures.append(str(error))))
    assert len(documents) == beside
    assert failures
    assert all(failure.startswith(str(path)) for failure in failures)
    return failures[0]


def test_every_limit_has_an_option() -> None:
    options = {f.name: getattr(reading, f"Max{f.name.capitalize()}") for f in fields(Limits)}
    assert len(options) == 9


def test_size(tmp_path: Path) -> None:
    large = GOOD * (2 * MEBIBYTE // len(GOOD))
    assert "--max-size" in refusal(tmp_path / "large.md", large, Limits(size=1))
    assert "--max-size" in refusal(tmp_path / "large.html", b"<html>" + large, Limits(size=1))
    assert "--max-size" in refusal(
        tmp_path / "large.zip", zipped({"a.md": large, "b.txt": GOOD}), Limits(size=1), beside=1
    )


def test_one_record_that_is_too_large(tmp_path: Path) -> None:
    records = [{"text": "县委。" * MEBIBYTE}, {"text": PARAGRAPHS[0]}]
    content = "\n".join(json.dumps(r, ensure_ascii=False) for r in records).encode()
    assert "--max-size" in refusal(tmp_path / "a.jsonl", content, Limits(size=1))
    assert "field larger than field limit" in refusal(
        tmp_path / "a.csv", b"text\n" + b'"' + b"a\n" * MEBIBYTE, Limits(size=1)
    )


def test_pages(tmp_path: Path) -> None:
    assert "--max-pages" in refusal(tmp_path / "a.pdf", pdf(times=12), Limits(pages=1))


def test_entries(tmp_path: Path) -> None:
    files = {f"{n}.txt": GOOD for n in range(11)}
    assert "--max-entries" in refusal(tmp_path / "a.zip", zipped(files), Limits(entries=10))
    assert "--max-entries" in refusal(tmp_path / "a.tar", tarred(files), Limits(entries=10), beside=10)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio's writer leaves files open
def test_records_of_a_crawl(tmp_path: Path) -> None:
    pages = {f"http://x/{n}": b"<html><p>" + GOOD for n in range(3)}
    assert "--max-entries" in refusal(tmp_path / "a.warc.gz", warc(pages), Limits(entries=2), beside=2)


def test_depth(tmp_path: Path) -> None:
    nested = GOOD
    for _ in range(9):
        nested = zipped({"a.txt": GOOD, "next.zip": nested})
    assert "--max-depth" in refusal(tmp_path / "russian doll.zip", nested, beside=4)
    assert "--max-depth" in refusal(tmp_path / "a.txt.gz", gzip.compress(gzip.compress(GOOD)), Limits(depth=1))
    assert "--max-depth" in refusal(tmp_path / "b.txt.gz", gzip.compress(GOOD), Limits(depth=0))


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress],
    ids=["gz", "bz2", "xz", "zst"],
)
def test_decompression_bombs(tmp_path: Path, pack: object) -> None:
    bomb = pack(b"0" * (48 * MEBIBYTE))  # type: ignore[operator]
    assert "--max-ratio" in refusal(tmp_path / "bomb.txt.packed", bomb, Limits(part=64))


def test_a_zip_bomb_and_one_that_lies_about_its_size(tmp_path: Path) -> None:
    bomb = zipped({"bomb.txt": b"0" * (48 * MEBIBYTE), "good.txt": GOOD})
    assert "--max-ratio" in refusal(tmp_path / "bomb.zip", bomb, beside=1)
    file = io.BytesIO(zipped({"bomb.txt": b"0" * (48 * MEBIBYTE)}))
    lying = file.getvalue().replace((48 * MEBIBYTE).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert "damaged" in refusal(tmp_path / "lying.zip", lying)


def test_a_tar_bomb(tmp_path: Path) -> None:
    content = gzip.compress(tarred({"a.txt": GOOD, "bomb.txt": b"0" * (48 * MEBIBYTE)}))
    assert "--max-ratio" in refusal(tmp_path / "bomb.tar.gz", content, Limits(part=64), beside=1)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a/../../b.txt", "C:\\windows\\a.txt", "..\\a.txt"]
)
def test_names_that_point_out_of_an_archive(tmp_path: Path, name: str) -> None:
    files = {name: GOOD, "good.txt": GOOD}
    assert "points out of the archive" in refusal(tmp_path / "a.zip", zipped(files), beside=1)
    assert "points out of the archive" in refusal(tmp_path / "a.tar", tarred(files), beside=1)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.tar", "a.zip"]


def test_links_and_devices_in_archives(tmp_path: Path) -> None:
    assert "a link or a device" in refusal(
        tmp_path / "a.tar", tarred({"b.txt": GOOD}, {"a.txt": "/etc/passwd"}), beside=1
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "a symbolic link" in refusal(tmp_path / "a.zip", file.getvalue())
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        device = tarfile.TarInfo("zero.txt")
        device.type = tarfile.CHRTYPE
        tar.addfile(device)
    assert "a link or a device" in refusal(tmp_path / "b.tar", file.getvalue())


def test_an_encrypted_entry(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": GOOD}))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(magic) + flags] |= 1
    assert "encrypted" in refusal(tmp_path / "a.zip", bytes(content))


SLOW = b"<html>" + "<p>县委".encode() * 400_000  # takes the parser of web pages 20 seconds
PATIENCE = 6  # seconds: enough to start a process and read a good document, also on a busy machine


def test_a_stuck_parser_is_stopped_and_the_next_input_is_read(tmp_path: Path) -> None:
    (tmp_path / "a slow.html").write_bytes(SLOW)
    (tmp_path / "b good.html").write_bytes(b"<html><p>" + GOOD)
    failures: list[str] = []
    started = time.monotonic()
    documents = list(
        read_inputs([tmp_path], limits=Limits(seconds=PATIENCE), on_failure=lambda _, e: failures.append(str(e)))
    )
    assert time.monotonic() - started < 30
    assert [d.name for d in documents] == ["b good"]
    assert f"a slow.html: reading it takes longer than {PATIENCE} s" in failures[0]
    assert "--max-seconds" in failures[0]


def tarred_gzip(files: dict[str, bytes]) -> bytes:
    return gzip.compress(tarred(files), 1)


def in_records(files: dict[str, bytes]) -> bytes:
    return "\n".join(json.dumps({"id": n, "text": c.decode()}) for n, c in files.items()).encode()


def in_rows(files: dict[str, bytes]) -> bytes:
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerows([("id", "text"), *((n, c.decode()) for n, c in files.items())])
    return rows.getvalue().encode()


def in_parquet(files: dict[str, bytes]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist([{"id": n, "text": c.decode()} for n, c in files.items()]), file)
    return file.getvalue()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio's writer leaves files open
@pytest.mark.parametrize(
    ("ending", "pack"),
    [
        ("zip", zipped),
        ("tar.gz", tarred_gzip),
        ("warc", lambda files: warc({f"http://x/{name}": page for name, page in files.items()}, gzip=False)),
        ("jsonl", in_records),
        ("csv", in_rows),
        ("parquet", in_parquet),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_stuck_inside_of_anything_is_stopped_and_the_rest_is_read(
    tmp_path: Path, ending: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    path = tmp_path / f"many.{ending}"
    path.write_bytes(pack({"a.txt": GOOD, "b.html": SLOW, "c.txt": GOOD + GOOD}))
    failures: list[str] = []
    documents = list(
        read_inputs([path], limits=Limits(seconds=PATIENCE), on_failure=lambda _, e: failures.append(str(e)))
    )
    assert len(documents) == 2
    [failure] = failures
    assert f"reading it takes longer than {PATIENCE} s" in failure
    assert any(name in failure for name in ("b.html", f"{path}:2"))


def test_a_file_that_gets_the_parser_stuck_again_and_again_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(zipped({f"{n}.html": SLOW for n in range(4)}))
    failures: list[str] = []
    limits = Limits(seconds=1, stops=2)
    assert list(read_inputs([path], limits=limits, on_failure=lambda _, e: failures.append(str(e)))) == []
    assert [("!/" in failure, "--max-stops" in failure) for failure in failures] == [
        (True, False),
        (True, False),
        (False, True),
    ]


def test_a_worker_that_the_system_kills_is_replaced(tmp_path: Path) -> None:
    """As the killer of Linux does where memory is short: the document at work is named, the others are read."""
    path = tmp_path / "a many.jsonl"
    path.write_bytes(in_records({f"{n}": f"{n}县委抽调干部。".encode() for n in range(500)}))
    (tmp_path / "b slow.html").write_bytes(SLOW)
    (tmp_path / "c good.txt").write_bytes(GOOD)
    failures: list[str] = []
    found = read_inputs([tmp_path], on_failure=lambda _, e: failures.append(str(e)))
    names = [next(found).name]
    kill_children()
    threading.Timer(3, kill_children).start()
    names += [document.name for document in found]
    assert "b slow.html: the process that reads was killed" in failures.pop()
    lost = {re.search(r"a many\.jsonl:(\d+): the process that reads was killed", failed)[1] for failed in failures}  # type: ignore[index]
    assert len(lost) <= 1
    assert names == [*(f"{n}" for n in range(500) if f"{n + 1}" not in lost), "c good"]


def test_a_worker_whose_reader_was_killed_ends_by_itself(tmp_path: Path) -> None:
    (tmp_path / "slow.html").write_bytes(SLOW)
    program = (
        "from pathlib import Path; from kg.read import Limits, read_inputs\n"
        f"list(read_inputs([Path({str(tmp_path)!r})], limits=Limits(seconds=1)))"
    )
    reader = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL)
    stop = time.monotonic() + 20
    while not (workers := children(reader.pid)):
        assert time.monotonic() < stop
        time.sleep(0.02)
    reader.kill()
    reader.wait()
    while Path("/proc", workers[0]).exists():
        assert time.monotonic() < stop + 30
        time.sleep(0.1)


def test_a_parser_that_takes_too_much_memory_is_an_error_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "a huge.html").write_bytes(b"<html>" + "<p>县委".encode() * (6 * MEBIBYTE))
    (tmp_path / "b good.html").write_bytes(b"<html><p>" + GOOD)
    failures: list[str] = []
    documents = list(
        read_inputs([tmp_path], limits=Limits(memory=768), on_failure=lambda _, e: failures.append(str(e)))
    )
    assert [d.name for d in documents] == ["b good"]
    assert "768 MiB" in failures[0]


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><p>" + GOOD)
    documents = read_inputs([tmp_path])
    next(documents)
    assert children()
    documents.close()  # type: ignore[attr-defined]  # a generator: left halfway, it closes as at its end
    assert not children()


def kill_children() -> None:
    for process in children():
        os.kill(int(process), signal.SIGKILL)


def children(of: int | None = None) -> list[str]:
    """Return the processes that read for this one, or another."""
    found = []
    for task in Path("/proc").glob("[0-9]*"):
        try:
            command, parent = (task / "cmdline").read_bytes(), (task / "stat").read_text().rsplit(")", 1)[1].split()[1]
        except OSError:
            continue
        if b"kg.read.worker" in command and int(parent) == (of or os.getpid()):
            found.append(task.name)
    return found


@pytest.mark.parametrize("name", ["large.jsonl", "large.txt", "large.csv"])
def test_large_files_in_bounded_memory(tmp_path: Path, name: str) -> None:
    """100 MB are read within 100 MiB beyond what Python takes here, and 250 MiB in the process that reads."""
    text = PARAGRAPHS[0] * 60
    record = json.dumps({"text": text}, ensure_ascii=False) if name.endswith("jsonl") else text
    line = record.encode() + b"\n"
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"text\n" if name.endswith("csv") else b"")
        for _ in range(100_000_000 // len(line)):
            file.write(line)
    program = (
        "import resource; from pathlib import Path; from itertools import islice\n"
        "from kg.read import Limits, read_inputs\n"
        "def most(who): return resource.getrusage(who).ru_maxrss // 1024\n"
        "start = most(resource.RUSAGE_SELF); failures = []\n"
        f"path = Path({str(path)!r})\n"
        "found = read_inputs([path], limits=Limits(part=1), on_failure=lambda w, e: failures.append(str(e)))\n"
        "count = sum(1 for _ in islice(found, 3000)); found.close()\n"
        "print(count, len(failures), most(resource.RUSAGE_SELF) - start, most(resource.RUSAGE_CHILDREN))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    count, failures, mebibytes, of_worker = map(int, done.stdout.split())
    assert (count, failures) == (97 if name.endswith("txt") else 3000, 0)
    assert mebibytes < 100
    assert of_worker < 250
