"""What a query gives back, the same from every engine, and small enough to send from one process to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias


class Cell(NamedTuple):
    """An RDF term.

    `kind` is as in SPARQL's JSON results, `value` the IRI, label or text (of a triple, its N-Triples form); a literal
    has a language, or a datatype, or, where it is plain text, neither.
    """

    kind: Literal["uri", "bnode", "literal", "triple"]
    value: str
    language: str | None = None
    datatype: str | None = None


Row: TypeAlias = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    Attributes:
        kind: "rows" of a SELECT, "truth" of an ASK, "graph" of a CONSTRUCT or DESCRIBE.
        columns: names of the variables, or subject, predicate and object.
        rows: one cell a column, None where a variable is unbound; of a graph, its triples in their order as text.
        truth: of an ASK.
        truncated: there were more rows than asked for.
    """

    kind: Literal["rows", "truth", "graph"]
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool = False
    truncated: bool = False


XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
TRIPLE = ("subject", "predicate", "object")
