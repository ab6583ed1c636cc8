"""Reading RDF files, for every engine alike: Oxigraph parses, nothing is fetched, and XML entities are refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    import pyoxigraph as ox

SUFFIXES = {
    ".ttl": "TURTLE",
    ".trig": "TRIG",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".jsonld": "JSON_LD",
    ".rdf": "RDF_XML",
    ".owl": "RDF_XML",
    ".xml": "RDF_XML",
}
_DOCTYPE = re.compile(rb"<!doctype", re.IGNORECASE)
_CHUNK = 1 << 20


def syntax(path: Path) -> ox.RdfFormat:
    """Return the RDF syntax that a file's name promises.

    Raises:
        InputError: it promises none.
    """
    import pyoxigraph as ox

    name = SUFFIXES.get(path.suffix.lower())
    if name is None:
        raise InputError(
            f"{path}: not an RDF file by its name; expected {', '.join(SUFFIXES)}, or a folder of `kg load`"
        )
    found: ox.RdfFormat = getattr(ox.RdfFormat, name)
    return found


def parse(path: Path) -> ox.QuadParser:
    """Return the statements of an RDF file, as they are read; a fault in the text raises SyntaxError.

    Raises:
        InputError: the file is missing, no RDF by its name, or XML with a document type.
    """
    import pyoxigraph as ox

    kind = prepared(path)
    return ox.parse(path=str(path), format=kind, base_iri=path.absolute().as_uri())


def load(store: ox.Store, path: Path) -> None:
    """Put the statements of an RDF file into a store.

    Raises:
        InputError: as for `parse`, and where the text is not what its name promises, with line and column.
    """
    kind = prepared(path)
    try:
        store.bulk_load(path=str(path), format=kind, base_iri=path.absolute().as_uri())
    except SyntaxError as error:
        raise InputError(malformed(path, error)) from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot read: {error}") from None


def fill(store: ox.Store, paths: Sequence[Path]) -> None:
    """Put the statements of RDF files into a store, so that a query that names no graph asks all of them.

    Raises:
        InputError: as for `load`, and where there is no statement in any of them.
    """
    for path in paths:
        load(store, path)
    if not len(store):
        raise InputError(f"{', '.join(map(str, paths))}: an empty graph: it holds no triples")
    _merge(store)


def _merge(store: ox.Store) -> None:
    """Put what stands in the named graphs of a store into its default graph, too.

    A query that names no graph then asks all of them: a TriG file answers as its Turtle does. (Oxigraph's own union of
    graphs gives a triple as often as there are graphs that hold it, which spoils every count.)
    """
    import pyoxigraph as ox

    if any(store.named_graphs()):
        quads = (quad for quad in store if not isinstance(quad.graph_name, ox.DefaultGraph))
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def prepared(path: Path) -> ox.RdfFormat:
    """Return the syntax of a file that can be opened and may be parsed.

    A document type may define entities that grow a thousandfold, and no RDF needs one: it is refused wherever it
    stands, because the parser obeys it wherever it stands.

    Raises:
        InputError: as for `parse`.
    """
    import pyoxigraph as ox

    if not path.exists():
        raise InputError(f"{path}: no such file")
    kind = syntax(path)
    try:
        with path.open("rb") as file:
            tail = b""
            while kind == ox.RdfFormat.RDF_XML and (chunk := file.read(_CHUNK)):
                if _DOCTYPE.search(tail + chunk):
                    raise InputError(f"{path}: refused: XML with a document type (<!DOCTYPE …>); remove it")
                tail = chunk[-len(b"<!doctype") :]
    except OSError as error:
        raise InputError(f"{path}: cannot read: {error.strerror}") from None
    return kind


def malformed(path: Path, error: SyntaxError) -> str:
    """Return one line that says what is wrong with a file, and where."""
    what = " ".join(str(error.args[0]).split())
    if "LoadDocumentCallback" in what:
        what = "refused: it names a remote context, and nothing is fetched; put the context into the file"
    return f"{path}: {what}"
