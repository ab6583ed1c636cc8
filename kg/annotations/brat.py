"""brat standoff: a folder with NAME.txt and NAME.ann for each article, and the annotation.conf that names the types.

https://brat.nlplab.org/standoff.html. A mention is a text-bound annotation (T), the mentions of one entity an Equiv
relation (*), a statement an event (E) whose trigger is its quote and whose arguments are Head and Tail; what is
demanded has the attribute Required (A). Names, aliases and counts stand in notes (#) as JSON, where they are not what
brat shows anyway. Offsets are code points; a span over several lines is one of several fragments, as brat demands.

A binary relation (R) that somebody has drawn is read, too: its quote is the text from one end to the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.annotations.naming import Place, between, called, end, thing, view
from kg.corrections.records import Stated
from kg.corrections.view import Thing, View
from kg.errors import InputError
from kg.schema import load_schema

_LINE = re.compile("[^\n]+")
_REQUIRED = "Required"


def write_brat(views: Iterable[View], folder: Path) -> None:
    """Write articles into a folder that brat opens as a collection."""
    (folder / "annotation.conf").write_text(_configuration(), encoding="utf-8")
    for one in views:
        (folder / f"{one.name}.txt").write_bytes(one.text.encode())
        (folder / f"{one.name}.ann").write_bytes("".join(f"{line}\n" for line in _lines(one)).encode())


def _configuration() -> str:
    schema = load_schema()
    parts = [
        "[entities]",
        *schema.concrete,
        "",
        "[relations]",
        "Equiv Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive",
    ]
    parts += ["<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>", "", "[events]"]
    parts += [f"{name} Head:<ENTITY>, Tail:<ENTITY>" for name in schema.relations]
    parts += ["", "[attributes]", f"{_REQUIRED} Arg:<EVENT>", ""]
    return "\n".join(parts)


def _lines(one: View) -> Iterator[str]:
    numbers: dict[tuple[str, str, Place], str] = {}
    triggers: dict[tuple[str, Place], str] = {}
    notes: list[tuple[str, dict[str, Any]]] = []
    for entity in one.entities:
        own = [f"T{len(numbers) + number}" for number, _ in enumerate(entity.mentions, 1)]
        for ident, place in zip(own, entity.mentions, strict=True):
            numbers[entity.type, entity.name, place] = ident
            yield _bound(ident, entity.type, place, one.text)
        if len(own) > 1:
            yield f"*\tEquiv {' '.join(own)}"
        if (entity.name, entity.aliases) != called(one.text, entity.mentions):
            notes.append((own[0], {"name": entity.name, "aliases": list(entity.aliases)}))
    required = 0
    for number, shown in enumerate(one.statements, 1):
        stated = shown.statement
        place = stated.start, stated.stop
        if (stated.type, place) not in triggers:
            triggers[stated.type, place] = ident = f"T{len(numbers) + len(triggers) + 1}"
            yield _bound(ident, stated.type, place, one.text)
        head, tail = (numbers[e.type, e.name, (e.start, e.stop)] for e in (stated.head, stated.tail))
        yield f"E{number}\t{stated.type}:{triggers[stated.type, place]} Head:{head} Tail:{tail}"
        if stated.modality == "required":
            required += 1
            yield f"A{required}\t{_REQUIRED} E{number}"
        counts = {k: v for k in ("head_count", "tail_count") if (v := getattr(stated, k)) is not None}
        if counts:
            notes.append((f"E{number}", counts))
    for number, (ident, note) in enumerate(notes, 1):
        yield f"#{number}\tAnnotatorNotes {ident}\t{json.dumps(note, ensure_ascii=False)}"


def _bound(ident: str, kind: str, place: Place, text: str) -> str:
    start, stop = place
    found = [(start + m.start(), start + m.end()) for m in _LINE.finditer(text[start:stop])]
    fragments = ";".join(f"{a} {b}" for a, b in found)
    return f"{ident}\t{kind} {fragments}\t{' '.join(text[a:b] for a, b in found)}"


@dataclass(slots=True)
class _Read:
    """What stands in a file of annotations."""

    bound: dict[str, tuple[str, Place]] = field(default_factory=dict)
    events: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    same: list[set[str]] = field(default_factory=list)
    required: set[str] = field(default_factory=set)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_brat(folder: Path) -> Iterator[View]:
    """Read the articles of a brat collection.

    Raises:
        InputError: a line is not in the format, or says what the text does not.
    """
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise InputError(f"{folder}: no .ann file in it")
    for file in files:
        try:
            text = file.with_suffix(".txt").read_bytes().decode()
            lines = file.read_bytes().decode().split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{file}: cannot read: {error}") from None
        read = _Read()
        for number, line in enumerate(lines, 1):
            if line:
                try:
                    _take(line, read, text)
                except (ValueError, KeyError, IndexError) as error:
                    raise InputError(f"{file}:{number}: not brat standoff: {error}") from None
        try:
            yield _view(read, text, file.stem, str(file))
        except KeyError as error:
            raise InputError(f"{file}: {error.args[0]} is nowhere in it") from None


def _take(line: str, read: _Read, text: str) -> None:
    ident, said, *rest = line.rstrip("\r").split("\t", 2)
    words = said.split(" ")
    if ident.startswith("T"):
        numbers = [int(number) for number in " ".join(words[1:]).replace(";", " ").split()]
        shown = " ".join(text[a:b] for a, b in zip(numbers[::2], numbers[1::2], strict=True))
        if shown != rest[0]:
            raise ValueError(f"{rest[0]!r} is not the text at {' '.join(words[1:])} ({shown!r}); was the text changed?")
        read.bound[ident] = words[0], (numbers[0], numbers[-1])
    elif ident.startswith("E"):
        arguments = dict(word.split(":", 1) for word in words if word)
        kind = words[0].split(":", 1)[0]
        read.events[ident] = kind, {"trigger": arguments.pop(kind), **arguments}
    elif ident.startswith("R"):
        arguments = dict(word.split(":", 1) for word in words[1:] if word)
        read.relations.append((words[0], arguments["Arg1"], arguments["Arg2"]))
    elif ident == "*":
        read.same.append(set(words[1:]))
    elif ident.startswith(("A", "M")) and words[0] == _REQUIRED:
        read.required.add(words[1])
    elif ident.startswith("#") and rest:
        try:
            note = json.loads(rest[0])
        except ValueError:
            return  # what somebody wrote for other people
        if isinstance(note, dict):
            read.notes[words[1]] = note


def _view(read: _Read, text: str, name: str, where: str) -> View:
    triggers = {arguments["trigger"] for _, arguments in read.events.values()}
    sets = {ident: {ident} for ident in read.bound if ident not in triggers}
    for same in read.same:
        joined = set[str]().union(*(sets[ident] for ident in same))
        for ident in joined:
            sets[ident] = joined
    things: dict[str, Thing] = {}
    for joined in {id(s): s for s in sets.values()}.values():
        places = [read.bound[ident][1] for ident in joined]
        note = next((read.notes[ident] for ident in sorted(joined) if "name" in read.notes.get(ident, {})), {})
        kind = read.bound[min(joined, key=lambda ident: (read.bound[ident][1], ident))][0]
        found = thing(kind, places, text, note.get("name", ""), tuple(note.get("aliases", ())))
        things |= dict.fromkeys(joined, found)
    statements = []
    for ident, (kind, arguments) in read.events.items():
        note = read.notes.get(ident, {})
        counts = {key: note[key] for key in ("head_count", "tail_count") if isinstance(note.get(key), int)}
        place = read.bound[arguments["trigger"]][1]
        head, tail = (end(things[arguments[role]], read.bound[arguments[role]][1]) for role in ("Head", "Tail"))
        modality: Any = "required" if ident in read.required else "asserted"
        statements.append(Stated(kind, head, tail, *place, text[slice(*place)], modality, **counts))
    for kind, *ends in read.relations:
        places = [read.bound[ident][1] for ident in ends]
        head, tail = (end(things[ident], at) for ident, at in zip(ends, places, strict=True))
        place = between(*places)
        statements.append(Stated(kind, head, tail, *place, text[slice(*place)]))
    return view(text, name, list(things.values()), statements, where)
