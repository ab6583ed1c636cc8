"""Parts of a graph: what some of its articles name and state, such as those of a year."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.graph import dates_of

if TYPE_CHECKING:
    import networkx as nx


def part_of_dates(graph: nx.MultiDiGraph[str], prefix: str) -> nx.MultiDiGraph[str]:
    """Return what the articles of a year, a month or a day name and state.

    Args:
        graph: as made by `kg.graph.build_graph`.
        prefix: how their dates begin: 2021, 2021-07, 2021-07-18.

    Raises:
        InputError: no article has such a date.
    """
    documents = {ident for ident, d in graph.graph["documents"].items() if (d["date"] or "").startswith(prefix)}
    if not documents:
        years = sorted({d["date"][:4] for d in graph.graph["documents"].values() if d["date"]})
        raise InputError(
            f"no article has a date that begins with {prefix!r}; there are {', '.join(years) or 'no dates'}"
        )
    return part(graph, documents)


def part(graph: nx.MultiDiGraph[str], documents: Collection[str]) -> nx.MultiDiGraph[str]:
    """Return what some articles name and state; nodes and edges keep their ids.

    Args:
        graph: as made by `kg.graph.build_graph`.
        documents: ids of articles.
    """
    import networkx as nx

    known = {ident: d for ident, d in graph.graph["documents"].items() if ident in documents}
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(**{**graph.graph, "documents": known, "derived": []})
    for ident, node in graph.nodes(data=True):
        mentions = [m for m in node["mentions"] if m["document"] in known]
        if mentions:
            texts = [known[d]["text"] for d in {m["document"] for m in mentions}]
            aliases = [alias for alias in node["aliases"] if any(alias in text for text in texts)]
            found.add_node(ident, **{**node, "mentions": mentions, "count": len(mentions), "aliases": aliases})
    for head, tail, key, edge in graph.edges(keys=True, data=True):
        evidence = [piece for piece in edge["evidence"] if piece["document"] in known]
        if not evidence:
            continue
        first, last = dates_of(evidence, known)
        numbers = {
            end: next((piece[end] for piece in evidence if piece[end] is not None), None)
            for end in ("head_count", "tail_count")
        }
        asserted = any(piece["modality"] == "asserted" for piece in evidence)
        for end in (head, tail):
            if end not in found:
                found.add_node(end, **{**graph.nodes[end], "mentions": [], "count": 0, "aliases": []})
        found.add_edge(
            head,
            tail,
            key=key,
            **{
                **edge,
                **numbers,
                "modality": "asserted" if asserted else "required",
                "count": len(evidence),
                "first_date": first,
                "last_date": last,
                "evidence": evidence,
            },
        )
    return found
