"""Every example in the rules of furniture and containers is a test by itself."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal

import pytest

from kg.errors import RuleError
from kg.rules.containers import ContainerRule, load_containers, matches
from kg.rules.furniture import FurnitureRule, load_furniture

RULES = load_furniture()
CONTAINERS = load_containers()


def explained(rule: FurnitureRule, example: str) -> bool:
    line, _, following = example.partition("⏎")
    if rule.name:
        return RULES.is_a(rule.name, line)
    zone: Literal["head", "foot", "any"] = "head" if rule.zone == "ends" else rule.zone
    found = RULES.explain(line, zone, following)
    # A line of several labels bears the id of the first.
    return found is not None and (found.rule == rule.id or (bool(rule.labels) and found.rule.startswith("label.")))


@pytest.mark.parametrize(
    ("rule", "example"), [(r, e) for r in RULES.rules for e in r.examples], ids=lambda v: getattr(v, "id", None)
)
def test_example(rule: FurnitureRule, example: str) -> None:
    assert explained(rule, example)


@pytest.mark.parametrize(
    ("rule", "example"), [(r, e) for r in RULES.rules for e in r.counterexamples], ids=lambda v: getattr(v, "id", None)
)
def test_counterexample(rule: FurnitureRule, example: str) -> None:
    assert not explained(rule, example)


def test_every_rule_has_an_example() -> None:
    assert [rule.id for rule in RULES.rules if not rule.examples] == []
    assert [rule.id for rule in CONTAINERS.rules if not rule.examples] == []


@pytest.mark.parametrize("rule", CONTAINERS.rules, ids=lambda rule: rule.id)
def test_containers(rule: ContainerRule) -> None:
    assert [e for e in rule.examples if not matches(rule, e)] == []
    assert [e for e in rule.counterexamples if matches(rule, e)] == []


def test_a_user_adds_a_label(tmp_path: Path) -> None:
    (tmp_path / "furniture.toml").write_text(
        '[[rule]]\nid = "label.case"\nzone = "head"\nlabels = ["案例编号"]\n', encoding="utf-8"
    )
    assert RULES.explain("案例编号：2023-017", "head") is None
    found = load_furniture(tmp_path).explain("案例编号：2023-017", "head")
    assert found is not None
    assert found.rule == "label.case"


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "furniture.toml").write_text(
        '[[rule]]\nid = "a"\nzone = "head"\npattern = "(x"\n[[rule]]\nid = "b"\nzone = "head"\npattern = "{nobody}"\n',
        encoding="utf-8",
    )
    with pytest.raises(RuleError, match=r"rule a: not a regular expression.*rule b: no rule before it has the name"):
        load_furniture(tmp_path)


@pytest.mark.timing
@pytest.mark.parametrize(
    "unit", ["办公室、", "　", "、", "2022-1-1　", "县委 ", "记者 张三 ", "【打印】 ", "> ", "（办", "||", "第", "——"]
)
@pytest.mark.parametrize("end", ["", "！", "印发", "）"])
def test_a_line_made_to_be_slow_is_explained_at_once(unit: str, end: str) -> None:
    line = (unit * 400)[: 400 - len(end)] + end
    for start in ("", "（", "2022-1-1", "("):
        started = time.perf_counter()
        RULES.explain((start + line)[:400], "head", line)
        RULES.explain((start + line)[:400], "foot", line)
        assert time.perf_counter() - started < 0.5
