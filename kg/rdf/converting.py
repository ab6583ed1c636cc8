"""From one RDF syntax to another; and the formats that are written as Turtle or TriG first."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from kg.errors import InputError
from kg.graph import GraphView
from kg.rdf.reading import malformed, parse
from kg.rdf.results import NOT_XML
from kg.rdf.turtle import write_trig, write_turtle
from kg.schema import load_schema

if TYPE_CHECKING:
    import pyoxigraph as ox

SYNTAXES = {"ttl": "TURTLE", "trig": "TRIG", "nt": "N_TRIPLES", "nq": "N_QUADS", "jsonld": "JSON_LD", "rdf": "RDF_XML"}
"""Names of RDF syntaxes, as files end, and Oxigraph's names for them."""

_ELEMENT = re.compile(r"[^\W\d][\w.-]*$")


def write_ntriples(graph: GraphView, file: BinaryIO, *, ended: str | None = None) -> None:
    """Write the merged view of a graph as N-Triples; the arguments are those of `write_turtle`."""
    with tempfile.TemporaryFile() as temporary:
        write_turtle(graph, temporary, ended=ended)
        _rewrite(temporary, "ttl", file, "nt")


def write_nquads(graph: GraphView, file: BinaryIO, *, ended: str | None = None) -> None:
    """Write a graph as N-Quads, with a named graph for each article; the arguments are those of `write_trig`."""
    with tempfile.TemporaryFile() as temporary:
        write_trig(graph, temporary, ended=ended)
        _rewrite(temporary, "trig", file, "nq")


def nquads(trig: bytes) -> bytes:
    """Return TriG as N-Quads."""
    file = io.BytesIO()
    _rewrite(io.BytesIO(trig), "trig", file, "nq")
    return file.getvalue()


def write_rdf_xml(graph: GraphView, file: BinaryIO, *, ended: str | None = None) -> None:
    """Write the merged view of a graph as RDF/XML; the arguments are those of `write_turtle`."""
    with tempfile.TemporaryFile() as temporary:
        write_turtle(graph, temporary, ended=ended)
        _rewrite(temporary, "ttl", file, "rdf")


def convert(path: Path, file: BinaryIO, form: str) -> None:
    """Write an RDF file in another syntax.

    Where the other syntax has no named graphs, those of the file are merged, and each triple is written once.

    Args:
        path: an RDF file.
        file: open for binary writing.
        form: one of `SYNTAXES`.

    Raises:
        InputError: the file cannot be read, or holds what the other syntax cannot.
    """
    try:
        _serialize(parse(path), file, form)
    except SyntaxError as error:
        raise InputError(malformed(path, error)) from None
    except OSError as error:
        if error.errno is not None:  # the disk's complaint, not the serializer's
            raise
        raise InputError(f"{path}: cannot be written as {form}: {error}") from None
    except ValueError as error:
        raise InputError(f"{path}: cannot be written as {form}: {error}") from None


def _rewrite(source: IO[bytes], before: str, file: BinaryIO, after: str) -> None:
    import pyoxigraph as ox

    source.seek(0)
    _serialize(ox.parse(input=source, format=getattr(ox.RdfFormat, SYNTAXES[before])), file, after)


def _serialize(quads: Iterable[ox.Quad], file: BinaryIO, form: str) -> None:
    import pyoxigraph as ox

    kind: ox.RdfFormat = getattr(ox.RdfFormat, SYNTAXES[form])
    write = partial(ox.serialize, output=file, format=kind, prefixes=load_schema().prefixes)
    if kind.supports_datasets:
        write(quads)
    else:
        write(_triples(quads, xml=kind == ox.RdfFormat.RDF_XML))


def _triples(quads: Iterable[ox.Quad], *, xml: bool) -> Iterator[ox.Triple]:
    """Yield the triples of quads; one that stands in several named graphs comes once."""
    import pyoxigraph as ox

    seen: set[ox.Triple] = set()
    for quad in quads:
        triple = quad.triple
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            if triple in seen:
                continue
            seen.add(triple)
        if xml:
            triple = _xml_triple(triple)
        yield triple


def _xml_triple(triple: ox.Triple) -> ox.Triple:
    """Return a triple as XML can hold it.

    Raises:
        ValueError: no XML element can be named as its property is.
    """
    import pyoxigraph as ox

    if not _ELEMENT.search(triple.predicate.value):
        raise ValueError(f"no XML element can stand for {triple.predicate}")
    if isinstance(triple.object, ox.Literal) and NOT_XML.search(triple.object.value):
        return ox.Triple(triple.subject, triple.predicate, _without_control(triple.object))
    return triple


def _without_control(literal: ox.Literal) -> ox.Literal:
    """Return a literal that XML can hold: what it cannot becomes U+FFFD."""
    import pyoxigraph as ox

    text = NOT_XML.sub("\ufffd", literal.value)
    if literal.language is not None:
        return ox.Literal(text, language=literal.language)
    return ox.Literal(text, datatype=literal.datatype)
