"""Why a node is one, and what it was nearly merged with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.link.divisions import NATION, load_divisions

_LEVEL = re.compile("^[\\u4e00-\\u9fff]*?(?:自治区|街道|[省市州盟区县旗镇乡])(?=.)")
Nodes = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Relative:
    """Another node with the same title or a form in common, and why it is another."""

    id: str
    name: str
    place: str | None
    reason: str


def matching(nodes: Nodes, words: str) -> list[str]:
    """Return the ids of the nodes that words mean: an id, a name or form, else what a name holds.

    Args:
        nodes: of a graph, by id.
        words: as the user gives them.
    """
    if words in nodes:
        return [words]
    exact = [i for i, node in nodes.items() if words == node["name"] or words in node["aliases"]]
    return exact or [i for i, node in nodes.items() if words in node["name"]]


def relatives(nodes: Nodes, ident: str) -> Iterator[Relative]:
    """Yield the nodes of the same type that share the title, or a form, of a node but are others.

    Args:
        nodes: of a graph, by id.
        ident: of the node.
    """
    node = nodes[ident]
    own, title = _forms(node), _title(node)
    for other_id, other in sorted(nodes.items()):
        if other_id == ident or other["type"] != node["type"]:
            continue
        shared = sorted(own & _forms(other))
        if shared or title == _title(other):
            yield Relative(other_id, other["name"], other["place"], _reason(node, other, shared))


def _reason(node: Mapping[str, Any], other: Mapping[str, Any], shared: list[str]) -> str:
    both = f"both are called {shared[0]}" if shared else "both have this title"
    if node["place"] is None or other["place"] is None:
        return f"{both}, but whose {'this one' if node['place'] is None else 'the other'} is, is not certain"
    if node["place"] != other["place"]:
        return f"{both}, but in different places"
    return f"{both} in one place, but under different titles"


def _forms(node: Mapping[str, Any]) -> set[str]:
    return {node["name"], *node["aliases"]}


def _title(node: Mapping[str, Any]) -> str:
    """Return a name without its place, or without the level that stands for it."""
    name, place = str(node["name"]), node["place"]
    if place is None:
        return _LEVEL.sub("", name)
    return name.removeprefix(load_divisions().full(place)) if place != NATION else name
