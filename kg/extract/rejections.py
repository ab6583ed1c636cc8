"""What was considered and rejected, and why: kept only where somebody asks for it (`kg explain`).

>>> with rejections() as found:
...     reject(Span(0, 2), "leads.head", "nobody is found who {}", "leads")
>>> found[0].reason
'nobody is found who leads'
>>> reject(Span(0, 2), "leads.head", "nobody listens")
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from kg.model import Span


@dataclass(frozen=True, slots=True)
class Rejection:
    """A name or an edge that a rule would have given.

    Attributes:
        span: the head of the name, or the verb.
        rule: the id of the rule.
        reason: what stood against it.
    """

    span: Span
    rule: str
    reason: str


_KEPT: ContextVar[list[Rejection] | None] = ContextVar("rejections", default=None)


@contextmanager
def rejections() -> Iterator[list[Rejection]]:
    """Keep what is rejected within the block, in the list that it yields."""
    found: list[Rejection] = []
    token = _KEPT.set(found)
    try:
        yield found
    finally:
        _KEPT.reset(token)


def reject(span: Span, rule: str, reason: str, *words: str) -> None:
    """Say that a rule was considered at `span` and rejected.

    Args:
        span: where.
        rule: its id.
        reason: why, in words, with {} for each of `words`.
        words: names and types that the reason speaks of.
    """
    found = _KEPT.get()
    if found is not None:
        found.append(Rejection(span, rule, reason.format(*words)))
