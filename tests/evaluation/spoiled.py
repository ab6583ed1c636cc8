"""Predictions with known faults: gold annotations of which things are dropped, renamed, retyped and turned round."""

from __future__ import annotations

import copy
from typing import Any


def spoiled(gold: dict[str, Any]) -> dict[str, Any]:
    """Return the guideline's JSON of an article with faults of every kind, the same ones each time."""
    wrong = copy.deepcopy(gold)
    things, edges = wrong["entities"], wrong["relations"]
    for i, thing in enumerate(things):
        if i % 6 == 1:
            thing["type"] = "Organization" if thing["type"] != "Organization" else "Department"
        if i % 7 == 2:
            thing["name"] = thing["name"] + "（甲）"
        if i % 4 == 3 and thing.get("aliases"):
            thing["name"], thing["aliases"] = f"“{thing['aliases'][0]}”", []
    things += [{"type": t["type"], "name": t["name"]} for t in things[::9]]
    for i, edge in enumerate(edges):
        if i % 5 == 1:
            edge["head"], edge["tail"] = edge["tail"], edge["head"]
        if i % 6 == 2:
            edge["type"] = "guides"
        if i % 4 == 3:
            edge["head_count"], edge["modality"] = 7, "required"
        if i % 8 == 4:
            edge["tail"] = "nobody"
    wrong["entities"] = [t for i, t in enumerate(things) if i % 5]
    wrong["relations"] = [e for i, e in enumerate([*edges, *edges[:3]]) if i % 9]
    return wrong
