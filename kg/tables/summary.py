"""What a graph holds, in figures: the content of `report.md` and of `kg stats`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from kg.graph import GraphView
from kg.schema import load_schema


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation with its ends as people call them, and the first words that state it."""

    head: str
    type: str
    tail: str
    count: int
    head_count: int | None
    tail_count: int | None
    modality: str
    quote: str
    rule: str
    document: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document gave.

    Attributes:
        name, title, publisher, date: as in `kg.model.Document`.
        characters: length of its text, in code points.
        entities: how many entities it names.
        relations: how many relations it states.
    """

    name: str
    title: str | None
    publisher: str | None
    date: str | None
    characters: int
    entities: int
    relations: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a graph.

    Attributes:
        documents: in reading order.
        entities, relations: how many of each type, in the schema's order, without those that do not occur.
        mentions, evidence: how many there are in all.
        placed, shared: entities whose place is known, and those named in several articles.
        derived: edges that follow from names and places alone.
        modalities: relations by modality.
        central: (name, type, number of relations) of the entities with the most relations.
        strongest: the relations stated most often; among equals those with a number, then those between the most
            mentioned entities.
    """

    documents: tuple[Reading, ...]
    entities: dict[str, int]
    relations: dict[str, int]
    mentions: int
    placed: int
    shared: int
    derived: int
    evidence: int
    modalities: dict[str, int]
    central: tuple[tuple[str, str, int], ...]
    strongest: tuple[Edge, ...]


def summarise(graph: GraphView, *, top: int = 20) -> Summary:
    """Return the figures of a graph.

    Args:
        graph: as made by `kg.graph.build_graph`.
        top: how many central entities and strong relations to name at most.
    """
    schema, nodes = load_schema(), graph.nodes
    entities, relations, modalities, named, stated = (Counter[str]() for _ in range(5))
    mentions = evidence = placed = shared = 0
    for _, node in nodes(data=True):
        placed += node["place"] is not None
        shared += len({m["document"] for m in node["mentions"]}) > 1
        entities[node["type"]] += 1
        mentions += node["count"]
        named.update({m["document"] for m in node["mentions"]})
    for *_, edge in graph.edges(keys=True, data=True):
        relations[edge["type"]] += 1
        modalities[edge["modality"]] += 1
        evidence += edge["count"]
        stated.update({p["document"] for p in edge["evidence"]})
    ranked = nsmallest(top, ((-degree, nodes[i]["name"], nodes[i]["type"]) for i, degree in graph.degree() if degree))
    strongest = nsmallest(top, graph.edges(keys=True, data=True), key=lambda edge: _rank(graph, *edge))
    return Summary(
        documents=tuple(
            Reading(d["name"], d["title"], d["publisher"], d["date"], len(d["text"]), named[i], stated[i])
            for i, d in graph.graph["documents"].items()
        ),
        entities={t: entities[t] for t in schema.types if entities[t]},
        relations={r: relations[r] for r in schema.relations if relations[r]},
        mentions=mentions,
        placed=placed,
        shared=shared,
        derived=len(graph.graph.get("derived", ())),
        evidence=evidence,
        modalities=dict(sorted(modalities.items())),
        central=tuple((name, kind, -degree) for degree, name, kind in ranked),
        strongest=tuple(_edge(graph, *edge) for edge in strongest),
    )


def _rank(graph: GraphView, head: str, tail: str, key: str, edge: dict[str, Any]) -> tuple[int, int, int, str]:
    numbers = sum(edge[k] is not None for k in ("head_count", "tail_count"))
    return -edge["count"], -numbers, -graph.nodes[head]["count"] - graph.nodes[tail]["count"], key


def _edge(graph: GraphView, head: str, tail: str, _: str, edge: dict[str, Any]) -> Edge:
    first = edge["evidence"][0]
    return Edge(
        head=graph.nodes[head]["name"],
        type=edge["type"],
        tail=graph.nodes[tail]["name"],
        count=edge["count"],
        head_count=edge["head_count"],
        tail_count=edge["tail_count"],
        modality=edge["modality"],
        quote=first["quote"],
        rule=first["rule"],
        document=graph.graph["documents"][first["document"]]["name"],
    )
