"""The questions that come with the package."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.rdf.catalogue import Question, question, questions, with_parameters
from tests.rdf.conftest import PREFIXES

ALL = list(questions().values())


def test_there_are_enough() -> None:
    assert len(ALL) >= 15


@pytest.mark.parametrize("known", ALL, ids=lambda known: known.name)
def test_a_question_says_what_it_asks_in_both_languages(known: Question) -> None:
    for english in (known.title, known.description, *(p.en for p in known.parameters)):
        assert english.isascii() or "“" in english
    for chinese in (known.title_zh, known.description_zh, *(p.zh for p in known.parameters)):
        assert re.search("[一-鿿]", chinese)


@pytest.mark.parametrize("known", ALL, ids=lambda known: known.name)
def test_a_question_is_a_query_in_a_fixed_order(known: Question) -> None:
    ox.Store().query(known.text, prefixes=PREFIXES)
    assert re.search(r"^ORDER BY ", known.text, re.MULTILINE)
    assert {p.name for p in known.parameters} == set(re.findall(r"VALUES \?(\w+) \{ \"", known.text))


def test_an_unknown_question_is_named_with_a_near_one() -> None:
    with pytest.raises(QueryError, match="did you mean who-covers"):
        question("who-cover")


def test_an_unknown_parameter_is_named_with_those_there_are() -> None:
    with pytest.raises(QueryError, match="no parameter 'plcae'; it has place"):
        with_parameters(question("who-covers").text, {"plcae": "颍东区"})


@pytest.mark.parametrize("text", ['"', "\\", "\n", '" } # ', "'''", "\\u0022", "颍东区"])
def test_a_parameter_is_only_ever_a_text(text: str) -> None:
    query = with_parameters('SELECT ?place { VALUES ?place { "" } }', {"place": text})
    [row] = ox.Store().query(query)  # type: ignore[misc]  # a SELECT has rows
    assert row["place"].value == text
