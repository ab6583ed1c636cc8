"""WARC: the pages of a crawl (ISO 28500)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.read.limits import Limits, Readable, read_limited

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def warc_pages(stream: Readable, name: str, limits: Limits) -> Iterator[tuple[str, bytes | InputError | None]]:
    """Yield the records of a crawl: their address, and the bytes of a page or why they cannot be read.

    What is no page (requests, pictures, redirects, failed answers) has None instead.

    Raises:
        InputError: the file is damaged, has more records than the limit, or the package for WARC is missing.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise InputError(f"{name}: reading WARC needs one more package: pip install 'orgkg[data]'") from None

    class Quiet(ArchiveIterator):  # type: ignore[misc]  # the package has no types
        INC_RECORD = ""  # it would print a warning; what it goes on to read is judged by itself

    count = 0
    try:
        for record in Quiet(stream):
            count += 1
            if count > limits.entries:
                raise InputError(
                    f"{name}: more than {limits.entries} records, the limit; raise --max-entries to read it"
                )
            address = record.rec_headers.get_header("WARC-Target-URI") or f"{name}:{count}"
            if not _is_page(record):
                yield address, None
                continue
            try:
                yield address, read_limited(record.content_stream(), address, limits)
            except InputError as error:
                yield address, error
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{name}: a damaged WARC after record {count}: {error}") from None


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() != "200":
        return False
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    return kind.lower().startswith(_PAGES)
