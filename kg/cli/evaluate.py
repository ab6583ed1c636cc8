"""`kg eval`: how right the graphs are, against those that people made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.terminal import AsJson, RulesFolder, Segmenter, print_table, progress
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.evaluation.annotations import Annotation
    from kg.evaluation.findings import Finding
    from kg.evaluation.scoring import Score, Tally
    from kg.model import Document


def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Annotated articles: a JSON file of the guideline, or a folder of them.")
    ],
    articles: Annotated[
        Path | None,
        typer.Argument(help="Their texts: a file or a folder; NAME.txt beside NAME.json where it is not given."),
    ] = None,
    *,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every miss and every spurious item beside its sentence.")
    ] = False,
    per_article: Annotated[bool, typer.Option("--per-article", help="Add the F1 of each article.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with the errors in their texts.")
    ] = None,
    rules: RulesFolder = None,
    segmenter: Segmenter = "rjieba",
    as_json: AsJson = False,
) -> None:
    """Score what is extracted from articles against what people annotated in them."""
    from kg.evaluation.annotations import annotation_of, read_annotations
    from kg.evaluation.findings import findings
    from kg.evaluation.scoring import score
    from kg.pipeline import read_off
    from kg.rules import load_rules

    annotated, loaded = read_annotations(gold), load_rules(rules)
    documents = _documents(gold, articles, annotated)
    predicted = {
        doc: annotation_of(read_off(documents[doc], loaded, segmenter), doc)
        for doc in progress(list(annotated), "evaluating")
    }
    texts = {doc: document.text for doc, document in documents.items()}
    result = score(annotated, predicted)
    if html is not None:
        from kg.atomic import writing
        from kg.evaluation.page import write_page

        with writing(html) as file:
            write_page(result, annotated, predicted, texts, file)
    listed = findings(result.errors, texts) if errors else []
    if as_json:
        import json

        print(json.dumps(_json(result, listed, texts, per_article), ensure_ascii=False, indent=1))
    else:
        _print(result, listed, texts, per_article)


def _documents(gold: Path, articles: Path | None, annotated: dict[str, Annotation]) -> dict[str, Document]:
    """Return the document of each annotation.

    Raises:
        InputError: an annotated article has no text.
    """
    from kg.read import read_file, read_inputs

    if articles is None:
        folder = gold if gold.is_dir() else gold.parent
        texts = [folder / f"{doc}.txt" for doc in annotated]
        documents = [read_file(text) for text in texts]
    else:
        documents = list(read_inputs([articles]))
        if len(documents) == len(annotated) == 1:
            return dict(zip(annotated, documents, strict=True))
    found = {document.name: document for document in documents}
    missing = sorted(annotated.keys() - found.keys())
    if missing:
        raise InputError(
            f"{articles or gold}: no text of {', '.join(missing[:5])}; name the texts after the annotations"
        )
    return found


def _print(result: Score, listed: list[Finding], texts: dict[str, str], per_article: bool) -> None:
    from rich.console import Console

    console = Console()
    print_table(
        console,
        f"{len(result.articles)} articles",
        ("", "P", "R", "F1", "hit", "predicted", "gold"),
        ((name, *_shares(tally), tally.hit, tally.predicted, tally.gold) for name, tally in result.tallies.items()),
    )
    for name, share in (("counts", result.counts), ("modalities", result.modalities)):
        print(f"{name}: {share.right} right of {share.of}")
    if per_article:
        rows = ((doc, *(f"{t.f1:.3f}" for t in tallies.values())) for doc, tallies in result.articles.items())
        print_table(console, "F1 of each article", ("article", "entities", "relations"), rows)
    for finding in listed:
        print(f"{finding.error.doc}\t{finding.error}\t{_sentence(finding, texts)}")


def _shares(tally: Tally) -> tuple[str, str, str]:
    return f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"


def _sentence(finding: Finding, texts: dict[str, str]) -> str:
    return "" if finding.sentence is None else finding.sentence.of(texts[finding.error.doc]).strip()


def _json(result: Score, listed: list[Finding], texts: dict[str, str], per_article: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"articles": len(result.articles)}
    data |= {name: _tally(tally) for name, tally in result.tallies.items()}
    data |= {
        name: {"right": share.right, "of": share.of}
        for name, share in (("counts", result.counts), ("modalities", result.modalities))
    }
    if per_article:
        data["per_article"] = {
            doc: {name: round(tally.f1, 4) for name, tally in tallies.items()}
            for doc, tallies in result.articles.items()
        }
    if listed:
        data["errors"] = [[f.error.doc, *str(f.error).split("\t"), _sentence(f, texts)] for f in listed]
    return data


def _tally(tally: Tally) -> dict[str, float | int]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "hit": tally.hit,
        "predicted": tally.predicted,
        "gold": tally.gold,
    }
