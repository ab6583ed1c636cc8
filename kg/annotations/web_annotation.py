"""W3C Web Annotations as JSON-LD: a page of annotations for each article.

https://www.w3.org/TR/annotation-model/. An entity is an annotation that identifies what all its targets name, a
statement one that describes the words of its target; both select by position (in code points, as the model demands) and
by quote. What is said in the bodies has the terms of `kg.owl.ttl`. The text itself is the body of the page's source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.annotations.naming import Place, view
from kg.corrections.records import End, Stated
from kg.corrections.view import Shown, Thing, View
from kg.errors import InputError
from kg.model import identifier
from kg.schema import load_schema

_AROUND = 16  # characters that a quote selector gives before and behind
_PREFIXES = ("kg", "rdf", "skos")
_OWN = "orgkg"  # the prefix of our things: `id` is a keyword of the W3C's context


def write_web_annotations(views: Iterable[View], file: Path) -> None:
    """Write articles as a collection of annotation pages."""
    pages = [_page(one) for one in views]
    prefixes = {name: load_schema().prefixes[name] for name in _PREFIXES} | {_OWN: load_schema().entities}
    data = {"@context": ["http://www.w3.org/ns/anno.jsonld", prefixes], "type": "AnnotationCollection"}
    items = {**data, "total": sum(len(page["items"]) for page in pages), "kg:page": pages}
    file.write_text(json.dumps(items, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _page(one: View) -> dict[str, Any]:
    return {
        "id": f"{_OWN}:{identifier('page', one.document)}",
        "type": "AnnotationPage",
        "kg:source": {"id": f"{_OWN}:{one.document}", "type": "kg:Article", "kg:name": one.name, "rdf:value": one.text},
        "items": [*(_entity(one, entity) for entity in one.entities), *(_statement(one, s) for s in one.statements)],
    }


def _name(one: View, kind: str, name: str) -> str:
    return f"{_OWN}:{identifier('ent', kind, one.document, name)}"


def _entity(one: View, entity: Thing) -> dict[str, Any]:
    ident = _name(one, entity.type, entity.name)
    body = {"id": ident, "type": f"kg:{entity.type}", "skos:prefLabel": entity.name}
    return {
        "id": f"{_OWN}:{identifier('ann', ident)}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": body | ({"skos:altLabel": list(entity.aliases)} if entity.aliases else {}),
        "target": [_target(one, place) for place in entity.mentions],
    }


def _statement(one: View, shown: Shown) -> dict[str, Any]:
    stated = shown.statement
    body: dict[str, Any] = {
        "type": ["rdf:Statement", f"kg:{load_schema().relations[stated.type].statement_class}"],
        "rdf:subject": {"id": _name(one, stated.head.type, stated.head.name)},
        "rdf:predicate": {"id": f"kg:{stated.type}"},
        "rdf:object": {"id": _name(one, stated.tail.type, stated.tail.name)},
        "kg:modality": {"id": f"kg:{stated.modality}"},
        "kg:subjectAt": _target(one, (stated.head.start, stated.head.stop)),
        "kg:objectAt": _target(one, (stated.tail.start, stated.tail.stop)),
    }
    for key, count in (("kg:headCount", stated.head_count), ("kg:tailCount", stated.tail_count)):
        body |= {key: count} if count is not None else {}
    digits = identifier("ann", one.document, json.dumps(body), str(stated.start), str(stated.stop))
    target = _target(one, (stated.start, stated.stop))
    return {"id": f"{_OWN}:{digits}", "type": "Annotation", "motivation": "describing", "body": body, "target": target}


def _target(one: View, place: Place) -> dict[str, Any]:
    start, stop = place
    quote = {"type": "TextQuoteSelector", "exact": one.text[start:stop]}
    quote |= {"prefix": one.text[max(0, start - _AROUND) : start], "suffix": one.text[stop : stop + _AROUND]}
    selectors = [{"type": "TextPositionSelector", "start": start, "end": stop}, dict[str, Any](quote)]
    return {"type": "SpecificResource", "source": f"{_OWN}:{one.document}", "selector": selectors}


def read_web_annotations(file: Path) -> Iterator[View]:
    """Read the articles of a collection that `write_web_annotations` wrote, with what people changed in it.

    Raises:
        InputError: it is not in the format, or a quote is not the text at its position.
    """
    try:
        for page in json.loads(file.read_bytes())["kg:page"]:
            source = page["kg:source"]
            yield _view(page["items"], source["rdf:value"], source["kg:name"], str(file))
    except OSError as error:
        raise InputError(f"{file}: cannot read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise InputError(f"{file}: not a collection of annotation pages as kg writes it: {error!r}") from None


def _view(items: list[dict[str, Any]], text: str, name: str, where: str) -> View:
    things: dict[str, Thing] = {}
    statements: list[Stated] = []
    for item in items:
        body = item["body"]
        if item["motivation"] == "identifying":
            places = tuple(_place(target, text, where) for target in item["target"])
            aliases = tuple(body.get("skos:altLabel", ()))
            things[body["id"]] = Thing(_local(body["type"]), body["skos:prefLabel"], aliases, places)
    for item in items:
        body = item["body"]
        if item["motivation"] == "describing":
            ends = []
            for role in ("subject", "object"):
                stands = things[body[f"rdf:{role}"]["id"]]
                ends.append(End(*_place(body[f"kg:{role}At"], text, where), stands.type, stands.name))
            place = _place(item["target"], text, where)
            modality: Any = _local(body["kg:modality"]["id"])
            counts = body.get("kg:headCount"), body.get("kg:tailCount")
            kind = _local(body["rdf:predicate"]["id"])
            statements.append(Stated(kind, ends[0], ends[1], *place, text[slice(*place)], modality, *counts))
    return view(text, name, list(things.values()), statements, where)


def _local(term: str) -> str:
    return term.partition(":")[2]


def _place(target: dict[str, Any], text: str, where: str) -> Place:
    by_type = {selector["type"]: selector for selector in target["selector"]}
    place = by_type["TextPositionSelector"]["start"], by_type["TextPositionSelector"]["end"]
    exact = by_type["TextQuoteSelector"]["exact"]
    if text[slice(*place)] != exact:
        raise InputError(f"{where}: {exact!r} is not the text at {place[0]}–{place[1]}")
    return place
