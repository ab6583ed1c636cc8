"""The text of a SPARQL query before it runs: nothing but reading is let through, and faults get a line and a column.

The text is cut into tokens as https://www.w3.org/TR/sparql11-query/#sparqlGrammar has them. Wherever the engines could
cut it in another place than we do (a `<` that may open an IRI or compare, an escape inside an escape), it is refused
rather than guessed, so that no keyword hides in what looks like a string.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import pairwise

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\r\n]* )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string> \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
                | " (?: [^"\\\r\n] | \\. )* " | ' (?: [^'\\\r\n] | \\. )* ' )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<blank> _:\w+ )
    | (?P<prefixed> (?:[^\W\d_][\w.-]*)? : [\w-]* )
    | (?P<number> \d+ )
    | (?P<word> \w+ )
    | (?P<space> \s+ )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
# An IRI with a scheme and `//` cannot be a comparison; one with these characters, and without `//`, might be.
_PLAIN_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://[^']*>|<[^#')]*>")
_ESCAPE = re.compile(r"(?P<pair>\\\\)|\\u(?P<four>[0-9A-Fa-f]{4})|\\U(?P<eight>[0-9A-Fa-f]{8})")
_ANY_ESCAPE = re.compile(r"\\[uU][0-9A-Fa-f]{4}")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
_PAIRS = {"}": "{", ")": "(", "]": "["}
_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: its kind (a group of the grammar above), its text, and where it starts."""

    kind: str
    text: str
    start: int


def checked(text: str) -> str:
    r"""Return a query that is sure to read only the given data, with its `\u` escapes resolved.

    Args:
        text: SPARQL.

    Raises:
        QueryError: it would call a service or change data, or it could be read in two ways.

    >>> checked(r"SELECT * { \u0053ERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: line 1, column 12: 'SERVICE': refused: a query may not call other services
    """
    text = _unescape(text)
    for token in tokens(text):
        word = _bare(token).upper()
        if "SERVICE" in word:
            raise QueryError(_at(text, token, "refused: a query may not call other services"))
        if word in _UPDATES:
            raise QueryError(_at(text, token, "refused: a query may not change data"))
        if token.kind == "iri" and not _PLAIN_IRI.fullmatch(token.text):
            raise QueryError(_at(text, token, "refused: this may be an IRI or a comparison; put a space after the <"))
    return text


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, without the space and comments between them."""
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind not in {"space", "comment"}:
            yield Token(kind, match[0], match.start())


def in_order(text: str, columns: Collection[str]) -> list[str]:
    """Return the columns of a SELECT in its order: those of `SELECT *`, in which engines differ, as they appear.

    >>> in_order("SELECT * { ?who ?does ?what }", ["does", "what", "who"])
    ['who', 'does', 'what']
    """
    pieces = [token.text.upper() for token in tokens(text)]
    start = next((number for number, word in enumerate(pieces) if word == "SELECT"), len(pieces))
    if "*" not in pieces[start + 1 : start + 3]:
        return list(columns)
    seen = dict.fromkeys(token.text[1:] for token in tokens(text) if token.kind == "variable")
    return [name for name in seen if name in columns]


def explain(text: str, fault: str, prefixes: Collection[str]) -> str:
    """Return what is wrong with a query that an engine refused, and where.

    Args:
        text: the query.
        fault: Oxigraph's message; its positions are those where it gave up, which may be further on.
        prefixes: those that are known without being declared.
    """
    pieces = list(tokens(text))
    if not pieces:
        return "the query is empty"
    unknown = _unknown(text, pieces, prefixes)
    if unknown is not None:
        return unknown
    match = _POSITION.match(fault)
    if match is None:
        return fault
    expected = match[3].strip().split(", ")
    told = next((alternative for alternative in expected if re.fullmatch(r"[A-Z][\w ]+ [\w ]+", alternative)), None)
    if told is not None:
        return f"line {match[1]}: {told}"
    keywords = [alternative for alternative in expected if re.fullmatch("[A-Z_]+", alternative)]
    token = _unbalanced(pieces) or _faulty(pieces, text, _offset(text, int(match[1]), int(match[2])), expected)
    return _at(text, token, f"expected {keywords[0]}" if len(expected) == len(keywords) == 1 else "unexpected here")


def _faulty(pieces: list[Token], text: str, offset: int, expected: list[str]) -> Token:
    """Return the token at fault, from the place where Oxigraph gave up.

    Where it tried keywords, it gave up as far behind the fault as the shortest of them is long, or at the end of the
    query (it says then that it expected any character); what it could not take is most often a closing bracket.
    """
    end = Token("end", "end of the query", len(text))
    reach = offset - min((len(word) for word in expected if re.fullmatch("[A-Z_]+", word)), default=0)
    if "[_]" in expected and offset >= len(text.rstrip()):
        return next((token for token in pieces if token.start >= reach and token.text in _PAIRS), end)
    return next((token for token in pieces if token.start + len(token.text) > reach), end)


def _unknown(text: str, pieces: list[Token], prefixes: Collection[str]) -> str | None:
    """Return what is wrong with the first token that stands in no query, if there is one."""
    declared = {*prefixes}
    for before, token in pairwise(pieces):
        if before.text.upper() == "PREFIX":
            declared.add(token.text.partition(":")[0])
    for token in pieces:
        if token.kind == "word" and token.text.upper() not in _words():
            near = get_close_matches(token.text.upper(), _words(), 1)
            return _at(text, token, "SPARQL has no such word" + (f"; did you mean {near[0]}?" if near else ""))
        if token.kind == "prefixed" and (prefix := token.text.partition(":")[0]) not in declared:
            return _at(text, token, f"the prefix {prefix}: is not declared")
        if token.kind == "sign" and token.text in {'"', "'"}:
            return _at(text, token, "this quotation mark is never closed")
    return None


def _unbalanced(pieces: list[Token]) -> Token | None:
    """Return the first bracket that closes nothing, or else the last one that is never closed."""
    opened = list[Token]()
    for token in pieces:
        if token.text in _PAIRS.values():
            opened.append(token)
        elif token.text in _PAIRS and (not opened or opened.pop().text != _PAIRS[token.text]):
            return token
    return opened[-1] if opened else None


def _unescape(text: str) -> str:
    r"""Resolve `\u` escapes, as the standard does before everything else (section 19.2)."""

    def character(match: re.Match[str]) -> str:
        digits = match["four"] or match["eight"]
        if digits is None or int(digits, 16) > 0x10FFFF or 0xD800 <= int(digits, 16) <= 0xDFFF:
            return match[0]
        return chr(int(digits, 16))

    resolved = _ESCAPE.sub(character, text)
    left = _ANY_ESCAPE.search(resolved)
    if left is not None:
        raise QueryError(_at(resolved, Token("escape", left[0], left.start()), "refused: write the character itself"))
    return resolved


def _bare(token: Token) -> str:
    """Return what of a token an engine might take for a keyword: a word, or what stands before a colon."""
    if token.kind == "word":
        return token.text
    return token.text.partition(":")[0] if token.kind == "prefixed" else ""


def _at(text: str, token: Token, what: str) -> str:
    line = text.count("\n", 0, token.start) + 1
    column = token.start - (text.rfind("\n", 0, token.start) + 1) + 1
    return f"line {line}, column {column}: {token.text!r}: {what}"


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


@cache
def _words() -> frozenset[str]:
    return frozenset(files("kg.rdf").joinpath("sparql_words.txt").read_text(encoding="utf-8").split())
