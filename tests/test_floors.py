"""The house and its floors: a room imports from floors below it, never from above or from its neighbours."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent

# From the ground up; rooms that stand side by side share a line.
HOUSE = (
    ("errors",),
    ("atomic", "model"),
    ("schema",),
    ("rules",),
    ("language", "read"),
    ("extract",),
    ("link",),
    ("graph",),
    ("corrections", "evaluation", "html", "rdf", "tables"),
    ("analysis", "annotations", "pipeline"),
    ("corpus",),
    ("serve",),
    ("cli",),
    ("__main__",),
)
FLOORS = {room: floor for floor, rooms in enumerate(HOUSE) for room in rooms}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room(path: Path) -> str:
    """Return the name of the room that a file belongs to: the first part of its path below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_imported(source: str, inside: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield (line, room) of each import of the package's own rooms, wherever in the file it stands.

    Args:
        source: Python source.
        inside: the names of the packages that the file lies in, from `kg` down, for relative imports.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = inside[: len(inside) - node.level + 1] if node.level else ()
            module = ".".join([*base, *filter(None, [node.module])])
            modules = [f"{module}.{alias.name}" for alias in node.names] if module == "kg" else [module]
        else:
            continue
        for module in modules:
            package, _, rest = module.partition(".")
            if package == "kg" and rest and rest != "__version__":
                yield node.lineno, rest.split(".")[0]


def faults(own: str, source: str, inside: tuple[str, ...]) -> list[str]:
    """Return what is wrong with the imports of a file of the room `own`."""
    return [
        f"line {line}: {own} (floor {FLOORS[own]}) imports {other} (floor {FLOORS.get(other, 'unknown')})"
        for line, other in rooms_imported(source, inside)
        if other != own and FLOORS.get(other, 99) >= FLOORS[own]
    ]


def test_every_room_has_a_floor() -> None:
    assert {room(path) for path in MODULES} == set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_below(path: Path) -> None:
    inside = ("kg", *path.relative_to(PACKAGE).parts[:-1])
    assert faults(room(path), path.read_text(encoding="utf-8"), inside) == []


@pytest.mark.parametrize(
    ("own", "line", "allowed"),
    [
        ("rdf", "from kg.schema import load_schema", True),
        ("rdf", "from kg import __version__", True),
        ("rdf", "import kg.tables.csv", False),
        ("rdf", "from kg import tables", False),
        ("rdf", "from ..extract import extract", True),
        ("rdf", "from ..cli.build import build", False),
        ("rdf", "def write():\n    from kg.html import write_html", False),
        ("model", "from kg.atomic import writing", False),
        ("rules", "from kg.attic import anything", False),
    ],
)
def test_the_reader_of_imports_sees_them_all(own: str, line: str, allowed: bool) -> None:
    assert (faults(own, line, ("kg", own)) == []) is allowed


@pytest.mark.parametrize("module", ["kg", "kg.cli"])
def test_what_is_heavy_is_loaded_only_when_it_is_needed(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "jieba",
        "rjieba",
        "networkx",
        "rdflib",
        "pyvis",
        "pyshacl",
        "pyoxigraph",
        "ahocorasick_rs",
        "numpy",
        "lxml",
        "starlette",
        "uvicorn",
        "jinja2",
        "rustworkx",
    }
    assert heavy & set(loaded) == set()
