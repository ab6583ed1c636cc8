"""`kg query`: ask a graph in SPARQL, or one of the questions that come with the package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.errors import InputError, QueryError

if TYPE_CHECKING:
    from rich.console import Console

    from kg.rdf.answers import Answer

DEFAULT_GRAPH = Path("exports/graph.ttl")


def query(
    asked: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[GRAPH]... QUERY",
            help=f"RDF files or one store folder ({DEFAULT_GRAPH} where none is given), then the query: SPARQL, "
            "a .rq file, the name of a question, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    list_questions: Annotated[bool, typer.Option("--list", help="List the questions that come with kg.")] = False,
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=TEXT", help="A value for a question; may be repeated.")
    ] = None,
    form: Annotated[
        Literal["table", "json", "csv", "tsv", "xml", "ttl", "nt", "rdf", "jsonld"],
        typer.Option("--format", "-f", help="Of the answer; ttl, nt, rdf and jsonld for CONSTRUCT and DESCRIBE."),
    ] = "table",
    as_json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="The same as -f csv.")] = False,
    engine: Annotated[
        Literal["oxigraph", "rdflib"], typer.Option(help="What answers; rdflib answers the same, more slowly.")
    ] = "oxigraph",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which the query is stopped.")] = 30.0,
    limit: Annotated[int, typer.Option(min=1, help="Rows to show at most; what is left out is told.")] = 10_000,
    lang: Annotated[Literal["en", "zh"], typer.Option(help="Language of --list.")] = "en",
) -> None:
    """Ask a graph in SPARQL; the usual prefixes are known. Queries only read."""
    if list_questions:
        _list(lang)
        return
    if not asked:
        raise QueryError("no query given; `kg query --list` shows the questions that come with kg")
    from kg.rdf.catalogue import with_parameters
    from kg.rdf.query import Dataset

    text = with_parameters(_text(asked[-1]), dict(_parameter(pair) for pair in param or ()))
    with Dataset([Path(path) for path in asked[:-1]] or [DEFAULT_GRAPH], engine=engine) as dataset:
        answer = dataset.ask(text, timeout=timeout, limit=limit)
    wanted = "json" if as_json else "csv" if as_csv else form
    _show(answer, wanted)
    if answer.truncated:
        print(f"kg: only the first {limit} rows are shown; --limit shows more", file=sys.stderr)


def _text(asked: str) -> str:
    """Return the SPARQL that the last argument stands for."""
    from kg.rdf.catalogue import question

    if asked == "-":
        return sys.stdin.read()
    if asked.endswith(".rq"):
        try:
            return Path(asked).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{asked}: cannot read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    if asked.replace("-", "").isalnum():
        return question(asked).text
    return asked


def _parameter(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not equals:
        raise QueryError(f"--param {pair}: expected NAME=TEXT")
    return name, value


def _show(answer: Answer, form: str) -> None:
    from kg.rdf.results import formatted

    if form != "table":
        sys.stdout.write(formatted(answer, form))
    elif answer.kind == "truth":
        print("yes" if answer.truth else "no")
    elif answer.kind == "graph":
        sys.stdout.write(formatted(answer, "ttl"))
    else:
        from rich.console import Console

        _table(answer, Console())


def _table(answer: Answer, console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    from kg.rdf.results import short
    from kg.schema import load_schema

    prefixes, table = load_schema().prefixes, Table(header_style="bold")
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(short(cell, prefixes)) for cell in row))
    console.print(table)


def _list(lang: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.rdf.catalogue import questions

    table = Table("name", "what it asks" if lang == "en" else "所问", "--param", header_style="bold", show_lines=True)
    for name, question in questions().items():
        about = (question.title, question.description) if lang == "en" else (question.title_zh, question.description_zh)
        parameters = (f"{p.name}: {p.en if lang == 'en' else p.zh}" for p in question.parameters)
        table.add_row(name, Text.assemble((about[0], "bold"), "\n", about[1]), Text("\n".join(parameters)))
    Console().print(table)
