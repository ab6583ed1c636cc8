"""doccano's JSONL for sequence labelling with relations: an article a line.

https://doccano.github.io/doccano/. `entities` are spans with `start_offset`, `end_offset` and `label`, `relations`
lead `from_id` `to_id`. What else stands in a line doccano keeps as the example's metadata and gives back: `name`, and
under `kg` what it has no place for. Offsets are code points (a project in grapheme mode counts otherwise and cannot be
read back).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.annotations.flat import Arc, Flat, flatten, unflatten
from kg.corrections.view import View
from kg.errors import InputError


def write_doccano(views: Iterable[View], file: Path) -> None:
    """Write articles as a file to import into a project of sequence labelling with relations allowed."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for number, one in enumerate(views, 1):
            flat = flatten(one)
            line = {
                "id": number,
                "text": one.text,
                "entities": [
                    {"id": n, "label": label, "start_offset": start, "end_offset": stop}
                    for n, (start, stop, label) in enumerate(flat.spans)
                ],
                "relations": [
                    {"id": n, "from_id": arc.head, "to_id": arc.tail, "type": arc.label}
                    for n, arc in enumerate(flat.arcs)
                ],
                "name": one.name,
                "kg": flat.details,
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_doccano(file: Path) -> Iterator[View]:
    """Read the articles of an export (JSONL with relations).

    Raises:
        InputError: a line is not in the format.
    """
    try:
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot read: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _view(json.loads(line), f"{file}:{number}")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{file}:{number}: not doccano's JSONL with relations: {error!r}") from None


def _view(data: dict[str, Any], where: str) -> View:
    numbers = {entity["id"]: number for number, entity in enumerate(data["entities"])}
    spans = [(e["start_offset"], e["end_offset"], e["label"]) for e in data["entities"]]
    arcs = [Arc(r["type"], numbers[r["from_id"]], numbers[r["to_id"]]) for r in data.get("relations", ())]
    name = data.get("name") or str(data.get("id", ""))
    return unflatten(Flat(data["text"], name, spans, arcs, data.get("kg")), where)
