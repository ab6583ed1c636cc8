"""Words of a paragraph, each with what it may be in a name: the alphabet in which names and clauses are read.

What stands in 《》, in quotation marks or in brackets is one token; its own words are kept with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum

from kg.language.words import Segmenter
from kg.rules import Rules


class Kind(IntEnum):
    """What a token may be in a name; up to ENCLOSED it may stand in one."""

    NOUN = 1
    MODIFIER = 2
    ACTIVITY = 3
    HEAD = 4
    ENCLOSED = 5
    TITLE = 6
    ASIDE = 7
    LOOSE_VERB = 8
    VERB = 9
    PREPOSITION = 10
    DETERMINER = 11
    NUMBER = 12
    CLASSIFIER = 13
    JOINER = 14
    OF = 15
    COMMA = 16
    STOP = 17
    BARRIER = 18
    OTHER = 19


@dataclass(slots=True)
class Token:
    """A word at `start`–`stop` of the document; `inner` holds the words of an enclosure without its marks."""

    start: int
    stop: int
    word: str
    tag: str
    kind: Kind
    inner: list[Token] = field(default_factory=list)


_PAIRS = {"《": "》", "“": "”", "「": "」", "『": "』", "‘": "’", "（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】"}
_QUOTES = "“「『‘"
_BRACKETS = "（("
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,.，．%％]*|[〇零一二两三四五六七八九十百千万亿]+|[数几]十?")
_JOINERS = frozenset(["、", "和", "与", "及", "以及", "及其", "暨", "或", "或者", "同"])
_STOPS = frozenset("。；;！!？?\n")
_COMMAS = frozenset("，,：:—…─-")
# What a quotation may be at most to stand in a name (“县级领导包乡镇、部门包村”的三级责任制).
_LONGEST_QUOTE = 40
_LONGEST_BRACKET = 12
_NOMINAL = frozenset("n nr ns nt nz ng nrt nrfg vn an j l b s i eng zg g h k a z t_".split())
_ALIAS = re.compile(r"(?:以下|下文|下)?(?:统一)?(?:简称|下称|统称)[为:：]?")


class Tokenizer:
    """Turns paragraphs into tokens, by a segmenter and the rules' words."""

    def __init__(self, rules: Rules, segmenter: Segmenter) -> None:
        self._rules = rules
        self._segment = segmenter.tag
        self._kinds: dict[tuple[str, str], Kind] = {}
        words = rules.kinds
        self._modifiers = words["modifier"]
        self._by_word: dict[str, Kind] = {}
        for kind, name in (
            (Kind.VERB, "verb"),
            (Kind.CLASSIFIER, "classifier"),
            (Kind.BARRIER, "barrier"),
            (Kind.DETERMINER, "determiner"),
            (Kind.PREPOSITION, "preposition"),
        ):
            self._by_word.update(dict.fromkeys(words[name], kind))  # type: ignore[index]  # the literal is a WordKind

    def tokens(self, text: str, start: int) -> list[Token]:
        """Return the tokens of `text`, whose first character stands at `start` of the document."""
        flat: list[Token] = []
        at = start
        for word, tag in self._segment(text):
            for part in self._split(word):
                flat.append(Token(at, at + len(part), part, tag, self._kind(part, tag)))
                at += len(part)
        return self._enclosed(_numbered(flat))

    def _split(self, word: str) -> tuple[str, ...]:
        """Split a word that the segmenter glued from a preposition and a beginning (由县, 对市)."""
        if len(word) == 2 and word[0] in "由对向将把与和为从被" and word[1] in "县市区省镇乡村州":
            return word[0], word[1]
        if len(word) > 2 and word[0] in "任兼" and word[1:] in self._rules.heads and word not in self._rules.heads:
            return word[0], word[1:]
        return (word,)

    def _kind(self, word: str, tag: str) -> Kind:
        key = word, tag
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = self._classified(word, tag)
        return kind

    def _classified(self, word: str, tag: str) -> Kind:
        if word in _STOPS:
            return Kind.STOP
        if word in _COMMAS:
            return Kind.COMMA
        if word in _JOINERS:
            return Kind.JOINER
        if word == "的":
            return Kind.OF
        if _NUMBER.fullmatch(word):
            return Kind.NUMBER
        known = self._by_word.get(word)
        if known in (Kind.DETERMINER, Kind.PREPOSITION, Kind.BARRIER):
            return known
        verb = word in self._rules.frames_of or known == Kind.VERB or word in self._rules.context_of
        if word in self._rules.heads:
            return Kind.HEAD
        if word in self._modifiers:
            return Kind.ACTIVITY if verb or tag[0] == "v" else Kind.MODIFIER
        if verb:
            return Kind.VERB
        if tag in _NOMINAL:
            return Kind.NOUN
        if tag[0] == "v":
            return Kind.LOOSE_VERB
        if tag == "x" and len(word) == 1 and "\u4e00" <= word <= "\u9fff":
            return Kind.NOUN
        return Kind.OTHER

    def _enclosed(self, flat: list[Token]) -> list[Token]:
        """Fold enclosures into one token each, from the inside out."""
        out: list[Token] = []
        i = 0
        while i < len(flat):
            token = flat[i]
            close = _PAIRS.get(token.word)
            if token.word == '"':
                close = '"'
            stop = _closing(flat, i, close) if close else None
            if stop is None:
                out.append(token)
                i += 1
                continue
            inner = self._enclosed(flat[i + 1 : stop])
            word = "".join(t.word for t in flat[i : stop + 1])
            kind = self._enclosure(token.word, word, inner, out[-1] if out else None)
            if kind is None:
                out += [Token(token.start, token.stop, token.word, "x", Kind.OTHER), *inner]
                last = flat[stop]
                out.append(Token(last.start, last.stop, last.word, "x", Kind.OTHER))
            else:
                out.append(Token(token.start, flat[stop].stop, word, "x", kind, inner))
            i = stop + 1
        return out

    def _enclosure(self, mark: str, word: str, inner: list[Token], before: Token | None) -> Kind | None:
        """Say what an enclosure is as a whole; None where its words belong to the sentence around it."""
        if mark == "《":
            return Kind.TITLE
        if mark in _QUOTES or mark == '"':
            long = len(word) > _LONGEST_QUOTE or any(t.kind == Kind.STOP for t in inner)
            return None if long or not inner else Kind.ENCLOSED
        if (
            mark in _BRACKETS
            and len(word) <= _LONGEST_BRACKET
            and before is not None
            and before.kind <= Kind.ENCLOSED
            and all(self._alternative(t) for t in inner)
        ):
            return Kind.ENCLOSED
        return Kind.ASIDE

    def _alternative(self, token: Token) -> bool:
        """Tell whether a word in brackets offers an alternative within a name, as in 村(社区), 县(市、区)."""
        if token.kind == Kind.JOINER:
            return True
        rule = self._rules.heads.get(token.word)
        return (rule is not None and rule.type in {"Community", "Place", "Organization"}) or token.word in {"总", "副", "试行"}


def alias_of(aside: Token) -> str | None:
    """Return the short name that a bracket gives (以下简称“县防指”), without quotation marks, or None."""
    content = aside.word[1:-1]
    match = _ALIAS.match(content)
    if match is None or "统称" in match[0]:
        return None
    return content[match.end() :].strip("“”\"「」‘’ ，,。") or None


def _closing(tokens: list[Token], start: int, close: str) -> int | None:
    depth, opening = 0, tokens[start].word
    for i in range(start + 1, min(len(tokens), start + 120)):
        word = tokens[i].word
        if word == close:
            if depth == 0:
                return i
            depth -= 1
        elif word == opening:
            depth += 1
    return None


def _numbered(tokens: list[Token]) -> list[Token]:
    """Read classifiers as such only behind a number or a determiner, and 12.5万 as one number."""
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else None
        counted = before is not None and before.kind in (Kind.NUMBER, Kind.DETERMINER, Kind.CLASSIFIER)
        if token.tag in ("q", "m") and counted and token.kind not in (Kind.NUMBER, Kind.DETERMINER):
            token.kind = Kind.CLASSIFIER
        elif token.kind == Kind.HEAD and before is not None and before.kind == Kind.NUMBER and token.word in "组处所支级股站":
            token.kind = Kind.CLASSIFIER
        elif token.kind == Kind.CLASSIFIER and not counted:
            token.kind = Kind.NOUN
        elif token.word == "." and before is not None and "\u4e00" <= before.word[-1] <= "\u9fff":
            token.kind = Kind.STOP
    return tokens
