"""How fast RDF is written, loaded and asked, against rdflib on the same data in the same run; and what writing needs.

    python tests/benchmarks/rdf.py speed [--triples 1000000] [FOLDER]
    python tests/benchmarks/rdf.py memory [--triples 3000000] [FOLDER]

FOLDER holds articles, `seeds` where none is named; they are read and extracted once, and their graph is repeated under
other ids until it has so many triples.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import networkx as nx
import pyoxigraph as ox
import rdflib

import kg
from kg.model import identifier
from kg.rdf.catalogue import questions
from kg.rdf.query import Dataset
from kg.rdf.turtle import write_turtle

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]


def repeated(graph: Graph, times: int) -> Graph:
    """Return a graph that holds another one several times, each time under other ids."""
    many: Graph = nx.MultiDiGraph(program=graph.graph["program"], rules=graph.graph["rules"], documents={})
    for number in range(times):
        # Ids of the first time stay, so that the questions that ask for a name find what they find in the original.
        def other(ident: str, number: int = number) -> str:
            return identifier(ident.partition("-")[0], ident, str(number)) if number else ident

        def moved(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
            return [{**place, "document": other(place["document"])} for place in places]

        many.graph["documents"].update({other(i): d for i, d in graph.graph["documents"].items()})
        for ident, node in graph.nodes(data=True):
            many.add_node(other(ident), **{**node, "mentions": moved(node["mentions"])})
        for head, tail, key, edge in graph.edges(keys=True, data=True):
            many.add_edge(other(head), other(tail), key=other(key), **{**edge, "evidence": moved(edge["evidence"])})
    return many


def triples_of(graph: Graph) -> int:
    """Return how many triples the Turtle of a graph has."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "graph.ttl")
        with path.open("wb") as file:
            write_turtle(graph, file)
        return sum(1 for _ in ox.parse(path=str(path)))


@contextmanager
def timed(what: str, seconds: dict[str, float]) -> Iterator[None]:
    """Time what is done in the block, by the clock; beside it stands the time of this process' processors."""
    start, used = time.perf_counter(), time.process_time()
    yield
    seconds[what] = time.perf_counter() - start
    print(f"{what:<40}{seconds[what]:>10.3f} s{time.process_time() - used:>10.3f} s", flush=True)


def speed(graph: Graph, folder: Path) -> None:
    """Compare with rdflib: writing, loading, and every question."""
    path, seconds = folder / "graph.ttl", dict[str, float]()
    with timed("write Turtle, kg", seconds), path.open("wb") as file:
        write_turtle(graph, file)
    with timed("load, Oxigraph", seconds):
        store = ox.Store()
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    print(f"{len(store)} triples, {path.stat().st_size} bytes")
    del store
    plain = rdflib.Graph()
    with timed("load, rdflib", seconds):
        plain.parse(path, format="turtle")
    with timed("write Turtle, rdflib", seconds):
        plain.serialize(folder / "rdflib.ttl", format="turtle")
    del plain
    print(f"writing: {seconds['write Turtle, rdflib'] / seconds['write Turtle, kg']:.1f} times as fast")
    print(f"loading: {seconds['load, rdflib'] / seconds['load, Oxigraph']:.1f} times as fast")
    ratios = []
    with Dataset([path]) as fast, Dataset([path], engine="rdflib") as slow:
        for name, question in questions().items():
            for engine, dataset, limit in (("Oxigraph", fast, 30.0), ("rdflib", slow, 60.0)):
                with timed(f"{name}, {engine}", seconds):
                    try:
                        rows = len(dataset.ask(question.text, timeout=limit, limit=10**7).rows)
                    except kg.KgError as error:
                        print(f"{name}, {engine}: {error}")
                        rows = -1
            ratios.append(seconds[f"{name}, rdflib"] / seconds[f"{name}, Oxigraph"])
            print(f"    {rows} rows, {ratios[-1]:.1f} times as fast")
    slowest = max(
        value for name, value in seconds.items() if name.partition(", ")[0] in questions() and "Oxigraph" in name
    )
    print(f"questions: {statistics.median(ratios):.1f} times as fast in the median, the slowest {slowest:.3f} s")


def memory(graph: Graph, folder: Path) -> None:
    """Say how much memory the process needed at most, the graph itself included."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (folder / "graph.ttl").open("wb") as file:
        write_turtle(graph, file)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak {after / 1e6:.2f} GB, of which the graph {before / 1e6:.2f} GB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "memory"))
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--triples", type=int, default=1_000_000)
    wanted = parser.parse_args()
    once = kg.build(kg.read_inputs([wanted.folder]))
    graph = repeated(once, -(-wanted.triples // triples_of(once)))
    print(
        f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges, {len(graph.graph['documents'])} documents"
    )
    with TemporaryDirectory() as folder:
        (speed if wanted.what == "speed" else memory)(graph, Path(folder))


if __name__ == "__main__":
    main()
