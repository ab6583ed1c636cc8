"""Reading rule files: TOML in, frozen entries out, and every fault of every file in one message.

A rule file holds `[[rule]]` entries; which keys an entry may have is said by the dataclass that it becomes.
"""

from __future__ import annotations

import tomllib
import types
import typing
from dataclasses import MISSING, Field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import RuleError

T = TypeVar("T")


def rule_texts(name: str, extra: Path | None = None) -> list[tuple[str, str]]:
    """Return (where, text) of the package's rule file `name`, and of the file of that name in the folder `extra`.

    Args:
        name: a file name such as `frames.toml`.
        extra: a folder of the user's whose files extend the package's; files that it lacks are no fault.

    Raises:
        RuleError: a file is not readable UTF-8.
    """
    texts = [(name, files("kg.rules").joinpath(name).read_text(encoding="utf-8"))]
    if extra is not None and (own := extra / name).exists():
        try:
            texts.append((str(own), own.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError(f"{own}: cannot be read as UTF-8 text: {error}") from None
    return texts


def load_table(name: str, kind: type[T], extra: Path | None = None) -> tuple[T, ...]:
    """Read the `[[rule]]` entries of one rule file, extended by the user's file of the same name.

    Args:
        name: a file name such as `frames.toml`.
        kind: a frozen dataclass with a field `id`; lists become tuples, missing keys take the field's default.
        extra: a folder with the user's own rule files.

    Raises:
        RuleError: a file is not valid TOML, or an entry has an unknown, missing or ill-typed key or an id used before.
    """
    hints = typing.get_type_hints(kind)
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # T is always a dataclass
    faults: list[str] = []
    found: dict[str, T] = {}
    for where, text in rule_texts(name, extra):
        for number, raw in enumerate(_entries(where, text, faults), 1):
            entry = f"{where}: rule {number} ({raw.get('id', 'no id')})"
            wrong = _faults(raw, known, hints)
            if raw.get("id") in found:
                wrong.append("the id is used before")
            faults += [f"{entry}: {w}" for w in wrong]
            if not wrong:
                found[raw["id"]] = kind(**{k: _frozen(v) for k, v in raw.items()})
    if faults:
        raise RuleError("; ".join(faults))
    return tuple(found.values())


def _entries(where: str, text: str, faults: list[str]) -> list[dict[str, Any]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{where}: not valid TOML: {error}")
        return []
    faults += [f"{where}: unknown table {key!r} (only [[rule]] is known)" for key in data if key != "rule"]
    rules = data.get("rule", [])
    if not isinstance(rules, list):
        faults.append(f"{where}: write [[rule]], with two brackets")
        return []
    return rules


def _faults(raw: dict[str, Any], known: dict[str, Field[Any]], hints: dict[str, Any]) -> list[str]:
    wrong = [f"unknown key {key!r} (known: {', '.join(known)})" for key in raw if key not in known]
    for name, field in known.items():
        if name not in raw:
            if field.default is MISSING and field.default_factory is MISSING:
                wrong.append(f"missing key {name!r}")
        elif not _fits(raw[name], hints[name]):
            wrong.append(f"{name!r} should be {_words(hints[name])}, not {raw[name]!r}")
    return wrong


def _fits(value: Any, hint: Any) -> bool:
    origin = typing.get_origin(hint)
    if origin is tuple:
        return isinstance(value, list) and all(_fits(v, typing.get_args(hint)[0]) for v in value)
    if origin is typing.Literal:
        return value in typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, h) for h in typing.get_args(hint) if h is not type(None))
    if origin is dict:
        return isinstance(value, dict) and all(_fits(v, typing.get_args(hint)[1]) for v in value.values())
    return isinstance(value, hint) and not (hint is int and isinstance(value, bool))


def _words(hint: Any) -> str:
    if typing.get_origin(hint) is tuple:
        return f"a list of {_words(typing.get_args(hint)[0])}"
    if typing.get_origin(hint) is typing.Literal:
        return "one of " + ", ".join(map(repr, typing.get_args(hint)))
    names = {str: "text", bool: "true or false", int: "a whole number"}
    return names.get(hint, str(hint))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value
