"""The terms of the vocabulary with their labels, for editors that complete them and pages that name them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from kg.rdf.catalogue import questions
from kg.serve.pages.rendering import Language

_OWN = re.compile(
    r"^kg:(\w+) a (?:owl|skos|kg):(\w+)[^;]*;(?:\n[^\n]*)??\n"
    r'    (?:rdfs:label|skos:prefLabel) "([^"]*)"@zh-Hans, "([^"]*)"@en',
    re.MULTILINE,
)
_USED = re.compile(r"\b(?:rdf|rdfs|skos|prov|oa|dct|org|foaf|owl):[A-Za-z]\w*")


@cache
def labels(language: Language) -> dict[str, str]:
    """Return the label of each of our terms by its prefixed name.

    >>> labels("zh")["kg:covers"], labels("en")["kg:Statement"]
    ('包保', 'Statement')
    """
    ontology = files("kg.rdf").joinpath("kg.owl.ttl").read_text(encoding="utf-8")
    return {f"kg:{name}": zh if language == "zh" else en for name, _, zh, en in _OWN.findall(ontology)}


@cache
def terms(language: Language) -> list[dict[str, str]]:
    """Return our terms, then those of other vocabularies that the questions use, each with its label or none."""
    used = sorted({term for q in questions().values() for term in _USED.findall(q.text)} | {"rdf:type", "rdfs:label"})
    own = labels(language)
    return [{"name": name, "label": own.get(name, "")} for name in (*own, *used)]
