"""`kg read`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import FLOOD, Run
from tests.read.makers import PAGES, PARAGRAPHS, pdf


def test_what_was_read_and_what_was_set_aside(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGES["trs"], encoding="gb18030")
    shown = run("read", tmp_path / "page.html")
    assert shown.code == 0
    assert "publisher: 县委组织部" in shown.out
    assert "label.date  发布时间：2023-07-18 09:00" in shown.out
    assert PARAGRAPHS[0] in shown.out
    assert "发布单位: 县委组织部" in run("read", tmp_path / "page.html", "--lang", "zh").out


def test_what_of_a_page_is_not_in_its_text_is_shown_with_what_left_it_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGES["trs"], encoding="utf-8")
    shown = run("read", tmp_path / "page.html").out
    assert "left out of the text (" in shown
    assert "aside.foot  主办单位：青川县人民政府办公室" in shown
    document = json.loads(run("read", tmp_path / "page.html", "--json").out)
    left_out = [(part["rule"], part["text"]) for part in document["left_out"]]
    assert left_out[0] == ("aside.navigation", "首页")
    assert ("aside.share", "分享到：微信") in left_out
    assert left_out[-1] == ("aside.foot", "蜀ICP备12345678号")
    assert all(words not in document["text"] for _, words in left_out)
    (tmp_path / "a.pdf").write_bytes(pdf(times=1))
    document = json.loads(run("read", tmp_path / "a.pdf", "--json").out)
    assert document["left_out"] == [
        {"rule": "running head or foot, page 1", "text": "青川县防汛抗旱指挥部工作简报"},
        {"rule": "page number, page 1", "text": "— 1 —"},
    ]


def test_json_holds_the_text_and_offsets_into_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FLOOD, encoding="utf-8")
    document = json.loads(run("read", tmp_path / "a.txt", "--json").out)
    assert document["title"] == "泗源县委组织部抽调党员干部防汛"
    for part in document["paragraphs"] + document["furniture"]:
        assert document["text"][part["start"] : part["stop"]] == part["text"]


def test_what_cannot_be_read_is_named_and_does_not_stop_the_rest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01" * 50)
    (tmp_path / "b.txt").write_text(FLOOD, encoding="utf-8")
    shown = run("read", tmp_path)
    assert shown.code == 1
    assert "2023-07-18" in shown.out
    assert shown.err == f"kg: {tmp_path / 'a.txt'}: not text but binary data; give a text, HTML, DOCX or PDF file\n"
    strict = run("read", tmp_path, "--strict")
    assert (strict.code, strict.out) == (2, "")


def test_columns_globs_and_limits(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"t": "防汛", "b": FLOOD, "n": "http://x/1"}), encoding="utf-8")
    (tmp_path / "b.txt").write_text(FLOOD, encoding="utf-8")
    columns = ("--text", "b", "--title", "t", "--id", "n")
    shown = run("read", tmp_path, "--glob", "*.jsonl", *columns, "--json")
    assert json.loads(shown.out)["title"] == "防汛"
    (tmp_path / "c.md").write_text(FLOOD * 9000, encoding="utf-8")
    assert "--max-size" in run("read", tmp_path / "c.md", "--max-size", "1").err
