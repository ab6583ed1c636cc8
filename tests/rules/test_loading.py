"""Rule files: what is wrong with them is said all at once, with file and entry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.rules import load_rules
from kg.rules.loading import load_table


@dataclass(frozen=True)
class Entry:
    """An entry with the kinds of fields that rule files have."""

    id: str
    words: tuple[str, ...]
    last: bool = False


def frames(folder: Path, text: str) -> Path:
    (folder / "frames.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_extends_the_package(tmp_path: Path) -> None:
    own = (
        '[[rule]]\nid = "covers.own"\nrelation = "covers"\ntriggers = ["驻包"]\nhead = ["agent"]\ntail = ["patient"]\n'
    )
    rules = load_rules(frames(tmp_path, own))
    assert [f.id for f in rules.frames_of["驻包"]] == ["covers.own"]
    assert rules.version != load_rules().version


RULE = '[[rule]]\nid = "x"\nrelation = "covers"\ntriggers = ["包"]\nhead = ["agent"]\ntail = ["patient"]\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[rule]\n", "not valid TOML"),
        ("[rule]\n", "write [[rule]], with two brackets"),
        ("[[verb]]\n", "unknown table 'verb'"),
        ('[[rule]]\nid = "x"\n', "missing key 'relation'"),
        (RULE.replace("x", "covers.assigned"), "the id is used before"),
        (RULE.replace('["包"]', '"包"'), "'triggers' should be a list of text"),
        (RULE.replace("agent", "doer"), "'head' should be a list of one of"),
        (RULE.replace("covers", "hugs"), "no relation 'hugs'"),
        ('[[rule]]\nid = "x"\nverb = "包"\n', "unknown key 'verb'"),
    ],
)
def test_a_malformed_file_says_what_is_wrong(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(RuleError, match=r"frames\.toml") as error:
        load_rules(frames(tmp_path, text))
    assert fault in str(error.value)
    assert "\n" not in str(error.value)


def test_all_faults_come_in_one_message(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as error:
        load_rules(frames(tmp_path, '[[rule]]\nid = "a"\n\n[[rule]]\nid = "b"\n'))
    assert "rule 1 (a)" in str(error.value)
    assert "rule 2 (b)" in str(error.value)


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no rule file in it"):
        load_rules(tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "frames.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match="cannot be read as UTF-8 text"):
        load_table("frames.toml", Entry, tmp_path)
