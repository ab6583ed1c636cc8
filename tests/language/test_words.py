"""Words and parts of speech: both segmenters keep the words that they are taught, and lose no character."""

import pytest

from kg.language.words import Segmenter, SegmenterName

SEGMENTERS: tuple[SegmenterName, ...] = ("rjieba", "jieba")


@pytest.mark.parametrize("name", SEGMENTERS)
def test_the_words_joined_are_the_text(name: SegmenterName) -> None:
    text = "由44家区直单位包保21个社区，𠮷祥街道🙂　也在内。"
    assert "".join(word for word, _ in Segmenter(name, ()).tag(text)) == text


@pytest.mark.parametrize("name", SEGMENTERS)
def test_a_taught_word_stays_whole(name: SegmenterName) -> None:
    assert "两新工委" in [word for word, _ in Segmenter(name, ("两新工委",)).tag("由市委两新工委牵头")]
