"""An article in traditional characters gets its own characters back, behind everything that its words had to match."""

from __future__ import annotations

from msgspec.structs import replace

from kg.language.script import Originals
from kg.model import Article, Document, Entity, Extraction, Mention


def restored_article(article: Article, document: Document) -> Article:
    """Return an article with the names and the quotes of its document.

    Args:
        article: made of `kg.language.script.in_simplified(document)`.
        document: as it was read.
    """
    if article.document is document:
        return article
    originals = Originals(document.text, article.document.text)
    return replace(
        article,
        document=document,
        entities=tuple(_entity(entity, originals) for entity in article.entities),
        relations=tuple(
            replace(relation, evidence=tuple(replace(e, quote=e.span.of(document.text)) for e in relation.evidence))
            for relation in article.relations
        ),
    )


def _entity(entity: Entity, originals: Originals) -> Entity:
    spans = [span for _, span in entity.mentions]
    name = originals.name(entity.name, spans)
    return replace(
        entity,
        name=name,
        aliases=tuple(sorted({originals.name(alias, spans) for alias in entity.aliases} - {name})),
        forms=tuple(sorted((originals.name(form, spans), told, rule) for form, told, rule in entity.forms)),
    )


def restored_extraction(extraction: Extraction, document: Document) -> Extraction:
    """Return what was found in a document with the names that the document has.

    Args:
        extraction: of `kg.language.script.in_simplified(document)`.
        document: as it was read.
    """
    if extraction.document is document:
        return extraction
    originals = Originals(document.text, extraction.document.text)

    def own(mention: Mention) -> Mention:
        aliases = tuple(originals.name(alias, [mention.span]) for alias in mention.aliases)
        return replace(mention, name=originals.name(mention.name, [mention.span]), aliases=aliases)

    return Extraction(
        document,
        tuple(own(mention) for mention in extraction.mentions),
        tuple(replace(s, head=own(s.head), tail=own(s.tail)) for s in extraction.statements),
    )
