"""Label Studio's JSON: a list of tasks, an article each; its export reads back.

https://labelstud.io/guide/task_format. Mentions are regions of type `labels` (control `label` on the text `text`),
statements are `relation`s with a direction; names, quotes, counts and modalities stand in the task's data under `kg`.
Offsets are code points, as Label Studio has counted since 1.6; a region's own `text` tells older counting apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.annotations.flat import Arc, Flat, flatten, unflatten
from kg.corrections.view import View
from kg.errors import InputError


def write_label_studio(views: Iterable[View], file: Path) -> None:
    """Write articles as tasks that are annotated already."""
    tasks = [_task(one) for one in views]
    file.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _task(one: View) -> dict[str, Any]:
    flat = flatten(one)
    regions: list[dict[str, Any]] = [
        {
            "id": f"r{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": stop, "text": one.text[start:stop], "labels": [label]},
        }
        for number, (start, stop, label) in enumerate(flat.spans)
    ]
    relations: list[dict[str, Any]] = [
        {"type": "relation", "from_id": f"r{a.head}", "to_id": f"r{a.tail}", "direction": "right", "labels": [a.label]}
        for a in flat.arcs
    ]
    data = {"text": one.text, "name": one.name, "kg": flat.details}
    return {"data": data, "annotations": [{"result": [*regions, *relations]}]}


def read_label_studio(file: Path) -> Iterator[View]:
    """Read the articles of an export, the last annotation of each that was not cancelled.

    Raises:
        InputError: it is not in the format, or a region's text is not that at its offsets.
    """
    try:
        tasks = json.loads(file.read_bytes())
        for number, task in enumerate(tasks):
            yield _view(task, f"{file}: task {task.get('id', number + 1)}")
    except OSError as error:
        raise InputError(f"{file}: cannot read: {error.strerror}") from None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise InputError(f"{file}: not Label Studio's JSON: {error!r}") from None


def _view(task: dict[str, Any], where: str) -> View:
    data = task["data"]
    done = [annotation for annotation in task["annotations"] if not annotation.get("was_cancelled")]
    result = done[-1]["result"] if done else []
    regions = [item for item in result if item["type"] == "labels"]
    spans = []
    for region in regions:
        value = region["value"]
        if (
            value.get("text", data["text"][value["start"] : value["end"]])
            != data["text"][value["start"] : value["end"]]
        ):
            found = f"{value['text']!r} is not the text at {value['start']}–{value['end']}"
            raise InputError(f"{where}: {found}; export it with a Label Studio that counts code points (1.6 or newer)")
        spans.append((value["start"], value["end"], value["labels"][0]))
    numbers = {region["id"]: number for number, region in enumerate(regions)}
    arcs = []
    for item in result:
        if item["type"] == "relation":
            ends = numbers[item["from_id"]], numbers[item["to_id"]]
            arcs += [Arc(label, *(ends[::-1] if item.get("direction") == "left" else ends)) for label in item["labels"]]
    name = data.get("name") or str(task.get("id", ""))
    return unflatten(Flat(data["text"], name, spans, arcs, data.get("kg")), where)
