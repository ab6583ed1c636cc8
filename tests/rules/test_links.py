"""`links.toml`: the package's own, the user's before them, and every fault with file and entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.rules import load_rules
from kg.rules.links import load_links


def rule(ident: str, kind: str, names: str, more: str = "") -> str:
    return f'[[rule]]\nid = "{ident}"\nkind = "{kind}"\nnames = [{names}]\n{more}\n'


def test_the_rules_of_the_user_come_first(tmp_path: Path) -> None:
    (tmp_path / "links.toml").write_text(rule("mine", "same", '"甲局", "乙局"'), encoding="utf-8")
    assert load_links(tmp_path)[0].id == "mine"
    assert load_links(tmp_path)[1:] == load_links()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (rule("one", "same", '"甲局"'), "one: needs at least two different names"),
        (rule("when", "rename", '"甲局", "乙局"', 'since = "19年"'), "when: since should be a day such as 2019"),
        (rule("turn", "same", '"甲局", "乙局"', 'since = "2020"\nuntil = "2019"'), "turn: since is not before until"),
        (rule("a", "same", '"甲局", "乙局"') + rule("b", "same", '"乙局", "丙局"'), "b: 乙局 stands in a too"),
        (rule("a", "same", '"甲局", "乙局"') + rule("b", "different", '"乙局", "甲局"'), "b: keeps apart what a"),
        (rule("kind", "merge", '"甲局", "乙局"'), "'kind' should be one of 'same', 'different', 'rename'"),
    ],
)
def test_a_fault_is_told_with_file_and_entry(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "links.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_rules(tmp_path)
    assert f"{tmp_path / 'links.toml'}" in str(caught.value)
    assert fault in str(caught.value)
