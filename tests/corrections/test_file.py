"""The file of corrections: appended to by several at once, killed at any moment; what was acknowledged is there."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.corrections.file import append_corrections, find_corrections, read_corrections
from kg.corrections.records import encode
from kg.corrections.view import View
from kg.errors import InputError, OutputError
from tests.corrections.conftest import Say, stated

# Appends corrections for ever and says of each that it is kept, when it is.
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kg.corrections.file import append_corrections
from kg.corrections.records import signed

path, by, number = Path(sys.argv[1]), sys.argv[2], 0
while True:
    said = {"action": "entity-wrong", "document": "doc-0123456789abcdef", "note": str(number) * 50,
            "entity": {"start": 0, "stop": 2, "type": "Committee", "name": "县委"}}
    record = signed(said, by, datetime.now(UTC))
    append_corrections(path, [record])
    print(record.id, flush=True)
    number += 1
"""


def test_there_is_nothing_before_anybody_says_anything(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "corrections.jsonl").records == ()


def test_appended_is_read_back_in_order(tmp_path: Path, view: View, say: Say) -> None:
    path = tmp_path / "new" / "corrections.jsonl"
    first, second = (say(action, statement=stated(view, "covers")) for action in ("wrong", "right"))
    append_corrections(path, [first])
    append_corrections(path, [second])
    assert read_corrections(path).records == (first, second)
    assert path.read_bytes() == encode(first) + encode(second)


def test_all_bad_lines_are_named_with_their_numbers(tmp_path: Path, view: View, say: Say) -> None:
    path = tmp_path / "corrections.jsonl"
    good = encode(say("wrong", statement=stated(view, "covers")))
    path.write_bytes(good + b"nonsense\n\n" + encode(say("retract", retracts=f"cor-{0:016x}")))
    with pytest.raises(InputError) as refused:
        read_corrections(path)
    assert f"{path}:2: not a correction: JSON is malformed" in str(refused.value)
    assert f"{path}:4: retracts cor-0000000000000000, which no line above it says" in str(refused.value)


def test_a_line_that_a_crash_cut_off_is_told_and_gives_way_to_the_next(tmp_path: Path, view: View, say: Say) -> None:
    path = tmp_path / "corrections.jsonl"
    first, second = (say(action, statement=stated(view, "covers")) for action in ("wrong", "right"))
    path.write_bytes(encode(first) + encode(second)[:40])
    torn = read_corrections(path)
    assert (torn.records, torn.torn) == ((first,), encode(second)[:40].decode())
    append_corrections(path, [second])
    assert read_corrections(path).records == (first, second)
    assert read_corrections(path).torn is None


def test_a_last_line_to_which_an_editor_gave_no_end_stays(tmp_path: Path, view: View, say: Say) -> None:
    path = tmp_path / "corrections.jsonl"
    first, second = (say(action, statement=stated(view, "covers")) for action in ("wrong", "right"))
    path.write_bytes(b"\xef\xbb\xbf" + encode(first).rstrip())
    append_corrections(path, [second])
    assert read_corrections(path).records == (first, second)


def test_a_full_disk_keeps_nothing_and_says_so(
    tmp_path: Path, view: View, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "corrections.jsonl"
    first, second = (say(action, statement=stated(view, "covers")) for action in ("wrong", "right"))
    append_corrections(path, [first])

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device; nothing was kept"):
        append_corrections(path, [second])
    assert path.read_bytes() == encode(first)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of other systems")
def test_nothing_that_was_acknowledged_is_lost_by_kill_9_with_two_writers(tmp_path: Path) -> None:
    path, rng = tmp_path / "corrections.jsonl", random.Random(1)
    acknowledged: list[str] = []
    for _ in range(4):
        command = [sys.executable, "-c", WRITER, str(path)]
        writers = [subprocess.Popen([*command, by], stdout=subprocess.PIPE, text=True) for by in ("甲", "乙")]
        for writer in writers:
            assert writer.stdout is not None
            acknowledged.append(writer.stdout.readline().strip())
        time.sleep(rng.uniform(0.01, 0.3))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            acknowledged += [
                line.strip() for line in writer.communicate()[0].splitlines(keepends=True) if line[-1:] == "\n"
            ]
    kept = [record.id for record in read_corrections(path).records]
    assert len(acknowledged) > 20
    assert set(acknowledged) <= set(kept)
    assert len(kept) - len(acknowledged) <= 8, "at most the one that each writer was about to tell"


def test_where_the_file_is(tmp_path: Path) -> None:
    a, b, out = tmp_path / "a", tmp_path / "b", tmp_path / "out"
    for folder in (a, b, out):
        folder.mkdir()
    (a / "x.txt").touch()
    name = "corrections.jsonl"
    assert find_corrections([a], out) == find_corrections([a / "x.txt"], out) == a / name
    assert find_corrections([a, b], out) == find_corrections([Path("-")], out) == out / name
    (b / name).touch()
    assert find_corrections([a, b], out) == b / name
    (a / name).touch()
    with pytest.raises(InputError, match="several files of corrections; choose with --corrections"):
        find_corrections([a, b], out)
