"""Records with columns: which column is the text, and which give its title, publisher, author, date and id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import InputError
from kg.read.draft import Draft

# What people call their columns, in the order in which they are tried where nothing is said.
_TEXT = ("text", "content", "body", "article", "正文", "内容", "全文", "html", "raw_content", "maintext")
_TITLE = ("title", "headline", "标题", "name", "articletitle")
_PUBLISHER = ("publisher", "source", "来源", "发布单位", "发布机构", "contentsource", "site")
_AUTHOR = ("author", "作者", "byline")
_DATE = ("date", "pub_date", "pubdate", "publish_date", "publish_time", "发布日期", "发布时间", "日期", "time")
_ID = ("url", "link", "id", "链接", "网址", "doc_id")
_PLACE = ("place", "jurisdiction", "行政区划", "地区", "区划")


class NoTextColumnError(InputError):
    """A record has no column that could hold an article: where nobody named its file, it is other people's data."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of records; None takes the first of the usual names that a record has."""

    text: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    id: str | None = None
    place: str | None = None


def draft_of(record: Mapping[str, object], columns: Columns, where: str) -> Draft:
    """Make a draft of one record.

    Args:
        record: its columns.
        columns: which of them are what.
        where: the file and the number of the record, for the message.

    Raises:
        InputError: a column that was asked for is not there, or none holds the text.

    >>> draft_of({"content": "县委抽调干部。", "标题": "下沉", "url": "http://x/1"}, Columns(), "a.jsonl:1").title
    '下沉'
    """
    lower = {key.lower(): key for key in record}

    def value(asked: str | None, usual: tuple[str, ...]) -> str | None:
        if asked is not None:
            if asked not in record:
                raise InputError(f"{where}: there is no column {asked!r}; it has {', '.join(map(repr, record))}")
            found = record[asked]
        else:
            found = next((record[lower[name]] for name in usual if record.get(lower.get(name, "")) is not None), None)
        return None if found is None else str(found).strip() or None

    text = value(columns.text, _TEXT)
    if text is None:
        error = InputError if columns.text or lower.keys() & set(_TEXT) else NoTextColumnError
        raise error(f"{where}: no text; name its column with --text (it has {', '.join(map(repr, record))})")
    identity = value(columns.id, _ID)
    return Draft(
        text,
        name=identity,
        title=value(columns.title, _TITLE),
        publisher=value(columns.publisher, _PUBLISHER),
        author=value(columns.author, _AUTHOR),
        date=value(columns.date, _DATE),
        source=identity,
        place=value(columns.place, _PLACE),
    )
