"""Node-link JSON, the lossless form in which a graph is saved and read back.

The file is networkx' node-link format with one node or edge a line, so that a change of one edge is a change of one
line. Everything that `kg.graph` puts into a graph stands in it, the texts of the documents too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from kg.errors import InputError, IntegrityError
from kg.graph import GraphView, dates_of
from kg.schema import load_schema

if TYPE_CHECKING:
    import networkx as nx

_NODE = {"type": str, "name": str, "aliases": list, "count": int, "mentions": list}
_EDGE = {"type": str, "modality": str, "count": int, "evidence": list}


def write_node_link(graph: GraphView, file: BinaryIO) -> None:
    """Write a graph as node-link JSON.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
    """
    file.write(b'{"directed": true, "multigraph": true,\n"graph": {')
    for number, (key, value) in enumerate(graph.graph.items()):
        file.write((b", " if number else b"") + _json(key) + b": ")
        if key == "documents":
            _write_items((_json(ident) + b": " + _json(d) for ident, d in value.items()), b"{", b", ", file)
            file.write(b"}")
        else:
            file.write(_json(value))
    nodes = (b"\n" + _json({**node, "id": ident}) for ident, node in graph.nodes(data=True))
    _write_items(nodes, b'},\n"nodes": [', b",", file)
    edges = (
        b"\n" + _json({**edge, "source": head, "target": tail, "key": key})
        for head, tail, key, edge in graph.edges(keys=True, data=True)
    )
    _write_items(edges, b'\n],\n"edges": [', b",", file)
    file.write(b"\n]}\n")


def _write_items(items: Iterable[bytes], before: bytes, between: bytes, file: BinaryIO) -> None:
    file.write(before)
    file.writelines((between if number else b"") + item for number, item in enumerate(items))


def read_graph(path: Path) -> nx.MultiDiGraph[str]:
    """Read a graph that `write_node_link` wrote.

    Args:
        path: a `graph.json`.

    Raises:
        InputError: there is no such file, or it is not a saved graph.
        IntegrityError: an edge has an end that is no node, or a quote that is not the text at its offsets.
    """
    import networkx as nx

    # A directed multigraph, as `_fault` has seen; the types of networkx promise less.
    return cast("nx.MultiDiGraph[str]", nx.node_link_graph(read_data(path), edges="edges"))


def read_data(path: Path) -> dict[str, Any]:
    """Read what stands in a `graph.json`, checked, without making a graph of it.

    Raises:
        InputError, IntegrityError: as `read_graph`.
    """
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"{path}: not a saved graph: {error}; expected the graph.json of `kg build`") from None
    fault = _fault(data)
    if fault:
        raise InputError(f"{path}: not a saved graph: {fault}; expected the graph.json of `kg build`")
    _check(data, path)
    _fill(data)
    return data


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _fault(data: Any) -> str | None:
    """Return what keeps `data` from having the shape of a saved graph."""
    if not isinstance(data, dict) or data.get("directed") is not True or data.get("multigraph") is not True:
        return "no directed multigraph in node-link form"
    if not isinstance(data.get("graph"), dict) or not isinstance(data["graph"].get("documents"), dict):
        return "no documents"
    for part, shape, ends in (("nodes", _NODE, ("id",)), ("edges", _EDGE, ("source", "target", "key"))):
        if not isinstance(data.get(part), list):
            return f"no {part}"
        for number, item in enumerate(data[part]):
            if not isinstance(item, dict):
                return f"{part}[{number}] is no object"
            for key, kind in {**shape, **dict.fromkeys(ends, str)}.items():
                if not isinstance(item.get(key), kind):
                    return f"{part}[{number}] has no {key!r}"
    return None


def _fill(data: dict[str, Any]) -> None:
    """Give a graph of a program that knew no places and no dates of relations what it lacks."""
    data["graph"].setdefault("places", {})
    data["graph"].setdefault("derived", [])
    for document in data["graph"]["documents"].values():
        document.setdefault("place", None)
    for node in data["nodes"]:
        for key, value in (("place", None), ("organ", None), ("forms", [])):
            node.setdefault(key, value)
    for edge in data["edges"]:
        if "first_date" not in edge:
            edge["first_date"], edge["last_date"] = dates_of(edge["evidence"], data["graph"]["documents"])


def _check(data: dict[str, Any], path: Path) -> None:
    """Refuse a graph that breaks the promises of `kg.graph`."""
    schema, documents = load_schema(), data["graph"]["documents"]
    types = {node["id"]: node["type"] for node in data["nodes"]}
    for ident, kind in types.items():
        if kind not in schema.types:
            raise IntegrityError(f"{path}: {ident}: the schema has no type {kind!r}")
    for edge in data["edges"]:
        where = f"{path}: {edge['type']} {edge['key']}"
        if edge["source"] not in types or edge["target"] not in types:
            raise IntegrityError(f"{where}: an end is no node")
        if edge["type"] not in schema.relations:
            raise IntegrityError(f"{where}: the schema has no such relation")
        if not edge["evidence"]:
            raise IntegrityError(f"{where}: no evidence")
        for piece in edge["evidence"]:
            text = documents.get(piece["document"], {}).get("text", "")
            if not piece["quote"] or text[piece["start"] : piece["stop"]] != piece["quote"]:
                raise IntegrityError(f"{where}: {piece['quote']!r} is not the text at its offsets")
