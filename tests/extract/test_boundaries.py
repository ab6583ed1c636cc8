"""Words that may stand in a name, or act: each is judged by what stands around it."""

from __future__ import annotations

import pytest

from tests.extract.names import lists


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我代表县人民政府报告工作", "县人民政府"),
        ("市、县人大代表视察学校", "县人大代表"),
        ("会同县应急管理局核查", "县应急管理局"),
        ("由市农业农村局牵头", "市农业农村局"),
        ("成立由县长任组长的防汛工作领导小组", "防汛工作领导小组"),
    ],
)
def test_a_name_begins_behind_what_acts(text: str, found: str) -> None:
    assert found in {member.name for nouns in lists(text) for member in nouns.members}
