"""What the heads of official letters state."""

from __future__ import annotations

import pytest

from tests.extract.reading import stated

LETTER = """临江县人民政府办公室
关于印发《临江县网格员管理办法》的通知

临政办〔2021〕9号

各乡镇人民政府，县水利局：

{text}

临江县人民政府办公室
2021年3月2日
"""


def test_the_issuer_issues_the_number_of_a_letter() -> None:
    text = LETTER.format(text="现就有关事项通知如下。")
    assert stated(text, "issues") == {"临江县人民政府办公室 issues 临政办〔2021〕9号"}


def test_what_a_letter_hands_down_is_issued_and_carried_out_by_those_addressed() -> None:
    text = LETTER.format(text="《临江县网格员管理办法》已经研究通过，现印发给你们，请遵照执行。")
    assert stated(text) == {
        "临江县人民政府办公室 issues 《临江县网格员管理办法》",
        "乡镇人民政府 implements 《临江县网格员管理办法》",
        "县水利局 implements 《临江县网格员管理办法》",
    }


@pytest.mark.parametrize(
    "line",
    [
        "（临江县水利局2021年3月2日印发）",
        "临江县水利局　　2021年3月2日印发",
        "（2021年3月1日会议通过，临江县水利局3月2日印发）",
    ],
)
def test_who_has_printed_a_text_issues_its_number(line: str) -> None:
    text = f"临江县节水办法\n\n临水〔2021〕9号\n\n{line}\n\n第一条　为了节约用水，制定本办法。\n"
    assert stated(text, "issues") == {"临江县水利局 issues 临水〔2021〕9号"}


def test_joint_issuers_work_together() -> None:
    text = "临江县节水方案\n\n（临水〔2021〕9号　临江县水利局、临江县财政局2021年3月2日联合印发）\n\n一、目标\n"
    assert stated(text, "issues", "coordinatesWith") == {
        "临江县水利局 issues 临水〔2021〕9号",
        "临江县财政局 issues 临水〔2021〕9号",
        "临江县水利局 coordinatesWith 临江县财政局",
    }


def test_a_reply_says_who_has_asked_for_it() -> None:
    text = """临江县人民政府
关于同意建设水厂的批复

临政函〔2021〕3号

县水利局：

你局《关于建设水厂的请示》（临水〔2021〕1号）收悉。现批复如下：

临江县人民政府
2021年3月2日
"""
    assert {"县水利局 issues 《关于建设水厂的请示》", "县水利局 reportsTo 临江县人民政府"} <= stated(text)


def test_news_about_a_document_has_no_letterhead() -> None:
    text = "临江县水利局：水厂开工\n\n3月2日，水厂开工。《临江县水厂管理办法》已经公布。\n"
    assert stated(text, "implements", "reportsTo") == set()
