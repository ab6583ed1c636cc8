"""Turtle and TriG, written as the graph is walked: canonical bytes, no blank nodes, no memory beyond one subject.

https://www.w3.org/TR/turtle/, https://www.w3.org/TR/trig/; with reifiers, https://www.w3.org/TR/rdf12-turtle/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from kg.graph import GraphView
from kg.rdf.articles import articles
from kg.rdf.description import body, preamble, run_name
from kg.rdf.terms import Description, Literal, Term
from kg.schema import load_schema


def write_turtle(
    graph: GraphView,
    file: BinaryIO,
    *,
    reifiers: bool = False,
    cpov: bool = False,
    ended: str | None = None,
) -> None:
    """Write the merged view of a graph as Turtle.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
        reifiers: write statements as RDF 1.2 reifiers (`rdf:reifies <<( … )>>`) instead of RDF 1.1 reification.
        cpov: as for `kg.rdf.description.body`.
        ended: when the run ended, as an xsd:dateTime; left out, the same graph is the same bytes at any time.
    """
    descriptions = body(graph, run_name(graph), cpov=cpov)
    write_prefixes(file, load_schema().prefixes)
    write_descriptions(map(_reifier, descriptions) if reifiers else descriptions, file)
    write_descriptions(preamble(graph, ended), file)


def write_trig(graph: GraphView, file: BinaryIO, *, ended: str | None = None) -> None:
    """Write a graph as TriG: a named graph for each article, by the article's own IRI; the rest in the default graph.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
        ended: as for `write_turtle`.
    """
    run = run_name(graph)
    write_prefixes(file, load_schema().prefixes)
    write_descriptions(preamble(graph, ended), file)
    for document, part in articles(graph):
        write_named(document, part, run, file)


def write_named(document: str, part: GraphView, run: str, file: BinaryIO) -> None:
    """Write the named graph of an article in TriG."""
    file.write(f"\nid:{document} {{".encode())
    write_descriptions(body(part, run), file)
    file.write(b"}\n")


def write_prefixes(file: BinaryIO, prefixes: Mapping[str, str]) -> None:
    """Write the prefixes with which a Turtle or TriG file begins."""
    file.write("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()).encode())


def write_descriptions(descriptions: Iterable[Description], file: BinaryIO) -> None:
    """Write each subject as a paragraph of Turtle."""
    block: list[str] = []
    for description in descriptions:
        block.append(turtle(description))
        if len(block) == 1000:
            file.write("".join(block).encode())
            block.clear()
    file.write("".join(block).encode())


def turtle(description: Description) -> str:
    """Return one subject with its predicates and objects as Turtle.

    >>> print(turtle(("id:ent-1", [("a", ["kg:Department"]), ("skos:prefLabel", [Literal("组织部", "zh-Hans")])])))
    <BLANKLINE>
    id:ent-1 a kg:Department ;
        skos:prefLabel "组织部"@zh-Hans .
    <BLANKLINE>
    """
    subject, pairs = description
    # Most often there is one object, and it is a name: the short way for it makes the whole a third faster.
    lines = [
        f"{predicate} {terms[0]}"
        if len(terms) == 1 and type(terms[0]) is str
        else f"{predicate} {', '.join([term if type(term) is str else _term(term) for term in terms])}"
        for predicate, terms in pairs
    ]
    return f"\n{subject} {_NEXT.join(lines)} .\n"


_NEXT = " ;\n    "
# What a quoted string cannot hold as it is, and what no UTF-8 file can hold.
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f\ud800-\udfff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _term(term: Term) -> str:
    if isinstance(term, Literal):
        value = _SPECIAL.sub(_escape, term.value)
        if term.language is not None:
            return f'"{value}"@{term.language}'
        return f'"{value}"' if term.datatype is None else f'"{value}"^^{term.datatype}'
    return str(term)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character >= "\ud800":
        return "\ufffd"
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def _reifier(description: Description) -> Description:
    """Return a statement as an RDF 1.2 reifier; every other description as it is."""
    subject, pairs = description
    terms = {predicate: objects[0] for predicate, objects in pairs}
    if "rdf:subject" not in terms:
        return description
    triple = f"<<( {terms['rdf:subject']} {terms['rdf:predicate']} {terms['rdf:object']} )>>"
    return subject, [*_without_reification(pairs), ("rdf:reifies", [triple])]


def _without_reification(pairs: Iterable[tuple[str, Iterable[Term]]]) -> Iterator[tuple[str, list[Term]]]:
    for predicate, objects in pairs:
        if predicate not in {"rdf:subject", "rdf:predicate", "rdf:object"}:
            yield predicate, [term for term in objects if term != "rdf:Statement"]
