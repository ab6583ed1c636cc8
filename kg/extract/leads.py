"""How a paragraph says whom it is about: 县公安局：负责…; 医政医管科。牵头…; 蔺道远　部长，主持…; 履行下列职责：."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.coordination import NounPhrase
from kg.extract.entries import Entry, entry_at, name_stop, person_phrase, standings_at
from kg.extract.passages import Passage, PassageReader
from kg.extract.phrases import Phrase
from kg.extract.tasks import DOERS
from kg.extract.tokens import Kind
from kg.extract.wholes import PARTS, is_label, named_whole, whole

_SPACE = " \u3000\t"
# A name with what may stand between it and what is said of it.
_LABEL = re.compile(
    r"([^，,。；;：:\s\u3000（(【】]{2,40})([（(][^（）()]{1,30}[)）])?[ \u3000]*([：:。；;]|[ \u3000]|$)[ \u3000]*"
)
_LISTED = re.compile(r"([^、，,。；;：:（(]+(?:、[^、，,。；;：:（(]+)+)[，,。；;]")
_PERSON_MARKS = "：:，,。"
_POSTS_END = re.compile(r"[ \u3000]*(?:[。；;，,]|$)[ \u3000]*")
_COMRADE = "同志"
_NAME_SIZES = (3, 2, 4)
_SETS_OUT = frozenset(["设", "下设", "内设", "设立", "现设", "设有", "设置", "另设", "分设", "分为"])
_ANNOUNCES = ("职责", "任务", "负责", "承担", "履行", "工作", "如下", "下列", "以下", "包括", "职能", "设")
# What else ends in a colon: letters, and lists of cases and things rather than of what someone does.
_NO_OPENING = (
    "通知如下",
    "通报如下",
    "报告如下",
    "公告如下",
    "批复如下",
    "事项通知",
    "汇报如下",
    "答复如下",
    "总结如下",
    "意见如下",
    "情形",
    "之一",
    "条件",
    "材料",
    "内容",
    "事项",
    "费用",
    "原则",
    "处罚",
    "奖励",
    "表彰",
)
_OWN = re.compile(r"[我本](?:局|委|部|办|院|校|镇|乡|街道|县|区|市|省|厅|会|中心|公司|单位|机关)")
# Below a heading about all of these (成员单位职责), the items name each: nobody acts for all.
_EACH = ("单位", "部门", "成员")
_LONGEST_HEADING = 40


@dataclass(frozen=True, slots=True)
class Lead:
    """Whom a paragraph is about.

    Attributes:
        subject: who acts in it where it does not say.
        stop: where in the paragraph's text what is said of them begins.
        entry: where the subject is a person of a list: the posts that stand with the name.
        label: the subject stands as a label, and not as the subject of a sentence.
        duties: a heading says that it is about what they do (县应急局职责).
    """

    subject: tuple[Phrase, ...]
    stop: int
    entry: Entry | None = None
    label: bool = True
    duties: bool = False


def person_lead(text: str, at: int, start: int, reader: PassageReader) -> Lead | None:
    """Read a person with posts in front of what the person does: 蔺道远　部长，主持…; 副县长　罗晓燕; 局长祁满仓：….

    Args:
        text: a paragraph.
        at: where it begins behind its marker.
        start: where `text[0]` stands in the document.
        reader: reads the parts.
    """
    entry = entry_at(text, at, start, reader)
    if entry is not None:
        stop = entry.stop - start
        known = bool(entry.standings) and all(s.rule != "post.list" or "副" in s.name for s in entry.standings)
        if (known or text[:stop].endswith(_COMRADE)) and not text[stop:].strip():
            return Lead((entry.person,), len(text), entry)
        marked = text[stop : stop + 1]
        colon = marked in ("：", ":") and not entry.standings
        if colon and (behind := _posts_behind(text, stop + 1, start, reader)):
            return Lead((entry.person,), behind[1], Entry(entry.person, tuple(behind[0]), start + behind[1]))
        if marked in _PERSON_MARKS and (known or marked in "：:") and _says(text, stop + 1, start, reader):
            return Lead((entry.person,), stop + 1, entry)
        return None
    if columns := _post_and_name(text, at, start, reader):
        return columns
    label = _LABEL.match(text, at)
    if label is None or label[3] not in "：:":
        return None
    nouns = reader.label(label[1], start + at).nouns
    if len(nouns) == 1 and len(nouns[0].members) == 1 and nouns[0].members[0].type == "Person":
        person = nouns[0].members[0]
        if person.stop == start + label.end(1):
            return Lead((person,), label.end(), Entry(person, tuple(person.titles), person.stop))
    return _titled(label[1], at, label.end(), start, reader) if label[3] else None


def _post_behind(label: str, at: int, stop: int, start: int, reader: PassageReader) -> Lead | None:
    """Read a label of a name and a post: 周明远副县长：."""
    for size in (3, 2):
        post = reader.name(label[size:], start + at + size) if name_stop(label[:size], 0, 0, reader) == size else None
        if post is not None and post.type == "Post" and label[size - 1] != "副":
            person = person_phrase(label, 0, size, start + at)
            return Lead((person,), stop, Entry(person, (post,), post.stop))
    return None


def _posts_behind(text: str, at: int, start: int, reader: PassageReader) -> tuple[list[Phrase], int] | None:
    """Read the posts behind a name and a colon, and where what the person does begins: 罗晓：副局长、总工。主管…."""
    found, stop = standings_at(text, at, start, reader, strict=True)
    end = _POSTS_END.match(text, stop)
    return (found, end.end()) if end is not None and found and all(p.type == "Post" for p in found) else None


def _titled(label: str, at: int, stop: int, start: int, reader: PassageReader) -> Lead | None:
    """Read a label of posts and a name that no rule of names knows: 镇党委副书记、镇长肖常征：."""
    if behind := _post_behind(label, at, stop, start, reader):
        return behind
    for size in _NAME_SIZES:
        cut = len(label) - size
        if cut > 1 and name_stop(label, cut, 0, reader) == len(label):
            posts, end = standings_at(label[:cut], 0, start + at, reader, strict=True)
            named = reader.label(label[:cut], start + at).names
            if posts and end == cut and len(named) == len(posts) and all(p.type == "Post" for p in named):
                person = person_phrase(label, cut, len(label), start + at)
                return Lead((person,), stop, Entry(person, tuple(posts), person.stop))
    return None


def _says(text: str, at: int, start: int, reader: PassageReader) -> bool:
    """Tell whether what stands from `at` on begins like a predicate, or nothing does."""
    if not text[at:].strip():
        return False
    first = next((t for t in reader.read(text[at : at + 20], start + at).tokens if not t.word.isspace()), None)
    return first is not None and (
        first.kind not in (Kind.STOP, Kind.COMMA, Kind.OTHER) or "\u3400" <= first.word[0] <= "\u9fff"
    )


def _post_and_name(text: str, at: int, start: int, reader: PassageReader) -> Lead | None:
    """Read a line of posts and a name: 县委常委、副县长　贺启明."""
    line = text.rstrip(_SPACE)
    if len(line) > 60:
        return None
    for gap in re.finditer(r"[ \u3000]+", line[at:]):
        begin = at + gap.end()
        if name_stop(line, begin, start, reader) == len(line):
            posts, stop = standings_at(line[: at + gap.start()], at, start, reader, strict=True)
            if posts and stop == at + gap.start() and all(p.type == "Post" for p in posts):
                person = person_phrase(line, begin, len(line), start)
                return Lead((person,), len(text), Entry(person, tuple(posts), person.stop))
    return None


def label_lead(passage: Passage, at: int, reader: PassageReader, *, listed: bool = False) -> Lead | None:
    """Read names that stand as a label: 县公安局：负责…; 医政医管科。牵头…; ·党建工作办公室　指导….

    Args:
        passage: a paragraph.
        at: where its text begins behind its marker.
        reader: reads the names.
        listed: the paragraph is an item of a list of an organ's parts: what ends as a part's name does is one.
    """
    text, start = passage.text, passage.span.start
    label = _LABEL.match(text, at)
    if label is None or is_label(label[1], reader):
        return None
    if label[3] and label[3] in _SPACE and not listed and not _acts(passage, label.end()):
        return None
    names = named_whole(label[1], start + at, reader) if listed else whole(label[1], start + at, reader, passage)
    if not names or not all(p.type in DOERS for p in names):
        return None
    return Lead(tuple(names), len(text) if label[3] in "；;" else label.end())


def parts_lead(
    text: str, at: int, start: int, whole: Phrase, reader: PassageReader
) -> tuple[list[Phrase], Lead] | None:
    """Read a sentence that begins with the names of parts: 办公室、组织股，另设机关党支部.

    Args:
        text, at, start, reader: as for `person_lead`.
        whole: the organ whose parts are listed.

    Returns:
        The parts, and the whole as the subject of what follows them; None where the text does not begin so.
    """
    listed = _LISTED.match(text, at)
    parts = named_whole(listed[1], start + at, reader) if listed is not None else []
    return (parts, Lead((whole,), listed.end())) if listed is not None and len(parts) > 1 else None


def _acts(passage: Passage, at: int) -> bool:
    token = passage.token_at(passage.span.start + at)
    return token is not None and token.kind in (Kind.VERB, Kind.LOOSE_VERB, Kind.PREPOSITION, Kind.ACTIVITY)


def heading_lead(text: str, at: int, start: int, reader: PassageReader) -> Lead | None:
    """Read a heading that names who acts below it: 2.1.1 县指挥部职责; 一、县应急局."""
    line = text[at:].strip(" \u3000【】")
    if not line or len(line) > _LONGEST_HEADING or line[-1] in "。；;，,：:":
        return None
    duties = max((w for w in reader.rules.labels["duties"] if line.endswith(w)), key=len, default="")
    name = line[: len(line) - len(duties)].removesuffix("的")
    begin = text.index(line, at)
    if len(name) < 2 or is_label(name, reader):
        return None
    names = whole(name, start + begin, reader)
    if not names or not all(p.type in DOERS and p.type != "Person" for p in names):
        return None
    return Lead(() if name.endswith(_EACH) else tuple(names), len(text), duties=bool(duties))


def opening(passage: Passage, at: int, organ: Phrase | None) -> tuple[Lead | None, Phrase | None]:
    """Read a sentence that opens a list of what someone does: 市级河长履行下列职责：.

    Args:
        passage: a paragraph.
        at: where its text begins behind its marker.
        organ: who 我局 and 本部 is.

    Returns:
        Who does what the items below say, and of whom they are parts (县卫健委设下列内设机构：).
    """
    text = passage.text.rstrip()
    if not text.endswith(("：", ":")):
        return None, None
    sentence = max(at, max(text.rfind(mark, 0, len(text) - 1) for mark in "。；;") + 1)
    clause = max(sentence, text.rfind("，", 0, len(text)) + 1, text.rfind(",", 0, len(text)) + 1)
    said = text[sentence:]
    if not any(word in said for word in _ANNOUNCES) or any(word in said for word in _NO_OPENING):
        return None, None
    start = passage.span.start
    subject: tuple[Phrase, ...] = ()
    for begin in (clause, sentence, at):
        nouns = _first(passage, start + begin, start + len(text))
        own = _OWN.match(text, begin)
        subject = subject or (
            (organ,) if own and organ is not None else tuple(nouns.members) if nouns is not None else ()
        )
    if not subject:
        return None, None
    sets_out = any(t.word in _SETS_OUT and t.start >= start + clause for t in passage.tokens)
    return Lead(subject, len(passage.text), label=False), subject[-1] if sets_out else None


def _first(passage: Passage, start: int, stop: int) -> NounPhrase | None:
    """Return the noun phrase with which the sentence between two offsets begins."""
    for nouns in passage.nouns:
        first = passage.tokens[nouns.first]
        if first.start >= start:
            before = [t for t in passage.tokens if start <= t.start < first.start and not t.word.isspace()]
            near = first.stop <= stop and all(
                t.kind in (Kind.DETERMINER, Kind.NUMBER, Kind.CLASSIFIER, Kind.ASIDE) for t in before
            )
            return nouns if near and all(m.type in DOERS for m in nouns.members) else None
    return None


def parts_in(lead: Lead) -> list[Phrase]:
    """Return those of a lead's subjects that may be parts of an organ."""
    return [p for p in lead.subject if p.type in PARTS]
