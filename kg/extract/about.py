"""What a document is about: its kind, the organ that its title names, and who issues it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.arguments import governors
from kg.extract.clauses import Part, clauses
from kg.extract.objects import followed_by_of
from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.wholes import named_whole
from kg.model import Document
from kg.rules import GenreRule, Rules

ORGANS = frozenset(
    {"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce", "Community"}
)
_GROUPS = frozenset({"Committee", "TaskForce"})
_NOTE = re.compile(r"[（(](?:试行|暂行|节选|摘录|修订|草案|征求意见稿|\d{4}年?[^）)]*)[)）]|\s")
_ISSUED = re.compile(r"(?:印发|发布|公布|颁布|转发|批转|下发)(?:关于)?《?(.+?)》?的?(?:紧急)?(?:通知|函|公告|令|决定)$")
# What may stand before the first word of a title.
_MARKS = "#【】“” "
# Where in a title the organ's name ends and what is said of the organ begins: 某局机构职能.
_OF_ORGAN = re.compile(
    r"(?:部门|机构|单位)?(?:主要|工作|内设|职能|领导|下属)?(?:机构)?"
    r"(?:职责|职能|设置|机构|简介|概况|分工|科室|股室|配置|编制|专栏|工作规则|议事规则|工作制度|制度|组建方案|工作细则|章程)"
)
_AGREED = re.compile(
    r"经([^，,。；]{2,40}?)(?:研究|同意|批准|审议|审定)[^。；现]{0,60}?(?:决定|成立|组建|设立|建立|调整)"
)
_OWN_ACT = re.compile(
    r"现(?:将|就|予|批复|印发|转发|公布|决定)|决定|同意|研究|收悉|我(?:局|委|部|办|院|校|镇|乡|街道|县|区|市|省|厅|会|中心|公司)"
)
_SHORT_NAME = 4
_SHORTEST = 2
_TOPICS = (ORGANS | {"Place"}) - {"TaskForce"}
_SAYING = frozenset({Part.TRIGGER, Part.VERB})
_NAMED_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document is about.

    Attributes:
        genre: the kind that its title announces, or None (news).
        inner: the kind of what it hands down (印发某某方案的通知), or None.
        issuers: who issues it.
        organ: the organ that its title names first, else its first issuer.
        about: the organ whose news it is.
        group: the committee or task force that its title names.
        parts: its title says that the organ's parts are listed (某局内设机构及职责).
    """

    genre: GenreRule | None
    inner: GenreRule | None
    issuers: tuple[Phrase, ...]
    organ: Phrase | None
    about: Phrase | None
    group: Phrase | None
    parts: bool


def topic_of(document: Document, titles: list[Passage], reader: PassageReader) -> Topic:
    """Find out what a document is about.

    Args:
        document: gives the title and the publisher.
        titles: the lines of the title, read.
        reader: reads parts of them again.
    """
    title = document.title or ""
    issued = _ISSUED.search(_NOTE.sub("", title))
    issuers = _issuers(document, titles, reader)
    groups = [p for line in titles for p in line.names if p.type in _GROUPS]
    return Topic(
        genre_of(title, reader.rules),
        genre_of(issued[1], reader.rules) if issued else None,
        issuers,
        _organ(titles, reader) or next(iter(issuers), None),
        _about(document, titles, issuers, reader) if "关于" not in title else None,
        max(groups, key=lambda p: len(p.name), default=None),
        any(word in title for word in reader.rules.labels["parts"]),
    )


def genre_of(title: str, rules: Rules) -> GenreRule | None:
    """Return the kind of article that a title announces.

    >>> from kg.rules import load_rules
    >>> rules = load_rules()
    >>> [genre_of(title, rules).id for title in ("某县河长制工作办法（试行）", "关于成立某某领导小组的通知")]
    ['genre.statute', 'genre.notice']
    """
    plain = _NOTE.sub("", title).rstrip("》")
    ending = max((e for e in rules.genre_of if plain.endswith(e)), key=len, default=None)
    return rules.genre_of[ending] if ending else None


def _organ(titles: list[Passage], reader: PassageReader) -> Phrase | None:
    """Return the organ that a title names first, what it says of the organ left aside (某局机构职能)."""
    named = (organ_of(title, reader) for title in titles)
    first = (p for title in titles for p in title.names if p.type in ORGANS)
    return next((p for p in named if p is not None), None) or next(first, None)


def organ_of(title: Passage, reader: PassageReader) -> Phrase | None:
    """Return the organ whose duties or rules a title announces."""
    cut = _OF_ORGAN.search(title.text)
    if cut is None:
        return None
    first = len(title.text) - len(title.text.lstrip(_MARKS))
    names = named_whole(title.text[first : cut.start()], title.span.start + first, reader)
    return names[-1] if names else None


def _about(
    document: Document, titles: list[Passage], issuers: tuple[Phrase, ...], reader: PassageReader
) -> Phrase | None:
    """Return the organ that news is about: with which its title begins, else its publisher where it is named often."""
    for title in titles:
        organ = organ_of(title, reader)
        for name in [organ] if organ is not None else title.names[:1]:
            if name.type in ORGANS and title.text[: name.start - title.span.start].strip(_MARKS) == "":
                return name
    for issuer in issuers:
        short = issuer.name[-_SHORT_NAME:]
        named = sum(p.of(document.text).count(short) for p in document.paragraphs)
        if len(issuer.name) >= _SHORT_NAME and named >= _NAMED_OFTEN:
            return issuer
    return None


def lead_subject(passage: Passage, rules: Rules) -> Phrase | None:
    """Return the one body or place of which the first sentence of a passage says what it does, or None."""
    for clause in clauses(passage, rules):
        row = clause.elements
        governed = governors(row, rules)
        for i, element in enumerate(row):
            if element.nouns is None or i in governed or followed_by_of(row, i):
                continue
            subject, acts = element.nouns.members[0], any(e.part in _SAYING for e in row[i + 1 :])
            named = subject.type in _TOPICS and len(subject.name) > _SHORTEST and not subject.determiner
            return subject if named and acts and subject.count is None and len(element.nouns.members) == 1 else None
        if clause.ends == "stop":
            break
    return None


def names_subject(passage: Passage, rules: Rules) -> bool:
    """Tell whether a name that nothing governs stands before a verb in the first sentence of a passage."""
    for clause in clauses(passage, rules):
        governed = governors(clause.elements, rules)
        for i, element in enumerate(clause.elements):
            if element.part in _SAYING:
                break
            if element.nouns is not None and i not in governed:
                return True
        if clause.ends == "stop":
            break
    return False


def _issuers(document: Document, titles: list[Passage], reader: PassageReader) -> tuple[Phrase, ...]:
    """Return the organs that issue a document, as its publisher or else as its title names them before 关于."""
    found = []
    for word in (document.publisher or "").replace("、", " ").split():
        at = document.text.find(word)
        if at >= 0 and (name := reader.name(word, at)) is not None and name.type in ORGANS:
            found.append(name)
    if found or "关于" not in (document.title or ""):
        return tuple(found)
    for title in titles:
        stop = title.span.start + (title.text.find("关于") if "关于" in title.text else len(title.text))
        found += [p for p in title.names if p.stop <= stop and p.type in ORGANS]
        if "关于" in title.text:
            break
    return tuple(found)


def acting(passage: Passage, issuers: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return who does what the opening of a letter tells: those who have agreed to it, else the issuers."""
    if not _OWN_ACT.search(passage.text):
        return ()
    if agreed := _AGREED.search(passage.text):
        start = passage.span.start
        names = [p for p in passage.names if start + agreed.start(1) <= p.start < start + agreed.end(1)]
        if organs := tuple(p for p in names if p.type in ORGANS):
            return organs
    return issuers
