"""Requests of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) as what they ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.serve.formats import ACCEPTED, negotiate

LONGEST = 1 << 20
"""Bytes that a query may have."""

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_FIELDS = 1000


class Refusal(Exception):  # noqa: N818  # an answer, not a fault of ours
    """A request that is answered with a status of its own and a sentence."""

    def __init__(self, status: int, message: str) -> None:
        """Take the HTTP status and the sentence."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the graphs that it is asked of (empty: all) and the format wanted for each kind of answer."""

    query: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    forms: Mapping[str, str | None]


def asked(method: str, query_string: bytes, media_type: str | None, body: bytes, accept: str | None) -> Asked | None:
    """Return what a request asks; None where it has no query at all, and so asks what the service is.

    Args:
        method: GET or POST.
        query_string: of the address.
        media_type: the Content-Type header.
        body: of a POST.
        accept: the Accept header.

    Raises:
        Refusal: it is no request of the protocol, or an update.
    """
    fields = _fields(query_string)
    direct = None
    if method == "POST":
        kind, charset = _media_type(media_type)
        if kind == _UPDATE:
            raise Refusal(403, "updates are refused: what is served here is only read")
        if kind not in {_FORM, _QUERY}:
            raise Refusal(415, f"expected a body of {_FORM} or {_QUERY}")
        if charset not in {"utf-8", "utf8", ""}:
            raise Refusal(415, f"expected UTF-8, not {charset}")
        if kind == _FORM:
            fields += _fields(body)
        else:
            direct = _text(body)
    if any(name == "update" for name, _ in fields):
        raise Refusal(403 if method == "POST" else 400, "updates are refused: what is served here is only read")
    queries = [value for name, value in fields if name == "query"] + ([] if direct is None else [direct])
    if not queries and method == "GET":
        return None
    if len(queries) != 1:
        raise Refusal(400, f"expected one query, found {len(queries)}")
    return Asked(
        queries[0],
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
        _forms([value for name, value in fields if name == "format"], accept),
    )


def _forms(named: list[str], accept: str | None) -> dict[str, str | None]:
    """Return the format for each kind of answer: as the address names it (`format=csv`), or as the client takes it.

    Some clients send names of their own in `format`; what is not one of ours leaves it to the Accept header.
    """
    wanted = named[-1] if named else ""
    return {
        kind: wanted if wanted in offered.values() else negotiate(accept, offered) for kind, offered in ACCEPTED.items()
    }


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(encoded), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise Refusal(400, "expected UTF-8") from None
    except ValueError as error:
        raise Refusal(400, f"{error}") from None


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Refusal(400, "expected UTF-8") from None


def _media_type(header: str | None) -> tuple[str, str]:
    """Return the media type and the charset of a Content-Type, in small letters."""
    kind, *parameters = (piece.strip().lower() for piece in (header or "").split(";"))
    charsets = [p.partition("=")[2].strip('" ') for p in parameters if p.partition("=")[0].strip() == "charset"]
    return kind, charsets[0] if charsets else ""
