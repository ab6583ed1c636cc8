"""A short article, and people who say something about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from kg.corrections.records import Correction, plain, signed
from kg.corrections.view import Shown, Thing, View, view_of
from kg.model import Article
from kg.pipeline import analyse
from kg.read import read_text

TEXT = """泗源县委组织部抽调党员干部防汛

来源：泗源县委组织部 2023-07-18

县委组织部印发《关于做好防汛工作的通知》，抽调286名党员干部奔赴沙湾乡。由32名县级领导包保14个乡镇。县水利局指导沙湾乡。
"""

Say = Callable[..., Correction]


@pytest.fixture(scope="session")
def article() -> Article:
    return analyse(read_text(TEXT, "floods"))


@pytest.fixture
def view(article: Article) -> View:
    return view_of(article)


@pytest.fixture
def say(article: Article) -> Say:
    """Say something about the article: `say("wrong", statement={…})`."""
    moment = iter(range(1000))

    def say_it(action: str, **said: Any) -> Correction:
        at = datetime(2026, 1, 31, 8, 30, next(moment), tzinfo=UTC)
        return signed({"action": action, "document": article.document.id, **said}, "李四", at)

    return say_it


def stated(view: View, kind: str, **other: object) -> dict[str, Any]:
    """Return the one statement of a type as plain JSON values, with other values for some of its fields."""
    [shown] = [s for s in view.statements if s.statement.type == kind]
    return plain(shown.statement) | other


def shown(view: View, kind: str) -> Shown:
    [one] = [s for s in view.statements if s.statement.type == kind]
    return one


def end(view: View, called: str, **other: object) -> dict[str, Any]:
    """Return an entity by its name, as a correction speaks of it."""
    thing = named(view, called)
    start, stop = thing.mentions[0]
    return {"start": start, "stop": stop, "type": thing.type, "name": thing.name} | other


def named(view: View, name: str) -> Thing:
    [thing] = [t for t in view.entities if t.name == name]
    return thing


def names(view: View) -> set[str]:
    return {thing.name for thing in view.entities}


def edges(view: View) -> set[str]:
    return {str(s.statement) for s in view.statements}
