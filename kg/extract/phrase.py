"""A run of words that is read as a name."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.counts import count_of
from kg.extract.token import Kind, Token


@dataclass(slots=True, init=False)
class Phrase:
    """A run of tokens `first`–`last` (inclusive) read as a name.

    Attributes:
        type: an entity type, or "" for a run without a head (综合协调 in 综合协调、物资保障2个组).
        count: the number that the text gives with it.
        attached: more of the noun follows (社区 in 社区防控工作): it is rarely an end of a relation.
        aliases: short names given in brackets behind it, and the form with a determiner inside (公安部有关负责人).
        titles: for a person, the posts that stand before the name (县委书记贺长河).
        silent: it is read as a role of another (组长 in 由区委领导任组长) and is no entity of its own.
    """

    first: int
    last: int
    start: int
    stop: int
    name: str
    type: str
    rule: str
    count: int | None
    attached: bool
    determiner: str
    aliases: list[str]
    titles: list[Phrase]
    silent: bool

    def __init__(  # what `dataclass` writes is not compiled
        self,
        first: int,
        last: int,
        start: int,
        stop: int,
        name: str,
        type: str,  # noqa: A002  # what `replace` calls it
        rule: str,
        count: int | None = None,
        attached: bool = False,
        determiner: str = "",
        aliases: list[str] | None = None,
        titles: list[Phrase] | None = None,
        silent: bool = False,
    ) -> None:
        self.first = first
        self.last = last
        self.start = start
        self.stop = stop
        self.name = name
        self.type = type
        self.rule = rule
        self.count = count
        self.attached = attached
        self.determiner = determiner
        self.aliases = [] if aliases is None else aliases
        self.titles = [] if titles is None else titles
        self.silent = silent


def phrase(tokens: list[Token], first: int, last: int, kind: str, rule: str) -> Phrase:
    """Return the phrase of the tokens first–last, with what stands around it.

    Args:
        tokens: the words of a paragraph.
        first, last: its first and last token.
        kind: an entity type, or "".
        rule: the id of the rule that found it.
    """
    words = tokens[first : last + 1]
    inner = words if kind == "Person" else [t for t in words if t.kind != Kind.DETERMINER]
    found = Phrase(first, last, words[0].start, words[-1].stop, _joined(inner), kind, rule)
    found.count = count_of(tokens, first, last, kind)
    if first and tokens[first - 1].kind == Kind.DETERMINER:
        found.determiner = tokens[first - 1].word
    if len(inner) < len(words):
        found.aliases.append(_joined(words))
    return found


def _joined(tokens: list[Token]) -> str:
    name = "".join([t.word for t in tokens])
    return name if name.isalpha() else "".join(name.split())
