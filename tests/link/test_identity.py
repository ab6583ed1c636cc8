"""The same things are found to be the same in any article, and others are not."""

from __future__ import annotations

from kg.evaluation.identity import b_cubed, pairwise
from kg.model import Span
from tests.link.articles import all_articles, identified

PRECISION, RECALL = 0.98, 0.93


def test_who_is_who_in_articles_of_many_places() -> None:
    gold: dict[tuple[str, Span], str] = {}
    found: dict[tuple[str, Span], str] = {}
    articles = all_articles()
    for name, article in articles.items():
        ids = {span: entity.id for entity in identified(article).entities for _, span in entity.mentions}
        for span, who in article.who.items():
            gold[name, span], found[name, span] = who, ids[span]
    assert len(articles) >= 40
    figures, pairs = b_cubed(gold, found), pairwise(gold, found)
    print(f"\n{len(gold)} names: B³ {figures.precision:.4f} {figures.recall:.4f}; pairs F1 {pairs.f1:.4f}")
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL
