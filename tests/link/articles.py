"""Articles whose names are marked by hand, [form|Type|who], so that identity is tested without the extractors."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.link import link
from kg.link.identity import identify
from kg.model import Article, Document, Extraction, Mention, Span, Statement, identifier
from kg.rules import Rules, load_rules

FOLDER = Path(__file__).parent / "identity"
_MARKED = re.compile(r"\[([^\]|]*)\|(\w+)(?:\|([^\]|]*))?\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """An article, and who is named where: {(start, stop): who}."""

    extraction: Extraction
    who: dict[Span, str]


def marked(entry: dict[str, Any], name: str = "hand") -> Marked:
    """Read an article: its marked text, and what else is known of it (publisher, title, path)."""
    text, at = "", 0
    mentions, who = [], {}
    for match in _MARKED.finditer(entry["text"]):
        text += entry["text"][at : match.start()]
        determiner = "各" if match[1].startswith("各") else ""
        form = match[1].removeprefix("各")
        text += determiner
        span = Span(len(text), len(text) + len(form))
        mentions.append(Mention(span, form, match[2], None, "hand", determiner))
        who[span] = match[3] or form
        text += form
        at = match.end()
    text += entry["text"][at:]
    document = Document(
        identifier("doc", name + text),
        name,
        text,
        (Span(0, len(text)),),
        title=entry.get("title"),
        publisher=entry.get("publisher"),
        date=entry.get("date"),
        place=entry.get("path"),
    )
    # Kinds and places count only as ends of relations.
    ends = [m for m in mentions[1:] if m.type in {"Group", "Community", "Place"}]
    statements = tuple(Statement("guides", mentions[0], end, Span(0, len(text)), "hand") for end in ends)
    return Marked(Extraction(document, tuple(mentions), statements), who)


def identified(article: Marked, rules: Rules | None = None) -> Article:
    """Link an article and find who its entities are."""
    rules = rules or load_rules()
    return identify(link(article.extraction, rules), rules)


def all_articles() -> dict[str, Marked]:
    """Return the articles of the test set, by file and number."""
    return {
        f"{path.stem} {number}": marked(entry, f"{path.stem} {number}")
        for path in sorted(FOLDER.glob("*.toml"))
        for number, entry in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["article"], 1)
    }
