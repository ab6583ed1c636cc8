"""The graph of one article as people annotate it: names instead of ids, quotes instead of offsets."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Article

_MARKS = str.maketrans({**dict.fromkeys("「」『』“”‘’'\"", None), "〔": "[", "〕": "]", "【": "[", "】": "]"})


def fold(name: str) -> str:
    """Return `name` as names are compared: width and brackets made uniform, quotation marks and spaces removed.

    >>> fold("“五包一”责任制（试行）")
    '五包一责任制(试行)'
    """
    folded = unicodedata.normalize("NFKC", name).translate(_MARKS)
    return "".join(folded.split()).casefold()


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity of an annotation."""

    type: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """All its names, folded."""
        return frozenset(fold(name) for name in (self.name, *self.aliases) if name)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation of an annotation; its ends are names."""

    head: str
    type: str
    tail: str
    quote: str = ""
    head_count: int | None = None
    tail_count: int | None = None
    modality: str = "asserted"

    def __str__(self) -> str:
        return f"{self.head} —{self.type}→ {self.tail}"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is in the graph of one article."""

    doc: str
    things: tuple[Thing, ...] = ()
    edges: tuple[Edge, ...] = ()


def read_annotations(path: Path) -> dict[str, Annotation]:
    """Read one file of the guideline's JSON, or all of a folder.

    Raises:
        InputError: there is no such file, or one is not in the format.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: no .json file in it")
    found = [_read(file) for file in files]
    return {annotation.doc: annotation for annotation in found}


def _read(file: Path) -> Annotation:
    try:
        return annotation_of_json(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: not the JSON of the annotation guideline: {error}") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file}: not in the format of the annotation guideline: {error!r}") from None


def annotation_of_json(data: Mapping[str, Any]) -> Annotation:
    """Return the annotation that the guideline's JSON holds."""
    things = (Thing(e["type"], e["name"], tuple(e.get("aliases", ()))) for e in data["entities"])
    edges = (
        Edge(
            r["head"],
            r["type"],
            r["tail"],
            r.get("quote") or "",
            r.get("head_count"),
            r.get("tail_count"),
            r.get("modality") or "asserted",
        )
        for r in data["relations"]
    )
    return Annotation(data["doc"], tuple(things), tuple(edges))


def annotation_of(article: Article, doc: str) -> Annotation:
    """Return a linked article as an annotation under the name `doc`."""
    names = {entity.id: entity.name for entity in article.entities}
    edges = (
        Edge(names[r.head], r.type, names[r.tail], r.evidence[0].quote, r.head_count, r.tail_count, r.modality)
        for r in article.relations
    )
    return Annotation(doc, tuple(Thing(e.type, e.name, e.aliases) for e in article.entities), tuple(edges))
