"""The command `kg`: one module per command, put together here.

Data goes to standard output, progress and errors to standard error. Exit codes: 0 done, 1 findings (a failed check),
2 usage or error. Command modules import what is heavy inside their functions, so that `kg --help` answers at once.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from kg import __version__
from kg.cli import (
    build,
    compare,
    convert,
    corrections,
    diff,
    evaluate,
    explain,
    export,
    extract,
    html,
    import_,
    link,
    load,
    query,
    read,
    rules,
    schema,
    serve,
    stats,
    status,
    validate,
)
from kg.errors import KgError

app = typer.Typer(
    help="Chinese government and Party articles in, a sourced knowledge graph out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Chinese government and Party articles in, a sourced knowledge graph out."""


app.command("build")(build.build)
app.command("read")(read.read)
app.command("extract")(extract.extract)
app.command("explain")(explain.explain)
app.command("html")(html.html)
app.command("query")(query.query)
app.command("load")(load.load)
app.command("export")(export.export)
app.command("convert")(convert.convert)
app.command("validate")(validate.validate)
app.add_typer(rules.app, name="rules")
app.add_typer(corrections.app, name="corrections")
app.command("import")(import_.import_)
app.command("compare")(compare.compare)
app.command("diff")(diff.diff)
app.command("serve")(serve.serve)
app.command("stats")(stats.stats)
app.command("link")(link.link)
app.command("status")(status.status)
app.command("eval")(evaluate.evaluate)
app.command("schema")(schema.schema)


def main() -> None:
    """Run the command line: errors of `kg` become one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # What goes into files and pipes is UTF-8 in any locale; a terminal knows its own encoding.
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    try:
        app(prog_name="kg")
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(2)
