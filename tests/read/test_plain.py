"""Bytes to characters."""

from __future__ import annotations

import codecs

import pytest

from kg.errors import InputError
from kg.read.plain import clean, decode

SIMPLIFIED = "颍东区委组织部抽调422名党员干部下沉基层一线，包保21个社区，为的是守住村社区。" * 3
TRADITIONAL = "縣委組織部抽調四百名黨員幹部下鄉，為的是讓村裡的人有依靠，這是一個好辦法。" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    assert decode(SIMPLIFIED.replace("颍", "").encode(encoding), "a.txt") == SIMPLIFIED.replace("颍", "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_that_has_lost_its_mark(encoding: str) -> None:
    for text in (f"{SIMPLIFIED}\n2023-07-18 09:00 A\n", f"\n\u3000\u3000第一条\n\u3000\u3000一、{SIMPLIFIED}\n"):
        assert decode(text.encode(encoding), "a.txt") == text


def test_big5() -> None:
    assert decode(TRADITIONAL.encode("big5hkscs"), "a.txt") == TRADITIONAL


@pytest.mark.parametrize("declared", ["utf-8", "big5", "iso-8859-1", "no-such-encoding"])
def test_what_a_file_declares_is_only_a_hint(declared: str) -> None:
    assert decode(SIMPLIFIED.encode("gb18030"), "a.html", declared) == SIMPLIFIED


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (bytes(range(256)), "binary"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd", "its mark promises"),
        ("县委组织部".encode() * 40 + b"\xff" + "县委".encode(), "byte 600"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        decode(data, "strange.txt")
    assert str(caught.value).startswith("strange.txt: ")
    assert "\n" not in str(caught.value)


def test_cleaning() -> None:
    assert clean("县委\r\n组织部\r市委\u2028区委\x85") == "县委\n组织部\n市委\n区委\n"
    assert clean("县\ufeff委\u200b组\xad织\x00部\ud800\x1b") == "县委组织部"
