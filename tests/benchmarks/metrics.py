"""How long `kg stats --metrics` measures, and whether the figures are NetworkX's: betweenness of the largest part.

python tests/benchmarks/metrics.py [--nodes 100000]
"""

from __future__ import annotations

import argparse
import time

import networkx as nx

from kg.analysis.metrics import measure
from tests.html.graphs import made_up


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    graph = made_up(parser.parse_args().nodes)
    started = time.perf_counter()
    rows = measure(graph)
    print(f"{len(rows)} nodes, {graph.number_of_edges()} relations: {time.perf_counter() - started:.1f} s")
    part = graph.subgraph([row.id for row in rows[:2000]]).copy()
    started = time.perf_counter()
    own = {row.id: row.betweenness for row in measure(part)}
    between = time.perf_counter()
    theirs = nx.betweenness_centrality(nx.DiGraph(part))
    worst = max(abs(own[ident] - value) for ident, value in theirs.items())
    print(
        f"of {len(own)} nodes: kg {between - started:.2f} s, NetworkX's betweenness alone "
        f"{time.perf_counter() - between:.2f} s, difference at most {worst:.1e}"
    )


if __name__ == "__main__":
    main()
