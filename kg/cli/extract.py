"""`kg extract`: what the articles say, in the JSON of the annotation guideline."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.reading import Reading, takes_articles
from kg.cli.terminal import RulesFolder, Segmenter, progress
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.rules import Rules


@takes_articles
def extract(
    inputs: Annotated[list[Path], typer.Argument(help="Articles, folders or archives; - for standard input.")],
    *,
    reading: Reading,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A folder for one JSON file per article.")
    ] = None,
    rules: RulesFolder = None,
    segmenter: Segmenter = "rjieba",
) -> None:
    """Extract the entities and relations of articles as JSON, one object per article.

    One article goes to standard output; several need an output folder.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:  # the process that reads takes as long to start
        loading = beside.submit(_loaded, rules, segmenter)
        documents = reading.all_documents(inputs, rules)
    if output is None and len(documents) > 1:
        raise InputError(f"{len(documents)} articles: name a folder for their files with -o")
    names = [document.name for document in documents]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"several articles are called {', '.join(twice)}: their files would overwrite one another")

    from kg import pipeline
    from kg.atomic import writing_folder
    from kg.tables.guideline import guideline_text

    loaded = loading.result()
    texts = {}
    for document in progress(documents, "extracting"):
        texts[document.name] = guideline_text(pipeline.read_off(document, loaded, segmenter))
    if output is None:
        print(*texts.values(), end="")
        return
    with writing_folder(output) as new:
        for name, text in texts.items():
            (new / f"{name}.json").write_text(text, encoding="utf-8")


def _loaded(folder: Path | None, segmenter: Segmenter) -> Rules:
    from kg.extract import prepare
    from kg.rules import load_rules

    rules = load_rules(folder)
    prepare(rules, segmenter)
    return rules
