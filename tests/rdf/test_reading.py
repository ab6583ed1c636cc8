"""Bad input: one clear line each, and nothing is fetched or blown up on the way."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.rdf.reading import load

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">{}</rdf:RDF>'
THING = '<rdf:Description rdf:about="urn:a"><e:b>{}</e:b></rdf:Description>'
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "1234567890"}">' for n in range(10))


def read(path: Path) -> int:
    store = ox.Store()
    load(store, path)
    return len(store)


def fault(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError) as error:
        read(path)
    message = str(error.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_truncated_turtle_is_told_with_its_line(tmp_path: Path) -> None:
    assert "line 2" in fault(tmp_path / "a.ttl", '<urn:a> <urn:b> "c" ;\n  <urn:d> "e')


@pytest.mark.timing
@pytest.mark.parametrize(
    "content",
    [
        f"<?xml version='1.0'?><!DOCTYPE rdf [{ENTITIES}]>{RDF.format(THING.format('&e9;'))}",
        f"<!doctype rdf [{ENTITIES}]>{RDF.format(THING.format('&e9;'))}",
        RDF.format(f"<!DOCTYPE rdf [{ENTITIES}]>{THING.format('&e9;')}"),
        f"{' ' * ((1 << 20) - 5)}<!DOCTYPE rdf [{ENTITIES}]>{RDF.format(THING.format('&e9;'))}",
    ],
    ids=["in the prolog", "in small letters", "after the root has begun", "across two reads"],
)
def test_an_entity_bomb_is_refused_at_once(tmp_path: Path, content: str) -> None:
    start = time.monotonic()
    assert fault(tmp_path / "bomb.rdf", content).startswith("refused: XML with a document type")
    assert time.monotonic() - start < 5


def test_rdf_xml_without_a_document_type_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.rdf"
    path.write_text(RDF.format(THING.format("doctype")), encoding="utf-8")
    assert read(path) == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/context", "file:///etc/passwd", "context.jsonld"])
def test_a_remote_context_is_never_fetched(tmp_path: Path, address: str) -> None:
    (tmp_path / "context.jsonld").write_text('{"@context": {"b": "urn:b"}}', encoding="utf-8")
    said = fault(tmp_path / "a.jsonld", f'{{"@context": "{address}", "@id": "urn:a", "b": 1}}')
    assert said == "refused: it names a remote context, and nothing is fetched; put the context into the file"


def test_other_files_are_named_with_what_is_expected(tmp_path: Path) -> None:
    assert "not an RDF file by its name" in fault(tmp_path / "graph.json", "{}")
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "nothing.ttl")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 100, "县委".encode("gb18030")])
def test_what_is_not_text_is_no_turtle(tmp_path: Path, content: bytes) -> None:
    assert fault(tmp_path / "a.ttl", content)
