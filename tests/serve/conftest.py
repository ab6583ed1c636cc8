"""A folder of exports made from the small graph, and a client of the application that serves it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from kg.pipeline import export
from kg.serve.app import create_app
from kg.serve.indexing import INDEX, main
from kg.serve.library import Library

if TYPE_CHECKING:
    import networkx as nx

HERE = "http://127.0.0.1:8765"


@pytest.fixture
def exports(small_graph: nx.MultiDiGraph[str], tmp_path: Path) -> Path:
    """What `kg build` writes of the small graph."""
    export(small_graph, tmp_path / "exports")
    return tmp_path / "exports"


@pytest.fixture
def client(exports: Path) -> Iterator[TestClient]:
    with TestClient(create_app(exports), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def library(exports: Path, tmp_path: Path) -> Iterator[Library]:
    main(str(exports / "graph.json"), str(exports / "graph.ttl"), str(tmp_path))
    library = Library(tmp_path / INDEX)
    yield library
    library.close()
