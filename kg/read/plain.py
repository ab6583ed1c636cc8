"""Plain text: bytes to characters, and characters to the text that all offsets point into."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

# Byte order marks, the longer ones first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The commonest characters of running Chinese, simplified and traditional: right text has many of them, wrongly decoded
# text has next to none.
_COMMON = frozenset(
    "的一是在不了有和人中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "部区市县党委员政府局办工作社村镇組織為個國時來們動發對會經過產種後學這會區縣黨員辦"
    "，。、（）《》：；"
)
_ENOUGH_TO_JUDGE = 40  # characters outside ASCII
_RARELY_LESS = 0.04  # share of common characters in running Chinese is above 0.15
_CONTROLS_OF_BINARY = 0.02
_BROKEN_OF_DAMAGED = 0.002
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What no XML export may hold and no reader sees: controls, zero-width spaces, soft hyphens, surrogates, non-characters.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")


def decode(data: bytes, name: str, declared: str | None = None, *, damaged: bool = False) -> str:
    """Return the characters of a text file in UTF-8, UTF-16, UTF-32, GB18030 (so GBK and GB2312) or Big5.

    A byte order mark decides; then UTF-8, where the bytes are valid; then `declared`, GB18030 and Big5, whichever gives
    more of the commonest characters. What the file declares is only a hint: many pages declare it wrongly.

    Args:
        data: the whole file.
        name: the file's name, for the message.
        declared: the encoding that the file names, if it does.
        damaged: read a text with a few broken characters as well, with U+FFFD for them: on web pages half a character
            at the end of a shortened description is common.

    Raises:
        InputError: the bytes are no text, or text in none of these encodings.

    >>> decode("县委组织部".encode("gbk"), "a.txt")
    '县委组织部'
    """
    return _judged(data, name, declared, damaged=damaged)[1]


def encoding_of(head: bytes, name: str) -> str:
    """Return the encoding of a text, told by its beginning as `decode` does by the whole.

    Args:
        head: its first bytes; they may end within a character.
        name: the file's name, for the message.

    Raises:
        InputError: the bytes are no text, or text in none of these encodings.

    >>> encoding_of("县委组织部".encode("gbk")[:-1], "a.txt")
    'gb18030'
    """
    return _judged(head, name, whole=False)[0]


def _judged(
    data: bytes, name: str, declared: str | None = None, *, damaged: bool = False, whole: bool = True
) -> tuple[str, str]:
    """Return the encoding and the text; where the data are not the `whole` of it, they may end within a character."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return encoding, _strictly(data[len(mark) :], encoding, whole)
            except UnicodeDecodeError as error:
                raise InputError(f"{name}: byte {error.start}: not the {encoding} that its mark promises") from None
    if (wide := _utf16_without_mark(data, whole)) is not None:
        return wide
    if _looks_binary(data):
        raise InputError(f"{name}: not text but binary data; give a text, HTML, DOCX or PDF file")
    try:
        return "utf-8", _strictly(data, "utf-8", whole)
    except UnicodeDecodeError as error:
        broken = error.start
    candidates = {
        encoding: text for encoding in _candidates(declared) if (text := _decoded(data, encoding, whole)) is not None
    }
    if damaged and (not candidates or all(map(_improbable, candidates.values()))):
        repaired = {e: data.decode(e, "replace") for e in ("utf-8", "gb18030", "big5hkscs")}
        candidates = {e: t for e, t in repaired.items() if t.count("\ufffd") <= 1 + len(data) * _BROKEN_OF_DAMAGED}
    best = max(candidates, key=lambda encoding: _commonness(candidates[encoding]), default=None)
    if best is None or _improbable(candidates[best]):
        raise InputError(
            f"{name}: byte {broken}: neither UTF-8 nor GB18030 nor Big5; save it as UTF-8 (a cut or damaged file?)"
        )
    return best, candidates[best]


def clean(text: str) -> str:
    r"""Return `text` with line ends as \n and without what cannot be seen and no export may hold.

    >>> clean("县委\r\n组\u200b织部\x00")
    '县委\n组织部'
    """
    return _INVISIBLE.sub("", _BREAKS.sub("\n", text))


def _candidates(declared: str | None) -> list[str]:
    names = ["gb18030", "big5hkscs"]
    if declared is not None:
        try:
            name = codecs.lookup(declared).name
        except LookupError:
            return names
        # A declared GB2312 or GBK is GB18030 in fact; a declared UTF-8 has just failed.
        if name not in ("gb2312", "gbk", "hz", "utf-8", "big5") and not name.startswith(("utf", "iso2022")):
            names.append(name)
    return names


def _strictly(data: bytes, encoding: str, whole: bool) -> str:
    return data.decode(encoding) if whole else codecs.getincrementaldecoder(encoding)().decode(data)


def _decoded(data: bytes, encoding: str, whole: bool) -> str | None:
    try:
        return _strictly(data, encoding, whole)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _commonness(text: str) -> float:
    """Return the share of the commonest characters among those outside ASCII."""
    foreign = [c for c in text if c > "\x7f"]
    return sum(c in _COMMON for c in foreign) / len(foreign) if foreign else 0.0


def _improbable(text: str) -> bool:
    foreign = sum(c > "\x7f" for c in text)
    return foreign >= _ENOUGH_TO_JUDGE and _commonness(text) < _RARELY_LESS


def _looks_binary(data: bytes) -> bool:
    head = data[:65536]
    controls = len(head) - len(head.translate(None, bytes([*range(9), 11, *range(14, 27), *range(28, 32)])))
    return b"\x00" in head or controls > len(head) * _CONTROLS_OF_BINARY


def _utf16_without_mark(data: bytes, whole: bool) -> tuple[str, str] | None:
    """Return UTF-16 text that has lost its mark: it has zero bytes, and in one byte order it reads as Chinese.

    On which side the zero bytes are does not tell: those of ASCII stand on one, those of 一 (U+4E00) on the other.
    """
    if (whole and len(data) % 2) or b"\x00" not in data[:65536]:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _decoded(data, encoding, whole)
        if text is None or "\x00" in text or _INVISIBLE.search(text[:2000]):
            continue
        if any(c > "\x7f" for c in text) and _commonness(text) > _RARELY_LESS:
            return encoding, text
    return None
