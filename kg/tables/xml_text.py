"""Text for XML files."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return a text in which U+FFFD stands for what XML cannot hold; it is still to be escaped."""
    return _NOT_XML.sub("\ufffd", text)
