"""What came, went and changed between two graphs: two builds, two years, two folders.

Nodes are the same where their ids are. An article whose text was edited has another id, and so have the things that
only it knows: what is left over is paired where type, name and place agree, both stand in the same article, and neither
could be paired otherwise. What is derived from names is not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from kg.analysis.quotes import Quote, quotes_of
from kg.schema import load_schema

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

T = TypeVar("T")
State = Literal["came", "went", "changed"]
STATES: tuple[State, ...] = ("came", "went", "changed")

_ARTICLE = ("title", "publisher", "author", "date", "place")
_EDGE = ("modality", "head_count", "tail_count", "first_date", "last_date")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one attribute; a list of names stands as one text."""

    attribute: str
    before: str | int | None
    after: str | int | None


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article that came, went or changed; `text` among its changes says that its words did."""

    state: State
    name: str
    title: str
    date: str | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node that came, went or changed: its other names, its place, which articles name it only before or after."""

    state: State
    id: str
    type: str
    name: str
    place: str | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeChange:
    """A relation that came, went or changed, with the words that came and those that went."""

    state: State
    id: str
    type: str
    head: str
    tail: str
    head_id: str
    tail_id: str
    changes: tuple[Change, ...] = ()
    came: tuple[Quote, ...] = ()
    went: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two graphs, in the schema's order, then by name."""

    articles: tuple[ArticleChange, ...]
    nodes: tuple[NodeChange, ...]
    edges: tuple[EdgeChange, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many articles, nodes and edges came, went and changed."""
        parts: dict[str, Iterable[ArticleChange | NodeChange | EdgeChange]] = {
            "articles": self.articles,
            "nodes": self.nodes,
            "edges": self.edges,
        }
        found = {name: Counter(change.state for change in changes) for name, changes in parts.items()}
        return {name: {state: count[state] for state in STATES} for name, count in found.items()}

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.articles or self.nodes or self.edges)


def difference(before: Graph, after: Graph) -> Difference:
    """Return what came, went and changed from one graph to another.

    Args:
        before, after: as made by `kg.graph.build_graph`, or parts of such.
    """
    articles = _paired(
        before.graph["documents"], after.graph["documents"], lambda document: document["name"], lambda *_: True
    )

    def in_common(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        own = {m["document"] for m in one["mentions"]}
        return any(articles.get(m["document"]) in own for m in other["mentions"])

    nodes = _paired(before.nodes, after.nodes, lambda node: (node["type"], node["name"], node["place"]), in_common)
    return Difference(
        tuple(_articles(before, after, articles)),
        tuple(_nodes(before, after, nodes, articles)),
        tuple(_edges(before, after, nodes, articles)),
    )


def _paired(
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    key: Callable[[Mapping[str, Any]], object],
    alike: Callable[[Mapping[str, Any], Mapping[str, Any]], bool],
) -> dict[str, str]:
    """Return for each id of `after` that of the same thing in `before`, where there is one."""
    same = {ident: ident for ident in after if ident in before}
    left: dict[object, tuple[list[str], list[str]]] = {}
    for side, things, others in ((0, before, after), (1, after, before)):
        for ident, thing in things.items():
            if ident not in others:
                left.setdefault(key(thing), ([], []))[side].append(ident)
    for olds, news in left.values():
        if len(olds) == len(news) == 1 and alike(before[olds[0]], after[news[0]]):
            same[news[0]] = olds[0]
    return same


def _articles(before: Graph, after: Graph, same: Mapping[str, str]) -> Iterable[ArticleChange]:
    olds, news = before.graph["documents"], after.graph["documents"]

    def change(state: State, document: Mapping[str, Any], changes: tuple[Change, ...] = ()) -> ArticleChange:
        return ArticleChange(state, document["name"], document["title"] or "", document["date"], changes)

    found = [change("went", olds[ident]) for ident in olds.keys() - same.values()]
    for ident, document in news.items():
        if ident not in same:
            found.append(change("came", document))
            continue
        old = olds[same[ident]]
        changes = _changes(_ARTICLE, old, document)
        if old["text"] != document["text"]:
            changes = (*changes, Change("text", len(old["text"]), len(document["text"])))
        if changes:
            found.append(change("changed", document, changes))
    return sorted(found, key=lambda c: (STATES.index(c.state), c.date or "", c.name, c.title))


def _nodes(before: Graph, after: Graph, same: Mapping[str, str], articles: Mapping[str, str]) -> Iterable[NodeChange]:
    def facts(graph: Graph, node: Mapping[str, Any]) -> dict[str, Any]:
        documents = {m["document"] for m in node["mentions"]}
        if graph is after:
            documents = {articles.get(d, d) for d in documents}
        return {"aliases": "、".join(node["aliases"]), "place": _place(graph, node), "documents": documents}

    def change(state: State, graph: Graph, ident: str, changes: tuple[Change, ...] = ()) -> NodeChange:
        node = graph.nodes[ident]
        return NodeChange(state, ident, node["type"], node["name"], _place(graph, node), changes)

    names = _names(before, after)
    found = [change("went", before, ident) for ident in before.nodes.keys() - same.values()]
    for ident, node in after.nodes(data=True):
        if ident not in same:
            found.append(change("came", after, ident))
            continue
        old, new = facts(before, before.nodes[same[ident]]), facts(after, node)
        gone, new_ones = old.pop("documents"), new.pop("documents")
        old["articles"], new["articles"] = (
            "、".join(sorted(names[d] for d in a - b)) for a, b in _both(gone, new_ones)
        )
        changes = _changes(old, old, new)
        if changes:
            found.append(change("changed", after, ident, changes))
    types = {name: place for place, name in enumerate(load_schema().types)}
    return sorted(found, key=lambda c: (STATES.index(c.state), types[c.type], c.name, c.id))


def _edges(before: Graph, after: Graph, same: Mapping[str, str], articles: Mapping[str, str]) -> Iterable[EdgeChange]:
    olds = {(d["type"], h, t): (before, h, t, k, d) for h, t, k, d in before.edges(keys=True, data=True)}
    news = {
        (d["type"], same.get(h, h), same.get(t, t)): (after, h, t, k, d)
        for h, t, k, d in after.edges(keys=True, data=True)
    }

    def quotes(graph: Graph, edge: Mapping[str, Any]) -> dict[object, Quote]:
        found: dict[object, Quote] = {}
        for quote in quotes_of(edge["evidence"], graph.graph["documents"]):
            document = articles.get(quote.document, quote.document) if graph is after else quote.document
            found[document, quote.text, quote.modality, quote.head_count, quote.tail_count] = quote
        return found

    found = []
    for ends in olds.keys() | news.keys():
        old, new = olds.get(ends), news.get(ends)
        graph, head, tail, key, edge = new or old  # type: ignore[misc]  # one of the two is there
        had = quotes(before, old[4]) if old else {}
        has = quotes(after, new[4]) if new else {}
        changes = _changes(_EDGE, old[4], new[4]) if old and new else ()
        went, came = (tuple(q for k, q in a.items() if k not in b) for a, b in _both(had, has))
        state: State = "changed" if old and new else "came" if new else "went"
        if state != "changed" or changes or came or went:
            names = (graph.nodes[head]["name"], graph.nodes[tail]["name"])
            found.append(EdgeChange(state, key, edge["type"], *names, head, tail, changes, came, went))
    relations = {name: place for place, name in enumerate(load_schema().relations)}
    return sorted(found, key=lambda c: (STATES.index(c.state), relations[c.type], c.head, c.tail, c.id))


def _changes(attributes: Iterable[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(Change(name, old[name], new[name]) for name in attributes if old[name] != new[name])


def _both(one: T, other: T) -> tuple[tuple[T, T], tuple[T, T]]:
    return (one, other), (other, one)


def _place(graph: Graph, node: Mapping[str, Any]) -> str | None:
    return graph.graph["places"][node["place"]]["name"] if node["place"] is not None else None


def _names(before: Graph, after: Graph) -> dict[str, str]:
    return {ident: d["name"] for graph in (after, before) for ident, d in graph.graph["documents"].items()}
