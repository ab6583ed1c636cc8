"""Articles of about 1,500 characters made from real sentences, as JSON Lines: material for long runs.

    python tests/benchmarks/articles.py NUMBER OUTPUT FOLDER…

The folders hold articles as text; each new article is a run of their sentences from random places, with a title, a
publisher and a date. The same arguments give the same bytes.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path

import kg

LENGTH = 1500
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]")
_RUN = 6  # sentences that stay together: what one says of 该局 the one before has named


def sentences(folders: list[Path]) -> list[str]:
    """Return the sentences of all articles in some folders, in the order of their files."""
    return [
        sentence.strip()
        for document in kg.read_inputs(folders)
        for paragraph in document.paragraphs
        for sentence in _SENTENCE.findall(paragraph.of(document.text))
    ]


def article(number: int, pool: list[str]) -> dict[str, str]:
    """Return the article of some number."""
    rng = random.Random(number)
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < LENGTH:
        start = rng.randrange(len(pool))
        paragraphs.append("".join(pool[start : start + _RUN]))
    return {
        "url": f"https://example.org/{number:08}",
        "title": f"第{number}期工作动态",
        "date": f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}",
        "text": "\n\n".join(paragraphs)[:LENGTH],
    }


def main() -> None:
    """Write the articles."""
    number, output, *folders = sys.argv[1:]
    pool = sentences([Path(folder) for folder in folders])
    with Path(output).open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(article(n, pool), ensure_ascii=False)}\n" for n in range(int(number)))


if __name__ == "__main__":
    main()
