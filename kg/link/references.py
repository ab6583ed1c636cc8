"""What 该公司 and 这支工作队 refer to."""

from __future__ import annotations

from collections.abc import Iterable

from kg.link.forms import Form
from kg.model import Mention

_ONE = frozenset(["该", "这", "这个", "这支", "这家", "该支", "该家", "该名", "上述"])


def referents(forms: Iterable[Form]) -> dict[Mention, Form]:
    """Return for each name behind such a word what it means: the last thing named before whose name ends so.

    Args:
        forms: all forms of an article.
    """
    by_ending: dict[tuple[str, str], list[Form]] = {}
    for form in forms:
        by_ending.setdefault((form.type, form.name[-1:]), []).append(form)
    found: dict[Mention, Form] = {}
    for alike in by_ending.values():
        for form in alike:
            for mention in form.mentions:
                if mention.determiner in _ONE:
                    before = [
                        (earlier.span, other.name, other)
                        for other in alike
                        if other is not form and other.name.endswith(form.name)
                        for earlier in other.mentions
                        if earlier.span.stop <= mention.span.start
                    ]
                    if before:
                        found[mention] = max(before, key=lambda item: item[:2])[2]
    return found
