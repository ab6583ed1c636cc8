"""How fast articles become statements and a graph, against what people would otherwise use, in the same run.

    python tests/benchmarks/extraction.py [--least 1.0] [INPUT…]       each tool on the same text, in turns
    python tests/benchmarks/extraction.py --growth 0.2,2,20 INPUT…     text → graph → Turtle, for so many million

Inputs are what `kg build` takes; without any, the articles of the repository. Times are those of the processor, and of
several rounds the best counts: other programs on the machine make a round slower, never faster. `--least` ends with
code 1 where kg is less than so many times as fast as jieba.posseg. cutword takes part where it is installed.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import ahocorasick_rs
import rjieba

import kg
import kg.extract
from kg.corpus.analysis import Recipe
from kg.corpus.graphs import graph_of
from kg.corpus.processes import cores
from kg.corpus.store import Store
from kg.corpus.update import Settings, update
from kg.corrections.collect import Correcting
from kg.corrections.file import Corrections
from kg.extract import extract
from kg.model import Document
from kg.rdf.turtle import write_turtle
from kg.read.limits import Limits
from kg.read.paths import expand
from kg.read.records import Columns
from kg.rules import load_rules

ROOT = Path(__file__).parents[2]
OWN = (ROOT / "seeds", ROOT / "tests" / "gold")
CHARACTERS = 60_000
ROUNDS = 7
MAX_GRAPH = 100_000
REFERENCE = "jieba.posseg.lcut"

Work = Callable[[Document], object]


def some(documents: Iterable[Document], characters: int) -> list[Document]:
    """Return documents with at least so many characters, the first ones again where there are too few."""
    found: list[Document] = []
    size = 0
    for document in cycle(documents):
        found.append(document)
        size += len(document.text)
        if size >= characters:
            break
    return found


def tools() -> dict[str, Work]:
    """Return what each tool does to a document, its dictionaries loaded."""
    rules = load_rules()
    automaton = ahocorasick_rs.AhoCorasick(sorted(rules.vocabulary))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own, about its own source
        posseg = importlib.import_module("jieba.posseg")
    found: dict[str, Work] = {
        "kg, text → statements": lambda document: extract(document, rules),
        "kg, text → linked article": lambda document: kg.analyse(document, rules),
        REFERENCE: lambda document: posseg.lcut(document.text),
        "rjieba.tag": lambda document: rjieba.tag(document.text, False),
        "Aho–Corasick pass over the rules' words": lambda document: automaton.find_matches_as_indexes(document.text),
    }
    if find_spec("cutword") is not None:
        cutter = importlib.import_module("cutword").Cutter(want_long_word=True)
        found["cutword, words"] = lambda document: cutter.cutword(document.text)
    return found


def compared(documents: list[Document]) -> dict[str, float]:
    """Return the characters a second of each tool, in millions: the best of some rounds in which all take turns."""
    size = sum(len(document.text) for document in documents)
    best: dict[str, float] = {}
    works = tools()
    for work in works.values():
        work(documents[0])
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.process_time()
            for document in documents:
                work(document)
            best[name] = max(best.get(name, 0.0), size / (time.process_time() - start) / 1e6)
    return best


def grown(documents: Iterator[Document], characters: int, folder: Path) -> str:
    """Make the graph and the Turtle of so many characters as `kg build` does; return a row of a table."""
    sizes, texts = 0, folder / "articles"
    texts.mkdir()
    for number, document in enumerate(documents):
        (texts / f"{number:06}.txt").write_text(document.text, encoding="utf-8")
        sizes += len(document.text)
        if sizes >= characters:
            break
    rules, recipe = load_rules().version, Recipe(None, "rjieba")
    settings = Settings(columns=Columns(), limits=Limits(), recipe=recipe, rules=rules, jobs=cores())
    files = expand([texts], (), lambda where, error: sys.exit(f"{where}: {error}"))
    start, used = time.perf_counter(), _used()
    with closing(Store(folder / "kg.sqlite")) as store:
        update(store, files, settings, keep=False, strict=True, tell=lambda *_, **__: None)
        analysed = time.perf_counter()
        correcting = Correcting(Corrections(folder), None)
        with graph_of(store, correcting, folder, rules=rules, max_graph=MAX_GRAPH) as graph:
            with (folder / "graph.ttl").open("wb") as file:
                write_turtle(graph, file)
            nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    seconds = time.perf_counter() - start
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
    written = (folder / "graph.ttl").stat().st_size / 1e6
    return (
        f"| {sizes / 1e6:.1f} | {seconds:.1f} | {analysed - start:.1f} | {(_used() - used) / sizes * 1e6:.2f} "
        f"| {nodes:,} | {edges:,} | {written:.0f} | {memory:.2f} |"
    )


def _used() -> float:
    """Return the seconds that this process and those it has ended have kept processors busy."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", type=Path, default=OWN)
    parser.add_argument("--characters", type=int, default=CHARACTERS, help="how much text the comparison takes")
    parser.add_argument("--least", type=float, default=0.0, help=f"times {REFERENCE}, below which the run fails")
    parser.add_argument("--growth", help="millions of characters, with commas between them")
    wanted = parser.parse_args()
    if wanted.growth:
        print("| million characters | s | reading, extracting | CPU s a million | entities | relations | MB | GB |")
        print("|---|---|---|---|---|---|---|---|")
        for millions in wanted.growth.split(","):
            with TemporaryDirectory() as folder:
                print(grown(kg.read_inputs(wanted.inputs), round(float(millions) * 1e6), Path(folder)), flush=True)
        return
    documents = some(list(kg.read_inputs(wanted.inputs)), wanted.characters)
    best = compared(documents)
    print(f"kg {'runs from its source' if kg.extract.__file__.endswith('.py') else 'is compiled'}\n")
    print("| | million characters/s | times jieba.posseg |\n|---|---|---|")
    for name, speed in best.items():
        print(f"| {name} | {speed:.3f} | {speed / best[REFERENCE]:.1f} |")
    ratio = best["kg, text → statements"] / best[REFERENCE]
    if ratio < wanted.least:
        sys.exit(f"text → statements is {ratio:.2f} times as fast as {REFERENCE}; at least {wanted.least} is demanded")


if __name__ == "__main__":
    main()
