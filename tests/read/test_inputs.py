"""From paths to documents: folders, archives in archives, records, standard input; and what fails beside them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import sys
from pathlib import Path

import pytest
import zstandard

from kg.errors import InputError
from kg.model import Document
from kg.read import Columns, read_file, read_inputs
from tests.read.makers import PAGES, PARAGRAPHS, docx, pdf, tarred, warc, zipped

TEXT = f"防汛一线党旗红\n\n来源：县委组织部 2023-07-18\n\n{PARAGRAPHS[0]}\n"
RECORDS = [{"content": TEXT, "url": f"http://x.gov.cn/{n}", "pub_date": f"2023-07-1{n}T08:00:00"} for n in range(3)]


def read(*paths: Path, **options: object) -> tuple[list[Document], list[str]]:
    failures: list[str] = []
    documents = read_inputs(paths, on_failure=lambda _, error: failures.append(str(error)), **options)  # type: ignore[arg-type]
    return list(documents), failures


def article(document: Document) -> str:
    return "".join(span.of(document.text) for span in document.paragraphs)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of whatever people have."""
    place = tmp_path / "whatever"
    files: dict[str, bytes] = {
        "a.txt": TEXT.encode(),
        "b gbk.txt": TEXT.encode("gb18030"),
        "c.md": f"# 防汛一线\n\n{PARAGRAPHS[0]}\n".encode(),
        "deep/er/page.html": PAGES["trs"].encode("gb18030"),
        "deep/notice.docx": docx(),
        "deep/report.pdf": pdf(times=1),
        "deep/word.doc": PAGES["word"].encode("gb18030"),
        "records.jsonl.gz": gzip.compress("\n".join(json.dumps(r, ensure_ascii=False) for r in RECORDS).encode()),
        "sheet.csv": f'标题,正文\n防汛,"{PARAGRAPHS[0]}"\n'.encode("gbk"),
        "pack.zip": zipped({"新/通知.txt": TEXT, "again.tar": tarred({"x/y.txt": TEXT.encode()})}),
        ".hidden.txt": b"no",
        "page_files/style.css": b"no",
        "page_files/logo.png": b"\x89PNG",
    }
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return place


def test_a_folder_of_whatever_people_have(folder: Path) -> None:
    documents, failures = read(folder)
    assert failures == []
    assert [(d.name, d.source) for d in documents] == [
        ("a", "a.txt"),
        ("b gbk", "b gbk.txt"),
        ("c", "c.md"),
        ("page", "deep/er/page.html"),
        ("notice", "deep/notice.docx"),
        ("report", "deep/report.pdf"),
        ("word", "deep/word.doc"),
        ("y", "pack.zip!/again.tar!/x/y.txt"),
        ("通知", "pack.zip!/新/通知.txt"),
        *((f"http://x.gov.cn/{n}", f"http://x.gov.cn/{n}") for n in range(3)),
        ("sheet-1", "sheet.csv:1"),
    ]
    assert all(PARAGRAPHS[0] in article(d).replace(" ", "") for d in documents)


def test_the_order_of_the_inputs_does_not_matter(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix in (".txt", ".html", ".gz")]
    assert read(*files) == read(*reversed(files)) == read(*files, *files)


def test_globs_choose_files_of_folders(folder: Path) -> None:
    assert {d.name for d in read(folder, globs=["*.html", "deep/*.docx"])[0]} == {"page", "notice"}


@pytest.mark.parametrize(
    ("ending", "pack"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstandard.ZstdCompressor().compress)],
)
def test_compressed_files(tmp_path: Path, ending: str, pack: object) -> None:
    path = tmp_path / f"通知.txt.{ending}"
    path.write_bytes(pack(TEXT.encode()) + pack(PARAGRAPHS[1].encode()))  # type: ignore[operator]
    [document], failures = read(path)
    assert (document.name, failures) == ("通知", [])
    assert article(document) == PARAGRAPHS[0] + PARAGRAPHS[1]
    path.write_bytes(pack(TEXT.encode())[:-9])  # type: ignore[operator]
    documents, [failure] = read(path)
    assert (documents, "damaged" in failure) == ([], True)


def test_records_name_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "crawl.jsonl"
    path.write_text(json.dumps({"b": TEXT, "t": "标题一", "d": "2020年1月2日", "w": "县委办"}, ensure_ascii=False))
    columns = Columns(text="b", title="t", date="d", publisher="w")
    [document], _ = read(path, columns=columns)
    assert (document.title, document.date, document.publisher) == ("标题一", "2020-01-02", "县委办")
    assert read(path, columns=Columns(text="body"))[1] == [
        f"{path}:1: there is no column 'body'; it has 'b', 't', 'd', 'w'"
    ]
    assert "name its column with --text" in read(path)[1][0]


def test_one_bad_record_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps(RECORDS[0]), "{broken", "[1]", '{"content": ""}', "", json.dumps(RECORDS[1])]
    path.write_text("\n".join(lines))
    documents, failures = read(path)
    assert len(documents) == 2
    assert [failure.split(": ")[0] for failure in failures] == [f"{path}:{n}" for n in (2, 3, 4)]


def test_json_arrays_and_html_in_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps([{"content": f"<div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>", "title": "防汛"}])
    )
    [document], _ = read(path)
    assert [span.of(document.text) for span in document.paragraphs] == [*PARAGRAPHS[:2]]


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    parquet.write_table(pa.Table.from_pylist(RECORDS), path)
    documents, failures = read(path)
    assert ([d.name for d in documents], failures) == ([f"http://x.gov.cn/{n}" for n in range(3)], [])
    assert [d.date for d in documents] == ["2023-07-10", "2023-07-11", "2023-07-12"]
    path.write_bytes(path.read_bytes()[:-100])
    assert "damaged Parquet" in read(path)[1][0]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio's writer leaves files open
@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc({f"http://x.gov.cn/{n}.html": PAGES["trs"].encode() for n in "ab"}, gzip=packed))
    documents, failures = read(path)
    assert ([d.source for d in documents], failures) == (["http://x.gov.cn/a.html", "http://x.gov.cn/b.html"], [])
    assert article(documents[0]) == "".join(PARAGRAPHS)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(PAGES["trs"].encode("gb18030")))))
    [document], _ = read(Path("-"))
    assert (document.name, article(document)) == ("standard input", "".join(PARAGRAPHS))


def test_one_bad_input_never_stops_the_others(tmp_path: Path) -> None:
    bad = {
        "binary.txt": bytes(range(256)) * 8,
        "broken.docx": b"PK\x03\x04broken",
        "broken.pdf": b"%PDF-1.4",
        "empty.txt": b"",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "script.html": b"<html><body><script>x</script></body></html>",
        "spaces.txt": " \n　\n".encode(),
        "text.rtf": b"{\\rtf1 x}",
    }
    for name, content in {**bad, "good.txt": TEXT.encode()}.items():
        (tmp_path / name).write_bytes(content)
    documents, failures = read(tmp_path)
    assert [d.name for d in documents] == ["good"]
    assert [Path(failure.split(": ")[0]).name for failure in failures] == sorted(bad)
    with pytest.raises(InputError, match=r"binary\.txt"):
        list(read_inputs([tmp_path]))


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    assert read(tmp_path / "nowhere.txt")[1] == [f"{tmp_path / 'nowhere.txt'}: cannot read: No such file or directory"]
    assert read(tmp_path)[1] == [f"{tmp_path}: no file to read in this folder"]


def test_other_data_in_a_folder_is_passed_over_and_refused_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(TEXT)
    (tmp_path / "article.json").write_text('{"doc": "article", "entities": [], "relations": []}')
    (tmp_path / "figures.csv").write_text("year,number\n2023,7\n")
    documents, failures = read(tmp_path)
    assert ([d.name for d in documents], failures) == (["article"], [])
    assert "article.json:1: no text; name its column" in read(tmp_path / "article.json")[1][0]
    (tmp_path / "empty.jsonl").write_text('{"content": ""}')
    assert "empty.jsonl:1: no text" in read(tmp_path)[1][0]


def test_links_and_pipes(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text(TEXT)
    (inside / "a.txt").write_text(TEXT)
    (inside / "loop").symlink_to(inside)
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(inside / "pipe.txt")
    documents, failures = read(inside)
    assert [d.name for d in documents] == ["a"]
    assert ["a symbolic link out of the folder" in failures[0], "a pipe" in failures[1], len(failures)] == [
        True,
        True,
        2,
    ]


def test_names_of_files_in_the_encoding_of_chinese_systems(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("县委组织部".encode("gbk") + b".txt")).write_text(TEXT)
    (tmp_path / os.fsdecode("坏文件".encode("gbk") + b".txt")).write_bytes(b"\x00\x01" * 50)
    (tmp_path / os.fsdecode(b"\xff\xff.txt")).write_text(TEXT)
    documents, [failure] = read(tmp_path)
    assert [(d.name, d.source) for d in documents] == [
        ("县委组织部", "县委组织部.txt"),
        ("\ufffd\ufffd", "\ufffd\ufffd.txt"),
    ]
    assert failure.startswith(f"{tmp_path}/坏文件.txt: not text")


def test_a_file_is_one_document(tmp_path: Path, folder: Path) -> None:
    assert read_file(folder / "a.txt").title == "防汛一线党旗红"
    with pytest.raises(InputError, match="more than one document"):
        read_file(folder / "records.jsonl.gz")
    (tmp_path / "none.zip").write_bytes(zipped({}))
    with pytest.raises(InputError, match="no document in it"):
        read_file(tmp_path / "none.zip")
