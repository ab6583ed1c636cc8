"""Whatever goes out to a tool comes back as it was, character for character."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings

from kg.annotations.brat import read_brat, write_brat
from kg.annotations.doccano import read_doccano, write_doccano
from kg.annotations.label_studio import read_label_studio, write_label_studio
from kg.annotations.naming import bare
from kg.annotations.web_annotation import read_web_annotations, write_web_annotations
from kg.corrections.view import View, view_of
from kg.errors import InputError
from kg.pipeline import read_off
from kg.read import read_text
from tests.annotations.views import views

FORMATS: dict[str, tuple[Callable[..., None], Callable[[Path], Iterator[View]]]] = {
    "brat": (write_brat, read_brat),
    "doccano": (write_doccano, read_doccano),
    "label-studio": (write_label_studio, read_label_studio),
    "web-annotation": (write_web_annotations, read_web_annotations),
}
TEXT = "𠮷野县委组织部😀印发《通知》，抽调286名党员干部奔赴沙湾乡。由32名县级领导包保14个乡镇。要求县水利局指导沙湾乡。"


@pytest.fixture
def article() -> View:
    return bare(view_of(read_off(read_text(TEXT, "floods"))))


def there_and_back(name: str, one: View, folder: Path) -> list[View]:
    write, read = FORMATS[name]
    path = folder if name == "brat" else folder / "out"
    write([one], path)
    return list(read(path))


@pytest.mark.parametrize("name", FORMATS)
@given(one=views())
@settings(max_examples=120, deadline=None)
def test_nothing_is_lost(name: str, one: View, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert there_and_back(name, one, tmp_path_factory.mktemp("tool")) == [one]


@pytest.mark.parametrize("name", FORMATS)
def test_an_extracted_article_comes_back(name: str, article: View, tmp_path: Path) -> None:
    assert len(article.statements) >= 4
    assert there_and_back(name, article, tmp_path) == [article]


def test_brat_counts_code_points(article: View, tmp_path: Path) -> None:
    write_brat([article], tmp_path)
    lines = (tmp_path / "floods.ann").read_text(encoding="utf-8").splitlines()
    start = TEXT.index("沙湾乡")
    assert len(TEXT.encode("utf-16-le")) // 2 == len(TEXT) + 2
    assert any(line.endswith(f"\tCommunity {start} {start + 3}\t沙湾乡") for line in lines)
    assert (tmp_path / "floods.txt").read_text(encoding="utf-8") == TEXT
    assert "covers Head:<ENTITY>, Tail:<ENTITY>" in (tmp_path / "annotation.conf").read_text(encoding="utf-8")


def test_a_span_over_two_lines_is_two_fragments_in_brat(tmp_path: Path) -> None:
    from kg.annotations.naming import view
    from kg.corrections.view import Thing

    one = view("县委\n组织部", "lines", [Thing("Department", "县委组织部", (), ((0, 6),))], [], "here")
    write_brat([one], tmp_path)
    assert "T1\tDepartment 0 2;3 6\t县委 组织部\n" in (tmp_path / "lines.ann").read_text(encoding="utf-8")


def test_what_people_draw_in_brat_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("😀县委领导乡镇，县委强调。", encoding="utf-8")
    lines = ["T1\tCommittee 1 3\t县委", "T2\tCommunity 5 7\t乡镇", "T3\tCommittee 8 10\t县委", "*\tEquiv T1 T3"]
    lines += ["R1\tleads Arg1:T1 Arg2:T2\t", "#1\tAnnotatorNotes R1\t对吗？"]
    (tmp_path / "a.ann").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    [one] = read_brat(tmp_path)
    assert [(t.name, t.mentions) for t in one.entities] == [("县委", ((1, 3), (8, 10))), ("乡镇", ((5, 7),))]
    assert [(str(s.statement), s.statement.quote) for s in one.statements] == [("县委 —leads→ 乡镇", "县委领导乡镇")]


def test_what_people_add_and_take_away_in_doccano_is_read(article: View, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    write_doccano([article], file)
    data = json.loads(file.read_text(encoding="utf-8"))
    start = TEXT.index("《通知》")
    data["relations"] = [r for r in data["relations"] if r["type"] != "covers"]
    for number, entity in enumerate(data["entities"]):  # doccano gives its own numbers
        for relation in data["relations"]:
            for key in ("from_id", "to_id"):
                relation[key] = number + 500 if relation[key] == entity["id"] else relation[key]
        entity["id"] = number + 500
    data["entities"].append({"id": 900, "label": "Place", "start_offset": start, "end_offset": start + 4})
    data["relations"].append({"id": 9, "type": "covers", "from_id": 500, "to_id": 900})
    file.write_text(json.dumps(data), encoding="utf-8")
    [one] = read_doccano(file)
    covers = [s.statement for s in one.statements if s.statement.type == "covers"]
    assert [(c.tail.name, c.tail.type, c.quote[-4:]) for c in covers] == [("《通知》", "Place", "《通知》")]
    kept = {str(s.statement) for s in one.statements} - {str(c) for c in covers}
    assert kept == {str(s.statement) for s in article.statements if s.statement.type != "covers"}


def test_a_label_studio_that_counts_otherwise_is_noticed(article: View, tmp_path: Path) -> None:
    file = tmp_path / "tasks.json"
    write_label_studio([article], file)
    tasks = json.loads(file.read_text(encoding="utf-8"))
    for region in tasks[0]["annotations"][0]["result"]:
        if region["type"] == "labels":
            for key in ("start", "end"):
                region["value"][key] += 2
    file.write_text(json.dumps(tasks), encoding="utf-8")
    with pytest.raises(InputError, match="counts code points"):
        list(read_label_studio(file))


def test_web_annotations_are_json_ld(article: View, tmp_path: Path) -> None:
    file = tmp_path / "page.jsonld"
    write_web_annotations([article], file)
    data = json.loads(file.read_text(encoding="utf-8"))
    # The context of the W3C, as far as it is used here: tests fetch nothing.
    oa, own = "http://www.w3.org/ns/oa#", data["@context"][1]
    terms: dict[str, object] = {
        "id": "@id",
        "type": "@type",
        "oa": oa,
        "AnnotationPage": "oa:Page",
        "items": "oa:items",
    }
    classes = ("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "start", "end", "exact")
    terms |= {name: f"oa:{name}" for name in classes} | {"motivation": "oa:motivatedBy"}
    linked = {"body": "oa:hasBody", "target": "oa:hasTarget", "source": "oa:hasSource", "selector": "oa:hasSelector"}
    terms |= {name: {"@id": iri, "@type": "@id"} for name, iri in linked.items()}
    store = pyoxigraph.Store()
    store.load(json.dumps({**data, "@context": {**terms, **own}}).encode(), pyoxigraph.RdfFormat.JSON_LD)
    rows = store.query(
        """SELECT ?exact ?n WHERE { ?a a oa:Annotation ; oa:hasTarget/oa:hasSelector/oa:exact ?exact ;
        oa:hasBody [ rdf:predicate kg:covers ; kg:tailCount ?n ] }""",
        prefixes={**own, "oa": oa},
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    assert [tuple(cell.value for cell in row) for row in rows] == [("县级领导包保14个乡镇", "14")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("brat", "T1\tDepartment 0 9\t县委", "a.ann: 县委: 0–9 lies outside the text"),
        ("brat", "T1\tCastle 0 2\t县委", "the schema has no type 'Castle'"),
        ("brat", "E1\tleads:T1 Head:T2 Tail:T3", "'T1' is nowhere in it|T1 is nowhere in it"),
        ("brat", "T1", "a.ann:1: not brat standoff"),
        ("doccano", "nonsense", "out:1: not doccano's JSONL"),
        (
            "doccano",
            '{"text": "县委", "entities": [], "kg": {"entities": [1]}}',
            "out:1: the details under kg are damaged",
        ),
        (
            "doccano",
            '{"text": "县委", "entities": [{"id": 1, "label": "Post", "start_offset": 0, "end_offset": 9}]}',
            "lies",
        ),
        ("label-studio", "[{}]", "not Label Studio's JSON"),
        ("web-annotation", "{}", "not a collection of annotation pages"),
    ],
)
def test_what_is_not_in_the_format_is_refused(name: str, content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("县委", encoding="utf-8")
    (tmp_path / ("a.ann" if name == "brat" else "out")).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(FORMATS[name][1](tmp_path if name == "brat" else tmp_path / "out"))
