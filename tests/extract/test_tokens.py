"""Words: what is one token, what is two, and what each may be in a name."""

from __future__ import annotations

import pytest

from kg.extract.enclosures import alias_of
from kg.extract.known import Known, Merger
from kg.extract.tokens import Kind
from tests.extract.names import words
from tests.timing import growth


def cut(text: str) -> list[str]:
    return [token.word for token in words(text)]


def kind_of(word: str, text: str) -> int:
    return next(token.kind for token in words(text) if token.word == word)


@pytest.mark.parametrize(
    "text",
    [
        "由市农业农村局牵头，会同县气象局。",
        "建立“街道吹哨、部门报到”机制；印发《关于开展巡河的通知》（云政发〔2023〕5号）",
        "　　组长：田　野",
    ],
)
def test_tokens_cover_the_text(text: str) -> None:
    tokens = words(text)
    assert "".join(token.word for token in tokens) == text
    assert [token.start for token in tokens] == [0, *(token.stop for token in tokens[:-1])]


def test_offsets_count_from_where_the_paragraph_starts() -> None:
    from tests.extract.names import _machines

    first = _machines()[0].tokens("县委组织部牵头", 40)[0]
    assert (first.start, first.stop) == (40, 41 + len(first.word) - 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由县林业局任组长单位", ["由", "县"]),
        ("会同县气象局", ["会同", "县", "气象局"]),
        ("国务院财政部门", ["国务院", "财政", "部门"]),
        ("新华社区党支部", ["新华", "社区", "党支部"]),
        ("各县应急局", ["各", "县", "应急局"]),
        ("专家组成三支队伍", ["专家", "组成"]),
    ],
)
def test_a_name_begins_where_the_dictionary_glues_it(text: str, expected: list[str]) -> None:
    assert cut(text)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("印发《关于加强河道管护的通知》。", "《关于加强河道管护的通知》"),
        ("根据云政发〔2023〕15号文件", "云政发〔2023〕15号"),
        ("附件：云汛指[2021]3号", "云汛指[2021]3号"),
    ],
)
def test_titles_and_document_numbers_are_one_token(text: str, title: str) -> None:
    assert kind_of(title, text) == Kind.TITLE


@pytest.mark.parametrize(
    ("text", "bracket", "kind"),
    [
        ("村（社区）党组织", "（社区）", Kind.ENCLOSED),
        ("县（市、区）人民政府", "（市、区）", Kind.ENCLOSED),
        ("村（居）民委员会", "（居）", Kind.ENCLOSED),
        ("县直部门党组（党委）", "（党委）", Kind.ENCLOSED),
        ("县防汛抗旱指挥部（以下简称县防指）", "（以下简称县防指）", Kind.ASIDE),
        ("会议（5月3日召开）要求", "（5月3日召开）", Kind.ASIDE),
    ],
)
def test_brackets_offer_an_alternative_or_stand_aside(text: str, bracket: str, kind: int) -> None:
    assert kind_of(bracket, text) == kind


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("县防汛抗旱指挥部（以下简称县防指）", "县防指"),
        ("联席会议（以下简称“联席会议”）", "联席会议"),
        ("乡镇、街道（以下统称镇街）", None),
        ("县委书记（兼）", None),
    ],
)
def test_a_bracket_gives_a_short_name(text: str, short: str | None) -> None:
    assert alias_of(words(text)[-1]) == short


def test_ordinals_stand_in_names_but_not_before_articles() -> None:
    assert kind_of("第三", "县委第三巡察组") == Kind.MODIFIER
    assert kind_of("第三条", "第三条规定") == Kind.OTHER


def test_a_classifier_needs_a_number() -> None:
    assert kind_of("支", "12支服务队") == Kind.CLASSIFIER
    assert kind_of("名", "两名干部") == Kind.CLASSIFIER


def test_the_verb_of_a_fine_is_no_office() -> None:
    assert kind_of("处", "对个人处二千元罚款") == Kind.VERB


def test_known_names_are_one_token() -> None:
    flat = words("赤岩职业学院由席向荣主持")
    merged = Merger(Known(frozenset({"席向荣"}), frozenset({"赤岩"}))).merged(flat)
    assert [token.word for token in merged if token.word in ("赤岩", "席向荣")] == ["赤岩", "席向荣"]


@pytest.mark.timing
def test_a_long_line_without_punctuation_takes_linear_time() -> None:
    assert growth(lambda length: words("县委组织部督导乡镇党委" * (length // 11)), 11_000, 44_000) < 12


def test_what_is_remembered_of_words_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "第3批由县委组织部牵头，各乡镇（街道）派出2个督导组，报县人民政府处以上干部。"
    remembered = repr(words(text))
    monkeypatch.setattr("kg.extract.tokens._MOST_LEARNED", 0)
    assert repr(words(text)) == remembered == repr(words(text))
