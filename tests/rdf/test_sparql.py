"""Queries only read, however they are written; and what is wrong with one is said where it is."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.rdf.engines import open_engine
from kg.rdf.sparql import checked, explain
from kg.schema import load_schema

SERVICES = [
    "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
    "select * { service silent <http://localhost:9/> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { ?s ?p ?o . SeRvIcE <http://localhost:9/> { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?s { ?a ?b ?c } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE ?s { ?a ?b ?c } } }",
    r"SELECT * { \u0053ERVICE <http://localhost:9/> { ?s ?p ?o } }",
    r"SELECT * { \U00000053\u0045RVICE <http://localhost:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://localhost:9/>{ ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE<http://localhost:9/>{ ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o . SERVICESILENT<http://localhost:9/>{ ?a ?b ?c } }",
    "PREFIX : <http://localhost:9/> SELECT * { SERVICE:x { ?a ?b ?c } }",
    "PREFIX x: <http://localhost:9/> SELECT * { ?s ?p x:a.SERVICE<http://localhost:9/>{ ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(1<2)SERVICE#>\n?s { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(1<2#>'''\n) SERVICE ?s { ?a ?b ?c } #'''\n }",
    "SELECT * { ?s ?p ?o FILTER(?s<'>' || '''\n' = '''')SERVICE ?s { ?a ?b ?c } }",
    "SELECT * { # a comment\rSERVICE ?s { ?a ?b ?c } }",
    'SELECT * { ?s ?p "\\\\" SERVICE ?s { ?a ?b " " } }',
    "SELECT * { ſERVICE ?s { ?a ?b ?c } }",
    "SELECT * { SERVıCE ?s { ?a ?b ?c } }",
    r'SELECT * { ?s ?p "\u0022 SERVICE ?s { ?a ?b ?c } #" }',
    r'SELECT * { ?s ?p "\u005Cu0022 SERVICE ?s { ?a ?b ?c } #" }',
]
UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "delete where { ?s ?p ?o }",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <file:///etc/passwd>",
    "LOAD SILENT <http://localhost:9/> INTO GRAPH <urn:g>",
    "CLEAR ALL",
    "DROP DEFAULT",
    "CREATE GRAPH <urn:g>",
    "COPY DEFAULT TO <urn:g>",
    "MOVE <urn:g> TO DEFAULT",
    "ADD <urn:g> TO DEFAULT",
    r"\u0049NSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "SELECT * { ?s ?p ?o } ; DELETE WHERE { ?s ?p ?o }",
]
FINE = [
    "SELECT * { ?s ?p ?o }",
    "SELECT ?service { ?service <http://example.org/service#x> 'SERVICE' }",
    'PREFIX ex: <http://example.org/services/> SELECT * { ?s ex:service """LOAD "SERVICE" now""" } # SERVICE',
    "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?o > 3) }",
    "SELECT * { ?s ?p ?o FILTER(STRLEN(?o)<5) }",
    "SELECT * { ?s ?p '公共服务'@zh-Hans }",
    r"SELECT * { ?s ?p '\u670D务\n' }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s (<urn:p>|^<urn:q>)+ ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DESCRIBE <urn:a>",
    "BASE <http://example.org/#> ASK { <a> <b> <c> }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_a_service_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="refused"):
        checked(query)


def test_the_cases_are_real() -> None:
    """Oxigraph itself would take most of them: they are refused because of us, not because they are malformed."""
    taken = 0
    for query in SERVICES:
        try:
            ox.Store().query(query)
        except SyntaxError:
            continue
        taken += 1
    assert taken >= 13


@pytest.mark.parametrize("query", UPDATES)
def test_an_update_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="refused: a query may not change data"):
        checked(query)


@pytest.mark.parametrize("query", FINE)
def test_what_only_reads_is_let_through(query: str) -> None:
    ox.Store().query(checked(query))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC ?x { ?x ?y ?z }", "line 1, column 1: 'SELEC': SPARQL has no such word; did you mean SELECT?"),
        (
            "SELECT * {\n  ?s ?p ?o .\n  filte(?o)\n}",
            "line 3, column 3: 'filte': SPARQL has no such word; did you mean FILTER?",
        ),
        ("SELECT ?x {\n ?x a ex:C }", "line 2, column 7: 'ex:C': the prefix ex: is not declared"),
        ("SELECT ?x { ?x kg:covers }", "line 1, column 26: '}': unexpected here"),
        ("SELECT ?x { ?x ?y }", "line 1, column 19: '}': unexpected here"),
        ("ASK { ?x ?y ?z FILTER(?x > ) }", "line 1, column 28: ')': unexpected here"),
        ("ASK { ?x ?y ?z FILTER }", "line 1, column 23: '}': unexpected here"),
        ("SELECT ?x { ?x ?y ?z } LIMIT", "line 1, column 29: 'end of the query': unexpected here"),
        ("SELECT ?x WHERE ?x ?y ?z", "line 1, column 17: '?x': unexpected here"),
        ("SELECT ?x { ?x kg:covers ?y", "line 1, column 11: '{': unexpected here"),
        ("SELECT ?x { ?x kg:covers ?y . } }", "line 1, column 33: '}': unexpected here"),
        ('SELECT ?x { ?x ?y "中文 }', "line 1, column 19: '\"': this quotation mark is never closed"),
        ("SELECT ?x { ?x ?y ?z } GROUP ?x", "line 1, column 30: '?x': expected BY"),
        ("", "the query is empty"),
        ("# 只有注释", "the query is empty"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?p ?y }", "line 1: The SELECT contains a variable that is unbound"),
    ],
)
def test_a_fault_is_shown_where_it_is(query: str, said: str) -> None:
    prefixes = load_schema().prefixes
    with pytest.raises(SyntaxError) as fault:
        ox.Store().query(query, prefixes=prefixes)
    assert explain(query, str(fault.value.args[0]), prefixes) == said


def test_nothing_that_is_let_through_calls_a_service() -> None:
    """Queries put together at random: what Oxigraph would read as a call, and we as something else, would show here."""
    random = Random(0)
    junk = (
        *("'", '"', "'''", '"""', "<", ">", "#", "\n", "\r", "\\", "\\\\", " ", "(", ")", "1", "?x", "true", "<urn:z>"),
        *(
            "'a'",
            '"b"',
            ".",
            "||",
            "=",
            "@en",
            "^^<urn:t>",
            "a:b",
            "_:c",
            "<2",
            "FILTER(1<2)",
            "FILTER(?s<'>')",
            "{",
            "}",
        ),
        *(
            "<<(",
            ")>>",
            "BIND(1 AS ?q)",
            "OPTIONAL",
            "MINUS",
            "\\u0022",
            "\\u0027",
            "\\u003C",
            "\\u0023",
            "#>",
            "'#",
            "<#>",
        ),
    )
    # The port is one that Oxigraph refuses to call, with an error that tells that it would have.
    calls = (
        "SERVICE<http://127.0.0.1:1/>{?a ?b ?c}",
        "service silent#>\n<http://127.0.0.1:1/>{}",
        "SERVICE a:b{?a ?b ?c}",
    )
    store, taken, let_through = ox.Store(), 0, 0
    store.load(input=b'<urn:a> <urn:b> "c" .', format=ox.RdfFormat.TURTLE)
    for _ in range(20_000):
        before, after = ("".join(random.choices(junk, k=random.randrange(4))) for _ in range(2))
        query = f"PREFIX a:<http://127.0.0.1:1/> SELECT * {{ ?s ?p ?o {before}{random.choice(calls)}{after} }}"
        try:
            store.query(query)
        except SyntaxError:
            continue
        taken += 1
        try:
            text = checked(query)
        except QueryError:
            continue
        let_through += 1
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        list(found)  # would raise OSError
    assert taken > 1000
    assert let_through < taken / 2


def test_rdflib_refuses_by_what_it_has_parsed(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    ask = open_engine("rdflib", [path])
    for query in SERVICES[:5]:
        with pytest.raises(QueryError, match="refused: a query may not call other services"):
            ask(query, 10)
