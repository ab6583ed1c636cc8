"""Every example in the rule files comes true, and what a user adds is tried the same way."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.evaluation.examples import Failure, failures
from kg.rules import load_rules

NAMES = """
[[rule]]
id = "mine.ending"
type = "Department"
heads = ["大数据发展局"]
examples = ["由宁安县大数据发展局牵头 → 宁安县大数据发展局"]
counterexamples = ["大数据发展很快"]
"""


def own(folder: Path, **files: str) -> list[Failure]:
    """Write rule files into a folder and return which of their examples fail."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return [failure for failure in failures(folder) if failure.file.startswith(str(folder))]


def test_the_examples_of_the_package_come_true() -> None:
    assert [str(failure) for failure in failures()] == []


def test_every_rule_for_names_and_verbs_has_an_example() -> None:
    rules = load_rules()
    assert [rule.id for rule in rules.names if not rule.examples] == []
    assert [rule.id for rule in rules.frames if not rule.examples] == []


def test_what_comes_true_is_no_finding(tmp_path: Path) -> None:
    assert own(tmp_path, names=NAMES) == []


def test_an_example_that_fails_is_told_with_its_file_its_rule_and_what_was_found(tmp_path: Path) -> None:
    [failure] = own(tmp_path, names=NAMES.replace("→ 宁安县大数据发展局", "→ 大数据局"))
    assert failure.file == str(tmp_path / "names.toml")
    assert (failure.rule, failure.message) == ("mine.ending", "found 宁安县大数据发展局")


FAILING = {
    "names": """
id = "name"
type = "Department"
heads = ["数据发展局"]
counterexamples = ["宁安县数据发展局成立"]
""",
    "words": """
id = "word"
kind = "determiner"
words = ["俺们"]
examples = ["俺们县委 → 俺们县委"]
""",
    "frames": """
id = "frame.example"
relation = "covers"
triggers = ["认养"]
head = ["agent"]
tail = ["patient"]
examples = ["县财政局认养沙湾乡 → 沙湾乡 > 县财政局"]

[[rule]]
id = "frame.counterexample"
relation = "covers"
triggers = ["认种"]
head = ["agent"]
tail = ["patient"]
counterexamples = ["县财政局认种沙湾乡"]
""",
    "context": """
id = "context.example"
kind = "required"
words = ["须得"]
examples = ["县委成立防汛领导小组"]

[[rule]]
id = "context.counterexample"
kind = "negated"
words = ["暂不"]
counterexamples = ["县委暂不成立防汛领导小组"]
""",
    "roles": """
id = "post"
relation = "leads"
posts = ["总牵头人"]
examples = ["由张志远任防汛指挥部总牵头人 → 防汛指挥部 > 张志远"]
""",
    "abbreviations": """
id = "abbreviation.example"
forms = ["河长办", "河办"]
examples = ["县河长办 = 县湖长办"]

[[rule]]
id = "abbreviation.counterexample"
forms = ["路长办", "路办"]
counterexamples = ["县路长办 = 县路办"]
""",
    "references": """
id = "reference"
type = "Committee"
words = ["攻坚委"]
examples = ["县委成立防汛指挥部 → 防汛指挥部 = 攻坚委"]
""",
    "furniture": """
id = "label.line"
zone = "head"
labels = ["案号"]
examples = ["编号：7"]
""",
    "containers": """
id = "container"
kind = "main"
names = ["mybody"]
examples = ["yourbody"]
""",
}


def test_examples_of_every_kind_are_tried(tmp_path: Path) -> None:
    found = own(tmp_path, **{name: f"[[rule]]\n{text}" for name, text in FAILING.items()})
    expected = [line.split('"')[1] for text in FAILING.values() for line in text.splitlines() if line.startswith("id")]
    assert sorted(failure.rule for failure in found) == sorted(expected)


def test_a_rule_that_breaks_an_example_of_the_package_is_found(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text(
        '[[rule]]\nid = "mine"\nkind = "barrier"\nwords = ["县应急局"]\n', encoding="utf-8"
    )
    assert "leads.head" in {failure.rule for failure in failures(tmp_path) if failure.file == "frames.toml"}


def test_a_malformed_file_is_an_error_that_names_the_entry(tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text('[[rule]]\nid = "mine"\nkind = "x"\n', encoding="utf-8")
    with pytest.raises(RuleError, match=r"names\.toml: rule 1 \(mine\): unknown key 'kind'"):
        failures(tmp_path)
