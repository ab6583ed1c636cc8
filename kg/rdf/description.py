"""A graph as RDF, subject by subject, in an order that depends on the graph alone (docs/rdf.md shows the shape).

`preamble` describes the run and the terms in use, `body` the articles, entities, statements and evidence; together they
are the merged view. Formats with named graphs take the body of each of `kg.rdf.articles` by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as TMapping
from functools import cache, lru_cache
from hashlib import sha256
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from kg.errors import IntegrityError
from kg.graph import GraphView, stars
from kg.model import identifier
from kg.rdf.gathering import Gathered
from kg.rdf.ontology import vocabulary
from kg.rdf.terms import PINYIN, ZH, Description, Literal, Term, required
from kg.schema import Mapping, RelationType, load_schema

Pairs: TypeAlias = list[tuple[str, list[Term]]]

_DIGESTS = 1 << 64
_NAME = re.compile("[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_MODALITIES = {"asserted": "kg:asserted", "required": "kg:required"}
_VERDICTS = {"confirmed": "kg:confirmed", "edited": "kg:edited", "added": "kg:added"}
_IDENTIFYING = ("document", "start", "stop", "modality", "rule", "head_count", "tail_count")


def preamble(graph: GraphView, ended: str | None = None) -> Iterator[Description]:
    """Describe the run that made a graph, and name the terms that the graph uses.

    Args:
        graph: as made by `kg.graph.build_graph`.
        ended: when the run ended, as an xsd:dateTime; without it the bytes do not depend on the clock.
    """
    used = (f"id:{d}" for d in sorted(graph.graph["documents"]))
    yield from preamble_of(run_name(graph), graph.graph, used, ended)


def preamble_of(
    name: str, facts: TMapping[str, Any], used: Iterable[str] = (), ended: str | None = None
) -> Iterator[Description]:
    """Describe a run and name the terms that graphs use.

    Args:
        name: of the run.
        facts: `program`, `rules`, `places` and `derived`, as a graph has them.
        used: the names of the articles.
        ended: as for `preamble`.
    """
    program, rules = facts["program"], facts["rules"]
    software = f"id:{identifier('software', 'kg', program)}"
    run: Pairs = [
        ("a", ["prov:Activity"]),
        ("kg:rulesVersion", [Literal(rules)]),
        ("prov:wasAssociatedWith", [software]),
        ("prov:used", [*used]),
    ]
    if ended is not None:
        run.append(("prov:endedAtTime", [Literal(ended, datatype="xsd:dateTime")]))
    yield name, [pair for pair in run if pair[1]]
    yield from _derived(facts)
    yield software, [("a", ["prov:SoftwareAgent"]), ("foaf:name", [Literal("kg")]), ("kg:version", [Literal(program)])]
    yield from vocabulary(load_schema())


def _derived(facts: TMapping[str, Any]) -> Iterator[Description]:
    """Describe the divisions in use, and what follows from names and places alone."""
    direct: dict[str, dict[str, set[str]]] = {}
    for edge in facts.get("derived", ()):
        if edge["type"] != "ofPlace":  # that stands with every entity
            head, tail = (_end(edge[end], facts) for end in ("head", "tail"))
            direct.setdefault(head, {}).setdefault(f"kg:{edge['type']}", set()).add(tail)
    for code, place in sorted(facts.get("places", {}).items()):
        yield (
            _division(code),
            [
                ("a", ["kg:Division", "skos:Concept"]),
                ("skos:prefLabel", [Literal(place["name"], ZH)]),
                ("kg:divisionCode", [Literal(code)]),
                ("kg:level", [f"kg:{place['level']}"]),
                ("skos:inScheme", ["kg:divisions"]),
                *((predicate, [*sorted(tails)]) for predicate, tails in direct.pop(_division(code), {}).items()),
            ],
        )
    for head, pairs in sorted(direct.items()):
        yield head, [(predicate, [*sorted(tails)]) for predicate, tails in sorted(pairs.items())]


def _end(end: str, facts: TMapping[str, Any]) -> str:
    return _division(end) if end in facts.get("places", {}) else f"id:{end}"


def _division(code: str) -> str:
    return f"id:division-{code}"


def run_name(graph: GraphView) -> str:
    """Return the name of the run: the same program and rules over the same articles are the same run."""
    return run_of(graph.graph["program"], graph.graph["rules"], *digest_of(graph.graph["documents"]))


def run_of(program: str, rules: str, number: int, digest: int) -> str:
    """Return the name of a run, given what `digest_of` says of its articles."""
    return f"id:{identifier('run', program, rules, str(number), f'{digest % _DIGESTS:x}')}"


def digest_of(documents: Iterable[str]) -> tuple[int, int]:
    """Return how many ids there are and a sum of their hashes, which parts of them have by themselves, in any order.

    >>> whole, parts = digest_of(["doc-1", "doc-2", "doc-3"]), [digest_of(["doc-3", "doc-1"]), digest_of(["doc-2"])]
    >>> whole == tuple(map(sum, zip(*parts)))
    True
    """
    number = digest = 0
    for ident in documents:
        number += 1
        digest += int(sha256(ident.encode()).hexdigest()[:16], 16)
    return number, digest


def body(graph: GraphView, run: str, *, cpov: bool = False) -> Iterator[Description]:
    """Describe the articles, entities, statements and evidence of a graph.

    Args:
        graph: as made by `kg.graph.build_graph`, or one of `kg.rdf.articles`.
        run: the name of the run that made it.
        cpov: call public organisations so in the words of the EU's Core Public Organisation Vocabulary, too.

    Raises:
        IntegrityError: an id is none that `kg.graph` gives.
    """
    yield from _documents(graph)
    pieces: Gathered[tuple[str, int, int, str]] = Gathered("document TEXT, start INTEGER, stop INTEGER, quote TEXT")
    groups: Gathered[tuple[str, int, str]] = Gathered("entity TEXT, number INTEGER, document TEXT")
    reviewers: set[str] = set()
    nodes = graph.nodes
    for head, node, tails in stars(graph):
        _check_name(head)
        edges = _edges(node, nodes, tails)
        yield _entity(head, node, edges, cpov=cpov)
        if "review" in node:
            reviewers.add(node["review"]["by"])
        for edge in edges:
            for mapping in edge.mappings:
                if mapping.node_class is not None:
                    yield _between(mapping, edge.key, head, edge.tail)
            for name, statement, piece in _statements(edge, head):
                statement.append(("prov:wasGeneratedBy", [run]))
                date = graph.graph["documents"][piece["document"]]["date"]
                if date:
                    statement.append(("dct:issued", [Literal(date, datatype="xsd:date")]))
                pieces.add((piece["document"], piece["start"], piece["stop"], piece["quote"]))
                if "review" in piece:
                    reviewers.add(piece["review"]["by"])
                for end, entity in (("head", head), ("tail", edge.tail)):
                    if piece[f"{end}_count"] is not None:
                        group = (entity, piece[f"{end}_count"], piece["document"])
                        groups.add(group)
                        statement.append((f"kg:{end}Group", [_group_name(*group)]))
                yield name, statement
    for entity, count, document in groups:
        yield (
            _group_name(entity, count, document),
            [
                ("a", ["kg:CountedGroup"]),
                ("kg:kind", [f"id:{entity}"]),
                ("kg:size", [count]),
                ("kg:mentionedIn", [f"id:{document}"]),
            ],
        )
    for document, start, stop, quote in pieces:
        yield from _evidence(document, start, stop, quote)
    if reviewers:
        known = {d[role] for d in graph.graph["documents"].values() for role in ("publisher", "author")}
        reviewers -= known
    for name in sorted(reviewers):
        yield _agent(name), [("a", ["foaf:Agent"]), ("foaf:name", [Literal(name)])]


def _documents(graph: GraphView) -> Iterator[Description]:
    """Describe the articles themselves, then those who published and wrote them."""
    agents: Gathered[tuple[str, str]] = Gathered("agent TEXT, name TEXT")
    documents = graph.graph["documents"]
    for ident in sorted(documents):
        _check_name(ident)
        document = documents[ident]
        pairs: Pairs = [
            ("a", ["kg:Article", "prov:Entity"]),
            ("dct:identifier", [Literal(document["name"])]),
        ]
        if document["title"]:
            pairs.append(("dct:title", [Literal(document["title"], ZH)]))
        for predicate, name in (("dct:publisher", document["publisher"]), ("dct:creator", document["author"])):
            if name:
                agent = _agent(name)
                agents.add((agent, name))
                pairs.append((predicate, [agent]))
        if document["date"]:
            pairs.append(("dct:issued", [Literal(document["date"], datatype="xsd:date")]))
        if document.get("place"):
            pairs.append(("kg:ofPlace", [_division(document["place"])]))
        if document["source"]:
            pairs.append(("kg:readFrom", [Literal(document["source"])]))
        yield f"id:{ident}", pairs
    for agent, name in agents:
        yield agent, [("a", ["foaf:Agent"]), ("foaf:name", [Literal(name)])]


def _agent(name: str) -> str:
    return f"id:{identifier('agent', name)}"


def _review(checked: TMapping[str, Any]) -> Pairs:
    """Say who has checked a statement or an entity, in the terms of PAV (http://purl.org/pav/): nobody, most often."""
    review = checked.get("review")
    if review is None:
        return []
    return [
        ("kg:verdict", [_VERDICTS[review["verdict"]]]),
        ("pav:curatedBy", [_agent(review["by"])]),
        ("pav:curatedOn", [Literal(review["at"], datatype="xsd:dateTime")]),
    ]


def _check_name(ident: str) -> None:
    """Refuse an id that no prefixed name can hold: one of a graph that was not made by `kg.graph`."""
    if not _NAME.fullmatch(ident):
        raise IntegrityError(f"{ident!r} is no id: expected ASCII letters, digits and hyphens")


class _Edge(NamedTuple):
    """A relation that leads from an entity: where to, what states it, and what it is in public vocabularies."""

    relation: RelationType
    tail: str
    key: str
    evidence: list[dict[str, Any]]
    mappings: tuple[Mapping, ...]


def _edges(
    head: TMapping[str, Any], nodes: TMapping[str, TMapping[str, Any]], tails: TMapping[str, TMapping[str, Any]]
) -> list[_Edge]:
    """Return the relations that lead from an entity, in the order of the schema, then of the tails."""
    if not tails:
        return []
    relations, order = load_schema().relations, _order()
    keyed = [(order[edge["type"]], tail, key, edge) for tail, edges in tails.items() for key, edge in edges.items()]
    keyed.sort(key=itemgetter(0, 1, 2))
    return [
        _Edge(
            relations[edge["type"]],
            tail,
            key,
            edge["evidence"],
            _mappings(edge, head["type"], nodes[tail]["type"]),
        )
        for _, tail, key, edge in keyed
    ]


def _entity(ident: str, node: TMapping[str, Any], edges: list[_Edge], *, cpov: bool) -> Description:
    """Describe one entity: what it is, its names, where it is named, and the plain triples that lead from it."""
    kind, name = node["type"], node["name"]
    pairs: Pairs = [("a", [*_classes(kind, cpov=cpov)]), ("skos:prefLabel", [Literal(name, ZH)])]
    if node["aliases"]:
        aliases = sorted(set(node["aliases"]) - {name})
        pairs.append(("skos:altLabel", [Literal(alias, ZH) for alias in aliases]))
    pairs.append(("skos:hiddenLabel", [Literal(_pinyin(name), PINYIN)]))
    level = load_schema().level(kind, name)
    if level is not None:
        pairs.append(("kg:level", [f"kg:{level}"]))
    if "skos:Concept" in pairs[0][1]:
        pairs.append(("skos:inScheme", ["kg:places"]))
    if node.get("place"):
        pairs.append(("kg:ofPlace", [_division(node["place"])]))
    pairs.append(("kg:mentionedIn", [f"id:{d}" for d in sorted({m["document"] for m in node["mentions"]})]))
    direct: dict[str, set[str]] = {}
    for edge in edges:
        tail = f"id:{edge.tail}"
        for piece in edge.evidence:
            direct.setdefault(_property(edge.relation.name, piece["modality"]), set()).add(tail)
        for mapping in edge.mappings:
            if mapping.property is not None:
                direct.setdefault(mapping.property, set()).add(tail)
    pairs.extend((predicate, sorted(tails)) for predicate, tails in sorted(direct.items()))
    pairs.extend(_review(node))
    return f"id:{ident}", [pair for pair in pairs if pair[1]]


def _statements(edge: _Edge, head: str) -> list[tuple[str, Pairs, dict[str, Any]]]:
    """Describe each piece of evidence for a relation, in the order of the text; what is said twice alike comes once."""
    named = {_statement_name(edge.key, piece): piece for piece in edge.evidence}
    if len(named) > 1:
        order = sorted((piece["document"], piece["start"], piece["stop"], name) for name, piece in named.items())
        named = {name: named[name] for *_, name in order}
    return [(name, _statement(edge.relation, head, edge.tail, piece), piece) for name, piece in named.items()]


def _statement(relation: RelationType, head: str, tail: str, piece: dict[str, Any]) -> Pairs:
    """Describe what one place of one article says: a relation with the numbers, modality and words there."""
    document, modality = piece["document"], piece["modality"]
    pairs: Pairs = [
        ("a", [f"kg:{relation.statement_class}", "rdf:Statement", "oa:Annotation"]),
        ("rdf:subject", [f"id:{head}"]),
        ("rdf:predicate", [_property(relation.name, modality)]),
        ("rdf:object", [f"id:{tail}"]),
        ("kg:modality", [_MODALITIES[modality]]),
    ]
    for end in ("head", "tail"):
        if piece[f"{end}_count"] is not None:
            pairs.append((f"kg:{end}Count", [piece[f"{end}_count"]]))
    pairs += [
        ("kg:rule", [Literal(piece["rule"])]),
        ("oa:hasTarget", [f"id:{identifier('ev', document, str(piece['start']), str(piece['stop']))}"]),
        ("prov:wasDerivedFrom", [f"id:{document}"]),
    ]
    pairs.extend(_review(piece))
    return pairs


def _statement_name(key: str, piece: dict[str, Any]) -> str:
    return f"id:{identifier('st', key, *[str(piece[part]) for part in _IDENTIFYING])}"


def _evidence(document: str, start: int, stop: int, quote: str) -> Iterator[Description]:
    """Describe a run of an article's text (https://www.w3.org/TR/annotation-model/#selectors), in code points."""
    digits = identifier("", document, str(start), str(stop))
    yield (
        f"id:ev{digits}",
        [
            ("a", ["oa:SpecificResource"]),
            ("oa:hasSource", [f"id:{document}"]),
            ("oa:hasSelector", [f"id:pos{digits}", f"id:quo{digits}"]),
        ],
    )
    offsets = [Literal(str(offset), datatype="xsd:nonNegativeInteger") for offset in (start, stop)]
    yield f"id:pos{digits}", [("a", ["oa:TextPositionSelector"]), ("oa:start", [offsets[0]]), ("oa:end", [offsets[1]])]
    yield f"id:quo{digits}", [("a", ["oa:TextQuoteSelector"]), ("oa:exact", [Literal(quote)])]


def _between(mapping: Mapping, key: str, head: str, tail: str) -> Description:
    """Describe the node that a public vocabulary puts between the two ends of a relation (a membership, a change)."""
    kind, first, second = str(mapping.node_class), str(mapping.head_property), str(mapping.tail_property)
    prefix = kind.partition(":")[2].lower()
    return f"id:{identifier(prefix, key)}", [("a", [kind]), (first, [f"id:{head}"]), (second, [f"id:{tail}"])]


def _mappings(edge: dict[str, Any], head: str, tail: str) -> tuple[Mapping, ...]:
    """Return the mappings that hold for a relation: none where it is only demanded."""
    if all(piece["modality"] == "required" for piece in edge["evidence"]):
        return ()
    return _mapped(edge["type"], head, tail)


@cache
def _mapped(relation: str, head: str, tail: str) -> tuple[Mapping, ...]:
    return load_schema().mapped(relation, head, tail)


def _group_name(entity: str, count: int, document: str) -> str:
    return f"id:{identifier('group', entity, str(count), document)}"


@cache
def _property(relation: str, modality: str) -> str:
    return f"kg:{required(relation) if modality == 'required' else relation}"


@cache
def _order() -> dict[str, int]:
    return {name: number for number, name in enumerate(load_schema().relations)}


@cache
def _classes(kind: str, *, cpov: bool) -> tuple[str, ...]:
    schema = load_schema()
    public = ("m8g:PublicOrganisation",) if cpov and kind in schema.cpov_types else ()
    return (f"kg:{kind}", *schema.types[kind].w3c, *public)


@cache
def _pinyin(name: str) -> str:
    """Return how a name is read, in syllables without tones."""
    from pypinyin.seg.simpleseg import seg

    return " ".join(" ".join(_syllables(word) for word in seg(name)).split())


@lru_cache(maxsize=50_000)
def _syllables(word: str) -> str:
    """Return how a word is read: names are made of few words, and to read one takes pypinyin a while."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin([word]))
