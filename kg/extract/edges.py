"""From a verb and a frame to edges: both ends found, of the right types, near enough, with a quote that shows them."""

from __future__ import annotations

from itertools import combinations, islice, product

from kg.extract.clauses import Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.fitting import unfit
from kg.extract.objects import fill
from kg.extract.phrases import Phrase
from kg.extract.rejections import reject
from kg.extract.roles import mention
from kg.extract.states import Verb
from kg.model import Span, Statement
from kg.rules import Frame
from kg.schema import load_schema

# The guideline of the annotators: of more, a clause keeps the first twelve.
_MOST_EDGES = 12
_LONGEST_QUOTE = 120
_LEVELS = "省市县区州盟旗国"
# What a sentence has just set up or sent out does these where no other subject is named.
_GOES_ON = frozenset({"deployedTo", "assists"})
# A group that a sentence has just set up does these, too.
_TEAM_DOES = frozenset({"supervises", "guides", "covers", "reportsTo"})
# What a statute or plan lays down as a duty where it says so without 应当; what it sets up or composes is simply so.
_DUTIES = frozenset(
    {
        "supervises",
        "guides",
        "coordinatesWith",
        "reportsTo",
        "implements",
        "covers",
        "deployedTo",
        "dispatches",
        "funds",
        "assists",
    }
)


def frame_edges(frame: Frame, verb: Verb) -> list[Statement]:
    """Return the edges that a frame gives at a verb; the roles of its ends are tried in the frame's order."""
    args = verb.args
    after = verb.row[verb.place + 1] if verb.place + 1 < len(verb.row) else None
    if frame.relation == "leads" and after is not None and after.part == Part.TRIGGER:
        rejected(verb.element, (frame,), "the object is that of {}", after.word)
        return []  # 负责联系, 统筹推行
    subject = args.pivot or args.subject
    behind = verb.row[verb.place - 2].nouns if verb.place > 1 and verb.row[verb.place - 1].part == Part.OF else None
    if frame.relation == "coordinatesWith" and behind is not None and len(behind.members) > 1:
        return mutual(frame, behind, verb)  # 街道与部门的互联互动
    if "with" in frame.tail and args.with_ is None and subject is not None and frame.relation != "coordinatesWith":
        sides = _sides(subject, verb.state.rules.grammar["and"])
        if sides is not None and verb.objekt is None:
            return edges(frame, *sides, verb)
    heads = _heads(frame, verb)
    if heads is None:
        rejected(verb.element, (frame,), "no head is found ({})", ", ".join(frame.head))
        return []
    objects = False
    for role in frame.tail:
        if role == "each_other" and verb.element.part == Part.PREPOSITION:
            continue  # 会同有关部门: the partners are others, though they are not named
        if role == "each_other" and _compounded(frame, verb):
            rejected(verb.element, (frame,), "it ends a noun: {}", verb.row[verb.place - 1].word)
            return []
        if role == "each_other":
            return mutual(frame, subject, verb) if subject is not None else []
        tails = fill(role, verb)
        if tails is None or tails is heads:
            continue
        objects = True
        reason = unfit(frame, role, tails, verb)
        if reason is not None:
            rejected(verb.element, (frame,), reason, tails.members[-1].name)
            continue
        found = edges(frame, heads, tails, verb)
        if found:
            return found
    if not objects:
        rejected(verb.element, (frame,), "no tail is found ({})", ", ".join(frame.tail))
    return []


def rejected(element: Element, frames: tuple[Frame, ...], reason: str, *words: str) -> None:
    """Note why some frames give nothing at a verb, for whoever asks (`kg explain`)."""
    for frame in frames:
        reject(Span(element.start, element.stop), frame.id, reason, *words)


def _compounded(frame: Frame, verb: Verb) -> bool:
    """Tell whether the word before or behind a verb makes it a noun: 劳务合作, 地校合作, 合作企业."""
    before, word = verb.row[verb.place - 1] if verb.place else None, verb.element.word
    if _modifies(frame, verb):
        return True
    if before is None or before.part not in (Part.WORD, Part.VERB) or before.stop != verb.element.start:
        return False
    return len(word) <= 2 and before.word not in verb.state.rules.grammar["manner"]


def _modifies(frame: Frame, verb: Verb) -> bool:
    """Tell whether a verb without an object of its own is part of the name right behind it: 合作企业."""
    after = verb.row[verb.place + 1] if verb.place + 1 < len(verb.row) else None
    intransitive = "patient" not in frame.tail and not frame.also
    if not intransitive or after is None or after.nouns is None or after.start != verb.element.stop:
        return False
    return is_a(after.nouns.members[0].type, ("Organization",))


def _heads(frame: Frame, verb: Verb) -> NounPhrase | None:
    args, state = verb.args, verb.state
    if "moved" in frame.head and args.shifted and args.moved is None:
        return None
    named = args.by or args.pivot or args.subject or state.own or state.made is not None
    if frame.own and not named:
        return None
    for role in frame.head:
        nouns = fill(role, verb)
        if role == "agent" and state.made is not None and not (args.by or args.pivot or args.subject):
            team = state.made.members[-1].type in {"TaskForce", "Group"} and frame.relation in _TEAM_DOES
            if frame.relation in _GOES_ON or team or frame.id == "part.belongs":
                nouns = state.made
        if nouns is not None and (not frame.heads or any(is_a(m.type, frame.heads) for m in nouns.members)):
            return nouns
    return None


def _sides(nouns: NounPhrase, joins: frozenset[str]) -> tuple[NounPhrase, NounPhrase] | None:
    """Part what 与 or 和 joins into the two sides of a mutual relation (A、B与C结对)."""
    cut = next((k for k in reversed(range(len(nouns.joined))) if nouns.joined[k] in joins), None)
    if cut is None or len(nouns.joined) != len(nouns.members) - 1:
        return None
    left, right = nouns.members[: cut + 1], nouns.members[cut + 1 :]
    return NounPhrase(nouns.first, nouns.last, left), NounPhrase(nouns.first, nouns.last, right)


def mutual(frame: Frame, nouns: NounPhrase, verb: Verb) -> list[Statement]:
    """Pair the members of a subject that work together (A、B联合印发)."""
    found: list[Statement] = []
    for a, b in islice(combinations(nouns.members, 2), _MOST_EDGES):
        found += _edge(frame, a, b, verb)
    return found


def edges(frame: Frame, heads: NounPhrase, tails: NounPhrase, verb: Verb) -> list[Statement]:
    """Return the edges from each head to each tail, or one to one where the clause says 分别."""
    words = verb.state.rules.grammar
    respective = len(heads.members) == len(tails.members) > 1 and any(e.word in words["respectively"] for e in verb.row)
    pairs = zip(heads.members, tails.members, strict=True) if respective else product(heads.members, tails.members)
    found: list[Statement] = []
    for head, tail in islice(pairs, _MOST_EDGES):
        found += _edge(frame, head, tail, verb)
    return found


def is_a(name: str, types: tuple[str, ...]) -> bool:
    """Tell whether a type is one of some types or stands below one of them."""
    line = load_schema().ancestors(name)
    return any(kind in line for kind in types)


def _edge(frame: Frame, head: Phrase, tail: Phrase, verb: Verb) -> list[Statement]:
    if head.name == tail.name:
        return []
    if head.name in _LEVELS or tail.name in _LEVELS:
        return []  # 会同市有关部门: a level alone, of which no more is known, is the beginning of another name
    allowed = load_schema().allows(frame.relation, head.type, tail.type) and not is_a(tail.type, frame.barred)
    wanted = (not frame.heads or is_a(head.type, frame.heads)) and (not frame.tails or is_a(tail.type, frame.tails))
    if not allowed or not wanted:
        ends = f"{head.name} ({head.type})", f"{tail.name} ({tail.type})"
        rejected(verb.element, (frame,), "{} and {} are not of its types", *ends)
        return []
    start, stop = verb.element.start, verb.element.stop
    near = [p for p in (head, tail) if abs(p.start - start) <= _LONGEST_QUOTE]
    first, last = min([start, *(p.start for p in near)]), max([stop, *(p.stop for p in near)])
    if last - first > _LONGEST_QUOTE:
        first, last = start, max(stop, tail.stop if start < tail.stop <= start + _LONGEST_QUOTE else stop)
    # 6个督导组，每组由2名记者组成: the clause speaks of each of them, not of so many.
    each = any(e.word.startswith("每") for e in verb.row)
    inside = [p for p in (head, tail) if first <= p.start < last and not (each and p.start < verb.row[0].start)]
    return [
        Statement(
            frame.relation,
            mention(head),
            mention(tail),
            Span(first, last),
            frame.id,
            head.count if head in inside else None,
            tail.count if tail in inside else None,
            "required" if verb.args.duties and frame.relation in _DUTIES else verb.args.modality,
        )
    ]
