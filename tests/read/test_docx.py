"""Word documents."""

from __future__ import annotations

import io
import zipfile

import pytest

from kg.errors import InputError
from kg.read.docx import read_docx
from kg.read.finish import finish
from kg.read.html_lines import CELLS
from kg.read.limits import Limits
from tests.read.makers import LEADERS, PARAGRAPHS, TITLE, docx, zipped


def lines(body: str) -> list[str]:
    return read_docx(docx(body), "a.docx", Limits()).text.split("\n")


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def test_paragraphs_and_tables_in_order_as_word_writes_them() -> None:
    document = finish(read_docx(docx(), "a.docx", Limits()), "a", None)
    assert document.title == TITLE
    assert (document.publisher, document.date) == ("县委组织部", "2023-07-18")
    rows = [CELLS.join(leader) for leader in LEADERS]
    assert [s.of(document.text) for s in document.paragraphs] == [*PARAGRAPHS, *rows, "青川县人民政府办公室"]


def test_what_is_deleted_is_not_read_and_what_is_inserted_is() -> None:
    body = (
        f"<w:p>{run('县委')}<w:del><w:r><w:delText>办公室</w:delText></w:r></w:del><w:ins>{run('组织部')}</w:ins>"
        f"<w:hyperlink>{run('抽调')}</w:hyperlink><w:r><w:br/><w:t>干部</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('下沉一线')}</w:p></w:sdtContent></w:sdt><w:moveFrom><w:p>{run('旧')}</w:p></w:moveFrom>"
    )
    assert lines(body) == ["县委组织部抽调", "干部", "下沉一线"]


def test_merged_cells_are_repeated_in_each_row() -> None:
    first, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tbl><w:tr>{cell('综合组', first)}{cell('张三')}</w:tr><w:tr>{cell('', goes_on)}{cell('李四')}</w:tr>"
        f"<w:tr>{cell('县水利局', wide)}{cell('成员')}</w:tr></w:tbl>"
    )
    assert lines(table) == [f"综合组{CELLS}张三", f"综合组{CELLS}李四", f"县水利局{CELLS}成员"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('会议通知')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(body) == ["正文", "会议通知"]


def test_the_strict_variant() -> None:
    namespaces = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with zipfile.ZipFile(io.BytesIO(docx(f"<w:p>{run('县委')}</w:p>"))) as archive:
        xml = archive.read("word/document.xml").decode().replace(*namespaces)
    assert read_docx(zipped({"word/document.xml": xml}), "a.docx", Limits()).text == "县委"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE a [<!ENTITY a "县委"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">',
    ],
)
def test_entities_are_refused(prolog: str) -> None:
    with pytest.raises(InputError, match=r"^bomb\.docx: a document type is declared"):
        read_docx(docx(f"<w:p>{run('县委')}</w:p>", prolog=prolog), "bomb.docx", Limits())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 not an archive", "damaged or encrypted"),
        (zipped({"a.txt": "县委"}), "no Word document"),
        (docx("<w:p>")[:-30], "damaged"),
        (docx("<w:p>"), "damaged Word document"),
        (docx("<w:p>" * 500 + "</w:p>" * 500), "nested more than"),
        (docx(f"<w:p>{run('县' * (17 << 20))}</w:p>"), "--max-ratio"),
    ],
)
def test_what_is_broken_or_hostile_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_docx(data, "bad.docx", Limits())
    assert str(caught.value).startswith("bad.docx: ")
