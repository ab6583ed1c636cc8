"""Web pages of many site systems: the article whole, nothing around it, and what the page says about it."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.model import Document
from kg.read.finish import finish
from kg.read.html import read_html
from kg.read.html_lines import CELLS
from kg.read.mhtml import read_mhtml
from tests.read.makers import LEADERS, PAGES, PARAGRAPHS, TITLE, leaders_page


def read(page: str, encoding: str = "utf-8") -> Document:
    return finish(read_html(page.encode(encoding), "page.html"), "page", None)


def paragraphs(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.paragraphs]


@pytest.mark.parametrize("system", PAGES)
def test_the_article_whole_and_nothing_around_it(system: str) -> None:
    page = read(PAGES[system])
    assert paragraphs(page) == list(PARAGRAPHS)
    assert page.title == TITLE
    assert (page.publisher, page.author, page.date) == ("县委组织部", "王芳", "2023-07-18")


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings_declared_wrongly(declared: str, encoding: str) -> None:
    page = PAGES["trs"].replace('charset="utf-8"', f'charset="{declared}"')
    assert paragraphs(read(page, encoding)) == list(PARAGRAPHS)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_half_a_character_does_not_spoil_a_page(encoding: str) -> None:
    page = PAGES["trs"].encode(encoding).replace(b"<title>", b"<title>\xe5\x8e<", 1)
    assert paragraphs(finish(read_html(page, "page.html"), "page", None)) == list(PARAGRAPHS)


@pytest.mark.parametrize("kind", ["table", "layout", "cards"])
def test_every_leader_on_a_line(kind: str) -> None:
    page = read(leaders_page(kind))
    assert page.title == "领导之窗"
    rows = [row for row in paragraphs(page) if not row.startswith("姓名")]
    assert rows == [CELLS.join(leader) for leader in LEADERS]


def test_a_definition_list_pairs_terms_with_definitions() -> None:
    assert paragraphs(read(leaders_page("definitions"))) == [f"{name}{CELLS}{post}" for name, post, _ in LEADERS]


def test_a_cell_that_spans_rows_is_repeated_in_each() -> None:
    table = (
        "<table><tr><td rowspan=2>综合组</td><td>张三</td><td>组长</td></tr><tr><td>李四</td><td>副组长</td></tr>"
        "<tr><td colspan=2>县水利局</td><td>成员</td></tr></table>"
    )
    page = read(f"<html><body><h1>工作组名单</h1>{table}</body></html>")
    assert paragraphs(page) == [
        CELLS.join(row) for row in (("综合组", "张三", "组长"), ("综合组", "李四", "副组长"), ("县水利局", "成员"))
    ]


def test_a_title_that_nothing_marks_as_one_stands_above_source_and_date() -> None:
    article = "<br><br>".join(PARAGRAPHS)
    page = read(f"<div><div>{TITLE}</div><div>来源：县委组织部　时间：2023-07-18</div><div>{article}</div></div>")
    assert (page.title, page.date, paragraphs(page)) == (TITLE, "2023-07-18", list(PARAGRAPHS))


def test_spaces_and_line_ends_are_read_as_a_browser_shows_them() -> None:
    words = "县委\n  组织部抽调\n\t<b>86</b> 名\n党员&nbsp;干部。<br/>下沉\r\n一线。"
    page = read(f"<html><body><p>{words}</p><p hidden>藏</p></body></html>")
    assert page.text == "县委组织部抽调86 名党员 干部。\n下沉一线。"


def test_what_scripts_styles_and_comments_say_is_not_read() -> None:
    page = read(
        "<html><body><script>县委()</script><style>县委{}</style><!-- 县委 -->\n<noscript>县委</noscript>"
        "<select><option>县委</select><textarea>县委</textarea><div style='display:none'>县委</div>"
        "<p>区委抽调干部。</p></body></html>"
    )
    assert page.text == "区委抽调干部。"


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>x</script></body></html>", "<!doctype html>"])
def test_a_page_without_text_says_so(page: str) -> None:
    with pytest.raises(InputError, match=r"page\.html: "):
        read(page)


def test_entities_that_a_page_declares_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "县委"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    page = read(f"{bomb}<html><body><p>区委抽调干部&b;&x;。</p></body></html>")
    assert "root:" not in page.text
    assert "县委县委" not in page.text


def test_a_web_archive() -> None:
    archive = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x.gov.cn/1.html\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: base64\r\nContent-Location: http://x.gov.cn/1.html\r\n\r\n"
    )
    import base64

    data = archive.encode() + base64.encodebytes(PAGES["trs"].encode()) + b"\r\n--b--\r\n"
    draft = read_mhtml(data, "saved.mhtml")
    assert draft.source == "http://x.gov.cn/1.html"
    assert paragraphs(finish(draft, "saved", None)) == list(PARAGRAPHS)
