"""`kg serve`: a workbench for a graph on one's own machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def serve(
    folder: Annotated[Path, typer.Argument(help="A folder that `kg build` wrote.")] = Path("exports"),
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes a free port.")] = 8765,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the first page in the browser.")] = True,
    host: Annotated[
        str, typer.Option(help="Another address to listen on, which others can reach; needs --token.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(envvar="KG_TOKEN", help="What every request must show; better in the variable than typed."),
    ] = None,
    allow_origin: Annotated[
        str | None,
        typer.Option(metavar="ORIGIN", help="A web origin whose pages may read the endpoint, or * for any."),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which a query is stopped.")] = 30.0,
    limit: Annotated[
        int, typer.Option(min=1, help="Rows that an answer has at most; what is left out is told.")
    ] = 10_000,
) -> None:
    """Serve pages about a graph, its articles and a SPARQL endpoint, on this machine only."""
    from kg.errors import InputError

    try:
        from kg.serve.running import serve as run
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in {"starlette", "uvicorn", "jinja2"}:
            raise
        raise InputError(f"kg serve needs {error.name}: pip install 'orgkg[serve]'") from None
    from kg.serve.options import Options

    options = Options(host=host, port=port, token=token, allow_origin=allow_origin, timeout=timeout, rows=limit)
    run(folder, options, browser=open_browser)
