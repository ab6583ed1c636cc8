"""`kg corrections`: what people said about the graph of a project folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from kg.cli.terminal import AsJson, print_table, progress
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.corpus.corrected import Project
    from kg.model import Article

app = typer.Typer(help="Work with what people said is right, wrong or missing.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="The folder of the exports.")]
Format: TypeAlias = Literal["brat", "doccano", "label-studio", "web-annotation"]


@app.callback()
def corrections() -> None:
    """Work with what people said is right, wrong or missing in the graph of a folder."""


@app.command("list")
def list_(folder: Folder = Path("exports"), *, as_json: AsJson = False) -> None:
    """List all corrections, with who said so and whether each still has an effect."""
    from kg.corpus.corrected import open_project

    rows = list(_told(open_project(folder)))
    if as_json:
        import json

        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    columns = ("state", "article", "says", "by", "at", "id")
    print_table(Console(), str(folder), columns, [tuple(row[column] for column in columns) for row in rows])


@app.command("check")
def check(folder: Folder = Path("exports")) -> None:
    """Name the corrections that no longer fit the articles; exit code 1 where there are any."""
    from kg.corpus.corrected import open_project

    project = open_project(folder)
    rows = list(_told(project))
    wrong = [row for row in rows if row["state"] in {"orphaned", "idle"}]
    for row in wrong:
        print(f"{project.path}: {row['id']}: {row['article']}: {row['says']}: {row['why']}")
    torn = project.corrections().torn
    if torn is not None:
        print(f"{project.path}: the last line is cut off: {torn}")
    if wrong or torn is not None:
        raise typer.Exit(1)
    print(f"all {len(rows)} corrections fit")


@app.command("apply")
def apply(folder: Folder = Path("exports")) -> None:
    """Write the exports anew with the corrections as they are now, without reading the inputs."""
    from kg.corpus.corrected import rebuild

    said = rebuild(folder)
    print(f"{folder}: {len(said.active())} corrections hold", file=sys.stderr)


@app.command("export")
def export(
    folder: Folder = Path("exports"),
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="A folder for gold and brat, else a file.")],
    format_: Annotated[
        Literal["gold", "brat", "doccano", "label-studio", "web-annotation"],
        typer.Option("--format", help="Gold is the JSON of the annotation guideline, which kg eval takes."),
    ] = "gold",
    everything: Annotated[
        bool, typer.Option("--all", help="All articles, not those alone about which somebody said something.")
    ] = False,
) -> None:
    """Write the articles as people corrected them, for a tool of annotation or to measure the rules by."""
    from kg.atomic import writing_folder
    from kg.corpus.corrected import open_project
    from kg.corrections.view import view_of

    project = open_project(folder)
    articles = list(_corrected(project, everything=everything))
    if not articles:
        raise InputError(f"{project.path}: nobody has corrected an article of {folder} yet; --all takes all")
    names = [article.document.name for article in articles]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"several articles are called {', '.join(twice)}: they could not be told apart")
    if format_ == "gold":
        from kg.tables.guideline import guideline_text

        with writing_folder(output) as new:
            for article in articles:
                (new / f"{article.document.name}.json").write_text(guideline_text(article), encoding="utf-8")
                (new / f"{article.document.name}.txt").write_bytes(article.document.text.encode())
    else:
        from kg.annotations.brat import write_brat
        from kg.annotations.doccano import write_doccano
        from kg.annotations.label_studio import write_label_studio
        from kg.annotations.web_annotation import write_web_annotations

        views = [view_of(article) for article in articles]
        with writing_folder(output if format_ == "brat" else output.parent) as new:
            if format_ == "brat":
                write_brat(views, new)
            elif format_ == "doccano":
                write_doccano(views, new / output.name)
            elif format_ == "label-studio":
                write_label_studio(views, new / output.name)
            else:
                write_web_annotations(views, new / output.name)
    print(f"{output}: {len(articles)} articles", file=sys.stderr)


def _corrected(project: Project, *, everything: bool) -> Iterator[Article]:
    said = project.corrections().by_document()
    wanted = [ident for ident in project.documents() if everything or ident in said]
    for ident in progress(wanted, "exporting"):
        yield project.annotated(ident, said.get(ident, ()))


def _told(project: Project) -> Iterator[dict[str, Any]]:
    """Yield what became of each correction, in the order of the file; retractions by what they take back."""
    from kg.corrections.collect import said
    from kg.corrections.records import Retract

    corrections = project.corrections()
    why: dict[str, tuple[str, str]] = {record.id: ("applied", "") for record in corrections.active()}
    for document, records in corrections.by_document().items():
        article = project.article(document)
        if article is None:
            why |= {record.id: ("orphaned", "its text is in no article now") for record in records}
        else:
            why |= {ident: ("idle", reason) for ident, reason in project.corrected(article, records).idle.items()}
    for number, record in enumerate(corrections.records):
        if not isinstance(record, Retract):
            state, reason = why.get(record.id, ("retracted", ""))
            yield {
                "state": "pending" if state == "applied" and number >= project.read else state,
                "article": record.article or record.document,
                "says": said(record),
                "by": record.by,
                "at": record.at,
                "id": record.id,
                "document": record.document,
                "note": record.note,
                "why": reason,
            }
