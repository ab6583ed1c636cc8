"""Plain text as a stream of parts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read import Limits, read_inputs
from kg.read.parts import read_parts

PARAGRAPH = "县委组织部抽调286名党员干部奔赴沙湾乡，由32名县级领导包保14个乡镇。"
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le")


def texts(data: bytes, most: int) -> list[str]:
    return [make().text for _, make in read_parts(io.BytesIO(data), "a.txt", most) if make]


def test_a_small_text_is_one_document() -> None:
    [(where, make)] = read_parts(io.BytesIO(PARAGRAPH.encode()), "a.txt", 1000)
    assert where == "a.txt"
    assert make is not None
    assert make().text == PARAGRAPH


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("between", "ends"), [("\n\n", "。\n\n"), ("\r\n\r\n", "。\r\n\r\n"), ("\n", "。\n"), ("", "。")]
)
def test_parts_end_between_paragraphs_lines_or_sentences(encoding: str, between: str, ends: str) -> None:
    text = (PARAGRAPH + between) * 200
    data = text.encode(encoding)
    if encoding.startswith("utf-16"):
        data = "\ufeff".encode(encoding) + data
    if encoding == "utf-32-le":
        data = "\ufeff".encode(encoding) + data
    found = texts(data, 2000)
    assert len(found) > 5
    assert "".join(found).removeprefix("\ufeff") == text
    assert all(part.endswith(ends) for part in found)
    assert all(len(part.encode(encoding)) <= 2000 for part in found)


def test_a_text_without_any_end_is_cut_between_characters() -> None:
    text = "县委" * 3000
    for encoding in ENCODINGS[:2]:
        assert "".join(texts(text.encode(encoding), 1001)) == text


def test_the_encoding_is_that_of_the_first_part_that_is_not_ascii() -> None:
    text = "http://x.gov.cn/1\n" * 300 + (PARAGRAPH + "\n") * 300
    assert "".join(texts(text.encode("gb18030"), 2000)) == text


def test_a_part_in_another_encoding_is_named_and_the_others_are_read() -> None:
    data = (PARAGRAPH + "\n").encode() * 100 + (PARAGRAPH + "\n").encode("gb18030") + (PARAGRAPH + "\n").encode() * 100
    failures, documents = [], 0
    for _, make in read_parts(io.BytesIO(data), "a.txt", 2000):
        try:
            assert make is not None
            make()
            documents += 1
        except InputError as error:
            failures.append(str(error))
    assert documents > 5
    [failure] = failures
    place = 100 * len((PARAGRAPH + "\n").encode())
    assert f"byte {place} of the file: not utf-8 as the text before" in failure
    assert failure.startswith("a.txt:")


@seed(7)
@settings(max_examples=200, deadline=None, database=None)
@given(
    st.text(alphabet="县委a。\n\r ，\u3000", max_size=400), st.integers(110, 200), st.sampled_from(("utf-8", "gb18030"))
)
def test_all_parts_together_are_the_text(text: str, most: int, encoding: str) -> None:
    text = PARAGRAPH + text
    blank = str.maketrans("", "", " \n\r\u3000")
    assert "".join(texts(text.encode(encoding), most)).translate(blank) == text.translate(blank)


def test_documents_of_parts_have_names_and_offsets_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "汇编.txt"
    path.write_text("\n\n".join(f"{n}。{PARAGRAPH}" for n in range(20_000)), encoding="gb18030")
    documents = list(read_inputs([path], limits=Limits(part=1)))
    assert [(d.name, d.source) for d in documents] == [(f"汇编-{n}", f"汇编.txt:{n}") for n in (1, 2)]
    assert [len(d.paragraphs) + len(d.furniture) for d in documents] != [0, 0]
    for document in documents:
        assert all(PARAGRAPH in span.of(document.text) for span in document.paragraphs)
