"""Who an article's entities are: each gets its place, its official name, and an id that other articles give it, too.

It is a step of its own, behind the linking within the article, and knows one article, the tables of divisions and
organs, and the user's links. So an id never changes when articles are added, and articles can be worked on apart.

What a name tells (颍东区委组织部) or what it means in an article of one place (区委组织部) is resolved; what could mean
two things stays the article's own. A wrong merge is worse than two nodes.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kg.link.jurisdiction import Jurisdiction, jurisdiction
from kg.link.overrides import overridden
from kg.link.titles import Reading, read_name
from kg.model import Article, Document, Entity, Evidence, Relation, identifier
from kg.rules import Rules

_BEST_FIRST = ("full", "nation", "own", "organ", "kind", "named")


def identify(article: Article, rules: Rules) -> Article:
    """Return an article whose entities have the ids, names and places that are theirs in any article.

    Args:
        article: as `kg.link.link` returns it.
        rules: the same rules.
    """
    names = [form for entity in article.entities for form in (entity.name, *entity.aliases)]
    here = jurisdiction(article.document, names)
    known = {entity.id: identified(entity, article.document, here, rules) for entity in article.entities}
    together: dict[str, list[Entity]] = {}
    for entity in known.values():
        together.setdefault(entity.id, []).append(entity)
    relations: dict[str, list[Relation]] = {}
    for relation in article.relations:
        head, tail = known[relation.head].id, known[relation.tail].id
        ident = identifier("rel", relation.type, head, tail)
        if head != tail:
            relations.setdefault(ident, []).append(Relation(ident, relation.type, head, tail, relation.evidence))
    return Article(
        article.document,
        tuple(same[0] if len(same) == 1 else _merged(same) for same in together.values()),
        tuple(same[0] if len(same) == 1 else replace(same[0], evidence=_all(same)) for same in relations.values()),
        here.place,
    )


def identified(entity: Entity, document: Document, here: Jurisdiction, rules: Rules) -> Entity:
    """Return an entity with the id, name and place that are its own in any article; as it is where nothing tells.

    Args:
        entity: of the article.
        document: that of the article.
        here: what the article tells about its place.
        rules: name the organs.
    """
    forms = (entity.name, *entity.aliases)
    readings = {form: read_name(form, entity.type, here, rules) for form in forms}
    found = _agreed([reading for reading in readings.values() if reading is not None])
    found = overridden(found, forms, entity.type, document.date, rules)
    if found is None:
        return replace(entity, forms=tuple(sorted((form, document.id, "article") for form in forms)))
    linked = found.rule if found.rule not in _BEST_FIRST else None
    seen = {form: linked or (reading.rule if reading else "alias") for form, reading in readings.items()}
    return Entity(
        identifier("ent", entity.type, found.place or "", found.key),
        entity.type,
        found.name,
        tuple(sorted({*forms} - {found.name})),
        entity.mentions,
        found.place,
        found.organ,
        tuple(sorted((form, document.id, rule) for form, rule in seen.items())),
    )


def _agreed(readings: list[Reading]) -> Reading | None:
    """Return the reading of the form that tells most, unless another one that tells as much contradicts it."""
    for rule in _BEST_FIRST:
        alike = [reading for reading in readings if reading.rule == rule]
        if alike:
            same = len({reading.place for reading in alike}) == 1
            return max(alike, key=lambda r: (len(r.name), r.name)) if same else None
    return None


def _merged(same: list[Entity]) -> Entity:
    name = min((entity.name for entity in same), key=lambda n: (-len(n), n))
    return replace(
        same[0],
        name=name,
        aliases=tuple(sorted({form for e in same for form in (e.name, *e.aliases)} - {name})),
        mentions=tuple(sorted({mention for e in same for mention in e.mentions})),
        forms=tuple(sorted({form for e in same for form in e.forms})),
    )


def _all(same: Iterable[Relation]) -> tuple[Evidence, ...]:
    pieces = dict.fromkeys(piece for relation in same for piece in relation.evidence)
    return tuple(sorted(pieces, key=lambda e: (e.span.start, e.span.stop)))
