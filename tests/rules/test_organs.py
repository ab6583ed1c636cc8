"""Titles of organs: every form leads to one title at each level, and each line is of something that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.rules import load_rules
from kg.rules.organs import load_organs

ORGANS = load_organs()


def test_there_are_several_hundred() -> None:
    entries = [e for r in ORGANS.rules for e in (*r.nation, *r.province, *r.local, *r.township)]
    assert len(entries) > 900
    assert sum(entry.count("=") + 1 for entry in entries) > 1900


@pytest.mark.parametrize(
    ("level", "form", "title"),
    [
        ("county", "发改委", "发展和改革委员会"),
        ("county", "人社局", "人力资源和社会保障局"),
        ("city", "政数局", "政务服务和数据管理局"),
        ("county", "两新工委", "委非公有制经济组织和社会组织工作委员会"),
        ("province", "人社厅", "人力资源和社会保障厅"),
        ("nation", "中组部", "中共中央组织部"),
        ("centre", "发展改革委", "国家发展和改革委员会"),
        ("township", "党工委", "党工委"),
    ],
)
def test_forms_lead_to_the_title_of_their_level(level: str, form: str, title: str) -> None:
    organ = ORGANS.of(level, form)
    assert organ is not None
    assert organ.title == title


def test_a_form_is_nobody_s_where_it_is_not_used() -> None:
    assert ORGANS.of("county", "人社厅") is None
    assert ORGANS.of("nation", "发改委") is None


def test_what_an_organ_is_of_is_a_line_itself() -> None:
    lines = {rule.id for rule in ORGANS.rules}
    assert {line.partition(".")[0] for line in lines} - lines == {"mass"}


def test_a_form_of_two_titles_is_told(tmp_path: Path) -> None:
    text = '[[rule]]\nid = "mine"\nlocal = ["发展改革科技局 = 发改委"]\n'
    (tmp_path / "organs.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="mine: 发改委 stands for 发展和改革委员会"):
        load_rules(tmp_path)
