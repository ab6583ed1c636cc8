"""`kg build`: articles in, every export out, and what was found kept for the next build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kg.cli.reading import Reading, takes_articles
from kg.cli.telling import Telling, counted, misfits
from kg.cli.terminal import RulesFolder, Segmenter
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.corpus.project import Build
    from kg.language.words import SegmenterName

_SPARK = "Spark"
_MOST_LINES = 50  # of a kind on standard error


@takes_articles
def build(
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Articles, folders or archives; - for standard input.")
    ] = None,
    *,
    reading: Reading,
    more: Annotated[
        list[str] | None, typer.Option("--input", metavar="PATH", help="An input, as above; may be repeated.")
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FOLDER", help="For the exports.")] = "exports",
    rules: RulesFolder = None,
    segmenter: Segmenter = "rjieba",
    corrections: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="What people corrected; corrections.jsonl beside the inputs where not given."
        ),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep articles of earlier builds that are no input now.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build again whenever the inputs change; Ctrl-C ends it.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that analyse; unless said, one a core."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first input that cannot be read.")] = False,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="Give up where another build is at work.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no summary.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a summary as JSON.")] = False,
    max_graph: Annotated[
        int,
        typer.Option(
            min=0,
            metavar="N",
            rich_help_panel="Limits",
            help="Entities, relations and 500 characters of text, each counted in every article, up to which "
            "graph.html and graph.graphml, which need all in memory, are made.",
        ),
    ] = 100_000,
    engine: Annotated[
        Literal["local", "spark"],
        typer.Option(rich_help_panel=_SPARK, help="What distributes the work: processes of this machine, or Spark."),
    ] = "local",
    master: Annotated[
        str | None,
        typer.Option(metavar="URL", rich_help_panel=_SPARK, help="Of Spark: spark://…, yarn, k8s://…, local[4]"),
    ] = None,
    conf: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", rich_help_panel=_SPARK, help="A setting of Spark; may be repeated."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Build the graph of some articles and write it as Turtle, HTML, GraphML, JSON, CSV and a report.

    The folder gets graph.ttl, graph.html, graph.graphml, graph.json, entities.csv, relations.csv and report.md, all of
    them or, where anything goes wrong, none. In kg.sqlite it keeps what was read and found: the next build works only
    on what is new or changed.
    """
    given = [*(inputs or ()), *(more or ())]
    if not given:
        raise InputError("nothing to read; name articles, folders or archives")
    local_only: dict[str, object] = {
        "--keep": keep,
        "--watch": watch,
        "--open": open_,
        "--strict": strict,
        "--jobs": jobs,
    }
    local_only |= {"--glob": reading.globs}
    unfit: dict[str, object] = local_only if engine == "spark" else {"--master": master, "--conf": conf}
    for option, value in unfit.items():
        if value:
            raise InputError(f"{option} does not go with --engine {engine}")
    if engine == "spark":
        from kg.cli.cluster import build_on_cluster

        build_on_cluster(
            given,
            output,
            reading,
            rules=rules,
            segmenter=segmenter,
            corrections=corrections,
            master=master,
            conf=conf or (),
            quiet=quiet,
            as_json=as_json,
        )
        return
    _build_here(
        [Path(path) for path in given],
        Path(output),
        reading,
        rules=rules,
        segmenter=segmenter,
        corrections=None if corrections is None else Path(corrections),
        keep=keep,
        watch=watch,
        jobs=jobs,
        max_graph=max_graph,
        strict=strict,
        no_wait=no_wait,
        quiet=quiet,
        as_json=as_json,
        open_=open_,
    )


def _build_here(
    inputs: list[Path],
    output: Path,
    reading: Reading,
    *,
    rules: Path | None,
    segmenter: SegmenterName,
    corrections: Path | None,
    keep: bool,
    watch: bool,
    jobs: int | None,
    max_graph: int,
    strict: bool,
    no_wait: bool,
    quiet: bool,
    as_json: bool,
    open_: bool,
) -> None:
    """Build on this machine, once or whenever the inputs change."""
    from kg.corpus.analysis import Recipe
    from kg.corpus.project import build_project, input_files
    from kg.corpus.update import Settings
    from kg.corpus.watch import state_of, wait_for_change
    from kg.corrections.file import find_corrections
    from kg.read.paths import InputFile
    from kg.rules import load_rules

    settings = Settings(
        columns=reading.columns,
        limits=reading.limits,
        recipe=Recipe(rules, segmenter),
        rules=load_rules(rules).version,
        jobs=jobs,
    )

    def watched() -> list[InputFile]:
        files, _ = input_files(inputs, reading.globs)
        said = corrections or find_corrections(inputs, output)
        return [*files, InputFile(said, said.name)]

    while True:
        state = state_of(watched())
        with Telling(quiet=quiet) as telling:
            built = build_project(
                inputs,
                output,
                settings,
                globs=reading.globs,
                keep=keep,
                strict=strict,
                wait=not no_wait,
                tell=telling.tell,
                corrections=corrections,
                max_graph=max_graph,
                on_wait=lambda holder: print(f"kg: {output}: waiting for another build ({holder})", file=sys.stderr),
            )
        _say(built, output, summary=not quiet and (watch or sys.stderr.isatty()), as_json=as_json)
        if open_ and not built.left_out:
            import webbrowser

            webbrowser.open((output / "graph.html").resolve().as_uri())
            open_ = False
        if not watch:
            break
        wait_for_change(watched, state)
    if built.update.failures:
        raise typer.Exit(1)


def _say(built: Build, output: Path, *, summary: bool, as_json: bool) -> None:
    """Name what failed or gave nothing, and say what was done."""
    _list([str(failure.error) for failure in built.update.failures], "inputs or records cannot be read", output)
    for wrong in misfits(built.corrections):
        print(f"kg: {wrong}", file=sys.stderr)
    _list([f"{name}: no entity found" for name in built.empty], "articles have no entity", output)
    if built.left_out:
        print(
            f"kg: {' and '.join(built.left_out)} need the whole graph in memory and are left out: its entities, "
            f"relations and pieces of 500 characters are {built.found:,}; raise --max-graph to write them",
            file=sys.stderr,
        )
    facts = _summary(built)
    if as_json:
        import json

        print(
            json.dumps(
                facts | {"output": str(output), "empty": built.empty, "barren": built.barren}, ensure_ascii=False
            )
        )
    if summary:
        anew = f" (all: the {built.update.anew} changed)" if built.update.anew else ""
        print(
            f"{output}: {facts['documents']} documents, {facts['entities']} entities, {facts['relations']} relations; "
            f"{facts['read']} inputs new or changed, {facts['removed']} removed; {facts['extracted']} articles "
            f"extracted{anew}",
            file=sys.stderr,
        )


def _list(lines: list[str], what: str, output: Path) -> None:
    """Print the first of many lines, and where the others are."""
    for line in lines[:_MOST_LINES]:
        print(f"kg: {line}", file=sys.stderr)
    if len(lines) > _MOST_LINES:
        more = len(lines) - _MOST_LINES
        print(f"kg: {more:,} more {what}; {output / 'report.md'} lists them all", file=sys.stderr)


def _summary(built: Build) -> dict[str, Any]:
    done = built.update
    return {
        "inputs": done.files,
        "read": done.read,
        "removed": done.removed,
        "documents": done.documents,
        "extracted": done.extracted,
        "anew": done.anew,
        "entities": built.entities,
        "relations": built.relations,
        "corrections": counted(built.corrections),
        "failures": [{"input": failure.where, "reason": str(failure.error)} for failure in done.failures],
    }
