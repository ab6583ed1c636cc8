"""The report of a build: what was read, what was found, and the strongest relations with the words that state them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from kg.graph import GraphView
from kg.schema import load_schema
from kg.tables.markdown import plain, table
from kg.tables.summary import Edge, summarise

_BARREN = "there is no article in it: no column for a text, or only pictures, style sheets and the like"
_EMPTY = "read, and no entity was found: its words name no organ, post, person, document or place that the rules know"


@dataclass(frozen=True, slots=True)
class Given:
    """What a build was given, beside what became of it.

    Attributes:
        inputs: how many files.
        documents: how many documents they hold.
        repeated: how many of these have the text of another, and count once with it.
        failures: what could not be read, and why.
        barren: inputs in which there is no document.
    """

    inputs: int
    documents: int
    repeated: int
    failures: Sequence[tuple[str, str]] = ()
    barren: Sequence[str] = ()


def write_report(graph: GraphView, file: BinaryIO, given: Given | None = None) -> None:
    """Write the report of a graph as Markdown.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
        given: what it was built from, where that is known.
    """
    file.write("".join(f"{line}\n" for line in _lines(graph, given)).encode())


def _lines(graph: GraphView, given: Given | None) -> Iterator[str]:
    schema, summary, program, rules = load_schema(), summarise(graph), graph.graph["program"], graph.graph["rules"]
    yield from ("# Report 报告", "")
    if given is not None:
        repeated = f"; {given.repeated} of them repeat the text of another and count once" if given.repeated else ""
        yield from (f"Inputs: {given.inputs}, with {_number(given.documents, 'document')} in them{repeated}.", "")
    yield (
        f"Documents: {len(summary.documents)}. Entities: {sum(summary.entities.values())}, "
        f"mentioned {_times(summary.mentions)}. Relations: {sum(summary.relations.values())}, "
        f"stated {_times(summary.evidence)}. Entities whose place is known: {summary.placed}; in several articles: "
        f"{summary.shared}; edges derived from names and places: {summary.derived}. "
        f"Made by kg {program} with rules {rules}."
    )
    yield from ("", "## Documents 文章", "")
    yield from table(
        ("document", "title", "publisher", "date", "characters", "entities", "relations"),
        ((d.name, d.title, d.publisher, d.date, d.characters, d.entities, d.relations) for d in summary.documents),
    )
    if given is not None and given.failures:
        yield from ("", "## Not read 未能读取", "", *(f"- {plain(reason)}" for _, reason in given.failures))
    empty = [d.name for d in summary.documents if not d.entities]
    barren = () if given is None else given.barren
    if empty or barren:
        yield from ("", "## Gave nothing 没有所得", "")
        yield from (f"- {plain(name)}: {_BARREN}" for name in barren)
        yield from (f"- {plain(name)}: {_EMPTY}" for name in empty)
    if "corrections" in graph.graph:
        yield from _corrections(graph.graph["corrections"])
    yield from ("", "## Entities 实体", "")
    yield from table(("type", "类型", "number"), ((t, schema.types[t].zh, n) for t, n in summary.entities.items()))
    yield from ("", "## Relations 关系", "")
    yield from table(
        ("relation", "关系", "number"), ((r, schema.relations[r].zh, n) for r, n in summary.relations.items())
    )
    modalities = (f"{number} {modality}" for modality, number in summary.modalities.items())
    yield from ("", f"Modality 情态: {', '.join(modalities) or 'none'}.")
    yield from ("", "## Entities with the most relations 关系最多的实体", "")
    yield from table(("entity", "type", "relations"), summary.central)
    yield from ("", "## Strongest relations 最有力的关系", "")
    for edge in summary.strongest:
        yield f"- {_sentence(edge)}"
        yield f"  > {plain(edge.quote)}"
        yield "  >"
        yield f"  > {plain(edge.document)}, rule `{edge.rule}`, {edge.modality}, stated {_times(edge.count)}"
        yield ""


def _corrections(corrections: dict[str, Any]) -> Iterator[str]:
    """Say what became of what people corrected: what does not fit the articles any more is named."""
    yield from ("", "## Corrections 更正", "", f"Applied: {len(corrections['applied'])}.")
    for title, key in (("Orphaned 文章已改", "orphaned"), ("Without effect 已无作用", "idle")):
        if corrections[key]:
            yield from ("", f"{title}:", "")
            for one in corrections[key]:
                says = f"{plain(one['article'] or one['document'])}: {plain(one['says'])}"
                yield f"- {says} ({plain(one['why'])}; {one['id']})"
    if corrections["fallen"]:
        yield from ("", "Statements that fell away with a change of type 因类型更改而失去的陈述:", "")
        yield from (f"- {plain(fallen)}" for fallen in corrections["fallen"])
    if corrections["torn"] is not None:
        yield from (
            "",
            f"The last line of the file was cut off and is left out 末行不完整: {plain(corrections['torn'])}",
        )


def _sentence(edge: Edge) -> str:
    """Return the relation as 44 区直部门(单位) —covers 包保→ 21 社区."""
    head, tail = (
        f"{'' if count is None else f'{count} '}**{plain(name)}**"
        for count, name in ((edge.head_count, edge.head), (edge.tail_count, edge.tail))
    )
    return f"{head} —{edge.type} {load_schema().relations[edge.type].zh}→ {tail}"


def _number(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
