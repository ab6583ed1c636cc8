"""`kg schema`: the types of things and of relations as tables."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.schema import load_schema


def schema(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Show the types of entities and relations that a graph may hold."""
    types, relations = load_schema().types.values(), load_schema().relations.values()
    if as_json:
        import json
        from dataclasses import asdict

        data = {"types": [asdict(t) for t in types], "relations": [asdict(r) for r in relations]}
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    table = Table("type", "类型", "below", "definition", "定义", title="Entities 实体")
    for kind in types:
        name = Text(kind.name, style=f"{'italic ' if kind.abstract else 'bold '}{kind.colour}")
        table.add_row(name, kind.zh, kind.parent or "", kind.en_def, kind.zh_def)
    console.print(table)
    table = Table("relation", "关系", "from", "to", "definition", "定义", title="Relations 关系")
    for relation in relations:
        ends = ", ".join(relation.domain), ", ".join(relation.range)
        table.add_row(Text(relation.name, style="bold"), relation.zh, *ends, relation.en_def, relation.zh_def)
    console.print(table)
