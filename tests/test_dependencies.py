"""What the package imports is declared, and what is declared is imported and locked."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT.get("optional-dependencies", {})


def name(requirement: str) -> str:
    """Return the normal form of the distribution's name in a requirement."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]).lower()


DECLARED = {name(r) for r in [*PROJECT["dependencies"], *(r for extra in EXTRAS.values() for r in extra)]}


# What no statement imports: a module found by a finder, and one that uvicorn takes by its name.
BY_NAME = {"rjieba": 'find_spec("rjieba")', "httptools": 'http="httptools"'}


def imported() -> set[str]:
    """Return the modules of others that the package imports anywhere."""
    found = set()
    for path in (ROOT / "kg").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= {module for module, words in BY_NAME.items() if words in text}
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"kg", "__future__"}


def test_the_package_imports_what_it_declares_and_nothing_else() -> None:
    homes = packages_distributions()
    assert {name(distribution) for module in imported() for distribution in homes[module]} == DECLARED


REQUIRED = {name(r) for r in PROJECT["dependencies"]}


@pytest.mark.parametrize(("lock", "needed"), [("requirements.lock", REQUIRED), ("requirements-dev.lock", DECLARED)])
def test_the_locks_hold_every_dependency_with_hashes_and_no_address(lock: str, needed: set[str]) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9.-]+)==\S+ .*\\\n    --hash=sha256:", text, flags=re.MULTILINE)
    assert set(map(name, pinned)) >= needed
    assert "://" not in text
    assert "index-url" not in text
