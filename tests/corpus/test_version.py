"""A stored result depends on the source of the program, not on whether it is compiled."""

from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from kg.corpus.version import _contents


def test_what_is_compiled_counts_by_its_source(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "known.pyc").write_bytes(b"1")
    (tmp_path / "known.py").write_bytes(b"KNOWN = 1\n")
    (tmp_path / f"known{EXTENSION_SUFFIXES[0]}").write_bytes(b"1")
    (tmp_path / "rules.toml").write_bytes(b"")
    assert list(_contents(tmp_path, "kg")) == [("kg/known.py", b"KNOWN = 1\n"), ("kg/rules.toml", b"")]
