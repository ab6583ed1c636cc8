"""Who speaks: 我局 is the publisher, 我县 and 县里 are the county that the article is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from kg.link.places import OwnPlaces
from kg.model import Document, Extraction, Mention, Statement
from kg.rules import Rules
from kg.schema import load_schema

_DIVISIONS = frozenset({"Place", "Community"})
_IN_FULL = {"委": "委员会", "党委": "委员会", "纪委": "纪律检查委员会"}


def spoken(extraction: Extraction, rules: Rules, places: OwnPlaces) -> Extraction:
    """Return what was found with the words for oneself and one's place replaced by what they name.

    Where that is not known, they fall away, and the statements with them; so do statements that the schema does not
    allow for what they name.

    Args:
        extraction: what the extractors found.
        rules: say which words these are.
        places: the article's own divisions.
    """
    words = {rule.id for rule in rules.deictics}
    used = {m for m in _all(extraction) if m.rule in words}
    if not used:
        return extraction
    named = [m for m in _all(extraction) if m.rule not in words]
    meant: dict[tuple[str, str], Mention | None] = {}
    for mention in used:
        if (mention.type, mention.name) not in meant:
            meant[mention.type, mention.name] = _meant(mention, named, extraction.document, rules, places)

    def resolved(mention: Mention) -> Mention | None:
        if mention.rule not in words:
            return mention
        found = meant[mention.type, mention.name]
        return found and replace(mention, name=found.name, type=found.type, aliases=(mention.name,))

    mentions = (resolved(mention) for mention in extraction.mentions)
    return Extraction(
        extraction.document,
        tuple(mention for mention in mentions if mention is not None),
        tuple(_statements(extraction.statements, resolved)),
    )


def _all(extraction: Extraction) -> Iterator[Mention]:
    yield from extraction.mentions
    for statement in extraction.statements:
        yield statement.head
        yield statement.tail


def _statements(statements: Iterable[Statement], resolved: Callable[[Mention], Mention | None]) -> Iterator[Statement]:
    schema = load_schema()
    for statement in statements:
        head, tail = resolved(statement.head), resolved(statement.tail)
        if head is not None and tail is not None and schema.allows(statement.type, head.type, tail.type):
            yield replace(statement, head=head, tail=tail)


def _meant(
    mention: Mention, named: list[Mention], document: Document, rules: Rules, places: OwnPlaces
) -> Mention | None:
    """Return what a word for oneself or one's place names, or None where that is not known."""
    word = mention.name.removesuffix("里") if mention.type in _DIVISIONS else mention.name
    ending = word.lstrip("我本")
    if mention.type in _DIVISIONS:
        name = places.full(ending)
        return None if name is None else replace(mention, name=name)
    for text in (document.publisher, document.title):
        names = {m.name: m for m in named if text and m.name in text and m.type not in _DIVISIONS}
        fitting = [name for name in names if name.endswith((ending, _IN_FULL.get(ending, ending)))]
        if fitting:
            return names[max(fitting, key=lambda name: (len(name), name))]
    publisher = document.publisher or ""
    if publisher.endswith((ending, _IN_FULL.get(ending, ending))) and not set(publisher) & set(" 、，"):
        head = next((rules.heads[publisher[k:]] for k in range(len(publisher)) if publisher[k:] in rules.heads), None)
        return None if head is None else replace(mention, name=publisher, type=head.type)
    return None
