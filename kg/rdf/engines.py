"""The two engines behind a query: Oxigraph, which is fast, and rdflib, which people know. They answer the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, cast

from kg.errors import QueryError
from kg.rdf.answers import TRIPLE, XSD_STRING, Answer, Cell, Row
from kg.rdf.reading import fill
from kg.rdf.sparql import explain, in_order
from kg.rdf.stores import is_store, open_store
from kg.schema import load_schema

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

Engine: TypeAlias = Literal["oxigraph", "rdflib"]
Ask: TypeAlias = Callable[[str, int], Answer]
"""A query of `kg.rdf.sparql.checked`, and how many rows to return at most → its answer."""


def open_engine(engine: Engine, paths: Sequence[Path]) -> Ask:
    """Load RDF files, or open a store folder, and return what answers queries about them.

    Args:
        engine: which.
        paths: RDF files, all of which are read, or one folder of `kg load`.

    Raises:
        InputError: one cannot be read.
    """
    store = _store(paths)
    return partial(ask_oxigraph, store) if engine == "oxigraph" else _rdflib(store)


def _store(paths: Sequence[Path]) -> ox.Store:
    import pyoxigraph as ox

    if len(paths) == 1 and (paths[0].is_dir() or is_store(paths[0])):
        return open_store(paths[0])
    store = ox.Store()
    fill(store, paths)
    return store


class Setting(NamedTuple):
    """What a query is asked in: the IRI that relative ones are resolved against, and which graphs it sees.

    Where neither `default` nor `named` graphs are given, it sees all of the data; else only these, whatever it says
    itself (https://www.w3.org/TR/sparql11-protocol/#dataset).
    """

    base: str | None = None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


_PLAIN = Setting()


def ask_oxigraph(
    store: ox.Store, query: str, limit: int, *, setting: Setting = _PLAIN, size: int | None = None
) -> Answer:
    """Answer a query of `kg.rdf.sparql.checked` by Oxigraph.

    Args:
        store: with the data.
        query: SPARQL.
        limit: rows to return at most.
        setting: what it is asked in.
        size: characters in the rows at most, after which no more are returned.

    Raises:
        QueryError: it is malformed.
    """
    import pyoxigraph as ox

    prefixes, graphs = load_schema().prefixes, {}
    try:
        if setting.default or setting.named:
            graphs = {
                "default_graph": [ox.NamedNode(iri) for iri in setting.default],
                "named_graphs": [ox.NamedNode(iri) for iri in setting.named],
            }
        found = store.query(query, prefixes=prefixes, base_iri=setting.base, **graphs)  # type: ignore[arg-type]
        if isinstance(found, ox.QueryBoolean):
            return Answer("truth", truth=bool(found))
        if isinstance(found, ox.QueryTriples):
            return _graph((tuple(map(_oxigraph_cell, triple)) for triple in found), limit, size)
        columns = tuple(variable.value for variable in found.variables)
        return _rows(query, columns, (tuple(map(_oxigraph_cell, solution)) for solution in found), limit, size)
    except SyntaxError as error:
        raise QueryError(explain(query, str(error.args[0]), prefixes)) from None
    except ValueError as error:
        raise QueryError(f"{error}") from None
    except OSError as error:
        raise QueryError(f"the query needs what it may not have: {error}") from None


def _rdflib(store: ox.Store) -> Ask:
    import pyoxigraph as ox
    import rdflib
    from rdflib.plugins import sparql

    # Without this, FROM would read files and addresses.
    sparql.SPARQL_LOAD_GRAPHS = False
    dataset = rdflib.Dataset()
    dataset.addN(_rdflib_quad(dataset, quad) for quad in store)
    explained = partial(ask_oxigraph, ox.Store())

    def ask(query: str, limit: int) -> Answer:
        try:
            prepared = sparql.prepareQuery(query, initNs=load_schema().prefixes)
        except Exception as error:  # noqa: BLE001  # rdflib and pyparsing share no error class
            explained(query, limit)
            raise QueryError(_beyond_rdflib(error)) from None
        _refuse_services(prepared.algebra)
        try:
            found = dataset.query(prepared)
            if found.type == "ASK":
                return Answer("truth", truth=bool(found.askAnswer))
            rows = (tuple(map(rdflib_cell, cast("Iterable[object]", row))) for row in found)
            if found.type != "SELECT":
                return _graph(rows, limit)
            return _rows(query, tuple(str(variable) for variable in found.vars or ()), rows, limit)
        except Exception as error:  # noqa: BLE001  # as above
            raise QueryError(_beyond_rdflib(error)) from None

    return ask


def _beyond_rdflib(error: Exception) -> str:
    return f"rdflib cannot answer this: {type(error).__name__}: {' '.join(str(error).split())}"


def _rows(query: str, columns: tuple[str, ...], rows: Iterator[Row], limit: int, size: int | None = None) -> Answer:
    order = in_order(query, columns)
    places = [columns.index(name) for name in order]
    kept, more = _first((tuple(row[place] for place in places) for row in rows), limit, size)
    return Answer("rows", tuple(order), tuple(kept), truncated=more)


def _graph(triples: Iterator[Row], limit: int, size: int | None = None) -> Answer:
    kept, more = _first(_distinct(triples), limit, size)
    return Answer("graph", TRIPLE, tuple(sorted(kept, key=repr)), truncated=more)


def _distinct(rows: Iterator[Row]) -> Iterator[Row]:
    seen = set[Row]()
    for row in rows:
        if row not in seen:
            seen.add(row)
            yield row


def _first(rows: Iterator[Row], limit: int, size: int | None) -> tuple[list[Row], bool]:
    """Return the first rows, up to a number of them and a number of characters, and whether there are more."""
    kept, left = list[Row](), size
    for row in rows:
        if left is not None:
            left -= sum(len(cell.value) for cell in row if cell is not None)
        if len(kept) == limit or (left is not None and left < 0):
            return kept, True
        kept.append(row)
    return kept, False


def _oxigraph_cell(term: object) -> Cell | None:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return Cell("uri", term.value)
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return Cell("literal", term.value, term.language)
        return Cell("literal", term.value, None, _datatype(term.datatype.value))
    if isinstance(term, ox.BlankNode):
        return Cell("bnode", term.value)
    return None if term is None else Cell("triple", str(term))


def rdflib_cell(term: object) -> Cell | None:
    """Return a term of rdflib as a cell of an answer."""
    import rdflib

    if isinstance(term, rdflib.Literal):
        if term.language is not None:
            return Cell("literal", str(term), term.language.lower())
        return Cell("literal", str(term), None, _datatype(None if term.datatype is None else str(term.datatype)))
    if isinstance(term, rdflib.BNode):
        return Cell("bnode", str(term))
    return None if term is None else Cell("uri", str(term))


def _datatype(iri: str | None) -> str | None:
    return None if iri == XSD_STRING else iri


def _rdflib_quad(dataset: rdflib.Dataset, quad: ox.Quad) -> Any:
    import pyoxigraph as ox

    name = quad.graph_name
    graph = dataset.default_graph if isinstance(name, ox.DefaultGraph) else dataset.graph(rdflib_term(name))
    return (*(rdflib_term(term) for term in (quad.subject, quad.predicate, quad.object)), graph)


def rdflib_term(term: object) -> Any:
    """Return a term of Oxigraph as one of rdflib.

    Raises:
        QueryError: it is a triple term of RDF 1.2, which rdflib does not know.
    """
    import pyoxigraph as ox
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = _datatype(term.datatype.value)
        return rdflib.Literal(term.value, datatype=None if datatype is None else rdflib.URIRef(datatype))
    raise QueryError("rdflib knows no triple terms: take RDF 1.1, or, to query, --engine oxigraph")


def _refuse_services(part: object) -> None:
    """Refuse a query whose parsed form calls a service, whatever its text looked like."""
    if getattr(part, "name", None) == "ServiceGraphPattern":
        raise QueryError("refused: a query may not call other services")
    if isinstance(part, dict):
        for below in part.values():
            _refuse_services(below)
    elif isinstance(part, list | tuple | set):
        for below in part:
            _refuse_services(below)
