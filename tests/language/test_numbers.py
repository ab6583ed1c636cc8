"""Numbers as articles write them."""

import pytest

from kg.language.numbers import parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("44", 44),
        ("2,000余", 2_000),
        ("1.2万", 12_000),
        ("１２", 12),
        ("两", 2),
        ("十", 10),
        ("二十三", 23),
        ("一百零三", 103),
        ("一千二百", 1_200),
        ("三万五千", 35_000),
        ("1.5", None),
        ("几", None),
        ("", None),
    ],
)
def test_a_number_is_read(text: str, number: int | None) -> None:
    assert parse_number(text) == number
