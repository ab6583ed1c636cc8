"""The load of many clients on a server of this machine: `python tests/benchmarks/serve.py ADDRESS`.

    kg serve exports --no-open --port 8765 &
    python tests/benchmarks/serve.py http://127.0.0.1:8765 --pid PID
    python tests/benchmarks/serve.py http://127.0.0.1:7878/query --only queries      # another endpoint

Each client asks, waits for the answer, and asks the next of a fixed mix (the same for every run): pages of ten thousand
entities and of all articles, searches for names and parts of names, and queries. Only loopback addresses are asked, for
a bounded time. Printed: requests, errors, and the 50th, 95th and 99th percentile of the time to the last byte, by kind;
and the memory of the server.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import io
import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

PREFIXES = (
    "PREFIX kg: <https://w3id.org/orgkg/schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX prov: <http://www.w3.org/ns/prov#> "
)
QUERIES = [
    "SELECT ?n ?m { ?a kg:covers ?b . ?a skos:prefLabel ?n . ?b skos:prefLabel ?m } LIMIT 50",
    "SELECT ?n (COUNT(*) AS ?c) { ?a kg:leads ?b . ?a skos:prefLabel ?n } GROUP BY ?n ORDER BY DESC(?c) ?n LIMIT 20",
    "SELECT ?s ?p ?o { ?s a kg:Coverage ; ?p ?o } LIMIT 100",
    "ASK { ?a kg:dispatches ?b . ?b kg:deployedTo ?c }",
    "CONSTRUCT { ?a kg:supervises ?b } WHERE { ?a kg:supervises ?b } LIMIT 200",
    "SELECT ?a ?l { ?a a kg:Committee ; skos:prefLabel ?l FILTER(CONTAINS(?l, '领导小组')) } LIMIT 30",
    "SELECT (COUNT(*) AS ?n) { ?s a kg:Membership }",
]
ENTITIES = "SELECT ?it ?name { ?it skos:prefLabel ?name FILTER(STRSTARTS(STR(?it), 'https://w3id.org/orgkg/id/ent-')) }"
ARTICLES = "SELECT ?it { ?it a kg:Article }"
SEARCHES = [
    "教育局",
    "jiaoyuju",
    "jyj",
    "区委组织部",
    "社区",
    "zzb",
    "防汛",
    "领导小组",
    "人民",
    "gonganju",
    "县",
    "纪检监察",
]


class Mix:
    """What clients ask: kinds with their share, each a list of paths."""

    def __init__(self, endpoint: str, entities: dict[str, str] | None = None, articles: Sequence[str] = ()) -> None:
        """Take the path of the endpoint; where there are pages, names of entities by id, and ids of articles."""
        queries = [f"{endpoint}?query={quote(PREFIXES + query)}" for query in QUERIES]
        self.kinds = {"queries": (1.0, queries)}
        if entities is not None:
            names = [name[: 2 + number % 5] for number, name in enumerate(entities.values())]
            searches = [f"/search?q={quote(text)}" for text in [*SEARCHES * (len(names) // len(SEARCHES)), *names]]
            self.kinds = {
                "entities": (0.45, [f"/entity/{ident}" for ident in entities]),
                "articles": (0.1, [f"/article/{ident}" for ident in articles]),
                "lists": (0.05, ["/", "/entities", "/articles"]),
                "search": (0.2, searches),
                "queries": (0.2, queries),
            }

    def choose(self, chance: random.Random) -> tuple[str, str]:
        """Return a kind and a path."""
        names = list(self.kinds)
        kind = chance.choices(names, [self.kinds[name][0] for name in names])[0]
        return kind, chance.choice(self.kinds[kind][1])


class Tally:
    """What happened: seconds by kind, errors, bytes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)
        self.errors: Counter[str] = Counter()
        self.bytes = 0


async def client(number: int, address: str, mix: Mix, *, end: float, pause: float, tally: Tally) -> None:
    """Ask until the time is over, over one connection, as a browser does."""
    parts, chance = urlsplit(address), random.Random(number)
    reader = writer = None
    while time.monotonic() < end:
        kind, path = mix.choose(chance)
        started = time.perf_counter()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            accept = "application/sparql-results+json, text/turtle" if kind == "queries" else "text/html"
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {accept}\r\n\r\n".encode())
            assert reader is not None
            status, size, keep = await answer(reader)
            tally.bytes += size
            tally.seconds[kind].append(time.perf_counter() - started)
            if status != 200:
                tally.errors[f"{kind} {status}"] += 1
            if not keep:
                writer.close()
                writer = None
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            tally.errors[f"{kind} {type(error).__name__}"] += 1
            if writer is not None:
                writer.close()
            writer = None
        if pause:
            await asyncio.sleep(chance.expovariate(1 / pause))
    if writer is not None:
        writer.close()


async def answer(reader: asyncio.StreamReader) -> tuple[int, int, bool]:
    """Read one answer; return its status, its size, and whether the connection stays."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status = int(head.split(None, 2)[1])
    keep = "connection: close" not in head.lower()
    length = re.search(r"(?mi)^content-length: *(\d+)", head)
    if length:
        return status, len(await reader.readexactly(int(length[1]))), keep
    if "transfer-encoding: chunked" not in head.lower():
        return status, len(await reader.read()), False
    size = 0
    while count := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        await reader.readexactly(count + 2)
        size += count
    await reader.readuntil(b"\r\n")
    return status, size, keep


def memory(pid: int) -> float:
    """Return the resident memory of a process and its children, in MB."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        fields = dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)
        if int(status.parent.name) == pid or int(fields["PPid"]) == pid:
            total += int(fields.get("VmRSS", "0 kB").split()[0]) / 1024
    return total


async def watch(pid: int | None, end: float, seen: list[float]) -> None:
    """Note the memory of the server every five seconds."""
    while pid is not None and time.monotonic() < end:
        seen.append(memory(pid))
        await asyncio.sleep(5)


async def run(address: str, mix: Mix, *, clients: int, seconds: float, pause: float, pid: int | None) -> None:
    """Load the server and print what happened."""
    tally, seen, end = Tally(), list[float](), time.monotonic() + seconds
    await asyncio.gather(
        watch(pid, end, seen),
        *(client(number, address, mix, end=end, pause=pause, tally=tally) for number in range(clients)),
    )
    total = sum(map(len, tally.seconds.values()))
    print(
        f"{clients} clients, {seconds:g} s, pause {pause:g} s: {total} answers, {total / seconds:.0f} a second, ",
        end="",
    )
    print(f"{tally.bytes / 1e6:.0f} MB; errors: {dict(tally.errors) or 'none'}; load {os.getloadavg()[0]:.1f}")
    for kind, taken in sorted(tally.seconds.items()):
        taken.sort()
        marks = (f"p{mark} {taken[min(len(taken) - 1, len(taken) * mark // 100)] * 1000:.0f}" for mark in (50, 95, 99))
        print(f"  {kind:9} {len(taken):6}  {'  '.join(marks)} ms, most {taken[-1] * 1000:.0f}")
    if seen:
        print(f"  memory MB: {' '.join(f'{one:.0f}' for one in seen)}")


def told(address: str, query: str) -> list[dict[str, str]]:
    """Return the rows that the endpoint answers, each by name; as many as it gives at most."""
    request = Request(f"{address}?query={quote(PREFIXES + query)}", headers={"Accept": "text/csv"})
    with urlopen(request) as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode())))


def last(iri: str) -> str:
    """Return what an IRI ends with: an id."""
    return iri.rpartition("/")[2]


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--only", choices=["queries"])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0, help="mean seconds between two requests of a client")
    parser.add_argument("--pid", type=int, help="of the server, to watch its memory")
    given = parser.parse_args()
    parts = urlsplit(given.address)
    if parts.hostname not in {"127.0.0.1", "localhost", "::1"} or given.seconds > 600 or given.clients > 1000:
        parser.error("only addresses of this machine, at most 600 s and 1000 clients")
    base, endpoint = f"{parts.scheme}://{parts.netloc}", parts.path or "/sparql"
    mix = Mix(endpoint)
    if given.only is None:
        entities, articles = (told(base + endpoint, query) for query in (ENTITIES, ARTICLES))
        named = {last(row["it"]): row["name"] for row in entities}
        mix = Mix(endpoint, named, [last(row["it"]) for row in articles])
    asyncio.run(run(base, mix, clients=given.clients, seconds=given.seconds, pause=given.pause, pid=given.pid))


if __name__ == "__main__":
    main()
