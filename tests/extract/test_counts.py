"""How many: the number that belongs to each end of a statement."""

from __future__ import annotations

import pytest

from tests.extract.reading import read


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("由44家区直单位包保21个社区。", (44, 21)),
        ("近1.2万名志愿者协助社区民警。", (12_000, None)),
        ("县直单位选派党员干部三十二名。", (None, 32)),
        ("两名脱岗的镇干部被县纪委约谈。", (None, 2)),
        ("县民政局派出一支15人的救助小分队。", (None, 1)),
        ("县人武部组建民兵应急分队140人。", (None, None)),
        ("县政府2021年印发《防汛预案》。", (None, None)),
        ("每名县领导联系1个村。", (None, 1)),
    ],
)
def test_a_number_goes_to_its_end(text: str, counts: tuple[int | None, int | None]) -> None:
    (first, *_) = read(text).statements
    assert (first.head_count, first.tail_count) == counts


def test_each_is_not_so_many() -> None:
    found = read("县委派出6个督导组，每组由2名记者组成。").statements
    assert [(s.head_count, s.tail_count) for s in found if s.type == "memberOf"] == [(2, None)]
