"""What the tests of layout share: read a text, and say what it states as plain triples."""

from __future__ import annotations

from kg.extract import extract
from kg.model import Extraction
from kg.read import read_text
from kg.rules import load_rules


def read(text: str) -> Extraction:
    """Extract from a text as a reader of files would hand it over."""
    return extract(read_text(text, "article"), load_rules())


def stated(text: str, *relations: str) -> set[str]:
    """Return what a text states as `head relation tail`, of the given relations or of all."""
    found = read(text).statements
    return {f"{s.head.name} {s.type} {s.tail.name}" for s in found if not relations or s.type in relations}
