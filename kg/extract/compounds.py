"""Names that the run of words does not hold together: with 的, with 和, with what a determiner cuts."""

from __future__ import annotations

from kg.extract.phrase import Phrase
from kg.extract.token import Token
from kg.rules import Rules


def compounds(tokens: list[Token], phrases: list[Phrase], rules: Rules) -> list[Phrase]:
    return phrases
