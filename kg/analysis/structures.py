"""The structures by which places, years and publishers are compared: `structures.toml`, loaded."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Structure:
    """A column of the comparison; the fields are explained at the top of `structures.toml`."""

    id: str
    zh: str
    en: str
    zh_def: str
    en_def: str
    types: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    relation: str | None = None
    of: str | None = None

    def holds(self, node: dict[str, Any]) -> bool:
        """Tell whether a node of a graph is one of these bodies or arrangements."""
        names = (node["name"], *node["aliases"])
        return node["type"] in self.types and (self.pattern is None or any(map(self.pattern.search, names)))


@cache
def data() -> dict[str, Any]:
    """Return the file as it is."""
    return tomllib.loads(files("kg.analysis").joinpath("structures.toml").read_text(encoding="utf-8"))


@cache
def load_structures() -> tuple[Structure, ...]:
    """Return the structures in the order of the columns."""
    fields = {"examples", "counterexamples"}
    return tuple(
        Structure(
            **{key: value for key, value in entry.items() if key not in fields | {"types", "pattern"}},
            types=tuple(entry.get("types", ())),
            pattern=re.compile(entry["pattern"]) if "pattern" in entry else None,
        )
        for entry in data()["structures"]
    )


@cache
def generic() -> re.Pattern[str]:
    """Return what finds the names that say only what kind of thing it is."""
    return re.compile(data()["generic"]["pattern"])
