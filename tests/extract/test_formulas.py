"""Arrangements named by a formula of those who take part."""

from tests.extract.reading import stated


def test_the_parts_of_a_formula_take_part() -> None:
    assert stated("全县推行“河长+检察长”协作机制。", "memberOf") == {
        "河长 memberOf “河长+检察长”协作机制",
        "检察长 memberOf “河长+检察长”协作机制",
    }


def test_a_slogan_with_a_plus_names_nobody() -> None:
    assert stated("全县推行“互联网+政务服务”工作模式。", "memberOf") == set()
