"""The page itself: template, styles, scripts and data in one file that needs nothing else.

The styles and scripts are files of this package. The scripts are ES modules, which editors and linters understand; a
page from the file system cannot load modules, so `join_modules` makes one script of them. The data stands beside it as
JSON.
The content-security policy names the hashes of exactly these scripts and styles: nothing else runs, and nothing loads.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.html.arrangement import DRAWN, Arrangement, arrange
from kg.html.derived import derived_lines
from kg.html.levels import load_levels
from kg.html.network import build_network
from kg.html.readings import readings
from kg.schema import load_schema

if TYPE_CHECKING:
    import networkx as nx

STYLES = (
    "colours",
    "base",
    "frame",
    "controls",
    "search",
    "filters",
    "panel",
    "article",
    "tables",
    "timeline",
    "print",
)
ENTRY = "main"

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([a-z_]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|const) (\w+))", re.MULTILINE)
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def write_html(graph: nx.MultiDiGraph[str], file: BinaryIO, *, title: str | None = None) -> None:
    """Write a graph as a page to read: one file of HTML that works from the file system, without a network.

    Args:
        graph: as made by `kg.graph.build_graph`.
        file: open for binary writing.
        title: stands at the top; by default the title or name of the only article, else 组织关系图.
    """
    heading = title or _default_title(graph)
    vendor, styles, scripts = _asset("vendor/vis-network.min.js"), _styles(), join_modules(ENTRY)
    licences = _asset("vendor/LICENSES.txt").replace("*/", "* /")
    library = f"/*!\n{licences}*/\n{vendor}"
    page = Template(_asset("page.html")).substitute(
        title=escape(heading),
        policy=content_policy([library, scripts], [styles]),
        styles=styles,
        library=library,
        scripts=scripts,
        data=encode(page_data(graph, heading)),
    )
    file.write(page.encode())


def page_data(graph: nx.MultiDiGraph[str], title: str) -> dict[str, Any]:
    """Return the data of a page: the Network's nodes, edges and options, and what describes them."""
    arrangement = arrange(graph)
    network = build_network(graph, arrangement)
    names = [name for data in graph.nodes.values() for name in (data["name"], *data["aliases"])]
    return {
        "title": title,
        "program": graph.graph["program"],
        "rules": graph.graph["rules"],
        "documents": [{"id": ident, **document} for ident, document in graph.graph["documents"].items()],
        **legend(),
        "communities": _communities(arrangement),
        "readings": readings(names),
        "nodes": network.nodes,
        "edges": network.edges,
        "derived": derived_lines(graph),
        "options": network.options,
    }


def legend() -> dict[str, Any]:
    """Return what the page knows whatever its graph: types, relations, levels, words, and how much it draws at once."""
    schema = load_schema()
    return {
        "types": [
            {"name": t.name, "zh": t.zh, "en": t.en, "zh_def": t.zh_def, "en_def": t.en_def, "colour": t.colour}
            for t in schema.types.values()
            if not t.abstract
        ],
        "relations": [
            {
                "name": r.name,
                "zh": r.zh,
                "en": r.en,
                "zh_def": r.zh_def,
                "en_def": r.en_def,
                "inverse_zh": r.inverse_zh or r.zh,
                "inverse_en": r.inverse_en or r.en,
                "symmetric": r.symmetric,
            }
            for r in schema.relations.values()
        ],
        "levels": [{"id": level.id, "zh": level.zh, "en": level.en} for level in load_levels()],
        "drawn": DRAWN,
        "words": json.loads(_asset("words.json")),
    }


def encode(data: object) -> str:
    r"""Return JSON that cannot end the script element it stands in, whatever its strings hold.

    >>> encode("</script><!--")
    '"\\u003c/script\\u003e\\u003c!--"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@cache
def join_modules(entry: str) -> str:
    """Return a module and all that it imports as one script.

    Each module becomes a function that is called once, after those that it imports from, and returns what it exports.

    Args:
        entry: the name of the module to begin with.
    """
    joined: dict[str, str] = {}

    def add(name: str) -> None:
        source = _asset(f"scripts/{name}.js")
        for _, imported in _IMPORT.findall(source):
            if imported not in joined:
                add(imported)
        body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = module_\2;", source))
        exported = ", ".join(_EXPORT.findall(source))
        joined[name] = f"const module_{name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();\n"

    add(entry)
    return '"use strict";\n{\n' + "\n".join(joined.values()) + "}\n"


def _default_title(graph: nx.MultiDiGraph[str]) -> str:
    documents = list(graph.graph["documents"].values())
    if len(documents) == 1:
        return str(documents[0]["title"] or documents[0]["name"])
    return "组织关系图"


def _communities(arrangement: Arrangement) -> list[dict[str, Any]]:
    return [asdict(community) for community in arrangement.communities]


def _styles() -> str:
    return "\n".join(_asset(f"styles/{name}.css") for name in STYLES)


def content_policy(scripts: list[str], styles: list[str]) -> str:
    """Return a content-security policy that allows these inline scripts and styles, and nothing else."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hashes(sources: list[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'" for source in sources)


@cache
def _asset(path: str) -> str:
    return files("kg.html").joinpath(path).read_text(encoding="utf-8")
