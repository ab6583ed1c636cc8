"""The report says what was read and found, and shows it as it stands in the text."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kg.tables.report import Given, write_report
from kg.tables.summary import summarise

if TYPE_CHECKING:
    import networkx as nx


def report(graph: nx.MultiDiGraph[str], given: Given | None = None) -> str:
    file = BytesIO()
    write_report(graph, file, given)
    return file.getvalue().decode()


def test_figures(small_graph: nx.MultiDiGraph[str]) -> None:
    summary = summarise(small_graph)
    assert [(d.name, d.entities, d.relations) for d in summary.documents] == [
        ("empty", 0, 0),
        ("second", 2, 1),
        ("first", 3, 3),
    ]
    assert summary.entities == {"Department": 1, "Community": 1, "Group": 1}
    assert summary.relations == {"covers": 1, "dispatches": 1, "deployedTo": 1}
    assert (summary.mentions, summary.evidence) == (7, 4)
    assert summary.modalities == {"asserted": 3}
    assert summary.central[0][2] == 2


def test_the_strongest_relation_is_the_one_stated_most_often_then_those_with_numbers(
    small_graph: nx.MultiDiGraph[str],
) -> None:
    for kind, other in (("dispatches", "deployedTo"), ("deployedTo", "dispatches")):
        for *_, edge in small_graph.edges(keys=True, data=True):
            edge["head_count"] = 2 if edge["type"] == kind else None
            edge["tail_count"] = 3 if edge["type"] == kind else None
        strongest = summarise(small_graph).strongest
        assert [(e.type, e.count) for e in strongest] == [("covers", 2), (kind, 1), (other, 1)]
    assert [e.type for e in summarise(small_graph, top=1).strongest] == ["covers"]


def test_the_report_names_documents_types_and_quotes(small_graph: nx.MultiDiGraph[str]) -> None:
    text = report(small_graph)
    assert "Documents: 3. Entities: 3, mentioned 7 times. Relations: 3, stated 4 times." in text
    assert "| first | =HYPERLINK(沙湾) |  | 2023-07-18 |" in text
    assert "| Department | 部门 | 1 |" in text
    assert "- **县委组织部** —dispatches 选派→ 286 **党员干部**\n  > 县委组织部抽调286名党员干部\n" in text
    assert "- empty: read, and no entity was found" in text
    assert "Inputs:" not in text


def test_the_report_says_what_became_of_the_inputs(small_graph: nx.MultiDiGraph[str]) -> None:
    given = Given(5, 9, 6, [("bad*.txt", "bad*.txt: not text")], ["figures.csv"])
    text = report(small_graph, given)
    assert "Inputs: 5, with 9 documents in them; 6 of them repeat the text of another and count once." in text
    assert "## Not read 未能读取\n\n- bad\\*.txt: not text\n" in text
    assert "- figures.csv: there is no article in it" in text


def test_what_is_markup_to_markdown_is_shown_as_text(small_graph: nx.MultiDiGraph[str]) -> None:
    for node in small_graph.nodes.values():
        node["name"] = "<b>*县委*|\n[x]</b>"
    assert r"\<b\>\*县委\*\| \[x\]\</b\>" in report(small_graph)
    assert "<b>" not in report(small_graph)
