"""An article that can change, while corrections are done to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec.structs import replace

from kg.link import ENDS_ONLY
from kg.link.identity import identified
from kg.link.jurisdiction import jurisdiction
from kg.model import Article, Document, Entity, Evidence, Relation, Review, Span, identifier
from kg.rules import Rules
from kg.schema import load_schema


@dataclass(eq=False, slots=True)
class Named:
    """An entity that can change; `origin` is what it was."""

    type: str
    name: str
    aliases: set[str]
    mentions: set[Span]
    origin: Entity | None = None
    review: Review | None = None
    forms: set[tuple[str, str, str]] = field(default_factory=set)

    def is_called(self, name: str) -> bool:
        """Tell whether this is one of its names."""
        return name == self.name or name in self.aliases


@dataclass(eq=False, slots=True)
class Piece:
    """One piece of evidence, with what it relates."""

    type: str
    head: Named
    tail: Named
    evidence: Evidence


@dataclass(slots=True)
class State:
    """The article: its things, what relates them, and the corrections that changed nothing, with the reason."""

    document: Document
    things: list[Named] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    idle: dict[str, str] = field(default_factory=dict)


def opened(article: Article) -> State:
    """Return an article as one that can change."""
    state = State(article.document)
    things = {
        e.id: Named(e.type, e.name, set(e.aliases), {s for _, s in e.mentions}, e, e.review, set(e.forms))
        for e in article.entities
    }
    state.things = list(things.values())
    state.pieces = [Piece(r.type, things[r.head], things[r.tail], e) for r in article.relations for e in r.evidence]
    return state


def remove(state: State, pieces: Iterable[Piece]) -> None:
    """Take pieces of evidence away."""
    gone = {id(piece) for piece in pieces}
    state.pieces = [piece for piece in state.pieces if id(piece) not in gone]


def take_forbidden(state: State) -> tuple[str, ...]:
    """Take away what the schema forbids by now, and say what that was."""
    schema = load_schema()
    gone = [p for p in state.pieces if not schema.allows(p.type, p.head.type, p.tail.type)]
    remove(state, gone)
    return tuple(
        f"{p.head.name} —{p.type}→ {p.tail.name}: the schema allows no {p.type} from {p.head.type} → {p.tail.type}"
        for p in gone
    )


def closed(article: Article, state: State, rules: Rules | None) -> Article:
    """Return the article as it is now; what two things that are one now had with each other goes."""
    state.pieces = [piece for piece in state.pieces if piece.head is not piece.tail]
    ends = {id(end) for piece in state.pieces for end in (piece.head, piece.tail)}
    kept = [t for t in state.things if id(t) in ends or t.type not in ENDS_ONLY or t.review is not None]
    entities = dict(zip(map(id, kept), _entities(article, kept, rules), strict=True))
    evidence: dict[tuple[str, str, str], list[Evidence]] = {}
    for piece in state.pieces:
        key = piece.type, entities[id(piece.head)].id, entities[id(piece.tail)].id
        pieces = evidence.setdefault(key, [])
        if piece.evidence not in pieces:
            pieces.append(piece.evidence)
    relations = tuple(
        Relation(identifier("rel", *ids), *ids, tuple(sorted(pieces, key=lambda e: (e.span.start, e.span.stop))))
        for ids, pieces in evidence.items()
    )
    return replace(article, entities=tuple(entities.values()), relations=relations)


def _entities(article: Article, things: list[Named], rules: Rules | None) -> list[Entity]:
    """Return the things as entities: who is who is told anew of those that have another type or name now."""
    names = [form for entity in article.entities for form in (entity.name, *entity.aliases)]
    here = jurisdiction(article.document, names) if rules is not None else None
    found = [_entity(article.document, thing) for thing in things]
    taken = {entity.id for entity in found}
    for number, (thing, entity) in enumerate(zip(things, found, strict=True)):
        same = thing.origin is not None and entity.id == thing.origin.id
        if rules is None or here is None or same:
            continue
        known = identified(entity, article.document, here, rules)
        # Two things of one article that people told apart stay two, whoever their names say that they are.
        if known.id not in taken:
            forms = tuple(sorted({known.name, *known.aliases} - {entity.name}))
            found[number] = replace(known, name=entity.name, aliases=forms, review=entity.review)
            taken.add(known.id)
    return found


def _entity(document: Document, thing: Named) -> Entity:
    """Return a thing as an entity; while its type and name stay, its id and place do."""
    aliases = tuple(sorted(thing.aliases - {thing.name}))
    mentions = tuple((document.id, span) for span in sorted(thing.mentions))
    if thing.origin is not None and (thing.origin.type, thing.origin.name) == (thing.type, thing.name):
        forms = tuple(sorted(thing.forms))
        return replace(thing.origin, aliases=aliases, mentions=mentions, forms=forms, review=thing.review)
    ident = identifier("ent", thing.type, document.id, thing.name)
    return Entity(ident, thing.type, thing.name, aliases, mentions, review=thing.review)
