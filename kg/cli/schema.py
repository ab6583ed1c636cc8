"""`kg schema`: the types of things and of relations as tables."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from kg.cli.terminal import AsJson, print_table


def schema(
    lang: Annotated[Literal["en", "zh"], typer.Option(help="The language of the definitions.")] = "en",
    as_json: AsJson = False,
    ontology: Annotated[bool, typer.Option("--ontology", help="Print the OWL ontology as Turtle instead.")] = False,
    shapes: Annotated[bool, typer.Option("--shapes", help="Print the SHACL shapes as Turtle instead.")] = False,
) -> None:
    """Show the types of entities and relations that a graph may hold."""
    if ontology or shapes:
        from importlib.resources import files

        from kg.rdf.generate import ONTOLOGY, SHAPES

        print(files("kg.rdf").joinpath(ONTOLOGY if ontology else SHAPES).read_text(encoding="utf-8"), end="")
        return
    from kg.schema import load_schema

    types, relations = load_schema().types.values(), load_schema().relations.values()
    if as_json:
        import json
        from dataclasses import asdict

        data = {"types": [asdict(t) for t in types], "relations": [asdict(r) for r in relations]}
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.text import Text

    console, zh = Console(), lang == "zh"
    print_table(
        console,
        "Entities 实体",
        ("type", "类型", "below", "definition" if not zh else "定义"),
        ((Text(t.name, style=t.colour), t.zh, t.parent, t.zh_def if zh else t.en_def) for t in types),
    )
    print_table(
        console,
        "Relations 关系",
        ("relation", "关系", "from", "to", "definition" if not zh else "定义"),
        ((r.name, r.zh, ", ".join(r.domain), ", ".join(r.range), r.zh_def if zh else r.en_def) for r in relations),
    )
