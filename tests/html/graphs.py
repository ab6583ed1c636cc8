"""Graphs to look at: made up, of any size, the same at every call, true to the promises of `kg.graph`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph import build_graph
from kg.model import Article, Document, Entity, Evidence, Relation, Span, identifier

if TYPE_CHECKING:
    import networkx as nx

    from kg.model import Modality

Named = tuple[str, str]
"""A name and its type."""
Fact = tuple[Named, str, Named]

ORGANS = {
    "section": ("长丰县委组织部", "Department"),
    "committee": ("县委", "Committee"),
    "group": ("防汛工作领导小组", "Committee"),
    "notice": ("《关于做好防汛工作的通知》", "Document"),
    "cadres": ("党员干部", "Group"),
    "township": ("沙湾乡", "Community"),
    "village": ("沙湾村", "Community"),
    "alliance": ("区、镇、村三级联动机制", "Mechanism"),
    "province": ("省委", "Committee"),
    "bank": ("重庆银行", "Organization"),
}

SECTION, TOWNSHIP, VILLAGE = (ORGANS[key][0] for key in ("section", "township", "village"))


def flood() -> nx.MultiDiGraph[str]:
    """Three articles of different years about one county; some organs are in all of them."""
    o = ORGANS
    first = article(
        "first",
        [
            (o["section"], "issues", o["notice"]),
            (o["section"], "dispatches", o["cadres"]),
            (o["cadres"], "deployedTo", o["township"]),
            (o["section"], "covers", o["township"]),
            (o["section"], "guides", o["township"]),
            (o["committee"], "leads", o["group"]),
            (o["group"], "supervises", o["township"]),
            (o["committee"], "implements", o["province"]),
        ],
        "2021-07-18",
    )
    second = article(
        "second",
        [
            (o["section"], "covers", o["township"]),
            (o["township"], "establishes", o["alliance"]),
            (o["village"], "memberOf", o["alliance"]),
            (o["township"], "coordinatesWith", o["village"]),
            (o["cadres"], "assists", o["village"]),
        ],
        "2022-03-02",
    )
    third = article("third", [(o["bank"], "funds", o["village"])])
    return build_graph([third, second, first], program="0.0.0", rules="abc123")


def made_up(nodes: int, per_article: int = 40) -> nx.MultiDiGraph[str]:
    """Return a graph of so many nodes, some of which come back in other articles."""
    articles = []
    for start in range(0, nodes, per_article):
        number = start // per_article
        own = [_name(i) for i in range(start, min(nodes, start + per_article))]
        back = [_name((start * 7 + 11 * k) % start) for k in range(3)] if start else []
        date = f"20{10 + number % 15}-03-0{1 + number % 9}"
        articles.append(article(f"made-{number:05}", _chain(own + back), date))
    return build_graph(articles, program="0.0.0", rules="made up")


def article(name: str, facts: list[Fact], date: str | None = None, before: str = "") -> Article:
    """Return an article that states each fact in its own line, every fifth as a demand, after the text `before`."""
    text, spans = before, []
    for head, relation, tail in facts:
        sentence = f"{head[0]}【{relation}】{tail[0]}。"
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    document = Document(identifier("doc", text), name, text, (), title=f"{name}号文章", date=date, source=f"{name}.txt")
    found: dict[Named, set[tuple[str, Span]]] = {}
    relations: dict[str, Relation] = {}
    for number, ((head, relation, tail), span) in enumerate(zip(facts, spans, strict=True)):
        found.setdefault(head, set()).add((document.id, Span(span.start, span.start + len(head[0]))))
        found.setdefault(tail, set()).add((document.id, Span(span.stop - 1 - len(tail[0]), span.stop - 1)))
        modality: Modality = "required" if number % 5 == 4 else "asserted"
        piece = Evidence(document.id, span, span.of(text), f"test.{relation}", modality, number % 3 or None, None)
        ends = _id(head), _id(tail)
        key = identifier("rel", relation, *ends)
        before_it = relations[key].evidence if key in relations else ()
        relations[key] = Relation(key, relation, *ends, (*before_it, piece))
    entities = tuple(
        Entity(_id((entity, kind)), kind, entity, _aliases(entity), tuple(sorted(mentions)))
        for (entity, kind), mentions in found.items()
    )
    return Article(document, entities, tuple(relations.values()))


def _aliases(name: str) -> tuple[str, ...]:
    return ("组织部",) if name == "长丰县委组织部" else ()


def _id(named: Named) -> str:
    return identifier("ent", named[1], named[0])


_PLACES = "青河长丰白石东岭南浦西山北渡云溪"
_ENDS = {
    "Department": "区{}局",
    "Committee": "区{}委员会",
    "Community": "{}社区",
    "Group": "{}志愿者",
    "TaskForce": "{}专班",
    "Post": "{}组长",
}
_RELATIONS = ("guides", "supervises", "assists", "coordinatesWith", "reportsTo")


def _name(number: int) -> Named:
    kind = list(_ENDS)[number % len(_ENDS)]
    place = _PLACES[number % len(_PLACES)] + _PLACES[number // len(_PLACES) % len(_PLACES)] + str(number)
    return _ENDS[kind].format(place), kind


def _chain(names: list[Named]) -> list[Fact]:
    """Relate each name to one before it, and every third to a second one."""
    facts = []
    for place, name in enumerate(names[1:], 1):
        facts.append((names[place // 4], _RELATIONS[place % len(_RELATIONS)], name))
        if place % 3 == 0:
            facts.append((name, _RELATIONS[(place + 2) % len(_RELATIONS)], names[place // 2]))
    return facts
