"""Names of people: a surname and one or two characters more, where a post, a kind or a verb announces a person.

>>> from kg.rules import load_rules
>>> "欧阳" in load_rules().kinds["surname"]
True
"""

from __future__ import annotations

from kg.extract.known import PERSON
from kg.extract.token import Kind, Token
from kg.extract.transliterated import Transliterated
from kg.rules import Rules

# What may follow a name directly; anything else means that the words go on (王村, 高质量).
_AFTER = frozenset(
    {
        Kind.VERB,
        Kind.LOOSE_VERB,
        Kind.PREPOSITION,
        Kind.JOINER,
        Kind.COMMA,
        Kind.STOP,
        Kind.ASIDE,
        Kind.OTHER,
        Kind.BARRIER,
        Kind.OF,
        Kind.ACTIVITY,
        Kind.DETERMINER,
        Kind.NUMBER,
    }
)
_ENDS = frozenset(
    {Kind.JOINER, Kind.OF, Kind.COMMA, Kind.STOP, Kind.HEAD, Kind.ENCLOSED, Kind.TITLE, Kind.ASIDE, Kind.DETERMINER}
)
_MARKS = frozenset({Kind.COMMA, Kind.STOP, Kind.JOINER, Kind.ASIDE})
_SEXES = frozenset(["男", "女"])
_GRAMMATICAL = frozenset({Kind.BARRIER, Kind.PREPOSITION, Kind.CLASSIFIER})
_BEHIND = frozenset(["同志", "等", "任", "为"])
_LONGEST = 4
_FULL = 3
# How the dictionary tags family names (刘 and 张 are zg).
_FAMILY_TAGS = frozenset(["nr", "nrt", "nrfg", "zg"])
# What makes a surname a family or a village (王家的, 李庄的).
_HOMES = frozenset("家村庄某氏屯湾")


class People:
    """Finds personal names by the surnames of `words.toml`.

    Attributes:
        beginnings: the characters that surnames begin with.
    """

    def __init__(self, rules: Rules) -> None:
        self._surnames = rules.kinds["surname"]
        self.beginnings = frozenset(name[0] for name in self._surnames)
        self._lexicon = rules.vocabulary
        self._ambiguous = rules.kinds["ambiguous"]
        self._address = rules.kinds["address"]
        self._role = rules.grammar["role"]
        self._rank = rules.kinds["rank"]
        self._announcing = rules.kinds["announcing"]
        self._dismissing = rules.kinds["dismissing"]
        self._saying = rules.kinds["saying"]
        self._ends_given = rules.kinds["given"]
        # Heads that may also be verbs end no name: 蔡泽海主管农业.
        self._acting = frozenset(head for head in rules.heads if head in rules.frames_of)
        self._transliterated = Transliterated(rules)

    def titled(self, tokens: list[Token], i: int, kind: str) -> int | None:
        """Return the last token of the personal name that begins at i behind a head of type `kind`, or None."""
        if i < len(tokens) and tokens[i].tag == PERSON:
            return i
        if (
            i >= len(tokens)
            or kind not in ("Post", "Group")
            or (kind == "Group" and tokens[i].word[0] in self._ambiguous)
        ):
            return None
        last = self.at(tokens, i)
        if kind == "Post":
            return (
                self._transliterated.titled(tokens, i) or self._before_role(tokens, i) or last or self._full(tokens, i)
            )
        if last is None:
            return None
        plain = tokens[i].tag in _FAMILY_TAGS or len(tokens[i].word) == 1
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        owns = (
            after is not None
            and after.kind == Kind.OF
            and (tokens[i].tag not in _FAMILY_TAGS or tokens[last].word in _HOMES)
        )
        return last if plain and not owns and (after is None or after.kind in _AFTER) else None

    def _before_role(self, tokens: list[Token], i: int) -> int | None:
        """Return the last token of a surname and whatever else stands between a title and 任: 副县长姚本善兼任主任."""
        name = ""
        for k in range(i, min(i + _FULL, len(tokens) - 1)):
            if len(name) > 1 and tokens[k].word + tokens[k + 1].word in self._role:
                return k - 1  # 高岩|挂|任
            name += tokens[k].word
            if len(name) > _FULL or name[0] not in self._surnames or not name.isalpha():
                return None
            if k == i and len(name) > 1 and tokens[i].tag not in _FAMILY_TAGS:
                return None
            if tokens[k + 1].word in self._role and len(name) > 1 and name[1:] not in self._lexicon:
                return k
        return None

    def _full(self, tokens: list[Token], i: int) -> int | None:
        """Return the last token of three characters between a title and a mark (副县长程志学，), or None.

        Where a verb follows, each of them must be a word of its own, so that none is read into a longer one.
        """
        last, name = i, tokens[i].word
        while len(name) < _FULL and last + 1 < len(tokens):
            last += 1
            name += tokens[last].word
        run, after = tokens[i : last + 1], tokens[last + 1] if last + 1 < len(tokens) else None
        if len(name) != _FULL or len(run) == 1 or name[0] not in self._surnames or name[0] in self._ambiguous:
            return None
        if any(t.kind in _ENDS or t.kind in _GRAMMATICAL or (len(t.word) > 1 and t.tag[0] != "n") for t in run):
            return None
        if after is None or after.kind in _MARKS:
            return last
        return last if len(run) == _FULL and after.kind == Kind.VERB and len(after.word) > 1 else None

    def addressed(self, tokens: list[Token], i: int, kind: str) -> bool:
        """Tell whether a surname stands at i before a title of type `kind`: 马主任, 张医生."""
        word = tokens[i].word
        titled = kind == "Post" or tokens[i + 1].word in self._address
        return (
            titled
            and len(word) == 1
            and word in self._surnames
            and word not in self._ambiguous
            and word not in self._rank
        )

    def announced(self, tokens: list[Token], i: int) -> int | None:
        """Return the last token of the personal name that opens a clause before a verb of saying, or None."""
        if tokens[i].tag == PERSON:
            return i
        if tokens[i].word in self._surnames and i + 1 < len(tokens) and tokens[i + 1].word[0] == "某":
            return self._nameless(tokens, i)
        if tokens[i].word[0] not in self._surnames and tokens[i].word[:2] not in self._surnames:
            return None
        opens = (
            not i or tokens[i - 1].kind in (Kind.COMMA, Kind.STOP, Kind.OF) or tokens[i - 1].word in self._announcing
        )
        last = self.at(tokens, i) if opens else None
        if last is None or last + 1 >= len(tokens):
            return None
        after = tokens[last + 1]
        if after.word in self._saying or (after.kind == Kind.ASIDE and self._introduces(after)):
            return last
        if last + 2 < len(tokens) and (
            (after.word == "为" and tokens[last + 2].kind == Kind.HEAD) or tokens[last + 2].word in _SEXES
        ):
            return last
        if after.kind == Kind.JOINER:
            return last if self._listed(tokens, last) else None
        if after.kind == Kind.OF and tokens[i - 1].word in self._dismissing:
            return last
        likely = tokens[i].tag in _FAMILY_TAGS or (len(tokens[i].word) == 1 and after.kind == Kind.VERB)
        full = likely and sum(len(t.word) for t in tokens[i : last + 1]) == _FULL
        acts = (
            after.kind in (Kind.VERB, Kind.LOOSE_VERB, Kind.PREPOSITION)
            or after.tag == "d"
            or tokens[i - 1].word in self._announcing
        )
        return last if full and acts and tokens[i].word[0] not in self._ambiguous else None

    def _listed(self, tokens: list[Token], last: int) -> bool:
        """Tell whether names joined to the one that ends at `last` end before what they do: 甲、乙两位同志为委员."""
        other: int | None = last
        while other is not None and other + 1 < len(tokens) and tokens[other + 1].kind == Kind.JOINER:
            other = self.follows(tokens, other + 2)
        if other is None:
            return False
        behind = next((t for t in tokens[other + 1 :] if t.kind not in (Kind.NUMBER, Kind.CLASSIFIER)), None)
        return behind is not None and (behind.word in self._saying or behind.word == "为")

    def _nameless(self, tokens: list[Token], i: int) -> int | None:
        """Return the last token of a name that is withheld (曾某, 李某某), or None."""
        last = i + 1
        if last + 1 < len(tokens) and tokens[last + 1].word in ("某", "甲", "乙"):
            last += 1
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        return last if tokens[i].word not in self._ambiguous and (after is None or after.kind in _AFTER) else None

    def follows(self, tokens: list[Token], i: int) -> int | None:
        """Return the last token of the personal name that begins at i behind another one and 、 or 和, or None."""
        last = self.at(tokens, i)
        if last is None or tokens[i].tag in ("ns", "nt") or tokens[i].word[0] in self._ambiguous:
            return None
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        return last if after is None or after.kind != Kind.OF else None

    def _introduces(self, aside: Token) -> bool:
        """Tell whether a bracket says who someone is: （县农业农村局局长）."""
        return bool(aside.inner) and aside.inner[-1].kind == Kind.HEAD

    def at(self, tokens: list[Token], i: int) -> int | None:
        """Return the last token of the personal name that begins at token i, or None.

        The caller knows that a person is likely here; full-width blanks inside a name (田　野) are read over.
        """
        if i >= len(tokens):
            return None
        first = tokens[i].word
        compound = (
            first[:2] if first[:2] in self._surnames else first + tokens[i + 1].word if i + 1 < len(tokens) else ""
        )
        family = 2 if len(compound) == 2 and compound in self._surnames else 1
        if (first[:family] not in self._surnames and family == 1) or (len(first) > family and first in self._lexicon):
            return None
        if first[0] in self._ambiguous and tokens[i].kind != Kind.NOUN:
            return None
        if len(first) > 1 and tokens[i].tag[:2] not in ("nr", "ns", "nz"):
            return i if len(first) > family and self._appointed(tokens, i) else None
        name, best = "", None
        for k in range(i, min(len(tokens), i + _LONGEST + 1)):
            word = tokens[k].word
            if word.isspace() and k > i:
                continue
            if not all("\u4e00" <= c <= "\u9fff" for c in word) or (k > i and tokens[k].kind in _ENDS):
                break
            if k > i and tokens[k].kind == Kind.NUMBER and (len(word) > 1 or self._counts(tokens, k)):
                break
            if k > i and len(word) > 1 and (word in self._lexicon or tokens[k].kind in _GRAMMATICAL):
                break
            if best is not None and not self._given(tokens[k]):
                break
            name += word
            if len(name) > family + 2:
                break
            if len(name) > family and self._may_end(tokens, k):
                best = k
        return best

    def _given(self, token: Token) -> bool:
        """Tell whether a word may end a given name although a shorter name is complete without it."""
        if token.word in self._ends_given or token.kind == Kind.NUMBER:
            return True
        if token.kind <= Kind.HEAD or token.tag == "vg":
            return len(token.word) == 1
        return token.kind == Kind.OTHER and token.tag[0] in "afmnqtzgx"

    def _appointed(self, tokens: list[Token], i: int) -> bool:
        """Tell whether a word of the dictionary is a name here: it is appointed (卓然任组长), speaks, or is listed."""
        word = tokens[i].word
        if tokens[i].tag[0] in "bcdilmpruv" or len(word) > _FULL or word[0] in self._ambiguous:
            return False
        if i + 1 == len(tokens):
            return True
        after = tokens[i + 1]
        return after.word in self._saying or after.kind in (Kind.COMMA, Kind.STOP, Kind.JOINER, Kind.ASIDE)

    def _counts(self, tokens: list[Token], k: int) -> bool:
        return k + 1 == len(tokens) or tokens[k + 1].kind in (Kind.CLASSIFIER, Kind.NUMBER)

    def _may_end(self, tokens: list[Token], k: int) -> bool:
        if k + 1 == len(tokens):
            return True
        after = tokens[k + 1]
        new_word = len(after.word) > 1 and after.kind in (Kind.NOUN, Kind.MODIFIER) and after.tag != "nr"
        adverb = after.tag == "d" and len(after.word) == 1
        word = after.word in _BEHIND or after.word in self._acting or after.word.isspace()
        return after.kind in _AFTER or word or new_word or adverb
