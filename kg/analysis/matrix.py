"""Places, years or publishers side by side: which structures each has, and where the same ones stand.

A row is a place, a year or a publisher. What an article says counts for the place of the body that it is about, and
where that is not known for the article's own; for the year and the publisher of the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, get_args

from kg.analysis.quotes import Quote, order, quote, quotes_of
from kg.analysis.structures import Structure, generic, load_structures
from kg.link.divisions import load_divisions

if TYPE_CHECKING:
    import networkx as nx

By = Literal["place", "year", "publisher"]
GROUPINGS: tuple[By, ...] = get_args(By)

UNKNOWN = ""
"""The key of the row for what has no place, date or publisher."""

_ENDS = "。！？；\n"


@dataclass(frozen=True, slots=True)
class Item:
    """A body, an arrangement or a relation that a row has.

    Attributes:
        names: of the body, or of the two ends of the relation.
        counts: the numbers that the text gives for these, where it does.
        required: whether all that says so only demands or plans it.
        quotes: the words, the earliest article first.
    """

    names: tuple[str, ...]
    counts: tuple[int | None, ...]
    required: bool
    quotes: tuple[Quote, ...]

    def text(self) -> str:
        """Return it in a few words: 44 区直部门 → 21 社区."""
        parts = zip(self.names, self.counts, strict=True)
        return " → ".join(name if count is None else f"{count} {name}" for name, count in parts)


@dataclass(frozen=True, slots=True)
class Row:
    """A place, a year or a publisher.

    Attributes:
        key: the code of the place, the year or the publisher's name; `UNKNOWN`.
        name: what people call it; "" for `UNKNOWN`.
        around: what a place lies in, the largest first.
        articles: how many articles are its own.
        first, last: the dates of the earliest and the latest of these.
        cells: what it has, by the id of the structure; those without are not there.
    """

    key: str
    name: str
    around: tuple[str, ...]
    articles: int
    first: str | None
    last: str | None
    cells: dict[str, tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Shared:
    """A body or an arrangement of one name that several rows have.

    Attributes:
        structure: the id of the structure.
        name: its name without the name of the place.
        where: the words in each row that has it, by the key of the row.
    """

    structure: str
    name: str
    where: dict[str, tuple[Quote, ...]]

    def first(self) -> tuple[str, str] | None:
        """Return the earliest date and the row where it stands, or None where no date is known."""
        dated = [(quotes[0].date, key) for key, quotes in self.where.items() if quotes[0].date]
        return min(dated) if dated else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The comparison: its columns, its rows and what several of these have."""

    by: By
    structures: tuple[Structure, ...]
    rows: tuple[Row, ...]
    shared: tuple[Shared, ...]


def compare(graph: nx.MultiDiGraph[str], by: By, *, about: str | None = None) -> Matrix:
    """Put what a graph says of its places, years or publishers side by side.

    Args:
        graph: as made by `kg.graph.build_graph`.
        by: what a row is.
        about: only what has this in the name of the body or of an end of the relation, or in an alias.
    """
    structures = load_structures()
    cells: dict[str, dict[str, dict[tuple[str, ...], list[Quote]]]] = {}
    alike: dict[tuple[str, str], dict[str, list[Quote]]] = {}
    for structure, key, thing, names, quotes in _found(graph, by, structures, about):
        # What articles call alike stands once: a cell says how many names there are, and where each of them stands.
        cells.setdefault(key, {}).setdefault(structure.id, {}).setdefault(names, []).extend(quotes)
        if structure.relation is None and key != UNKNOWN:
            name = bare(names[0], graph.nodes[thing]["place"]) if by != "year" else names[0]
            if not generic().search(name):
                alike.setdefault((structure.id, name), {}).setdefault(key, []).extend(quotes)
    shared = [
        Shared(structure, name, {key: _in_order(quotes) for key, quotes in sorted(where.items())})
        for (structure, name), where in alike.items()
        if len(where) > 1
    ]
    columns = [structure.id for structure in structures]
    shared.sort(key=lambda s: (-len(s.where), columns.index(s.structure), s.first() or ("9999", ""), s.name))
    return Matrix(by, structures, tuple(_rows(graph, by, cells)), tuple(shared))


def bare(name: str, place: str | None) -> str:
    """Return the name of a body without the place that it belongs to, so that those of two places can be compared.

    >>> bare("阜阳市颍东区防汛抗旱指挥部", "341203"), bare("县防汛抗旱指挥部", None), bare("区委巡察组", None)
    ('防汛抗旱指挥部', '防汛抗旱指挥部', '区委巡察组')
    """
    if place is not None:
        divisions = load_divisions()
        for prefix in (divisions.full(place), divisions.name(place)):
            if name.startswith(prefix) and len(name) > len(prefix):
                name = name[len(prefix) - 1 :] if name[len(prefix)] in "委政人直纪" else name[len(prefix) :]
                break
    return re.sub(r"^[省市县区旗镇乡](?![委政直纪域]|人大|人民|场)(?=.{4})", "", name)


def _found(
    graph: nx.MultiDiGraph[str], by: By, structures: tuple[Structure, ...], about: str | None
) -> Iterator[tuple[Structure, str, str, tuple[str, ...], list[Quote]]]:
    """Yield (structure, key of the row, id of the thing, names, words), a thing once for each row."""
    documents = graph.graph["documents"]
    keys = {ident: _key(document, by) for ident, document in documents.items()}

    def row(ends: tuple[str, ...], quote: Quote) -> str:
        places = [graph.nodes[end]["place"] for end in ends] if by == "place" else []
        return next((str(place) for place in places if place is not None), keys[quote.document])

    def wanted(*ends: str) -> bool:
        return about is None or any(
            about in name for end in ends for name in (graph.nodes[end]["name"], *graph.nodes[end]["aliases"])
        )

    bodies = [structure for structure in structures if structure.relation is None]
    kinds = {structure.id: structure for structure in bodies}
    for ident, node in graph.nodes(data=True):
        for structure in bodies:
            if structure.holds(node) and wanted(ident):
                for key, quotes in _grouped(_words(graph, ident), partial(row, (ident,))):
                    yield structure, key, ident, (node["name"],), quotes
    relations = [structure for structure in structures if structure.relation is not None]
    for head, tail, key, edge in graph.edges(keys=True, data=True):
        for structure in relations:
            if edge["type"] != structure.relation or not wanted(head, tail):
                continue
            if structure.of is not None and not kinds[structure.of].holds(graph.nodes[tail]):
                continue
            ends = (tail, head) if structure.of is not None else (head, tail)
            names = graph.nodes[head]["name"], graph.nodes[tail]["name"]
            for group, quotes in _grouped(quotes_of(edge["evidence"], documents), partial(row, ends)):
                yield structure, group, key, names, quotes


def _words(graph: nx.MultiDiGraph[str], ident: str) -> tuple[Quote, ...]:
    """Return the words that state a relation of a node; for articles that state none, the sentence that names it."""
    documents = graph.graph["documents"]
    edges = [*graph.out_edges(ident, data=True), *graph.in_edges(ident, data=True)]
    unique = {
        (p["document"], p["start"], p["stop"], p["modality"]): {**p, "head_count": None, "tail_count": None}
        for *_, edge in edges
        for p in edge["evidence"]
    }
    stated = quotes_of(unique.values(), documents)
    told = {quote.document for quote in stated}
    named: dict[str, Quote] = {}
    for mention in graph.nodes[ident]["mentions"]:
        document = mention["document"]
        if document not in told and document not in named:
            named[document] = quote(document, _sentence(documents[document]["text"], mention["start"]), documents)
    return tuple(sorted((*stated, *named.values()), key=order))


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Return start and stop of the sentence around a place."""
    start = max(text.rfind(mark, 0, at) for mark in _ENDS) + 1
    stop = next((place for place in range(at, len(text)) if text[place] in _ENDS), len(text))
    while start < stop and text[start].isspace():
        start += 1
    return start, stop


def _grouped(quotes: tuple[Quote, ...], key: Callable[[Quote], str]) -> Iterator[tuple[str, list[Quote]]]:
    groups: dict[str, list[Quote]] = {}
    for one in quotes:
        groups.setdefault(key(one), []).append(one)
    yield from groups.items()


def _key(document: dict[str, Any], by: By) -> str:
    value = {"place": document["place"], "year": (document["date"] or "")[:4], "publisher": document["publisher"]}[by]
    return value or UNKNOWN


def _rows(
    graph: nx.MultiDiGraph[str], by: By, cells: dict[str, dict[str, dict[tuple[str, ...], list[Quote]]]]
) -> Iterator[Row]:
    dates: dict[str, list[str | None]] = {}
    for document in graph.graph["documents"].values():
        dates.setdefault(_key(document, by), []).append(document["date"])
    keys = set(cells) | set(dates)
    if by == "year":
        years = [int(key) for key in keys if key != UNKNOWN]
        keys |= {str(year) for year in range(min(years, default=0), max(years, default=-1) + 1)}
    places = graph.graph["places"]
    for key in sorted(keys, key=lambda key: (key == UNKNOWN, key != "CN", key)):
        known = sorted(date for date in dates.get(key, []) if date)
        around: list[str] = []
        if by == "place" and key != UNKNOWN:
            code = places[key]["parent"]
            while code is not None and code != "CN":
                around.insert(0, places[code]["name"])
                code = places[code]["parent"]
        yield Row(
            key=key,
            name=places[key]["name"] if by == "place" and key != UNKNOWN else key,
            around=tuple(around),
            articles=len(dates.get(key, [])),
            first=known[0] if known else None,
            last=known[-1] if known else None,
            cells={structure: _items(seen) for structure, seen in cells.get(key, {}).items()},
        )


def _items(seen: dict[tuple[str, ...], list[Quote]]) -> tuple[Item, ...]:
    """Return the things of a cell, those that most articles name first."""
    items = []
    for names, words in seen.items():
        quotes = _in_order(words)
        counts = [
            next((getattr(q, end) for q in quotes if getattr(q, end) is not None), None)
            for end in ("head_count", "tail_count")
        ]
        required = all(q.modality == "required" for q in quotes)
        items.append(Item(names, tuple(counts[: len(names)]), required, quotes))
    return tuple(
        sorted(items, key=lambda i: (i.required, -len({q.document for q in i.quotes}), -len(i.quotes), i.text()))
    )


def _in_order(quotes: list[Quote]) -> tuple[Quote, ...]:
    return tuple(sorted(dict.fromkeys(quotes), key=order))
