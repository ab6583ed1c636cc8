"""Chinese government and Party articles in, a sourced knowledge graph out: every edge carries the words that state it.

What a notebook needs is here; nothing heavy is loaded before it is used.

>>> import kg
>>> document = kg.read_text("县委组织部抽调286名党员干部奔赴沙湾乡。", "floods")
>>> article = kg.analyse(document)
>>> [entity.name for entity in article.entities]
['县委组织部', '党员干部', '沙湾乡']
>>> graph = kg.build([document])
>>> for head, tail, edge in graph.edges(data=True):
...     if edge["type"] == "dispatches":
...         print(graph.nodes[head]["name"], "→", edge["tail_count"], graph.nodes[tail]["name"])
...         print(edge["evidence"][0]["quote"])
县委组织部 → 286 党员干部
县委组织部抽调286名党员干部

| | |
|---|---|
| `read_file`, `read_text`, `read_inputs` | a path, a text, many paths → `Document` |
| `load_rules` | the package's rules, and your own beside them |
| `analyse` | a `Document` → an `Article`: its entities and relations, each with its evidence |
| `build` | documents → a `networkx.MultiDiGraph` (its attributes are described in `kg.graph`) |
| `export` | the graph → a folder with every export, all or none |
| `write_turtle`, `write_html`, `write_graphml`, `write_node_link` | the graph → one file, open for binary writing |
| `write_entities`, `write_relations`, `write_report` | the graph → a table or the report, likewise |
| `Dataset` | RDF files → what answers SPARQL: `with kg.Dataset(["exports/graph.ttl"]) as data: data.ask("SELECT …")` |
| `read_graph` | a saved `graph.json` → the graph |
| `KgError` | what all of them raise when something is wrong |
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # that of `typing`, which takes a moment to load: Ctrl-C is not yet quiet here

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.html import write_html
    from kg.pipeline import analyse, build, export
    from kg.rdf.query import Dataset
    from kg.rdf.turtle import write_turtle
    from kg.read import read_file, read_inputs, read_text
    from kg.rules import load_rules
    from kg.tables.comma_separated import write_entities, write_relations
    from kg.tables.graphml import write_graphml
    from kg.tables.node_link import read_graph, write_node_link
    from kg.tables.report import write_report

__version__ = "0.1.0"

_HOMES = {
    "Dataset": "kg.rdf.query",
    "KgError": "kg.errors",
    "analyse": "kg.pipeline",
    "build": "kg.pipeline",
    "export": "kg.pipeline",
    "load_rules": "kg.rules",
    "read_file": "kg.read",
    "read_graph": "kg.tables.node_link",
    "read_inputs": "kg.read",
    "read_text": "kg.read",
    "write_entities": "kg.tables.comma_separated",
    "write_graphml": "kg.tables.graphml",
    "write_html": "kg.html",
    "write_node_link": "kg.tables.node_link",
    "write_relations": "kg.tables.comma_separated",
    "write_report": "kg.tables.report",
    "write_turtle": "kg.rdf.turtle",
}

__all__ = [
    "Dataset",
    "KgError",
    "analyse",
    "build",
    "export",
    "load_rules",
    "read_file",
    "read_graph",
    "read_inputs",
    "read_text",
    "write_entities",
    "write_graphml",
    "write_html",
    "write_node_link",
    "write_relations",
    "write_report",
    "write_turtle",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
