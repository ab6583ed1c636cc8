"""Nothing half-written is left behind, whatever happens while writing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kg.atomic import writing, writing_folder
from kg.errors import OutputError


def test_a_file_is_replaced_only_when_the_block_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "new" / "graph.ttl"
    with writing(path) as file:
        file.write("颍东".encode())
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "颍东"
    with pytest.raises(KeyboardInterrupt), writing(path) as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert path.read_text(encoding="utf-8") == "颍东"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_gets_all_files_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "exports"
    with pytest.raises(KeyboardInterrupt), writing_folder(folder) as new:
        (new / "one").write_text("1")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    with writing_folder(folder) as new:
        (new / "one").write_text("1")
        (new / "two").write_text("2")
        assert not (folder / "one").exists()
    assert sorted(p.name for p in folder.iterdir()) == ["one", "two"]
    with pytest.raises(ValueError, match="broken"), writing_folder(folder) as new:
        (new / "one").write_text("changed")
        raise ValueError("broken")
    assert (folder / "one").read_text() == "1"
    assert sorted(p.name for p in folder.iterdir()) == ["one", "two"]


def test_an_interrupt_between_two_renames_still_moves_all_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, moved = Path.replace, []

    def interrupted(self: Path, target: Path) -> Path:
        result = replace(self, target)
        moved.append(target)
        if len(moved) == 1:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt), writing_folder(tmp_path) as new:
        for name in ("one", "two", "three"):
            (new / name).write_text(name)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one", "three", "two"]


def test_files_of_others_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with writing_folder(tmp_path) as new:
        (new / "graph.ttl").write_text("")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_exports_are_as_public_as_any_new_file(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        with writing(tmp_path / "one") as file:
            file.write(b"1")
        with writing_folder(tmp_path) as new:
            (new / "two").write_bytes(b"2")
    finally:
        os.umask(old)
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("one", "two")} == {0o644}


def test_an_output_in_the_way_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"file.*cannot write"), writing_folder(tmp_path / "file"):
        pass
    with pytest.raises(OutputError, match=r"file.*cannot write"), writing(tmp_path / "file" / "graph.ttl"):
        pass
    (tmp_path / "exports" / "graph.ttl").mkdir(parents=True)
    with (
        pytest.raises(OutputError, match=r"graph\.ttl: cannot write: a folder"),
        writing_folder(tmp_path / "exports") as new,
    ):
        (new / "a.csv").write_text("")
        (new / "graph.ttl").write_text("")
    assert [p.name for p in (tmp_path / "exports").iterdir()] == ["graph.ttl"]
