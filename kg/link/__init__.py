"""Mentions → entities: which names of an article mean one thing."""

from __future__ import annotations

from kg.link.aliases import same_forms
from kg.link.forms import Form, forms_of
from kg.link.places import own_places
from kg.link.references import referents
from kg.link.speakers import spoken
from kg.model import Article, Document, Entity, Evidence, Extraction, Mention, Relation, identifier
from kg.rules import Rules

# These stand for themselves only as an end of a relation.
ENDS_ONLY = frozenset({"Group", "Community", "Place"})


def link(extraction: Extraction, rules: Rules) -> Article:
    """Return the entities and relations of one document.

    Args:
        extraction: what `kg.extract.extract` found.
        rules: the same rules.
    """
    document = extraction.document
    places = own_places(document, dict.fromkeys(mention.name for mention in extraction.mentions))
    extraction = spoken(extraction, rules, places)
    ends = [end for statement in extraction.statements for end in (statement.head, statement.tail)]
    mentions = dict.fromkeys((*extraction.mentions, *ends))
    forms = forms_of(mentions, rules, places)
    same = same_forms(list(forms.values()), rules, places)
    meant = referents(forms.values())

    def form_of(mention: Mention) -> Form:
        return meant.get(mention) or forms[mention.type, mention.name]

    wanted = {id(same.of(form_of(end))) for end in ends}
    entities: dict[int, Entity] = {}
    mentioned: dict[int, list[Mention]] = {}
    for mention in mentions:
        mentioned.setdefault(id(same.of(form_of(mention))), []).append(mention)
    for form in forms.values():
        key = id(same.of(form))
        if key in mentioned and (form.type not in ENDS_ONLY or key in wanted):
            entities.setdefault(key, _entity(document, same.of(form), mentioned[key]))
    evidence: dict[tuple[str, str, str], dict[Evidence, None]] = {}
    for s in extraction.statements:
        head, tail = (entities[id(same.of(form_of(end)))].id for end in (s.head, s.tail))
        piece = Evidence(
            document.id, s.quote, s.quote.of(document.text), s.rule, s.modality, s.head_count, s.tail_count
        )
        pieces = evidence.setdefault((s.type, head, tail), {})
        if head != tail:
            pieces[piece] = None
    relations = tuple(
        Relation(identifier("rel", *ids), *ids, tuple(sorted(pieces, key=lambda e: (e.span.start, e.span.stop))))
        for ids, pieces in evidence.items()
        if pieces
    )
    return Article(document, tuple(entities.values()), relations)


def _entity(document: Document, forms: list[Form], mentions: list[Mention]) -> Entity:
    """Return what the forms name, under the longest of them."""
    name = min((form.name for form in forms), key=lambda n: (-len(n), n))
    aliases = {alias for form in forms for alias in (form.name, *form.introduced)}
    return Entity(
        identifier("ent", forms[0].type, document.id, name),
        forms[0].type,
        name,
        tuple(sorted(aliases - {name})),
        tuple(sorted({(document.id, mention.span) for mention in mentions})),
    )
