"""`import kg` is all that a notebook needs, and loads nothing before it is used."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import kg


@pytest.mark.parametrize("name", kg.__all__)
def test_every_public_name_is_there_and_explained(name: str) -> None:
    assert name in dir(kg)
    assert inspect.getdoc(getattr(kg, name))
    assert kg.__doc__ is not None
    assert f"`{name}`" in kg.__doc__


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(kg.__file__).read_text(encoding="utf-8"))
    [block] = [node for node in tree.body if isinstance(node, ast.If)]
    imported = {
        alias.name: node.module for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert imported == kg._HOMES
    assert sorted(imported) == kg.__all__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'biuld'"):
        assert kg.biuld
