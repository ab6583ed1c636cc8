"""`kg explain`: what was found in a sentence and by which rule, and what was rejected and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.terminal import AsJson, RulesFolder, Segmenter, print_table, standard_input

if TYPE_CHECKING:
    from rich.text import Text

    from kg.extract.rejections import Rejection
    from kg.model import Extraction, Mention, Statement


def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence or a whole text in Chinese; - for standard input.")],
    rules: RulesFolder = None,
    segmenter: Segmenter = "rjieba",
    as_json: AsJson = False,
) -> None:
    """Show what is found in a sentence, each with the rule behind it, and what was rejected, with the reason."""
    from kg.extract import extract
    from kg.extract.rejections import rejections
    from kg.language.script import in_simplified
    from kg.link.originals import restored_extraction
    from kg.read import read_text
    from kg.rules import load_rules

    text = standard_input() if sentence == "-" else sentence
    with rejections() as considered:
        document = read_text(text, "sentence", rules=rules)
        found = restored_extraction(extract(in_simplified(document), load_rules(rules), segmenter), document)
    rejected = sorted(dict.fromkeys(considered), key=lambda r: r.span)
    if as_json:
        import json

        print(json.dumps(_json(found, rejected), ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from kg.schema import load_schema

    schema, console = load_schema(), Console(soft_wrap=True)
    console.print(_coloured(found), end="\n\n")
    if found.mentions:
        print_table(
            console,
            "Mentions 提及",
            ("at", "name", "type", "类型", "count", "rule"),
            (
                (f"{m.span.start}–{m.span.stop}", _named(m), m.type, schema.types[m.type].zh, m.count, m.rule)
                for m in found.mentions
            ),
        )
    else:
        console.print("No mention 没有提及", style="italic")
    console.print("\nStatements 陈述" if found.statements else "\nNo statement 没有陈述", style="italic")
    for statement in found.statements:
        console.print(_drawn(statement, found.document.text))
    if rejected:
        console.print()
        print_table(
            console,
            "Considered and rejected 考虑过而未采用",
            ("at", "words", "rule", "why"),
            ((f"{r.span.start}–{r.span.stop}", r.span.of(found.document.text), r.rule, r.reason) for r in rejected),
        )


def _coloured(found: Extraction) -> Text:
    """Return the text with its mentions in the colours of their types."""
    from rich.text import Text

    text = Text(found.document.text.strip("\n"))
    offset = len(found.document.text) - len(found.document.text.lstrip("\n"))
    for mention in found.mentions:
        text.stylize(_style(mention), mention.span.start - offset, mention.span.stop - offset)
    return text


def _drawn(statement: Statement, text: str) -> Text:
    """Return a statement as three lines: 44 区直部门(单位) —covers 包保→ 21 社区, its quote, its rule."""
    from rich.text import Text

    from kg.schema import load_schema

    relation = f" —{statement.type} {load_schema().relations[statement.type].zh}→ "
    return Text.assemble(
        *(
            _named(statement.head, statement.head_count),
            (relation, "bold"),
            _named(statement.tail, statement.tail_count),
        ),
        f"\n  “{statement.quote.of(text)}”",
        f"\n  {statement.modality}, rule {statement.rule}",
    )


def _named(mention: Mention, count: int | None = None) -> Text:
    from rich.text import Text

    name = Text(mention.name, style=_style(mention))
    return name if count is None else Text.assemble(f"{count} ", name)


def _style(mention: Mention) -> str:
    """Return white on the type's colour: readable on a dark and on a light terminal."""
    from kg.schema import load_schema

    return f"white on {load_schema().types[mention.type].colour}"


def _json(found: Extraction, rejected: list[Rejection]) -> dict[str, Any]:
    return {
        "text": found.document.text,
        "mentions": [_mention(m) for m in found.mentions],
        "statements": [_statement(s, found.document.text) for s in found.statements],
        "rejected": [
            {"start": r.span.start, "stop": r.span.stop, "rule": r.rule, "reason": r.reason} for r in rejected
        ],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.span.start,
        "stop": mention.span.stop,
        "name": mention.name,
        "type": mention.type,
        "count": mention.count,
        "rule": mention.rule,
    }


def _statement(statement: Statement, text: str) -> dict[str, Any]:
    return {
        "head": statement.head.name,
        "type": statement.type,
        "tail": statement.tail.name,
        "head_count": statement.head_count,
        "tail_count": statement.tail_count,
        "modality": statement.modality,
        "start": statement.quote.start,
        "stop": statement.quote.stop,
        "quote": statement.quote.of(text),
        "rule": statement.rule,
    }
