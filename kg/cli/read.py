"""`kg read`: what was read of an input, what was set aside, and by which rule."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kg.cli.reading import Reading, takes_articles
from kg.cli.terminal import RulesFolder

if TYPE_CHECKING:
    from rich.console import Console

    from kg.model import Document

_LABELS = {
    "en": ("title", "publisher", "author", "date", "source", "paragraphs", "set aside"),
    "zh": ("标题", "发布单位", "作者", "日期", "出处", "正文段落", "置于一旁"),
}


@takes_articles
def read(
    inputs: Annotated[list[Path], typer.Argument(help="Articles, folders or archives; - for standard input.")],
    *,
    reading: Reading,
    rules: RulesFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a document a line as JSON.")] = False,
    lang: Annotated[Literal["en", "zh"], typer.Option(help="The language of the headings.")] = "en",
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first input that cannot be read.")] = False,
) -> None:
    """Show what is read of each input: metadata, paragraphs with their offsets, and what is set aside by which rule."""
    from rich.console import Console

    from kg.errors import InputError

    failed: list[str] = []

    def note(_: str, error: InputError) -> None:
        failed.append(str(error))
        print(f"kg: {error}", file=sys.stderr)

    console = Console(soft_wrap=True, highlight=False)
    for document in reading.documents(inputs, rules, None if strict else note):
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
