"""Traditional characters are matched as simplified ones, and never come out as such."""

from __future__ import annotations

import pytest

from kg.language.script import Originals, in_simplified, simplified
from kg.model import Span
from kg.read import read_text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("潁東區委組織部會同鎮黨委", "颍东区委组织部会同镇党委"),
        ("縣里成立工作專班，由縣長任組長", "县里成立工作专班，由县长任组长"),
        # One name in an article in simplified characters is the author's choice.
        ("县委组织部干部科科长陳立在全县干部大会上通报了驻村工作队考核情况", None),
        ("县委组织部", None),
        ("The 5 teams of 2023 … ①②③", None),
        ("", None),
    ],
)
def test_only_texts_in_traditional_characters_are_changed(text: str, read: str | None) -> None:
    assert simplified(text) == (text if read is None else read)


def test_the_length_stays_and_so_do_offsets() -> None:
    text = "青巖縣委組織部會同鎮黨委，裡外後於著乾臺灣。\n" * 3
    assert len(simplified(text)) == len(text)


def test_a_document_in_simplified_characters_is_the_same_document() -> None:
    document = read_text("县委组织部选派驻村工作队。", "a")
    assert in_simplified(document) is document


def test_a_name_that_stands_nowhere_whole_gets_the_characters_around_it() -> None:
    own = "縣委、縣政府領導和發展改革局"
    originals = Originals(own, simplified(own))
    assert originals.name("县政府领导", [Span(3, 8)]) == "縣政府領導"
    assert originals.name("县委领导", [Span(0, 2)]) == "縣委領導"
