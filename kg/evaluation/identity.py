"""How well the same things are found to be the same: B³ precision and recall, and pairwise F1.

B³: Bagga and Baldwin, “Algorithms for scoring coreference chains”, LREC 1998. For every item, precision is the share of
the items in its found cluster that belong to its true one, recall the share of its true cluster that is in the found
one; both are averaged over the items. Pairwise: precision and recall over the pairs of items that are put together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import comb
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision and recall, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def b_cubed(gold: Mapping[Item, str], found: Mapping[Item, str]) -> Figures:
    """Return B³ precision and recall.

    Args:
        gold: for each item, who it is.
        found: for each of the same items, the id that was given to it.

    >>> b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "y", 3: "y"})
    Figures(precision=0.6666666666666666, recall=0.6666666666666666)
    """
    together, true, given = _sizes(gold, found)
    precision = sum(together[gold[i], found[i]] / given[found[i]] for i in gold) / len(gold)
    recall = sum(together[gold[i], found[i]] / true[gold[i]] for i in gold) / len(gold)
    return Figures(precision, recall)


def pairwise(gold: Mapping[Item, str], found: Mapping[Item, str]) -> Figures:
    """Return precision and recall over pairs of items; where none are put together, 1.

    Args:
        gold, found: as for `b_cubed`.

    >>> pairwise({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "x"}).recall
    1.0
    """
    together, true, given = (sum(comb(n, 2) for n in sizes.values()) for sizes in _sizes(gold, found))
    return Figures(together / given if given else 1.0, together / true if true else 1.0)


def _sizes(
    gold: Mapping[Item, str], found: Mapping[Item, str]
) -> tuple[Counter[tuple[str, str]], Counter[str], Counter[str]]:
    return Counter((gold[i], found[i]) for i in gold), Counter(gold.values()), Counter(found[i] for i in gold)
