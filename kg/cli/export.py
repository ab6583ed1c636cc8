"""`kg export`: a saved graph, or that of a project folder, in another format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal, TypeAlias

import typer

from kg.errors import InputError, OutputError

if TYPE_CHECKING:
    from kg.graph import GraphView

    Write: TypeAlias = Callable[[GraphView, BinaryIO], None]

Format: TypeAlias = Literal[
    "ttl", "ttl12", "trig", "nq", "nt", "jsonld", "rdf", "graphml", "gexf", "json", "csv", "neo4j", "parquet"
]


_WHOLE = ("graphml", "gexf")


def export(
    graph: Annotated[Path, typer.Argument(help="A folder of `kg build`, of any size, or a graph.json that it wrote.")],
    form: Annotated[
        Format,
        typer.Option("--format", "-f", help="ttl12 is Turtle of RDF 1.2; csv, neo4j and parquet are several files."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write, or the folder; - for standard output.")
    ] = Path("-"),
    *,
    ended: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Say in the RDF that the run ended then, as 2023-07-18T09:00:00Z."),
    ] = None,
    cpov: Annotated[
        bool, typer.Option("--cpov", help="Call public bodies so in the EU's Core Public Organisation Vocabulary, too.")
    ] = False,
) -> None:
    """Write a saved graph in another format."""
    if cpov and form != "ttl":
        raise InputError(f"--cpov goes with -f ttl, not with {form}; `kg convert` takes the Turtle further")
    if not graph.is_dir() and graph.suffix != ".json":
        raise InputError(
            f"{graph}: expected a folder of `kg build` or its graph.json; `kg convert` takes RDF into other RDF"
        )
    if ended is not None:
        _check_time(ended)
    writers = _writers(form, ended, cpov=cpov)
    with _opened(graph, form) as read:
        if isinstance(writers, dict):
            _write_folder(read, writers, output, form)
        elif output == Path("-"):
            writers(read, sys.stdout.buffer)
        else:
            from kg.atomic import writing

            with writing(output) as file:
                writers(read, file)


@contextmanager
def _opened(graph: Path, form: Format) -> Iterator[GraphView]:
    """Open a saved graph, or that of a project: in memory, or, where it is large, in a file."""
    if not graph.is_dir():
        from kg.tables.node_link import read_graph

        yield read_graph(graph)
        return
    from kg.corpus.corrected import project_graph
    from kg.corpus.merged import MergedGraph

    with project_graph(graph) as read:
        if isinstance(read, MergedGraph) and form in _WHOLE:
            raise InputError(
                f"{graph}: {form} needs the whole graph in memory, and this one is large; where that is no matter, "
                f"export {graph / 'graph.json'}"
            )
        yield read


def _check_time(text: str) -> None:
    from datetime import datetime

    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"--ended {text}: not a time; expected one such as 2023-07-18T09:00:00Z") from None
    if "T" not in text:
        raise InputError(f"--ended {text}: a day and no time; expected one such as 2023-07-18T09:00:00Z")


def _write_folder(graph: GraphView, writers: dict[str, Write], folder: Path, form: str) -> None:
    from kg.atomic import writing_folder

    if folder == Path("-"):
        raise OutputError(f"{form} is several files ({', '.join(writers)}); name a folder for them with -o")
    with writing_folder(folder) as new:
        for name, write in writers.items():
            with (new / name).open("wb") as file:
                write(graph, file)


def _writers(form: Format, ended: str | None, *, cpov: bool) -> Write | dict[str, Write]:
    """Return what writes a format: one function, or one for each of its files."""
    return _rdf(form, ended, cpov=cpov) or _table(form)


def _rdf(form: Format, ended: str | None, *, cpov: bool) -> Write | None:
    from functools import partial

    from kg.rdf.converting import write_nquads, write_ntriples, write_rdf_xml
    from kg.rdf.json_ld import write_json_ld
    from kg.rdf.turtle import write_trig, write_turtle

    known: dict[str, Write] = {
        "ttl": partial(write_turtle, cpov=cpov, ended=ended),
        "ttl12": partial(write_turtle, reifiers=True, ended=ended),
        "trig": partial(write_trig, ended=ended),
        "nq": partial(write_nquads, ended=ended),
        "nt": partial(write_ntriples, ended=ended),
        "jsonld": partial(write_json_ld, ended=ended),
        "rdf": partial(write_rdf_xml, ended=ended),
    }
    return known.get(form)


def _table(form: Format) -> Write | dict[str, Write]:
    from kg.tables import comma_separated, gexf, graphml, neo4j, node_link, parquet

    known: dict[str, Write | dict[str, Write]] = {
        "graphml": graphml.write_graphml,
        "gexf": gexf.write_gexf,
        "json": node_link.write_node_link,
        "csv": {
            "entities.csv": comma_separated.write_entities,
            "relations.csv": comma_separated.write_relations,
            "derived.csv": comma_separated.write_derived,
        },
        "neo4j": {
            "nodes.csv": neo4j.write_nodes,
            "articles.csv": neo4j.write_articles,
            "relationships.csv": neo4j.write_relationships,
            "mentions.csv": neo4j.write_mentions,
        },
        "parquet": {
            "entities.parquet": parquet.write_entities,
            "relations.parquet": parquet.write_relations,
            "articles.parquet": parquet.write_articles,
        },
    }
    return known[form]
