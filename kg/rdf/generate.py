"""The two files that are made from the schema and come with the package: `kg.owl.ttl` and `kg.shacl.ttl`.

`python -m kg.rdf.generate` writes them anew, in the folder of this module; a test fails where they are stale.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from kg.atomic import writing
from kg.rdf.ontology import ontology
from kg.rdf.shapes import shapes
from kg.rdf.terms import Description
from kg.rdf.turtle import write_descriptions, write_prefixes
from kg.schema import load_schema

ONTOLOGY, SHAPES = "kg.owl.ttl", "kg.shacl.ttl"


def generated() -> dict[str, bytes]:
    """Return the content of the two files, by name."""
    schema = load_schema()
    return {ONTOLOGY: _turtle(ontology(schema)), SHAPES: _turtle(shapes(schema))}


def _turtle(descriptions: Iterable[Description]) -> bytes:
    file = io.BytesIO()
    write_prefixes(file, load_schema().prefixes)
    write_descriptions(descriptions, file)
    return file.getvalue()


if __name__ == "__main__":
    for name, content in generated().items():
        with writing(Path(__file__).with_name(name)) as file:
            file.write(content)
