"""`kg diff`: what came, went and changed between two graphs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.terminal import AsJson, print_table, read_saved
from kg.errors import InputError

if TYPE_CHECKING:
    import networkx as nx
    from rich.text import Text

    from kg.analysis.difference import Change, Difference, State

    Graph = nx.MultiDiGraph[str]

_STYLES = {"came": "green", "went": "red", "changed": "yellow"}


def diff(
    before: Annotated[Path, typer.Argument(help="A folder that `kg build` wrote, or its graph.json.")],
    after: Annotated[Path | None, typer.Argument(help="Another; none with --dates.")] = None,
    *,
    dates: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="DATE DATE", help="Compare the articles of two years, months or days of one graph."),
    ] = None,
    page: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page, too.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show which articles, nodes and relations came, went and changed; the exit code is 1 where any did."""
    from kg.analysis.difference import difference

    graphs, names = _sides(before, after, dates)
    found = difference(*graphs)
    if page is not None:
        from kg.analysis.difference_page import write_difference
        from kg.atomic import writing

        with writing(page) as file:
            write_difference(found, names, file)
    if as_json:
        import json
        from dataclasses import asdict

        print(json.dumps({"counts": found.counts(), **asdict(found)}, ensure_ascii=False, indent=1))
    else:
        _print(found)
    if found:
        raise typer.Exit(1)


def _sides(
    before: Path, after: Path | None, dates: tuple[str, str] | None
) -> tuple[tuple[Graph, Graph], tuple[str, str]]:
    from kg.analysis.parts import part_of_dates

    if (after is None) == (dates is None):
        raise InputError("expected two graphs, or one and --dates DATE DATE")
    one = read_saved(before)
    if after is not None:
        return (one, read_saved(after)), (str(before), str(after))
    assert dates is not None
    first, second = dates
    return (part_of_dates(one, first), part_of_dates(one, second)), (first, second)


def _print(found: Difference) -> None:
    from rich.console import Console

    from kg.schema import load_schema

    schema, console = load_schema(), Console()
    rows = ((name, n["came"], n["went"], n["changed"]) for name, n in found.counts().items())
    print_table(console, "Changes 变化", ("", "came 新增", "went 消失", "changed 变更"), rows)
    if found.articles:
        articles = ((_sign(a.state), a.name, a.title, a.date, _told(a.changes)) for a in found.articles)
        print_table(console, "Articles 文章", ("", "article", "title", "date", "changes"), articles)
    if found.nodes:
        nodes = ((_sign(n.state), schema.types[n.type].zh, n.name, n.place, _told(n.changes)) for n in found.nodes)
        print_table(console, "Nodes 节点", ("", "类型", "node", "place", "changes"), nodes)
    if found.edges:
        edges = (
            (
                _sign(e.state),
                f"{e.head} —{e.type} {schema.relations[e.type].zh}→ {e.tail}",
                "\n".join(_edge_lines(e.changes, [q.text for q in e.came], [q.text for q in e.went])),
            )
            for e in found.edges
        )
        print_table(console, "Relations 关系", ("", "relation", "what changed, + words that came, - that went"), edges)


def _sign(state: State) -> Text:
    from rich.text import Text

    return Text({"came": "+", "went": "-", "changed": "~"}[state], style=_STYLES[state])


def _told(changes: tuple[Change, ...]) -> str:
    return "\n".join(
        f"{c.attribute}: {'' if c.before is None else c.before} → {'' if c.after is None else c.after}" for c in changes
    )


def _edge_lines(changes: tuple[Change, ...], came: list[str], went: list[str]) -> Iterator[str]:
    if changes:
        yield _told(changes)
    yield from (f"- {' '.join(text.split())}" for text in went)
    yield from (f"+ {' '.join(text.split())}" for text in came)
