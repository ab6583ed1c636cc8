"""Words of a paragraph, each with what it may be in a name: the alphabet in which names and clauses are read.

What stands in 《》, in quotation marks or in brackets is one token; its own words are kept with it (see `enclosures`).
"""

from __future__ import annotations

import re

from kg.extract.enclosures import OPENING, folded
from kg.extract.known import Merger
from kg.extract.numerals import ORDINAL, count, ordered, ranges, unsettled
from kg.extract.token import Kind, Token
from kg.extract.transliterated import DOTS, Transliterated
from kg.language.words import Segmenter
from kg.rules import Rules

__all__ = ["Kind", "Token", "Tokenizer"]


_NUMBER = re.compile(r"[0-9０-９][0-9０-９,.，．%％]*|[〇零一二两三四五六七八九十百千万亿]+|[数几]十?")
_JOINERS = frozenset(["、", "和", "与", "及", "以及", "及其", "暨", "或", "或者", "同"])
_STOPS = frozenset("。；;！!？?\n")
_COMMAS = frozenset("，,：:—…─-")
_NOMINAL = frozenset(
    [
        "n",
        "nr",
        "ns",
        "nt",
        "nz",
        "ng",
        "nrt",
        "nrfg",
        "vn",
        "an",
        "a",
        "j",
        "l",
        "b",
        "s",
        "i",
        "eng",
        "zg",
        "g",
        "h",
        "k",
        "z",
        "t_",
    ]
)
_PREPOSITIONS = "由对向将把与和为从被在到以按给及任兼"
# What the dictionary glues to one character behind it (各县, 须报, 内向).
_FIRST = "各每该须应需要可均先并再内外"
# What it glues to a whole name or post behind it (任组长), and numerals to their classifiers (三个).
_GOVERNING = "任兼挂由被把向对将在从"
_NUMERALS = "一二两三四五六七八九十"
_LEVELS = frozenset("省市县区州盟旗镇乡村")
_UNITS = frozenset({"Place", "Community"})
# Longer set phrases are sentences in small (充分发挥, 认真贯彻), no words of names.
_LONGEST_WORD = 3
# Words of two characters that end in a level and name no place.
_NO_PLACES = frozenset(
    ["城镇", "城乡", "农村", "乡村", "市县", "县区", "省市", "城市", "超市", "股市", "上市", "门市", "早市", "夜市"]
)
# How many words are remembered with what they are: more than a language has, but texts are full of numbers and names.
_MOST_LEARNED = 500_000
_Piece = tuple[str, int, int]  # a word, its kind and its length
_Known = tuple[str, tuple[_Piece, ...]]  # the part of speech of a word, and its parts


class Tokenizer:
    """Turns paragraphs into tokens, by a segmenter and the rules' words."""

    def __init__(self, rules: Rules, segmenter: Segmenter) -> None:
        self._rules = rules
        self._segment = segmenter.tag
        self._transliterated = Transliterated(rules)
        self._known: dict[str, _Known] = {}
        self._plain: dict[str, tuple[str, str, int, int]] = {}  # those that are one token: most words by far
        self._unsettled: set[str] = set()
        words = rules.kinds
        self._manner = words["adverb"]
        self._modifiers = words["modifier"]
        self._rejoined = words["rejoined"]
        self._orphans = frozenset(word[1:] for word in self._rejoined if len(word) <= _LONGEST_WORD)
        self._tails = {
            h
            for r in rules.names
            for h in r.heads
            if h.isalpha() and (not r.alone or (len(h) > 1 and r.type not in _UNITS))
        }
        self._single = _LEVELS | words["preposition"] | {h for h in rules.heads if len(h) == 1}
        self._by_word: dict[str, int] = {}
        for kind, name in (
            (Kind.VERB, "verb"),
            (Kind.CLASSIFIER, "classifier"),
            (Kind.BARRIER, "barrier"),
            (Kind.DETERMINER, "determiner"),
            (Kind.PREPOSITION, "preposition"),
        ):
            self._by_word.update(dict.fromkeys(words[name], kind))  # type: ignore[index]  # the literal is a WordKind

    def tokens(self, text: str, start: int, known: Merger | None = None) -> list[Token]:
        """Return the tokens of `text`, whose first character stands at `start` of the document.

        Args:
            text: a paragraph or a part of one.
            start: its offset.
            known: names that the document has made known elsewhere; each is one token.
        """
        flat = self._flat(self._segment(text), start)
        if any(dot in text for dot in DOTS):
            flat = self._transliterated.merged(flat)
        if known is not None:
            flat = known.merged(flat)
        if "-" in text or "—" in text or "~" in text or "～" in text:
            flat = ranges(flat)
        if "第" in text:
            flat = ordered(flat)
            count(flat, range(len(flat)))
        else:
            count(flat, [i for i, token in enumerate(flat) if token.word in self._unsettled])
        return folded(flat, self._rules) if OPENING.search(text) else flat

    def _flat(self, cut: list[tuple[str, str]], start: int, rejoined: bool = False) -> list[Token]:
        """Return the tokens of words and their parts of speech; what names took from words is given back first."""
        at, plain, words = start, self._plain, self._known
        flat: list[Token] = []
        for word, tag in cut:
            known = plain.get(word)
            if known is not None and known[1] == tag:
                stop = at + known[3]
                flat.append(Token(at, stop, known[0], tag, known[2]))
                at = stop
                continue
            if not rejoined and word in self._orphans:
                return self._flat(self._rejoin(cut), start, True)
            learned = words.get(word)
            if learned is None or learned[0] != tag:
                learned = self._learned(word, tag)
            for part, kind, length in learned[1]:
                stop = at + length
                flat.append(Token(at, stop, part, tag, kind))
                at = stop
        return flat

    def _rejoin(self, cut: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Give back the character that a name took from the word behind it: 财政部|门 is 财政 and 部门."""
        found: list[tuple[str, str]] = []
        for pair in cut:
            word = pair[0]
            before = found[-1][0] if found and word in self._orphans else ""
            if word == "长" and before[-1:] == "局" and len(before) > 2:
                # 水利局|长 is 水利 and 局长.
                found[-1] = before[:-1], "n"
                found.append(("局长", "n"))
                continue
            if len(before) > 1 and before[-1] + word in self._rejoined:
                found[-1] = before[:-1], "n"
                found.append((before[-1] + word, "n"))
            else:
                found.append(pair)
        return found

    def _learned(self, word: str, tag: str) -> _Known:
        """Return the parts of a word, and remember them; what they are may depend on the words beside them."""
        if len(self._known) > _MOST_LEARNED:
            self._known.clear()
            self._plain.clear()
        found = tuple(
            (part, self._classified(part, tag), len(part))
            for part in (self._cut(word, tag) if len(word) > 1 else (word,))
        )
        self._known[word] = tag, found
        if len(found) == 1 and word not in self._orphans:
            part, kind, length = found[0]
            self._plain[word] = part, tag, kind, length
        else:
            self._plain.pop(word, None)
        self._unsettled.update(part for part, kind, _ in found if unsettled(part, tag, kind))
        return tag, found

    def _cut(self, word: str, tag: str) -> tuple[str, ...]:
        """Split a word that the dictionary keeps whole although a name begins or ends inside it."""
        if (
            word in self._rules.heads
            or word in self._modifiers
            or word in self._by_word
            or word in self._rules.frames_of
        ):
            return (word,)
        if len(word) == 2 and (
            (word[0] in _PREPOSITIONS and word[1] in _LEVELS) or (word[0] in _FIRST and word[1] in self._single)
        ):
            return word[0], word[1]
        if word == "人为":
            return "人", "为"  # 提案人为法制委员会
        if len(word) > 2 and word[0] in _FIRST and (word[1:] in self._rules.frames_of or word[1:] in self._by_word):
            return word[0], word[1:]
        if tag[:2] == "nr" and word[0] in _PREPOSITIONS:
            return word[0], word[1:]
        if len(word) > 2 and word[0] in _GOVERNING and word[1:] in self._rules.heads:
            return word[0], word[1:]
        if len(word) == 2 and word[0] in _NUMERALS and word[1] in self._rules.kinds["classifier"]:
            return word[0], word[1]
        if word[0] in _LEVELS and len(word) > 2 and word[1:] in self._rules.heads:
            return word[0], word[1:]
        if len(word) == _LONGEST_WORD + 1 and word[:2] in self._manner and self._verb(word[2:]):
            return word[:2], word[2:]
        if not word.isalpha() or tag[0] not in "nzj":
            return (word,)
        if (
            word[-1] in _LEVELS
            and word not in _NO_PLACES
            and (tag in ("ns", "nr", "nrt", "j") or word[-1] in "镇乡村县")
        ):
            known = word[:-1] in self._by_word or word[:-1] in self._rules.frames_of
            return (word[:-1], word[-1]) if known or word not in self._rules.heads else (word,)
        if len(word) > 2:
            tail = next((word[k:] for k in range(1, len(word)) if word[k:] in self._tails), None)
            # 布局 in 空间布局 is a word of its own; 利局 in 水利局 is none.
            if tail is not None and (len(tail) > 1 or len(self._segment(word[-2:])) > 1):
                return word[: -len(tail)], tail
        return (word,)

    def _verb(self, word: str) -> bool:
        """Tell whether the dictionary has a word as a verb: 探索 in 积极探索, but not 分子 in 积极分子."""
        cut = self._segment(word)
        return len(cut) == 1 and cut[0][1][0] == "v"

    def _classified(self, word: str, tag: str) -> int:
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
        if ORDINAL.fullmatch(word):
            return Kind.MODIFIER
        known = self._by_word.get(word)
        if known in (Kind.DETERMINER, Kind.PREPOSITION, Kind.BARRIER):
            return known
        verb = word in self._rules.frames_of or known == Kind.VERB or word in self._rules.context_of
        head = self._rules.heads.get(word)
        if head is not None and not (head.quoted and verb):
            return Kind.HEAD
        if word in self._modifiers:
            return Kind.ACTIVITY if verb or tag[0] == "v" else Kind.MODIFIER
        if verb:
            return Kind.VERB
        if known == Kind.CLASSIFIER:
            return known
        if len(word) > _LONGEST_WORD and self._says(word, tag):
            return Kind.OTHER
        if tag in _NOMINAL:
            return Kind.NOUN
        if tag[0] == "v":
            return Kind.LOOSE_VERB
        if tag == "x" and len(word) == 1 and "\u4e00" <= word <= "\u9fff":
            return Kind.NOUN
        return Kind.OTHER

    def _says(self, word: str, tag: str) -> bool:
        """Tell whether a long word of the dictionary is a verb with its object: 采取措施, 贯彻落实."""
        if tag in ("i", "l"):
            return word[:2] in self._by_word or word[:2] in self._rules.frames_of
        return self._by_word.get(word[:2]) == Kind.VERB and word[2:] not in self._modifiers
