"""Mentions → entities: which names of an article mean one thing."""

from __future__ import annotations

from kg.model import Article, Entity, Evidence, Extraction, Mention, Relation, Span, identifier
from kg.rules import Rules

# These stand for themselves only as an end of a relation.
_ENDS_ONLY = frozenset({"Group", "Community", "Place"})


def link(extraction: Extraction, rules: Rules) -> Article:
    """Return the entities and relations of one document.

    Args:
        extraction: what `kg.extract.extract` found.
        rules: the same rules.
    """
    document = extraction.document
    groups: dict[tuple[str, str], list[Mention]] = {}
    ends = {(m.type, m.name) for s in extraction.statements for m in (s.head, s.tail)}
    for mention in extraction.mentions:
        key = mention.type, mention.name
        if mention.type not in _ENDS_ONLY or key in ends:
            groups.setdefault(key, []).append(mention)
    for statement in extraction.statements:
        for end in (statement.head, statement.tail):
            groups.setdefault((end.type, end.name), []).append(end)
    entities = {
        key: Entity(
            identifier("ent", key[0], document.id, key[1]),
            key[0],
            key[1],
            (),
            tuple(sorted({(document.id, m.span) for m in same})),
        )
        for key, same in groups.items()
    }
    evidence: dict[tuple[str, str, str], list[Evidence]] = {}
    for s in extraction.statements:
        ids = s.type, entities[s.head.type, s.head.name].id, entities[s.tail.type, s.tail.name].id
        piece = Evidence(document.id, s.quote, s.quote.of(document.text), s.rule, s.modality, s.head_count, s.tail_count)
        if piece not in evidence.setdefault(ids, []):
            evidence[ids].append(piece)
    relations = tuple(
        Relation(identifier("rel", *ids), *ids, tuple(sorted(pieces, key=lambda e: (e.span.start, e.span.stop))))
        for ids, pieces in evidence.items()
        if ids[1] != ids[2]
    )
    return Article(document, tuple(entities.values()), relations)
