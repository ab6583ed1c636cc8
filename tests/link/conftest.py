"""Articles whose names are marked by hand, so that linking is tested without the extractors."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kg.link import link
from kg.model import Document, Extraction, Mention, Span, identifier
from kg.rules import load_rules

Named = Callable[..., set[frozenset[str]]]

_MARKED = re.compile(r"\[([^\]|]*)\|(\w+)\]")


@pytest.fixture
def named() -> Named:
    """A function that returns the sets of names that mean one thing in a text with [name|Type], [该+name=alias|Type]"""

    def things(marked: str, publisher: str | None = None, title: str | None = None) -> set[frozenset[str]]:
        text, mentions = "", []
        at = 0
        for match in _MARKED.finditer(marked):
            text += marked[at : match.start()]
            determiner, _, rest = match[1].rpartition("+")
            name, *aliases = rest.split("=")
            text += determiner
            mentions.append(
                Mention(
                    Span(len(text), len(text) + len(name)), name, match[2], None, "hand", determiner, tuple(aliases)
                )
            )
            text += name + "".join(f"（以下简称{alias}）" for alias in aliases)
            at = match.end()
        text += marked[at:]
        document = Document(
            identifier("doc", text), "hand", text, (Span(0, len(text)),), publisher=publisher, title=title
        )
        article = link(Extraction(document, tuple(mentions), ()), load_rules())
        return {frozenset({entity.name, *entity.aliases}) for entity in article.entities}

    return things
