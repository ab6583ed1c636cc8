"""GEXF, for Gephi: labels, types, colours and sizes stand where Gephi looks for them.

https://gexf.net/schema.html, version 1.3. networkx' own writer stamps the day on the file and knows no schema of ours.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from kg.graph import GraphView
from kg.schema import load_schema
from kg.tables.xml_text import xml_text

_NODE = (("type", "string"), ("aliases", "liststring"), ("mentions", "integer"))
_EDGE = (
    *(("type", "string"), ("modality", "string"), ("head_count", "integer"), ("tail_count", "integer")),
    *(("first_date", "string"), ("last_date", "string")),
    *(("document", "string"), ("start", "integer"), ("stop", "integer"), ("quote", "string"), ("rule", "string")),
)


def write_gexf(graph: GraphView, file: BinaryIO) -> None:
    """Write a graph as GEXF: nodes in the colours of their types, edges as heavy as they have evidence.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
    """
    schema, documents = load_schema(), graph.graph["documents"]
    _write(
        file,
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
        f"<meta><creator>kg {xml_text(graph.graph['program'])}</creator></meta>",
        '<graph defaultedgetype="directed" mode="static">',
        *_columns("node", _NODE),
        *_columns("edge", _EDGE),
        "<nodes>",
    )
    for ident, node in graph.nodes(data=True):
        colour = schema.types[node["type"]].colour.lstrip("#")
        red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
        _write(
            file,
            f"<node id={_quoted(ident)} label={_quoted(node['name'])}>",
            _values(_NODE, (node["type"], "|".join(node["aliases"]) or None, node["count"])),
            f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{_size(graph.degree(ident))}"/></node>',
        )
    _write(file, "</nodes>", "<edges>")
    for head, tail, key, edge in graph.edges(keys=True, data=True):
        first = edge["evidence"][0]
        values = tuple(edge[k] for k in ("type", "modality", "head_count", "tail_count", "first_date", "last_date"))
        words = (documents[first["document"]]["name"], first["start"], first["stop"], first["quote"], first["rule"])
        _write(
            file,
            f'<edge id={_quoted(key)} source={_quoted(head)} target={_quoted(tail)} weight="{edge["count"]}" '
            f"kind={_quoted(edge['type'])} label={_quoted(schema.relations[edge['type']].zh)}>",
            f"{_values(_EDGE, (*values, *words))}</edge>",
        )
    _write(file, "</edges>", "</graph>", "</gexf>")


def _columns(element: str, columns: Iterable[tuple[str, str]]) -> Iterable[str]:
    yield f'<attributes class="{element}">'
    for number, (title, kind) in enumerate(columns):
        yield f'<attribute id="{number}" title="{title}" type="{kind}"/>'
    yield "</attributes>"


def _values(columns: Iterable[tuple[str, str]], values: Iterable[str | int | None]) -> str:
    pairs = enumerate(value for _, value in zip(columns, values, strict=True))
    cells = (f'<attvalue for="{number}" value={_quoted(str(value))}/>' for number, value in pairs if value is not None)
    return f"<attvalues>{''.join(cells)}</attvalues>"


def _size(degree: int) -> float:
    """Return a diameter that grows with the square root of the relations, so that the area grows with them."""
    return round(10 * math.sqrt(1 + degree), 1)


def _quoted(text: str) -> str:
    return quoteattr(xml_text(text))


def _write(file: BinaryIO, *lines: str) -> None:
    file.write("".join(f"{line}\n" for line in lines).encode())
