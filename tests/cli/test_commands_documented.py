"""Every command has its section in docs/commands.md, and every option of it is named there."""

from __future__ import annotations

import re

import pytest
import typer.main

from kg.cli import app
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
INTRODUCTION, *SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # an app with several commands is a group


def test_no_section_is_about_a_command_that_is_not_there() -> None:
    assert {section.splitlines()[0] for section in SECTIONS} == {f"kg {name}" for name in COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_named(name: str) -> None:
    [section] = [s for s in SECTIONS if s.startswith(f"kg {name}\n")]
    options = [option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("-")]
    missing = [option for option in options if f"`{option}" not in section + INTRODUCTION]
    assert missing == []
