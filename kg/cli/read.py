"""`kg read`: what was read of an input, what was set aside, and by which rule."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from msgspec.structs import asdict

from kg.cli.reading import Reading, takes_articles
from kg.cli.terminal import RulesFolder

if TYPE_CHECKING:
    from rich.console import Console

    from kg.model import Document
    from kg.read.draft import Outside

_LABELS = {
    "en": ("title", "publisher", "author", "date", "source", "paragraphs", "set aside", "left out of the text"),
    "zh": ("标题", "发布单位", "作者", "日期", "出处", "正文段落", "置于一旁", "未收入文本"),
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
    """Show what is read of each input: metadata, paragraphs with their offsets, what is set aside by which rule, and
    what of a page is left out of the text.
    """
    from rich.console import Console

    from kg.errors import InputError

    failed: list[str] = []
    outside: list[tuple[str, str]] = []

    def note(_: str, error: InputError) -> None:
        outside.clear()
        failed.append(str(error))
        print(f"kg: {error}", file=sys.stderr)

    console = Console(soft_wrap=True, highlight=False)
    for document in reading.documents(inputs, rules, None if strict else note, outside.extend):
        if as_json:
            _print_json(document, outside)
        else:
            _print(console, document, outside, lang)
        outside.clear()
    if failed:
        raise typer.Exit(1)


def _print_json(document: Document, outside: Outside) -> None:
    import json

    left_out = [{"rule": rule, "text": words} for rule, words in outside]
    print(json.dumps(_json(document) | {"left_out": left_out}, ensure_ascii=False))


def _json(document: Document) -> dict[str, Any]:
    """Return a document with the words of its paragraphs and of what was set aside beside their offsets."""
    data = asdict(document)
    data["paragraphs"] = [asdict(span) | {"text": span.of(document.text)} for span in document.paragraphs]
    data["furniture"] = [
        asdict(found.span) | {"text": found.span.of(document.text), "rule": found.rule} for found in document.furniture
    ]
    return data


def _print(console: Console, document: Document, outside: Outside, lang: str) -> None:
    from rich.text import Text

    title, publisher, author, date, source, paragraphs, aside, left_out = _LABELS[lang]
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
    if outside:
        console.print(Text(f"  {left_out} ({len(outside)})", style="dim"))
    for rule, words in outside:
        console.print(Text.assemble(" " * 16, (rule, "yellow"), "  ", words))
    console.print()
