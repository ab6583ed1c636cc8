"""What the head of an official letter states: who issues it, under which number, to whom, and in reply to what."""

from __future__ import annotations

import re
from itertools import combinations

from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.roles import mention
from kg.model import Document, Span, Statement
from kg.schema import load_schema

_NUMBER = re.compile(r"[\u3400-\u9fff]{1,14}[〔［\[（(【]\d{4}[〕］\])）】][ \u3000]?第?\d{1,5}[ \u3000]?号")
# 某某办公室　2023年4月6日印发, with or without brackets around it.
_PRINTED = re.compile(
    r"([\u3400-\u9fff、“”]{3,60}?)[ \u3000]*(?:(?:\d{4}|[〇○零一二三四五六七八九十]{4})年)?"
    r"[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日(联合)?(?:印发|发布|下发|印制)"
)
_HANDED_DOWN = re.compile(r"现(?:予以?|将其?|正式|一并)?(?:印发|下发|转发|公布|发布)")
_TO_CARRY_OUT = re.compile(r"请[^。]{0,30}?(?:执行|落实|实施|遵照|施行)")
_RECEIVED = re.compile(
    r"(?:你|贵)(?:部|局|委|省|市|县|区|办|厅|院|会|州|镇|乡|街道|校|公司|单位|署|行)[^。]{0,120}收悉"
)
_ORGANS = frozenset(
    {"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce", "Community", "Place"}
)
_HEAD = 16  # paragraphs in which the head of a letter stands
_LONGEST_QUOTE = 120
_LONGEST_SALUTATION = 150


def letterhead(
    document: Document, passages: list[Passage], issuers: tuple[Phrase, ...], reader: PassageReader
) -> list[Statement]:
    """State what the head and foot of an official letter say.

    Args:
        document: its text and furniture.
        passages: its paragraphs.
        issuers: who issues it, as the page says.
        reader: reads what stands before a date of issue.
    """
    printed, joint, quote = _printed(passages, reader)
    heads = printed or issuers
    found: list[Statement] = []
    if joint:
        found += [_edge("coordinatesWith", a, b, joint, "letter.joint") for a, b in combinations(heads, 2)]
    salutation = salutation_of(passages)
    handed = _handed_down(passages)
    number = _number(document, passages)
    if handed is not None:
        title, passage = handed
        found += [_edge("issues", h, title, passage.span, "letter.handed") for h in heads]
        carry = _TO_CARRY_OUT.search(passage.text)
        if carry and salutation is not None:
            quote = Span(title.start, passage.span.start + carry.end())
            found += [_edge("implements", p, title, quote, "letter.carried", required=True) for p in salutation.names]
    elif number is not None:
        found += [_edge("issues", h, number, _around(h, number, quote), "letter.number") for h in heads]
    if salutation is not None:
        found += _reply(passages, salutation, heads)
    return [s for s in found if load_schema().allows(s.type, s.head.type, s.tail.type)]


def _number(document: Document, passages: list[Passage]) -> Phrase | None:
    """Return the number of a letter: alone on a line, before who has printed it, or among the labels of the page."""
    for passage in passages[:_HEAD]:
        if (found := _NUMBER.search(passage.text)) and not passage.text[: found.start()].strip(" \u3000（("):
            rest = passage.text[found.end() :].strip(" \u3000）)")
            if not rest or _PRINTED.search(rest):
                return _document(found, passage.span.start)
    for furniture in document.furniture:
        if found := _NUMBER.search(furniture.span.of(document.text)):
            return _document(found, furniture.span.start)
    return None


def _document(found: re.Match[str], start: int) -> Phrase:
    name = "".join(found[0].split())
    return Phrase(0, 0, start + found.start(), start + found.end(), name, "Document", "document.number")


def _printed(passages: list[Passage], reader: PassageReader) -> tuple[tuple[Phrase, ...], Span | None, Span | None]:
    """Return who has printed a letter, the words that say so where they did it jointly, and where they are."""
    for passage in [*passages[:_HEAD], *passages[-3:]]:
        text = passage.text.strip(" \u3000（()）")
        # The pattern is slow on long paragraphs: it is tried only where one ends as it should.
        found = _PRINTED.search(passage.text) if text.endswith(("印发", "发布", "下发", "印制")) else None
        if found is None:
            continue
        start = passage.span.start + found.start(1)
        names = [m for n in reader.read(found[1], start).nouns for m in n.members if m.type in _ORGANS]
        quote = Span(start, passage.span.start + found.end())
        if names:
            return tuple(names), quote if found[2] else None, quote
    return (), None, None


def _around(issuer: Phrase, number: Phrase, printed: Span | None) -> Span:
    """Return the words that show who issues a number, where they stand near each other; else those of the issuer."""
    start, stop = min(issuer.start, number.start), max(issuer.stop, number.stop)
    if stop - start <= _LONGEST_QUOTE:
        return Span(start, stop)
    return printed or Span(issuer.start, issuer.stop)


def salutation_of(passages: list[Passage]) -> Passage | None:
    """Return the line that says to whom a letter goes: 各乡镇党委，县直各单位：."""
    for passage in passages[:_HEAD]:
        text = passage.text.rstrip()
        if not text.endswith(("：", ":")) or len(text) > _LONGEST_SALUTATION or not passage.names:
            continue
        if all(p.type in _ORGANS for p in passage.names) and not any(c in text for c in "《。；由将为"):
            return passage
    return None


def _handed_down(passages: list[Passage]) -> tuple[Phrase, Passage] | None:
    """Return the document that a letter hands down (《某办法》…现印发给你们), and the paragraph that says so."""
    for passage in passages[:_HEAD]:
        if found := _HANDED_DOWN.search(passage.text):
            at = passage.span.start + found.end()
            titles = [
                p for p in passage.names if p.type == "Document" and p.name.startswith("《") and p.start <= at + 2
            ]
            if titles:
                return titles[0], passage
    return None


def _reply(passages: list[Passage], salutation: Passage, issuers: tuple[Phrase, ...]) -> list[Statement]:
    """State what a reply says of the request: 你部《…请示》收悉."""
    for passage in passages[:_HEAD]:
        received = _RECEIVED.search(passage.text)
        asker = salutation.names[0]
        if received is None or len(salutation.names) != 1:
            continue
        start = passage.span.start
        quote = Span(start + received.start(), start + received.end())
        asked = [p for p in passage.names if p.type == "Document" and p.name.startswith("《") and p.start < quote.stop]
        found = [_edge("issues", asker, title, quote, "letter.request") for title in asked[:1]]
        return found + [_edge("reportsTo", asker, issuer, quote, "letter.request") for issuer in issuers]
    return []


def _edge(relation: str, head: Phrase, tail: Phrase, quote: Span, rule: str, *, required: bool = False) -> Statement:
    if quote.stop - quote.start > _LONGEST_QUOTE:
        quote = Span(quote.start, quote.start + _LONGEST_QUOTE)
    return Statement(
        relation, mention(head), mention(tail), quote, rule, modality="required" if required else "asserted"
    )
