"""Precision, recall and F1 of predicted annotations against gold ones, by the rules of the annotation guideline.

An entity matches when the types agree and one of its names is one of the gold entity's; each gold entity is matched
once, so two nodes for one thing cost a false positive. A relation matches when the type agrees and both ends match by
name.
Figures are micro-averaged over the articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.evaluation.annotations import Annotation, Edge, Thing, fold
from kg.schema import load_schema

WHOLE = ("entities", "entities (type ignored)", "relations", "relations (type ignored)")

Key = tuple[str, ...]
Kind = Literal["missed", "spurious"]


@dataclass(slots=True)
class Tally:
    """True positives and how many were predicted and annotated."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, hit: int, predicted: int, gold: int) -> None:
        """Count more of each."""
        self.hit += hit
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        """The share of the predicted ones that are right."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated ones that were found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(slots=True)
class Share:
    """How many of the qualifiers that could be compared are right."""

    right: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Error:
    """An entity or relation of one article that is missing from the prediction, or is in it without reason."""

    doc: str
    kind: Kind
    item: Thing | Edge

    def __str__(self) -> str:
        if isinstance(self.item, Thing):
            return f"{self.kind} entity\t{self.item.type} {self.item.name}"
        return f"{self.kind} relation\t{self.item}"


@dataclass(slots=True)
class Score:
    """All figures of an evaluation.

    Attributes:
        tallies: by class: those of `WHOLE`, then `entity Department` and the like.
        articles: by article: its tallies of `entities` and `relations`.
        errors: all of them, in the order of the articles.
    """

    tallies: dict[str, Tally]
    counts: Share
    modalities: Share
    articles: dict[str, dict[str, Tally]]
    errors: list[Error] = field(default_factory=list)


def score(gold: Mapping[str, Annotation], predicted: Mapping[str, Annotation]) -> Score:
    """Score every gold article; one that is missing from `predicted` counts as an empty prediction."""
    total: dict[str, Tally] = defaultdict(Tally)
    found = Score({}, Share(), Share(), {})
    for doc, want in gold.items():
        have = predicted.get(doc, Annotation(doc))
        local: dict[str, Tally] = defaultdict(Tally)
        _score_things(want, have, local, found.errors)
        _score_edges(want, have, local, found)
        for name, tally in local.items():
            total[name].add(tally.hit, tally.predicted, tally.gold)
        found.articles[doc] = {name: local[name] for name in ("entities", "relations")}
    rest = sorted(total.keys() - set(WHOLE))
    found.tallies = {name: total[name] for name in (*WHOLE, *rest)}
    return found


def _score_things(want: Annotation, have: Annotation, tallies: dict[str, Tally], errors: list[Error]) -> None:
    loose = match(want.things, have.things, typed=False)
    tallies["entities (type ignored)"].add(len(loose), len(have.things), len(want.things))
    pairs = match(want.things, have.things, typed=True)
    tallies["entities"].add(len(pairs), len(have.things), len(want.things))
    for i, thing in enumerate(have.things):
        tallies[f"entity {thing.type}"].add(i in pairs, 1, 0)
        if i not in pairs:
            errors.append(Error(have.doc, "spurious", thing))
    hit = set(pairs.values())
    for i, thing in enumerate(want.things):
        tallies[f"entity {thing.type}"].add(0, 0, 1)
        if i not in hit:
            errors.append(Error(want.doc, "missed", thing))


def _score_edges(want: Annotation, have: Annotation, tallies: dict[str, Tally], found: Score) -> None:
    # The ends match by name alone: a wrong type is already an error of the entity.
    loose = match(want.things, have.things, typed=False)
    wanted = _keyed(want, _labels(want.things, lambda i: f"#{i}"))
    things = have.things
    given = _keyed(have, _labels(things, lambda i: f"#{loose[i]}" if i in loose else fold(things[i].name)))
    both = wanted.keys() & given.keys()
    tallies["relations"].add(len(both), len(given), len(wanted))
    bare_wanted, bare_given = {key[1:] for key in wanted}, {key[1:] for key in given}
    tallies["relations (type ignored)"].add(len(bare_wanted & bare_given), len(bare_given), len(bare_wanted))
    for key in sorted(wanted.keys() | given.keys()):
        tallies[f"relation {key[0]}"].add(key in both, key in given, key in wanted)
    found.errors += [Error(have.doc, "spurious", edge) for key, edge in given.items() if key not in both]
    found.errors += [Error(want.doc, "missed", edge) for key, edge in wanted.items() if key not in both]
    for key in both:
        _compare(wanted[key], given[key], found)


def _compare(want: Edge, have: Edge, found: Score) -> None:
    for right, there in ((want.head_count, have.head_count), (want.tail_count, have.tail_count)):
        if right is not None or there is not None:
            found.counts.of += 1
            found.counts.right += right == there
    found.modalities.of += 1
    found.modalities.right += want.modality == have.modality


def match(gold: Sequence[Thing], predicted: Sequence[Thing], *, typed: bool) -> dict[int, int]:
    """Pair predicted with gold things, one to one: {predicted index: gold index}."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for i, thing in enumerate(gold):
        for name in thing.names:
            by_name[name].append(i)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    # The full name first, so that an alias never takes the place of the better match.
    uses: tuple[Callable[[Thing], list[str]], ...] = (lambda t: [fold(t.name)], lambda t: sorted(t.names))
    for use in uses:
        for p, thing in enumerate(predicted):
            if p in pairs:
                continue
            for name in use(thing):
                fits = (g for g in by_name[name] if g not in taken and (not typed or gold[g].type == thing.type))
                found = next(fits, None)
                if found is not None:
                    pairs[p] = found
                    taken.add(found)
                    break
    return pairs


def _labels(things: Sequence[Thing], label: Callable[[int], str]) -> Callable[[str], str]:
    """Return a function from a name to the label of the thing that bears it, else to the folded name."""
    table: dict[str, str] = {}
    for i, thing in enumerate(things):
        for name in sorted(thing.names):
            table.setdefault(name, label(i))
    for i, thing in enumerate(things):
        table[fold(thing.name)] = label(i)
    return lambda name: table.get(fold(name), fold(name))


def _keyed(annotation: Annotation, label: Callable[[str], str]) -> dict[Key, Edge]:
    """Return the edges by type and the labels of their ends; what comes twice counts once."""
    relations = load_schema().relations
    found: dict[Key, Edge] = {}
    for edge in annotation.edges:
        ends = [label(edge.head), label(edge.tail)]
        if edge.type in relations and relations[edge.type].symmetric:
            ends.sort()
        found.setdefault((edge.type, *ends), edge)
    return found
