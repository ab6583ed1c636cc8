"""What people say is applied at every build, is told when it fits no more, and goes out to other tools and in again."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kg.corpus.corrected import open_project
from kg.corrections.file import append_corrections
from kg.corrections.records import Correction, plain, signed
from kg.corrections.view import view_of
from tests.conftest import Run
from tests.corrections.conftest import TEXT, end, named, stated
from tests.corrections.test_records import every_action

EXPORTS = ("graph.ttl", "graph.html", "graph.json", "graph.graphml", "entities.csv", "relations.csv", "report.md")
AT = datetime(2026, 1, 31, 8, 30, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """A folder of exports built of two articles."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "floods.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles" / "other.txt").write_text("市委书记包保东街社区。", encoding="utf-8")
    assert run("build", tmp_path / "articles", "-o", tmp_path / "exports").code == 0
    return tmp_path / "exports"


def tell(project: Path, *said: dict[str, Any]) -> list[Correction]:
    """Say something about the article of the floods."""
    [document] = [ident for ident, name in open_project(project).documents().items() if name == "floods"]
    records = [signed({**one, "document": document, "article": "floods"}, "李四", AT) for one in said]
    append_corrections(project.parent / "articles" / "corrections.jsonl", records)
    return records


def wrong(project: Path) -> dict[str, Any]:
    opened = open_project(project)
    [document] = [ident for ident, name in opened.documents().items() if name == "floods"]
    article = opened.article(document)
    assert article is not None
    return {"action": "wrong", "statement": stated(view_of(article), "covers")}


def covers(project: Path) -> list[str]:
    graph = json.loads((project / "graph.json").read_bytes())
    names = {node["id"]: node["name"] for node in graph["nodes"]}
    return sorted(names[e["tail"]] for e in map(_ends, graph["edges"]) if e["type"] == "covers")


def _ends(edge: dict[str, Any]) -> dict[str, Any]:
    return {**edge, "tail": edge["target"]}


def test_a_build_applies_them_and_a_fresh_one_gives_the_same_bytes(project: Path, tmp_path: Path, run: Run) -> None:
    assert covers(project) == ["东街社区", "乡镇"]
    tell(project, wrong(project))
    built = run("build", tmp_path / "articles", "-o", project, "--json")
    assert json.loads(built.out)["extracted"] == 0
    assert json.loads(built.out)["corrections"]["applied"] == 1
    assert covers(project) == ["东街社区"]
    assert run("build", tmp_path / "articles", "-o", tmp_path / "fresh").code == 0
    assert [n for n in EXPORTS if (project / n).read_bytes() != (tmp_path / "fresh" / n).read_bytes()] == []


def test_without_the_file_all_is_as_before(project: Path, tmp_path: Path, run: Run) -> None:
    before = {name: (project / name).read_bytes() for name in EXPORTS}
    tell(project, wrong(project))
    run("build", tmp_path / "articles", "-o", project)
    (tmp_path / "articles" / "corrections.jsonl").unlink()
    run("build", tmp_path / "articles", "-o", project)
    assert {name: (project / name).read_bytes() for name in EXPORTS} == before


def test_applied_without_the_inputs(project: Path, tmp_path: Path, run: Run) -> None:
    tell(project, wrong(project))
    shutil.move(tmp_path / "articles" / "floods.txt", tmp_path)
    assert run("corrections", "apply", project).code == 0
    assert covers(project) == ["东街社区"]


def test_a_changed_text_orphans_them_and_everybody_says_so(project: Path, tmp_path: Path, run: Run) -> None:
    [record] = tell(project, wrong(project))
    assert run("corrections", "check", project).out == "all 1 corrections fit\n"
    article = tmp_path / "articles" / "floods.txt"
    article.write_text(TEXT.replace("印发", "下发"), encoding="utf-8")
    built = run("build", tmp_path / "articles", "-o", project)
    told = f"{record.id} of floods: wrong: 县级领导 —covers→ 乡镇: its text is in no article now"
    assert told in built.err
    report = (project / "report.md").read_text(encoding="utf-8")
    assert "Orphaned" in report
    assert record.id in report
    checked = run("corrections", "check", project)
    assert (checked.code, record.id in checked.out) == (1, True)
    assert covers(project) == ["东街社区", "乡镇"]
    article.write_text(TEXT, encoding="utf-8")
    run("build", tmp_path / "articles", "-o", project)
    assert covers(project) == ["东街社区"]


def test_a_bad_line_ends_the_build_with_its_number_and_leaves_the_exports(
    project: Path, tmp_path: Path, run: Run
) -> None:
    before = (project / "graph.json").read_bytes()
    tell(project, wrong(project))
    with (tmp_path / "articles" / "corrections.jsonl").open("a") as file:
        file.write('{"action": "burn"}\n')
    built = run("build", tmp_path / "articles", "-o", project)
    assert built.code == 2
    assert "corrections.jsonl:2: not a correction: Invalid value 'burn'" in built.err
    assert (project / "graph.json").read_bytes() == before


def test_another_file_can_be_named(project: Path, tmp_path: Path, run: Run) -> None:
    tell(project, wrong(project))
    other = shutil.move(tmp_path / "articles" / "corrections.jsonl", tmp_path / "mine.jsonl")
    assert run("build", tmp_path / "articles", "-o", project, "--corrections", other).code == 0
    assert covers(project) == ["东街社区"]


def test_the_list_says_who_said_what_and_what_became_of_it(project: Path, tmp_path: Path, run: Run) -> None:
    [first] = tell(project, wrong(project))
    run("build", tmp_path / "articles", "-o", project)
    tell(project, {"action": "retract", "retracts": first.id}, {**wrong(project), "note": "再看"})
    rows = json.loads(run("corrections", "list", project, "--json").out)
    assert [(row["state"], row["by"], row["note"]) for row in rows] == [
        ("retracted", "李四", ""),
        ("pending", "李四", "再看"),
    ]
    assert "县级领导" in run("corrections", "list", project).out


def test_every_action_can_be_said_and_built(project: Path, tmp_path: Path, run: Run) -> None:
    opened = open_project(project)
    [article] = [a for d, n in opened.documents().items() if n == "floods" and (a := opened.article(d)) is not None]
    view = view_of(article)
    first = tell(project, {"action": "right", "statement": stated(view, "guides")})[0]
    said = [one for one in every_action(view) if one["action"] not in {"retract", "merge", "split", "entity-wrong"}]
    twin = end(view, "沙湾乡", name="沙湾", type="Place")
    second = named(view, "沙湾乡").mentions[1]
    said += [{"action": "split", "entity": twin, "mentions": [list(second)], "type": "Community", "name": "西乡"}]
    said += [
        {
            "action": "merge",
            "entities": [{**twin, "name": "西乡", "type": "Community", "start": second[0], "stop": second[1]}, twin],
        }
    ]
    tell(
        project,
        *said,
        {"action": "entity-wrong", "entity": end(view, "县水利局")},
        {"action": "retract", "retracts": first.id},
    )
    built = run("build", tmp_path / "articles", "-o", project, "--json")
    assert built.code == 0, built.err
    assert json.loads(built.out)["corrections"] | {"applied": 0} == {
        "applied": 0,
        "idle": 0,
        "orphaned": 0,
        "fallen": 0,
    }
    assert run("validate", project / "graph.ttl").code == 0


def test_gold_goes_out_and_eval_takes_it(project: Path, tmp_path: Path, run: Run) -> None:
    tell(project, wrong(project))
    assert run("corrections", "export", project, "-o", tmp_path / "gold").code == 0
    assert sorted(path.name for path in (tmp_path / "gold").iterdir()) == ["floods.json", "floods.txt"]
    score = json.loads(run("eval", tmp_path / "gold", "--json").out)
    assert (score["relations"]["recall"], score["relations"]["predicted"] - score["relations"]["hit"]) == (1, 1)


@pytest.mark.parametrize("name", ["brat", "doccano", "label-studio", "web-annotation"])
def test_out_and_in_unchanged_is_no_correction(name: str, project: Path, tmp_path: Path, run: Run) -> None:
    tell(project, wrong(project))
    out = tmp_path / "out"
    assert run("corrections", "export", project, "--all", "--format", name, "-o", out).code == 0
    done = run("import", out, project, "--format", name, "--dry-run")
    assert (done.code, done.out) == (0, "")


def test_what_people_took_away_in_doccano_is_gone_after_the_next_build(project: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out.jsonl"
    run("corrections", "export", project, "--all", "--format", "doccano", "-o", out)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line["relations"] = [r for r in line["relations"] if r["type"] != "covers"]
    lines.append({"id": 3, "text": "别的文章", "entities": [], "relations": []})
    out.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = run("import", out, project, "--format", "doccano", "--by", "王五")
    assert (done.code, "its text is in no article" in done.err, "2 corrections more" in done.err) == (1, True, True)
    run("build", tmp_path / "articles", "-o", project)
    assert covers(project) == []
    kept = open_project(project).corrections().records
    assert {(record.by, str(plain(record)["action"])) for record in kept} == {("王五", "wrong")}
