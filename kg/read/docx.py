"""DOCX: WordprocessingML, read with nothing but the standard library.

Read are the body's paragraphs and tables (a row a line), in order, with hyperlinks, insertions, content controls and
text boxes; not read are deletions, headers and footers of pages, footnotes, comments and pictures.
Element names: ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser
from xml.parsers.expat import ExpatError

from kg.errors import InputError
from kg.read.archives import DAMAGED
from kg.read.draft import Draft
from kg.read.limits import Limits, read_limited, refuse_expansion

_CELLS = "\u3000"
_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DEEPEST = 200  # nested elements; Word itself writes some 30


def is_docx(archive: zipfile.ZipFile) -> bool:
    """Tell whether a ZIP archive is a Word document."""
    return _BODY in archive.NameToInfo


def read_docx(data: bytes, name: str, limits: Limits) -> Draft:
    """Read a Word document.

    Raises:
        InputError: it is damaged, encrypted, declares entities, or is larger than the limits allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo(_BODY)
            refuse_expansion(info.compress_size, info.file_size, name, limits)
            with archive.open(info) as part:
                xml = read_limited(part, name, limits)
    except KeyError:
        raise InputError(f"{name}: no Word document: {_BODY} is missing in it") from None
    except DAMAGED as error:
        raise InputError(f"{name}: a damaged or encrypted Word document: {error}") from None
    body = _parsed(xml, name)
    return Draft("\n".join(line for line in _lines(body) if line.strip()))


class _Tree(TreeBuilder):
    """A tree builder that goes only so deep, and writes the names of the strict variant as those of the usual one."""

    depth = 0

    def start(self, tag: str, attrs: dict[Any, Any], /) -> Element:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError(f"elements nested more than {_DEEPEST} deep")
        return super().start(tag.replace(_STRICT, _W), attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag.replace(_STRICT, _W))


def _parsed(xml: bytes, name: str) -> Element:
    # OOXML forbids document types (ECMA-376 part 2, 7.1.3), and entity bombs need them.
    if any("<!DOCTYPE".encode(encoding) in xml for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise InputError(f"{name}: a document type is declared in it, which Word never does; not read")
    parser = XMLParser(target=_Tree())  # noqa: S314  # without a document type there are no entities to expand
    try:
        parser.feed(xml)
        root: Element = parser.close()
    except (SyntaxError, ExpatError, ValueError) as error:
        raise InputError(f"{name}: a damaged Word document: {error}") from None
    return root


def _lines(element: Element) -> Iterator[str]:
    """Yield a line for each paragraph and each table row below `element`."""
    for child in element:
        if child.tag == f"{_W}p":
            yield from _words(child).split("\n")
            for box in _text_boxes(child):
                yield from _lines(box)
        elif child.tag == f"{_W}tbl":
            yield from _rows(child)
        elif child.tag not in (f"{_W}sectPr", f"{_W}del", f"{_W}moveFrom"):
            yield from _lines(child)


def _rows(table: Element) -> Iterator[str]:
    """Yield a line for each row; a cell that goes on from above (vMerge) repeats what stands there."""
    above: list[str] = []
    for row in _children(table, "tr"):
        cells: list[str] = []
        for cell in _children(row, "tc"):
            width = _span(cell)
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is not None and merged.get(f"{_W}val", "continue") == "continue" and len(cells) < len(above):
                text = above[len(cells)]
            else:
                paragraphs = [_words(p).replace("\n", " ").strip() for p in cell.iter(f"{_W}p")]
                text = " ".join(p for p in paragraphs if p)
            cells += [text] + [""] * (width - 1)
        above = cells
        yield _CELLS.join(cell for cell in cells if cell)


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those inside content controls and insertions."""
    for child in element:
        if child.tag == f"{_W}{tag}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(child, tag)


def _span(cell: Element) -> int:
    """Return how many columns of the grid a cell takes."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = span.get(f"{_W}val", "1") if span is not None else "1"
    return min(int(value), 64) if value.isdigit() and value != "0" else 1


def _words(paragraph: Element) -> str:
    """Return the text of a paragraph; a line break in it becomes one, deletions fall away."""
    words = ""
    for child in paragraph:
        match child.tag.removeprefix(_W):
            case "t":
                words += child.text or ""
            case "br" | "cr":
                words += "\n"
            case "tab":
                words += "\t"
            case "noBreakHyphen":
                words += "-"
            case "del" | "moveFrom" | "pPr" | "rPr" | "drawing" | "pict" | "object" | "instrText" | "delText":
                pass
            case _ if child.tag.startswith(_ALTERNATIVE):
                pass
            case _:
                words += _words(child)
    return words


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the contents of the text boxes of a paragraph, once each: a fallback repeats its choice."""
    for child in paragraph:
        if child.tag == f"{_ALTERNATIVE}Fallback":
            continue
        if child.tag == f"{_W}txbxContent":
            yield child
        else:
            yield from _text_boxes(child)
