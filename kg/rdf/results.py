"""Answers as text: SPARQL's own result formats, a table for people, and RDF for what is a graph.

JSON: https://www.w3.org/TR/sparql11-results-json/; XML: https://www.w3.org/TR/rdf-sparql-XMLres/; CSV and TSV:
https://www.w3.org/TR/sparql11-results-csv-tsv/ (CSV holds plain values, TSV holds terms as Turtle writes them).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError
from kg.rdf.answers import Answer, Cell

GRAPH_FORMATS = {"ttl": "TURTLE", "nt": "N_TRIPLES", "rdf": "RDF_XML", "jsonld": "JSON_LD"}
"""RDF syntaxes for the answer to a CONSTRUCT or DESCRIBE."""

# The numbers that Turtle writes without quotation marks (https://www.w3.org/TR/turtle/#abbrev).
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SHORT: dict[str | None, str] = {
    f"{_XSD}integer": r"[+-]?\d+",
    f"{_XSD}decimal": r"[+-]?\d*\.\d+",
    f"{_XSD}double": r"[+-]?(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+",
}
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def formatted(answer: Answer, form: str, note: str | None = None) -> str:
    """Return an answer in a format.

    Args:
        answer: of any kind.
        form: "json", "xml", "csv" or "tsv" for rows and truths, one of `GRAPH_FORMATS` for graphs.
        note: what readers should know, in one line; it stands in the answer where the format has room for it, which
            CSV, TSV and JSON-LD have not.

    Raises:
        QueryError: an answer of this kind has no such format.
    """
    if form in GRAPH_FORMATS and answer.kind == "graph":
        return _noted(_graph(answer, form), form, note)
    writer = _WRITERS.get(form)
    if writer is None or (answer.kind == "truth" and form in {"csv", "tsv"}):
        fitting = {"rows": [*_WRITERS], "truth": ["json", "xml"], "graph": [*GRAPH_FORMATS, *_WRITERS]}[answer.kind]
        raise QueryError(f"the answer cannot be written as {form}; take one of {', '.join(fitting)}")
    return _noted(writer(answer), form, note)


def _noted(text: str, form: str, note: str | None) -> str:
    """Return an answer with a note: a comment, or, in JSON, a member that readers skip, not knowing it."""
    if note is None:
        return text
    if form == "json":
        return text.rstrip()[:-1] + f', "note": {json.dumps(note)}}}\n'
    if form in {"ttl", "nt"}:
        return f"# {note}\n{text}"
    if form in {"xml", "rdf"}:
        head, close, rest = text.partition("?>")
        return f"{head}{close}\n<!-- {note.replace('--', '- -')} -->{rest}"
    return text


def short(cell: Cell | None, prefixes: dict[str, str]) -> str:
    """Return a term as people like to read it: an IRI by its prefix, a text without its quotation marks.

    >>> short(Cell("uri", "http://www.w3.org/ns/org#Post"), {"org": "http://www.w3.org/ns/org#"})
    'org:Post'
    """
    if cell is None:
        return ""
    if cell.kind == "uri":
        for name, iri in prefixes.items():
            if cell.value.startswith(iri):
                return f"{name}:{cell.value.removeprefix(iri)}"
    return cell.value


def _json(answer: Answer) -> str:
    if answer.kind == "truth":
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    rows = [
        {column: _json_term(cell) for column, cell in zip(answer.columns, row, strict=True) if cell is not None}
        for row in answer.rows
    ]
    data = {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _json_term(cell: Cell) -> dict[str, Any]:
    term = {"type": cell.kind, "value": cell.value}
    if cell.language is not None:
        term["xml:lang"] = cell.language
    if cell.datatype is not None:
        term["datatype"] = cell.datatype
    return term


def _xml(answer: Answer) -> str:
    return "".join(_xml_pieces(answer))


def _xml_pieces(answer: Answer) -> Iterator[str]:
    yield '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>'
    yield "".join(f"<variable name={quoteattr(column)}/>" for column in answer.columns)
    yield "</head>\n"
    if answer.kind == "truth":
        yield f"<boolean>{str(answer.truth).lower()}</boolean>\n</sparql>\n"
        return
    yield "<results>\n"
    for row in answer.rows:
        yield "<result>"
        for column, cell in zip(answer.columns, row, strict=True):
            if cell is not None:
                yield f"<binding name={quoteattr(column)}>{_xml_term(cell)}</binding>"
        yield "</result>\n"
    yield "</results>\n</sparql>\n"


def _xml_term(cell: Cell) -> str:
    attribute = ""
    if cell.language is not None:
        attribute = f" xml:lang={quoteattr(cell.language)}"
    elif cell.datatype is not None:
        attribute = f" datatype={quoteattr(cell.datatype)}"
    return f"<{cell.kind}{attribute}>{escape(NOT_XML.sub(chr(0xFFFD), cell.value))}</{cell.kind}>"


def _csv(answer: Answer) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_plain(cell) for cell in row] for row in answer.rows)
    return file.getvalue()


def _tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{column}" for column in answer.columns)]
    lines += ["\t".join("" if cell is None else _turtle(cell) for cell in row) for row in answer.rows]
    return "".join(f"{line}\n" for line in lines)


def _plain(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return f"_:{cell.value}" if cell.kind == "bnode" else cell.value


def _turtle(cell: Cell) -> str:
    """Return a term as N-Triples writes it, or, for a number, as Turtle may."""
    if cell.kind == "uri":
        return f"<{cell.value}>"
    if cell.kind == "bnode":
        return f"_:{cell.value}"
    if cell.kind == "triple" or re.fullmatch(_SHORT.get(cell.datatype, "(?!)"), cell.value):
        return cell.value
    text = "".join(_ESCAPES.get(character, character) for character in cell.value)
    if cell.language is not None:
        return f'"{text}"@{cell.language}'
    return f'"{text}"' if cell.datatype is None else f'"{text}"^^<{cell.datatype}>'


def _graph(answer: Answer, form: str) -> str:
    import pyoxigraph as ox

    from kg.schema import load_schema

    lines = "".join(f"{' '.join(_ntriples(cell) for cell in row if cell is not None)} .\n" for row in answer.rows)
    triples = (quad.triple for quad in ox.parse(input=lines, format=ox.RdfFormat.N_TRIPLES))
    kind = getattr(ox.RdfFormat, GRAPH_FORMATS[form])
    return (ox.serialize(triples, format=kind, prefixes=load_schema().prefixes) or b"").decode()


def _ntriples(cell: Cell) -> str:
    return f'"{cell.value}"^^<{cell.datatype}>' if cell.datatype in _SHORT else _turtle(cell)


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_WRITERS: dict[str, Callable[[Answer], str]] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
