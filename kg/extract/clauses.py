"""From tokens and noun phrases to clauses: a row of elements in which verbs look for their ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from kg.extract.coordination import NounPhrase
from kg.extract.phrases import Phrase
from kg.extract.tokens import Kind, Token
from kg.rules import ContextKind, Frame, Rules

# Elements of a clause; what runs on longer is no prose, and is cut so that reading it takes linear time.
_LONGEST = 200
_ENDS = frozenset({Kind.COMMA, Kind.STOP})
_VERBS = frozenset({Kind.VERB, Kind.LOOSE_VERB, Kind.ACTIVITY})


class Part:
    """What an element of a clause is."""

    NOUNS: Final = "noun phrase"
    TRIGGER: Final = "trigger"
    CONTEXT: Final = "context word"
    PREPOSITION: Final = "preposition"
    VERB: Final = "verb"
    OF: Final = "的"
    WORD: Final = "word"


@dataclass(slots=True)
class Element:
    """One element of a clause, at `start`–`stop` of the document; an idle one is a plain word of no grammatical use."""

    part: str
    start: int
    stop: int
    word: str
    nouns: NounPhrase | None = None
    frames: tuple[Frame, ...] = ()
    context: ContextKind | None = None
    idle: bool = False


@dataclass(slots=True)
class Clause:
    """Elements between two commas or stops; `ends` says which of the two closes it."""

    elements: list[Element]
    ends: Literal["comma", "semicolon", "stop"]

    @property
    def start(self) -> int:
        """Where the first element begins."""
        return self.elements[0].start

    @property
    def stop(self) -> int:
        """Where the last element ends."""
        return self.elements[-1].stop


def clauses(tokens: list[Token], nouns: list[NounPhrase], rules: Rules) -> list[Clause]:
    """Cut the tokens of a paragraph into clauses, with noun phrases as single elements.

    Args:
        tokens: the words of a paragraph.
        nouns: its noun phrases, in order and not overlapping.
        rules: say which words are triggers and context words.
    """
    found: list[Clause] = []
    row: list[Element] = []
    at = {n.first: n for n in nouns}
    i = 0
    while i < len(tokens):
        if len(row) >= _LONGEST:
            found.append(Clause(row, "comma"))
            row = []
        phrase = at.get(i)
        if phrase is not None:
            row.append(_nouns(tokens, phrase))
            i = phrase.last + 1
            continue
        token = tokens[i]
        i += 1
        if token.kind in _ENDS or (token.word == "、" and (_says(row) or _says_again(row, tokens, at.get(i)))):
            ends: Literal["comma", "semicolon", "stop"] = "stop" if token.kind == Kind.STOP else "comma"
            if token.word in "；;":
                ends = "semicolon"
            if row:
                found.append(Clause(row, ends))
                row = []
            elif found and ends != "comma":
                found[-1].ends = ends
        elif _fused(token, rules):
            row += _assigned(token, rules)
        elif token.kind != Kind.ASIDE and not token.word.isspace():
            row.append(_element(token, tokens[i - 2] if i > 1 else None, rules))
    if row:
        found.append(Clause(row, "stop"))
    return [part for clause in found for part in _parted(clause, rules)]


def _parted(clause: Clause, rules: Rules) -> list[Clause]:
    """Part clauses that only an enumeration comma joins: 县领导包乡镇、乡镇干部包村."""
    row = clause.elements
    for i in range(1, len(row) - 1):
        nouns = row[i].nouns
        if nouns is None or len(nouns.members) < 2 or not _alike(row[i - 1], row[i + 1], rules):
            continue
        # 任组长、区委领导…: the post ends the first; 包乡镇、乡镇干部包…: the last begins the second.
        cut = 1 if row[i - 1].word in rules.grammar["role"] else len(nouns.members) - 1
        if len(nouns.joined) < cut or nouns.joined[cut - 1] not in "、，":
            continue
        done, next_ = _halves(row[i], nouns, cut)
        if any(e.part == Part.OF for e in row[i + 1 :]):
            # 成立由县长任组长、各局负责的领导小组: all of it describes what stands at the end.
            return [Clause([*row[:i], done, next_, *row[i + 1 :]], clause.ends)]
        first = Clause([*row[:i], done], "comma")
        return [first, *_parted(Clause([next_, *row[i + 1 :]], clause.ends), rules)]
    return [clause]


def _alike(left: Element, right: Element, rules: Rules) -> bool:
    """Tell whether two verbs say the same of two subjects: 包…、…包; 任…、…任."""
    if left.word in rules.grammar["role"]:
        return right.word in rules.grammar["role"] or right.part == Part.TRIGGER
    if left.part != Part.TRIGGER or right.part != Part.TRIGGER:
        return False
    return left.word == right.word or left.word[0] == right.word[0]


def _halves(element: Element, nouns: NounPhrase, cut: int) -> tuple[Element, Element]:
    # A titled person's own titles (县人社局科员邓海生) stay with the person.
    left = replace(nouns, members=nouns.members[:cut], joined=nouns.joined[: cut - 1])
    right = replace(nouns, members=nouns.members[cut:], joined=nouns.joined[cut:])
    begin = right.members[0]
    start = min([begin.start, *(t.start for t in begin.titles)])
    return replace(element, nouns=left, stop=left.members[-1].stop), replace(element, nouns=right, start=start)


def _says(row: list[Element]) -> bool:
    """Tell whether a row ends in a verb with its object in one: an enumeration comma then ends a clause."""
    return (
        len(row) > 2
        and row[-1].nouns is not None
        and row[-2].part == Part.TRIGGER
        and row[-2].stop == row[-1].start == row[-1].stop - 1
    )


def _says_again(row: list[Element], tokens: list[Token], following: NounPhrase | None) -> bool:
    """Tell whether the verb of a row comes again behind the next name: 县领导包乡镇、乡镇干部包村."""
    if len(row) < 3 or row[-1].nouns is None or following is None or following.last + 1 >= len(tokens):
        return False
    return row[-2].part == Part.TRIGGER and tokens[following.last + 1].word == row[-2].word


def _fused(token: Token, rules: Rules) -> bool:
    """Tell whether a word is a verb with its object in one: 包村, 包片."""
    return token.word[0] == "包" and len(token.word) == 2 and token.word[1] in rules.heads


def _assigned(token: Token, rules: Rules) -> list[Element]:
    """Return the verb and the object of 包村 as two elements."""
    head = rules.heads[token.word[1]]
    middle = token.start + 1
    unit = Phrase(0, 0, middle, token.stop, token.word[1], head.type, head.id)
    verb = Element(Part.TRIGGER, token.start, middle, token.word[0], frames=rules.frames_of.get(token.word[0], ()))
    return [verb, Element(Part.NOUNS, middle, token.stop, "", nouns=NounPhrase(0, 0, [unit]))]


def _nouns(tokens: list[Token], phrase: NounPhrase) -> Element:
    first, last = tokens[phrase.first], tokens[phrase.last]
    return Element(Part.NOUNS, first.start, last.stop, "", nouns=phrase)


def _element(token: Token, before: Token | None, rules: Rules) -> Element:
    word = token.word
    part, frames, context, idle = _read(word, token.kind, rules)
    if before is not None and before.kind == Kind.NUMBER and word in rules.grammar["range"]:
        return Element(Part.WORD, token.start, token.stop, word)
    if part == Part.TRIGGER and before is not None and before.word in rules.grammar["which"]:
        return Element(Part.WORD, token.start, token.stop, word)
    return Element(part, token.start, token.stop, word, None, frames, context, idle)


# The words of a language come again and again.
@lru_cache(maxsize=1 << 16)
def _read(word: str, kind: int, rules: Rules) -> tuple[str, tuple[Frame, ...], ContextKind | None, bool]:
    """Return what a word is in a clause, what it states, what it does to what others state, and whether it is idle."""
    frames, context = rules.frames_of.get(word, ()), rules.context_of.get(word)
    if word == "的":
        return Part.OF, (), None, False
    if word in rules.kinds["preposition"] and kind in (Kind.PREPOSITION, Kind.JOINER):
        return Part.PREPOSITION, frames, context, False
    if word in ("与", "和", "同", "跟"):
        return Part.PREPOSITION, (), None, False
    if frames:
        return Part.TRIGGER, frames, None, False
    if context is not None:
        return Part.CONTEXT, (), context, False
    if kind in _VERBS:
        return Part.VERB, (), None, False
    return Part.WORD, (), None, not any(word in words for words in rules.grammar.values())
