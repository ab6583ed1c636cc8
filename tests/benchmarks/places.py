"""The jurisdictions given to names in real documents, beside what other libraries find in the same names.

    python -m tests.benchmarks.places ../shared/corpus > places.tsv

A sample of 300 names of organs and places, with the article's title, the place that `kg` gives, and what
`jionlp.parse_location` and `cpca.transform` give where they are installed; a person judges the third column.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.link.divisions import load_divisions
from kg.model import Document
from kg.pipeline import analyse
from kg.read import read_inputs, read_text

NAMES, LAWS, SEED = 300, 250, 7
TYPES = {"Committee", "Government", "Department", "Organization", "Place", "Community"}


def documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of the corpus and a sample of its laws, which lie in folders after their places."""
    yield from read_inputs([folder / "documents"])
    with gzip.open(folder / "laws.jsonl.gz", "rt", encoding="utf-8") as file:
        laws = [json.loads(line) for line in file]
    for law in random.Random(SEED).sample(laws, LAWS):
        text = law["text"][:3000]
        if text.strip():
            yield read_text(f"{law['title']}\n\n{text}", law["title"])


def names(folder: Path) -> list[tuple[str, str, str, str | None, str]]:
    """Return (name, title, the article's place, the name's place, rule) of a sample of names."""
    divisions, found = load_divisions(), []
    for document in documents(folder):
        article = analyse(document)
        here = divisions.full(article.place) if article.place else "–"
        for entity in article.entities:
            if entity.type in TYPES:
                form, _, rule = entity.forms[0]
                place = divisions.full(entity.place) if entity.place else None
                found.append((form, document.title or document.name, here, place, rule))
    return random.Random(SEED).sample(sorted(set(found), key=str), NAMES)


def others() -> dict[str, Any]:
    """Return the other libraries that are installed, as functions from a name to a place."""
    found = {}
    for library in ("jionlp", "cpca"):
        try:
            module = import_module(library)
        except ImportError:
            print(f"{library} is not installed", file=sys.stderr)
            continue
        found[library] = _with_jionlp(module) if library == "jionlp" else _with_cpca(module)
    return found


def _with_jionlp(module: Any) -> Any:
    def place(name: str) -> str:
        parsed = module.parse_location(name)
        return "".join(parsed[level] or "" for level in ("province", "city", "county"))

    return place


def _with_cpca(module: Any) -> Any:
    def place(name: str) -> str:
        row = module.transform([name]).iloc[0]
        return "".join(str(row[level]) for level in ("省", "市", "区") if row[level] is not None)

    return place


if __name__ == "__main__":
    libraries = others()
    print("name", "title", "article", "place", "rule", *libraries, sep="\t")
    for name, title, here, place, rule in names(Path(sys.argv[1])):
        print(name, title, here, place or "–", rule, *(given(name) or "–" for given in libraries.values()), sep="\t")
