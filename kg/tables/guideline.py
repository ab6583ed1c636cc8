"""One article in the JSON of the annotation guideline: what people annotate, and what their scorer reads."""

from __future__ import annotations

import json
from typing import Any

from kg.model import Article


def guideline_json(article: Article) -> dict[str, Any]:
    """Return an article as plain JSON values: names and quotes instead of ids and offsets.

    Args:
        article: as `kg.pipeline.read_off` returns it.

    Returns:
        `doc` (the document's name), `metadata`, `entities` and `relations`, in the order of the article.
    """
    document = article.document
    names = {entity.id: entity.name for entity in article.entities}
    return {
        "doc": document.name,
        "metadata": {
            "title": document.title,
            "publisher": document.publisher,
            "author": document.author,
            "date": document.date,
        },
        "entities": [{"type": e.type, "name": e.name, "aliases": list(e.aliases)} for e in article.entities],
        "relations": [
            {
                "head": names[r.head],
                "type": r.type,
                "tail": names[r.tail],
                "quote": r.evidence[0].quote,
                "head_count": r.head_count,
                "tail_count": r.tail_count,
                "modality": r.modality,
            }
            for r in article.relations
        ],
    }


def guideline_text(article: Article) -> str:
    """Return an article as the text of a JSON file, an entity or a relation a line, as annotators write it."""
    data = guideline_json(article)
    parts = [f' "{key}": {_json(data[key])}' for key in ("doc", "metadata")]
    for key in ("entities", "relations"):
        lines = ",\n".join(f"  {_json(item)}" for item in data[key])
        parts.append(f' "{key}": [\n{lines}]' if lines else f' "{key}": []')
    return "{" + ",\n".join(parts)[1:] + "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
