"""Lines cut at one width are paragraphs again; other lines stay as they are."""

from __future__ import annotations

import textwrap

import pytest

from kg.read.wrapped import rejoined
from tests.read.makers import LEADERS, PARAGRAPHS, TITLE


def wrapped(paragraph: str, width: int, indent: str) -> str:
    return "\n".join(textwrap.wrap(indent + paragraph, width, break_on_hyphens=False, drop_whitespace=False))


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n"])
@pytest.mark.parametrize("width", [24, 30, 41])
def test_paragraphs_are_whole_again(width: int, between: str) -> None:
    article = ("　　近日，" + PARAGRAPHS[0], *(f"　　{text}" for text in PARAGRAPHS * 2))
    text = between.join(wrapped(text, width, "") for text in article)
    expected = [TITLE, *article]
    found = rejoined(f"{TITLE}\n\n{text}".replace("\n", "\r\n") if "\r" in between else f"{TITLE}\n\n{text}")
    assert [line for line in found.split("\n") if line] == expected


def test_words_in_latin_letters_stay_apart_and_numbers_whole() -> None:
    lines = ["The county committee sends eighty-six of its members to the front line", *["x" * 70] * 4, "y" * 68 + "12"]
    found = rejoined("\n".join([*lines, "34 end."]))
    assert found.endswith("y1234 end.")
    assert "line xxx" in found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n".join(PARAGRAPHS),
        "\n".join(f"　　{text}" for text in PARAGRAPHS * 3),
        "\n".join("　".join(leader) for leader in LEADERS * 5),
        "\n".join(f"第{n}组：县水利局、县应急局、县住建局、县农业农村局；" for n in "一二三四五六七八"),
        "\n".join("县委抽调干部" * 5 for _ in range(4)),
    ],
)
def test_what_was_not_cut_at_a_width_stays_as_it_is(text: str) -> None:
    assert rejoined(text) == text
    assert rejoined(text.replace("\n", "\r\n")) == text.replace("\n", "\r\n")
