"""MHTML: a web page that a browser or Word saved as one file, an e-mail in form (RFC 2557)."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.html import read_html


def read_mhtml(data: bytes, name: str, rules: Path | None = None) -> Draft:
    """Read the page in a saved web archive; pictures and frames in it are passed over.

    Args:
        data: the whole file.
        name: its name, for the message.
        rules: a folder with rule files that extend those of the package.

    Raises:
        InputError: there is no page in it, or none that can be read.
    """
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                location = part.get("Content-Location")
                source = str(location) if location and str(location).startswith(("http://", "https://")) else None
                return replace(read_html(page, name, rules), source=source)
    raise InputError(f"{name}: a web archive without a page in it")
