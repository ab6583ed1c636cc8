"""`kg validate`: check an export against the shapes that every export keeps to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.terminal import AsJson


def validate(
    graphs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[GRAPH]...", help="RDF files; exports/graph.ttl where none is given.", show_default=False
        ),
    ] = None,
    *,
    as_json: AsJson = False,
    lang: Annotated[Literal["en", "zh"], typer.Option(help="Language of the findings.")] = "en",
) -> None:
    """Check RDF against the shapes; exit code 1 where something is found."""
    from kg.rdf.validation import validate as find

    found = find(graphs or [Path("exports/graph.ttl")], lang=lang)
    if as_json:
        import json
        from dataclasses import asdict

        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    else:
        for finding in found:
            print(f"{finding.node}: {finding.message}" + (f" ({finding.detail})" if finding.detail else ""))
            print(f"    {finding.shape}" + (f": “{finding.quote}”" if finding.quote else ""))
        nothing, some = (
            ("符合全部形状", f"发现 {len(found)} 处")
            if lang == "zh"
            else ("all shapes are kept", f"{len(found)} findings")
        )
        print(some if found else nothing)
    if found:
        raise typer.Exit(1)
