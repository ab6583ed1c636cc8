"""Readers under fire: one call that a fuzzer repeats, and long runs by hand.

    python -m tests.read.fuzz 20000 [FIRST]     so many mutations of each format, from a seed on
    python -m tests.read.fuzz --atheris 20000   atheris: guided by coverage (pip install atheris)

The one call fails on any exception but `InputError`, on a slow answer, and on offsets that are not valid.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache

from kg.errors import InputError
from kg.model import Document
from kg.read import Columns, Limits
from kg.read.draft import Draft
from kg.read.finish import finish
from kg.read.formats import Format
from kg.read.html import read_fragment
from kg.read.parts import read_parts
from kg.read.walk import Walk, parse
from tests.read.makers import LEADERS, PAGES, PARAGRAPHS, TITLE, docx, leaders_page, pdf, tarred, warc, zipped

LIMITS = Limits(size=8, entries=500, seconds=20)
PARSED: tuple[Format, ...] = ("html", "mhtml", "docx", "pdf", "markdown")
SLOW = 20.0  # seconds
# What grammar-aware mutations put in: pieces that mean something to some reader.
TOKENS = (
    *(
        "发布日期：",
        "来源：",
        "2023年2月30日",
        "　",
        "。",
        "——",
        "[",
        "】",
        "《",
        "\r\n",
        "\u2028",
        "\x00",
        "\ud83c",
        "🪑",
        "：" * 50,
    ),
    *("<table>", "</td>", "<tr rowspan=9>", "<dl><dd>", "<!--", "<![CDATA[", "&#x110000;", "&nbsp;", "<p", "<br>" * 40),
    *("# ", "|---|", "```", "> " * 60, "* " * 60, "](", "{", '"', ",", "\t", "县委" * 200),
)


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Return files of a format as its own programs write them."""
    text = "\n\n".join((TITLE, "来源：县委组织部　作者：王芳　2023-07-18", *PARAGRAPHS, "县政府办公室", "2023年7月1日"))
    records = [{"content": p, "title": TITLE, "url": str(n)} for n, p in enumerate(PARAGRAPHS)]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    makers: dict[str, Callable[[], tuple[bytes, ...]]] = {
        "plain": lambda: tuple(text.encode(e) for e in ("utf-8", "gb18030", "utf-16")),
        "parts": lambda: tuple((text * 3).encode(e) for e in ("utf-8", "gb18030", "utf-16", "utf-32")),
        "markdown": lambda: (f"# {TITLE}\n\n{text}\n\n| a | b |\n|---|---|\n| 张三 | 组长 |\n".encode(),),
        "html": lambda: tuple(p.encode() for p in (*PAGES.values(), leaders_page("table"), leaders_page("cards"))),
        "fragment": lambda: tuple(f"<p>{p}</p><table><tr><td>{LEADERS[0]}</table>".encode() for p in PARAGRAPHS),
        "mhtml": lambda: (b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
                          + PAGES["trs"].encode() + b"\r\n--b--\r\n",),
        "docx": lambda: (docx(), docx("<w:p><w:r><w:t>县委</w:t></w:r></w:p>")),
        "pdf": lambda: (pdf(times=1), pdf(columns=2)),
        "parquet": lambda: (_parquet(records),),
        "jsonl": lambda: (lines.encode(),),
        "json": lambda: (json.dumps(records).encode(),),
        "csv": lambda: (f"标题,正文\n{TITLE},\"{text}\"\n".encode(),),
        "zip": lambda: (zipped({"a.txt": text, "b.jsonl": lines}),),
        "tar": lambda: (tarred({"a.txt": text.encode(), "b.jsonl": lines.encode()}),),
        "gzip": lambda: tuple(pack(text.encode()) for pack in (gzip.compress, bz2.compress, lzma.compress)),
        "warc": lambda: (warc({"http://x/1": text.encode()}, gzip=False), warc({"http://x/1": text.encode()})),
    }  # fmt: skip
    return makers[kind]()


KINDS = ("plain", "parts", *PARSED, "fragment", "parquet", "jsonl", "json", "csv", "zip", "tar", "gzip", "warc")


def _parquet(records: list[dict[str, str]]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(records), file)
    return file.getvalue()


def mutated(data: bytes, seed: int) -> bytes:
    """Return `data` altered in some places: bytes flipped, cut out, doubled, swapped, or tokens put in."""
    rng = random.Random(seed)
    result = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(result) + 1)
        length = rng.choice((1, 2, 8, 64, 512))
        match rng.randrange(6):
            case 0:
                result[at : at + length] = rng.randbytes(length)
            case 1:
                del result[at : at + length]
            case 2:
                result[at:at] = result[at : at + length] * rng.choice((1, 3, 50))
            case 3:
                result[at:at] = rng.choice(TOKENS).encode("utf-8", "surrogatepass")
            case 4:
                del result[at:]
            case _:
                if at < len(result):
                    result[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFF))
    return bytes(result)


def attempt(kind: str, data: bytes) -> int:
    """Read `data` as the format `kind`, and return how many documents it gave.

    Raises:
        AssertionError: a document is not what a document must be, or reading was slow.
    """
    started = time.monotonic()
    count = 0
    try:
        for make in makers_of(kind, data):
            try:
                check(finish(make(), "fuzz", None))
                count += 1
            except InputError:
                continue
    except (InputError, RecursionError, MemoryError):  # the worker turns the latter two into InputError
        pass
    assert time.monotonic() - started < SLOW, "slow"
    return count


def makers_of(kind: str, data: bytes) -> Iterator[Callable[[], Draft]]:
    """Yield the calls that make the drafts of `data` as the format `kind`."""
    if kind in PARSED:
        yield lambda: parse(kind, data, "fuzz", LIMITS)
    elif kind == "fragment":
        yield lambda: read_fragment(data, "fuzz")
    else:
        name = {"csv": "fuzz.csv", "json": "fuzz.json", "jsonl": "fuzz.jsonl"}.get(kind, "fuzz")
        stream = io.BufferedReader(io.BytesIO(data))
        if kind == "parts":
            units = read_parts(stream, name, 1000 + len(data) % 1000)
        else:
            units = Walk(LIMITS, Columns()).units(stream, name, name)
        yield from (make for _, make in units if make is not None)


def check(document: Document) -> None:
    """Assert that a document's spans lie in its text, in order, without overlapping, and cover all of its words."""
    spans = sorted([*document.paragraphs, *(found.span for found in document.furniture)])
    place = 0
    for span in spans:
        assert place <= span.start < span.stop <= len(document.text)
        assert not document.text[place : span.start].strip()
        place = span.stop
    assert not document.text[place:].strip()
    assert list(document.paragraphs) == sorted(document.paragraphs)
    assert document.date is None or len(document.date) == 10
    document.text.encode()


def run(count: int, first: int = 0, kinds: tuple[str, ...] = KINDS) -> None:
    """Read so many mutations of each format, from the seed `first` on, and print how many gave documents."""
    total = 0
    for kind in kinds:
        started, documents = time.monotonic(), 0
        examples = seeds(kind)
        for seed in range(first, first + count):
            data = mutated(examples[seed % len(examples)], seed)
            try:
                documents += attempt(kind, data)
            except Exception:
                print(f"{kind}: seed {seed} of example {seed % len(examples)}", file=sys.stderr)
                raise
        total += count
        print(f"{kind:10} {count:7} inputs {documents:8} documents {time.monotonic() - started:7.1f} s", flush=True)
    print(f"{total} inputs")


def run_atheris(count: int) -> None:
    """Let atheris find inputs that reach new code of the readers."""
    import atheris

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        kind = KINDS[provider.ConsumeIntInRange(0, len(KINDS) - 1)]
        examples = seeds(kind)
        example = examples[provider.ConsumeIntInRange(0, len(examples) - 1)]
        at, stop = (provider.ConsumeIntInRange(0, len(example)) for _ in range(2))
        attempt(kind, example[:at] + provider.ConsumeBytes(256) + example[min(at, stop) if at > stop else stop :])

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-runs={count}", "-max_len=400", "-timeout=60", "-rss_limit_mb=6000"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1] == "--atheris":
        run_atheris(int(sys.argv[2]))
    else:
        run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
