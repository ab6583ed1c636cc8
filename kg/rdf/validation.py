"""Checking an export against the shapes, and telling a person what is wrong and where the words are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, KgError
from kg.rdf.engines import rdflib_cell, rdflib_term
from kg.rdf.generate import SHAPES
from kg.rdf.reading import malformed, parse
from kg.rdf.results import short
from kg.rdf.terms import EN
from kg.schema import load_schema

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A node that breaks a shape.

    Attributes:
        node: its IRI, by prefix.
        shape: the shape that it breaks.
        message: what is wrong.
        detail: the property and the value that are at fault, where there is one.
        quote: the words of the article that the node is about, or its name; empty where it has neither.
    """

    node: str
    shape: str
    message: str
    detail: str = ""
    quote: str = ""


def validate(paths: Sequence[Path], *, lang: str = EN) -> list[Finding]:
    """Return what the shapes find in RDF files, taken together, in order.

    Args:
        paths: RDF files; the named graphs of a dataset count as one graph.
        lang: language of the messages, "en" or "zh".

    Raises:
        InputError: a file cannot be read, or there is nothing in them to check.
        KgError: pySHACL is not installed.
    """
    try:
        import pyshacl
    except ModuleNotFoundError:
        raise KgError("validation needs pySHACL; install orgkg[validate]") from None
    import rdflib

    data = rdflib.Graph()
    for path in paths:
        _read(path, data)
    if not data:
        raise InputError(f"{', '.join(map(str, paths))}: an empty graph: it holds no triples")
    shapes = rdflib.Graph().parse(data=files("kg.rdf").joinpath(SHAPES).read_bytes(), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise KgError(f"pySHACL gave up: {report}")
    return sorted(
        {
            _finding(report, result, data, lang)
            for result in report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)
        }
    )


def _read(path: Path, data: rdflib.Graph) -> None:
    try:
        for quad in parse(path):
            data.add(tuple(rdflib_term(term) for term in quad.triple))
    except SyntaxError as error:
        raise InputError(malformed(path, error)) from None


def _finding(report: rdflib.Graph, result: rdflib.term.Node, data: rdflib.Graph, lang: str) -> Finding:
    from rdflib import SH

    node = report.value(result, SH.focusNode)
    messages = {str(getattr(m, "language", None))[:2]: str(m) for m in report.objects(result, SH.resultMessage)}
    detail = (report.value(result, SH.resultPath), report.value(result, SH.value))
    return Finding(
        node=_short(node),
        shape=_short(report.value(result, SH.sourceShape)),
        message=messages.get(lang) or next(iter(messages.values()), ""),
        detail=" ".join(_short(part) for part in detail if part is not None and part != node),
        quote=_words(data, node),
    )


def _short(node: rdflib.term.Node | None) -> str:
    return short(rdflib_cell(node), load_schema().prefixes)


def _words(data: rdflib.Graph, node: rdflib.term.Node | None) -> str:
    """Return the words that a statement, a piece of evidence or a selector stands for, or the name of an entity."""
    from rdflib import SKOS, Namespace

    oa = Namespace("http://www.w3.org/ns/oa#")
    quote = oa.hasSelector / oa.exact
    for path in (oa.hasTarget / quote, quote, oa.exact, ~oa.hasSelector / quote, SKOS.prefLabel):
        for words in data.objects(node, path):
            return str(words)
    return ""
