"""`kg link`: why an entity is one node, by which forms, rules and articles, and what it was nearly merged with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.terminal import AsJson, print_table, read_saved
from kg.errors import InputError

_MOST = 20


def link(
    entity: Annotated[str, typer.Argument(help="A name or form, part of a name, or an id.")],
    graph: Annotated[Path, typer.Argument(help="A folder that `kg build` wrote, or its graph.json.")] = Path("exports"),
    as_json: AsJson = False,
) -> None:
    """Show why an entity is one node: its forms, the rule behind each, the articles; and what was nearly merged."""
    from kg.link.relatives import matching

    read = read_saved(graph)
    found = matching(read.nodes, entity)
    if not found:
        raise InputError(f"{graph}: nothing is called {entity!r}; try a part of its name")
    told = [_told(read, ident) for ident in found[:_MOST]]
    if as_json:
        import json

        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    console = Console(soft_wrap=True)
    for each in told:
        _show(each, console)
    if len(found) > _MOST:
        console.print(f"… and {len(found) - _MOST} more; say more of the name")


def _told(graph: Any, ident: str) -> dict[str, Any]:
    from dataclasses import asdict

    from kg.link.relatives import relatives

    node, documents, places = graph.nodes[ident], graph.graph["documents"], graph.graph["places"]
    chain = []
    place = node["place"]
    while place is not None:
        chain.append(f"{places[place]['name']} {place}")
        place = places[place]["parent"]
    forms: dict[tuple[str, str], list[str]] = {}
    for seen in node["forms"]:
        forms.setdefault((seen["form"], seen["rule"]), []).append(documents[seen["document"]]["name"])
    return {
        "id": ident,
        "type": node["type"],
        "name": node["name"],
        "place": chain,
        "organ": node["organ"],
        "forms": [{"form": form, "rule": rule, "articles": sorted(a)} for (form, rule), a in sorted(forms.items())],
        "nearly": [asdict(relative) for relative in relatives(graph.nodes, ident)],
    }


def _show(told: dict[str, Any], console: Any) -> None:
    from rich.text import Text

    from kg.schema import load_schema

    kind = load_schema().types[told["type"]]
    console.print(Text.assemble((told["name"], "bold"), f" — {kind.name} {kind.zh}, {told['id']}"))
    console.print(f"  place 地方: {' < '.join(told['place']) or 'not known 不明'}", highlight=False)
    if told["organ"]:
        console.print(f"  line 条线: {told['organ']}", highlight=False)
    print_table(
        console,
        "Forms 称谓",
        ("form", "rule", "why", "articles"),
        (
            (f["form"], f["rule"], WHY.get(f["rule"], "a rule of links.toml"), _few(f["articles"]))
            for f in told["forms"]
        ),
    )
    if told["nearly"]:
        print_table(
            console,
            "Nearly merged 相近而未合并",
            ("name", "place", "why not"),
            ((r["name"], r["place"] or "–", r["reason"]) for r in told["nearly"][:_MOST]),
        )
    console.print()


def _few(articles: list[str]) -> str:
    shown = ", ".join(articles[:3])
    return shown if len(articles) <= 3 else f"{shown} and {len(articles) - 3} more"


WHY = {
    "full": "names its place itself",
    "nation": "a national organ",
    "own": "its level is that of the article's own place",
    "organ": "a known organ; the article's head tells whose",
    "kind": "a kind, kept for each place",
    "named": "a proper name of the article's place",
    "alias": "the article uses it for the same",
    "article": "whose it is is not certain: the article's own",
}
