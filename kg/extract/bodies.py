"""Which body a list of members is about: the nearest one that the text has announced and that the label suits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.labels import Label, suits
from kg.extract.leads import label_lead
from kg.extract.markers import marker
from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.wholes import is_listing, named_whole

_SETS_UP = frozenset(["成立", "组建", "设立", "调整", "建立", "组成", "充实"])
_BODIES = frozenset({"Committee", "TaskForce", "PartyOrganization"})
_KINDS = _BODIES | {"Department", "Organization"}
# 县防汛抗旱指挥部成员 names the body, too.
_MEMBERS = ("组成人员", "领导成员", "成员单位", "成员")
_LONGEST_HEADING = 40
_NEAR = 4  # characters between a verb that sets up and what it sets up


def set_up(passage: Passage, names: list[Phrase]) -> list[Phrase]:
    """Return the committees and teams that a paragraph says are set up: 决定成立县防汛指挥部.

    Args:
        passage: a paragraph.
        names: what it names.
    """
    bodies = [p for p in names if p.type in _BODIES]
    begun = {t.stop for t in passage.tokens if t.word in _SETS_UP} if bodies else ()
    return [p for p in bodies if any(0 <= p.start - b <= _NEAR for b in begun)]


class Bodies:
    """The bodies that the text has named so far.

    Args:
        titles: the lines of the document's title.
        organ: the organ that the document is about, where it is about one.
        reader: reads names.
    """

    def __init__(self, titles: list[Passage], organ: Phrase | None, reader: PassageReader) -> None:
        self._organ = organ
        self._reader = reader
        named = (p for title in titles for p in self._in(title.names))
        self._titled = sorted(named, key=lambda p: len(p.name))
        self._announced: list[Phrase] = []
        self._mentioned: list[Phrase] = []

    def of(self, label: Label, passage: Passage) -> Phrase | None:
        """Return the body that a label in a paragraph is a post of, or None where the text has named none."""
        before = [p for p in self._in(passage.names) if p.stop <= passage.span.start + label.start]
        for bodies in (before, self._announced, self._titled, self._mentioned):
            for body in reversed(bodies):
                if suits(label, body, self._reader.rules):
                    return body
        return None

    def note(self, passage: Passage, stop: int) -> None:
        """Remember the bodies that a paragraph names before `stop`: headings, labels and what is set up weigh more."""
        named = [p for p in self._in(passage.names) if p.stop <= stop]
        self._mentioned += named
        text = passage.text.rstrip()
        if is_listing(text, self._reader):
            self._announced += [self._organ] if self._organ is not None else []
            return
        mark = marker(passage.text)
        lead = label_lead(passage, mark.stop if mark else 0, self._reader, listed=mark is not None)
        if lead is not None and lead.subject[0].stop <= stop:
            self._announced += [p for p in lead.subject if p.type in _KINDS]
        elif len(text) <= _LONGEST_HEADING and not text.endswith(("。", "；", ";", "，")):
            self._announced += named
        elif text.endswith(("：", ":")):
            self._announced += [p for p in named if p.type in _BODIES]
        else:
            self._announced += set_up(passage, named)

    def _in(self, names: Iterable[Phrase]) -> Iterator[Phrase]:
        """Yield the bodies among names, and those of which a name says the members."""
        for name in names:
            if name.type in _KINDS and len(name.name) > 1:
                yield name
                continue
            end = next((m for m in _MEMBERS if name.name.endswith(m)), None)
            if end is not None and name.stop - name.start == len(name.name) > len(end) + 1:
                whole = named_whole(name.name.removesuffix(end), name.start, self._reader)
                yield from (w for w in whole if w.type in _BODIES)
