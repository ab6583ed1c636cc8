r"""Reading: from whatever people have to documents, with page furniture set aside and metadata gathered.

>>> document = read_text("防汛一线党旗红\n\n来源：县委组织部 2023-07-18\n\n县委抽调干部下沉。", "floods")
>>> document.title, document.publisher, [span.of(document.text) for span in document.paragraphs]
('防汛一线党旗红', '县委组织部', ['县委抽调干部下沉。'])
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Document
from kg.read.draft import Draft
from kg.read.limits import Limits
from kg.read.records import Columns

if TYPE_CHECKING:
    from kg.read.inputs import read_file, read_inputs

__all__ = ["Columns", "Limits", "read_file", "read_inputs", "read_text"]


def read_text(text: str, name: str, source: str | None = None, rules: Path | None = None) -> Document:
    """Make a document of a text: clean it, set its furniture aside, gather its metadata.

    Args:
        text: the article as characters, with whatever stands around it on its page.
        name: the name that people know it by.
        source: where it was read from.
        rules: a folder with rule files that extend those of the package.

    Raises:
        InputError: there is no text.
        RuleError: a rule file is malformed.
    """
    from kg.read.finish import finish

    return finish(Draft(text), name, source, rules)


def __getattr__(name: str) -> object:
    """Load what opens files and rules when it is first asked for: the command line only wants `Limits` to show them."""
    if name in ("read_file", "read_inputs"):
        from kg.read import inputs

        return getattr(inputs, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
