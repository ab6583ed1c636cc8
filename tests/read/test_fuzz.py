"""A short, seeded part of the fuzzing of the readers; `tests/read/fuzz.py` says how to run the long one."""

from __future__ import annotations

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read import read_text
from tests.read.fuzz import KINDS, attempt, check, mutated, seeds

# What library parsers warn of in damaged files is no concern of their reader.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PIECES = [
    *(
        "来源：县委组织部 2023-07-18",
        "发布日期：",
        "索 引 号：",
        "国务院",
        "关于成立领导小组的通知",
        "——副题",
        "【打印】",
    ),
    *(
        "2022年5月16日",
        "X",
        "（此件公开发布）",
        "当前位置：首页 > 要闻",
        "一、总体要求",
        "县委抽调干部下沉。",
        "主办单位：县委",
    ),
    *("上一篇：没有了", "=====", "组　长：张三", "〔2022〕5号", "第 4 期"),
]
LINES = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.text(alphabet="县委组织部抽调干部，。：（）《》—－ 　0123456789年月日\t[]【】|/", max_size=40),
        st.text(max_size=30),
    ),
    max_size=14,
)


@pytest.mark.parametrize("kind", KINDS)
def test_no_reader_fails_in_a_way_of_its_own(kind: str) -> None:
    examples = seeds(kind)
    for number in range(40):
        attempt(kind, mutated(examples[number % len(examples)], number))


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_themselves_are_read(kind: str) -> None:
    for example in seeds(kind):
        assert attempt(kind, example) > 0


@seed(7)
@settings(max_examples=300, deadline=None, database=None)
@given(LINES)
def test_every_word_of_a_page_is_a_paragraph_or_set_aside(lines: list[str]) -> None:
    try:
        document = read_text("\n".join(lines), "page")
    except InputError:
        return
    check(document)


@seed(7)
@settings(max_examples=200, deadline=None, database=None)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind(data: bytes) -> None:
    attempt("plain", data)
