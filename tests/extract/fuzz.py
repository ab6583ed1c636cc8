"""Extractors under fire: texts put together from pieces of articles, altered, analysed and made a graph.

    python -m tests.extract.fuzz 20000 [FIRST]      so many texts, from a seed on

A run fails on any exception (the graph itself refuses a quote that is not its slice and an edge that the schema does
not allow), on a slow answer, and on a mention that is not in its text.
"""

from __future__ import annotations

import random
import re
import sys
import time
from functools import cache

from kg.errors import InputError
from kg.graph import build_graph
from kg.pipeline import analyse
from kg.read import read_text
from tests.conftest import ROOT
from tests.read.makers import PARAGRAPHS

SLOW = 10.0  # seconds
PIECES = (
    *(
        "由",
        "牵头",
        "包保",
        "等",
        "和",
        "、",
        "，",
        "。",
        "；",
        "：",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "的",
        "组长",
        "下设",
        "\n",
        "\n\n",
    ),
    *(
        "44家",
        "2000余",
        "1.2万",
        "各",
        "县委",
        "区直部门",
        "《关于》",
        "第一条",
        "（一）",
        "一、",
        "成员：",
        "张三　县委书记",
        "不",
        "要",
    ),
    *("🪑", "\U00020000", "a", "　", "…", "——", "某某" * 40, "、" * 60, "县" * 200, "（" * 60, "“" * 60, "由" * 60),
)


@cache
def clauses() -> tuple[str, ...]:
    text = (ROOT / "seeds" / "yingdong.txt").read_text(encoding="utf-8") + "".join(PARAGRAPHS)
    return tuple(re.findall(r"[^，。；\n]+[，。；\n]", text))


def made(seed: int) -> str:
    """Return a text of some clauses, with pieces put in, characters taken out and parts exchanged."""
    rng = random.Random(seed)
    text = list("".join(rng.choice(clauses()) for _ in range(rng.choice((1, 3, 10, 30)))))
    for _ in range(rng.choice((0, 1, 3, 10, 40))):
        at, length = rng.randrange(len(text) + 1), rng.choice((1, 2, 5, 20))
        match rng.randrange(4):
            case 0:
                text[at:at] = rng.choice(PIECES)
            case 1:
                del text[at : at + length]
            case 2:
                text[at:at] = text[at : at + length]
            case _:
                part = text[at : at + length]
                rng.shuffle(part)
                text[at : at + length] = part
    return "".join(text)


def attempt(text: str) -> int:
    """Analyse a text and make its graph; return the number of its edges."""
    started = time.monotonic()
    try:
        document = read_text(text, "fuzz")
    except InputError:
        return 0
    article = analyse(document)
    for entity in article.entities:
        for _, span in entity.mentions:
            assert 0 <= span.start < span.stop <= len(document.text)
    graph = build_graph([article], program="fuzz", rules="fuzz")
    assert time.monotonic() - started < SLOW, "slow"
    return int(graph.number_of_edges())


def run(count: int, first: int = 0) -> None:
    """Analyse so many texts, from the seed `first` on."""
    started, edges = time.monotonic(), 0
    for seed in range(first, first + count):
        try:
            edges += attempt(made(seed))
        except Exception:
            print(f"seed {seed}: {made(seed)!r}", file=sys.stderr)
            raise
    print(f"{count} texts, {edges} edges, {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
