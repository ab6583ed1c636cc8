"""The page of an article: its text with every entity and quote marked, and what it states, for people to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.schema import load_schema
from kg.serve.pages.corrections import correctable
from kg.serve.pages.keeping import kept
from kg.serve.pages.marking import Piece, Quote, paragraphs
from kg.serve.pages.rendering import Language, data, language_of, library, missing, render
from kg.serve.records import Evidence, Mention, Statement
from kg.serve.things import described


def article(request: Request) -> Response:
    """Show an article."""
    ident, shelf = request.path_params["ident"], library(request)
    found = shelf.document(ident)
    if found is None:
        return missing(request)
    mentions, statements = shelf.mentions_in(ident), shelf.statements_in(ident)
    numbered = list(enumerate(statements, 1))
    quotes = [Quote(number, piece.start, piece.stop) for number, s in numbered for piece in s.evidence]
    brief = found.brief
    lines = paragraphs(found.text, mentions, quotes)
    return render(
        request,
        "article.html",
        brief=brief,
        place=shelf.place(brief.place) if brief.place else None,
        paragraphs=lines,
        titles=_titles(lines, language_of(request)),
        numbered=numbered,
        entities=_by_frequency(mentions),
        correctable=correctable(request),
        facts=data({"text": found.text, **_facts(ident, mentions, statements, language_of(request))}),
    )


def _titles(lines: Sequence[Sequence[Piece]], language: Language) -> dict[str, str]:
    """Return what the text says of the entities it names when one points at them."""
    types = load_schema().types
    over = {piece.over.ids: piece.over.entities for line in lines for piece in line if piece.over}
    return {
        ids: " ⊂ ".join(f"{one.name}（{getattr(types[one.type], language)}）" for one in entities)
        for ids, entities in over.items()
    }


def _by_frequency(mentions: Sequence[Mention]) -> list[tuple[Any, int]]:
    """Return the entities that are mentioned, with how often, the most often first."""
    times: defaultdict[str, int] = defaultdict(int)
    for mention in mentions:
        times[mention.entity.id] += 1
    briefs = {mention.entity.id: mention.entity for mention in mentions}
    return sorted(((briefs[i], n) for i, n in times.items()), key=lambda pair: (-pair[1], pair[0].name))


def _facts(
    ident: str, mentions: Sequence[Mention], statements: Sequence[Statement], language: Language
) -> dict[str, Any]:
    """Return what the script that corrects needs: entities and statements in the words of the corrections."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    briefs = {mention.entity.id: mention.entity for mention in mentions}
    for mention in mentions:
        places[mention.entity.id].append((mention.start, mention.stop))
    return {
        "document": ident,
        "entities": [
            {"id": i, "type": brief.type, "name": brief.name, "mentions": places[i]} for i, brief in briefs.items()
        ],
        "statements": {s.id: [_stated(s, piece) for piece in s.evidence] for s in statements},
        **_choices(language),
    }


@cache
def _choices(language: Language) -> dict[str, Any]:
    """Return the types and relations that a correction can choose, each relation with the types at its ends."""
    schema = load_schema()
    every = list(schema.types)
    return {
        "types": [{"name": t.name, "label": getattr(t, language)} for t in schema.types.values() if not t.abstract],
        "relations": [
            {
                "name": r.name,
                "label": getattr(r, language),
                "heads": [head for head in every if any(schema.allows(r.name, head, tail) for tail in every)],
                "tails": [tail for tail in every if any(schema.allows(r.name, head, tail) for head in every)],
            }
            for r in schema.relations.values()
        ],
    }


def _stated(statement: Statement, piece: Evidence) -> dict[str, Any]:
    return {
        "type": statement.type,
        "head": statement.head.id,
        "tail": statement.tail.id,
        "start": piece.start,
        "stop": piece.stop,
        "quote": piece.quote,
        "modality": piece.modality,
        "head_count": piece.head_count,
        "tail_count": piece.tail_count,
    }


routes: list[BaseRoute] = [Route("/article/{ident}", described(kept(article)), name="article")]
