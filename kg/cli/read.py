"""`kg read`: what was read of an input, what was set aside, and by which rule."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kg.cli import reading
from kg.cli.terminal import RulesFolder

if TYPE_CHECKING:
    from rich.console import Console

    from kg.model import Document

_LABELS = {
    "en": ("title", "publisher", "author", "date", "source", "paragraphs", "set aside"),
    "zh": ("标题", "发布单位", "作者", "日期", "出处", "正文段落", "置于一旁"),
}


def read(
    inputs: Annotated[list[Path], typer.Argument(help="Articles, folders or archives; - for standard input.")],
    *,
    rules: RulesFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a document a line as JSON.")] = False,
    lang: Annotated[Literal["en", "zh"], typer.Option(help="The language of the headings.")] = "en",
    glob: reading.Globs = None,
    strict: reading.Strict = False,
    text_column: reading.TextColumn = None,
    title_column: reading.TitleColumn = None,
    publisher_column: reading.PublisherColumn = None,
    author_column: reading.AuthorColumn = None,
    date_column: reading.DateColumn = None,
    id_column: reading.IdColumn = None,
    max_size: reading.MaxSize = reading.DEFAULT.size,
    max_pages: reading.MaxPages = reading.DEFAULT.pages,
    max_entries: reading.MaxEntries = reading.DEFAULT.entries,
    max_depth: reading.MaxDepth = reading.DEFAULT.depth,
    max_ratio: reading.MaxRatio = reading.DEFAULT.ratio,
    max_seconds: reading.MaxSeconds = reading.DEFAULT.seconds,
    max_memory: reading.MaxMemory = reading.DEFAULT.memory,
) -> None:
    """Show what is read of each input: metadata, paragraphs with their offsets, and what is set aside by which rule."""
    parameters = dict(locals())

    from rich.console import Console

    from kg.errors import InputError
    from kg.read import read_inputs

    failed: list[str] = []

    def note(_: str, error: InputError) -> None:
        failed.append(str(error))
        print(f"kg: {error}", file=sys.stderr)

    console = Console(soft_wrap=True, highlight=False)
    documents = read_inputs(
        inputs,
        limits=reading.limits_of(parameters),
        columns=reading.columns_of(parameters),
        globs=glob or (),
        rules=rules,
        on_failure=None if strict else note,
    )
    for document in documents:
        if as_json:
            _print_json(document)
        else:
            _print(console, document, lang)
    if failed:
        raise typer.Exit(1)


def _print_json(document: Document) -> None:
    import json

    print(json.dumps(_json(document), ensure_ascii=False))


def _json(document: Document) -> dict[str, Any]:
    """Return a document with the words of its paragraphs and of what was set aside beside their offsets."""
    data = asdict(document)
    data["paragraphs"] = [asdict(span) | {"text": span.of(document.text)} for span in document.paragraphs]
    data["furniture"] = [
        asdict(found.span) | {"text": found.span.of(document.text), "rule": found.rule} for found in document.furniture
    ]
    return data


def _print(console: Console, document: Document, lang: str) -> None:
    from rich.text import Text

    title, publisher, author, date, source, paragraphs, aside = _LABELS[lang]
    console.print(Text(document.name, style="bold"))
    known = (document.title, document.publisher, document.author, document.date, document.source)
    for label, value in zip((title, publisher, author, date, source), known, strict=True):
        if value is not None:
            console.print(Text.assemble((f"  {label}: ", "dim"), value))
    console.print(Text(f"  {paragraphs} ({len(document.paragraphs)})", style="dim"))
    for span in document.paragraphs:
        console.print(Text.assemble((f"  {span.start:>6}–{span.stop:<6} ", "dim"), span.of(document.text)))
    if document.furniture:
        console.print(Text(f"  {aside} ({len(document.furniture)})", style="dim"))
    for found in document.furniture:
        console.print(
            Text.assemble(
                (f"  {found.span.start:>6}–{found.span.stop:<6} ", "dim"),
                (found.rule, "yellow"),
                "  ",
                found.span.of(document.text),
            )
        )
    console.print()
