"""`kg extract`: the guideline's JSON, to standard output or one file per article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import FLOOD, Run


def test_an_article_becomes_one_object(run: Run, flood: Path) -> None:
    result = run("extract", flood)
    assert (result.code, result.err) == (0, "")
    found = json.loads(result.out)
    assert list(found) == ["doc", "metadata", "entities", "relations"]
    assert found["doc"] == "flood"
    assert found["metadata"] == {
        "title": "泗源县委组织部抽调党员干部防汛",
        "publisher": "泗源县委组织部",
        "author": None,
        "date": "2023-07-18",
    }
    names = {entity["name"] for entity in found["entities"]}
    assert {"《关于做好防汛工作的通知》", "党员干部", "沙湾乡", "乡镇"} <= names
    [covers] = [relation for relation in found["relations"] if relation["type"] == "covers"]
    assert "县级领导包保14个乡镇" in covers["quote"]
    assert covers == {
        **covers,
        "head": "县级领导",
        "type": "covers",
        "tail": "乡镇",
        "head_count": 32,
        "tail_count": 14,
        "modality": "asserted",
    }
    assert all(relation["quote"] in FLOOD for relation in found["relations"])
    assert all({relation["head"], relation["tail"]} <= names for relation in found["relations"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_standard_input_in_any_encoding(run: Run, flood: Path, encoding: str) -> None:
    result = run("extract", "-", stdin=FLOOD.encode(encoding))
    found = json.loads(result.out)
    assert found.pop("doc") == "standard input"
    from_file = json.loads(run("extract", flood).out)
    del from_file["doc"]
    assert found == from_file


def test_a_folder_becomes_a_folder_of_files(run: Run, flood: Path, tmp_path: Path) -> None:
    (flood.parent / "drought.txt").write_text("县委抽调党员干部抗旱。", encoding="utf-8")
    result = run("extract", flood.parent, "-o", tmp_path / "out")
    assert (result.code, result.out) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["drought.json", "flood.json"]
    assert (tmp_path / "out" / "flood.json").read_text(encoding="utf-8") == run("extract", flood).out


def test_the_options_of_reading(run: Run, flood: Path, tmp_path: Path) -> None:
    (flood.parent / "records.jsonl").write_text(json.dumps({"words": FLOOD, "no": 7}), encoding="utf-8")
    assert "no text; name its column with --text" in run("extract", flood.parent / "records.jsonl").err
    record = json.loads(run("extract", flood.parent / "records.jsonl", "--text", "words").out)
    assert record["entities"] == json.loads(run("extract", flood).out)["entities"]
    assert json.loads(run("extract", flood.parent, "--glob", "*.jsonl", "--text", "words").out) == record
    (flood.parent / "long.html").write_text("<p>县委抽调党员干部抗旱。</p>\n" * 100_000, encoding="utf-8")
    too_long = run("extract", flood.parent, "--max-size", "1", "-o", tmp_path / "out")
    assert too_long.code == 2
    assert "--max-size" in too_long.err


def test_the_reference_segmenter_reads_the_article_too(run: Run, flood: Path) -> None:
    found = json.loads(run("extract", flood, "--segmenter", "jieba").out)
    assert "covers" in {relation["type"] for relation in found["relations"]}
