"""The forms under which an article names things: one for each name and type, with everything that is called so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.link.places import OwnPlaces
from kg.model import Mention
from kg.rules import Rules

_MARKS = str.maketrans("", "", "“”‘’「」『』《》\"' ")
# A place in someone's charge is the place: 责任河段 is 河段.
_CHARGED = re.compile(r"^(?:责任|包保|包联|所包)(?=.)")
# A name behind one of these is a kind, or several, and refers back to nothing.
_SEVERAL = frozenset(["各", "各级", "各类", "各有关", "各相关", "多个", "多支", "多家", "有关", "相关", "其他", "其它"])


@dataclass(slots=True)
class Form:
    """A name as an article writes it.

    Attributes:
        key: the name in the form in which names are compared (see `compared`).
        first: where it is mentioned first.
        several: whether any mention speaks of several (各, 有关).
        introduced: the short names that the text gives it.
    """

    type: str
    name: str
    key: str
    first: int
    several: bool = False
    mentions: list[Mention] = field(default_factory=list)
    introduced: set[str] = field(default_factory=set)


def compared(name: str, rules: Rules, places: OwnPlaces) -> str:
    """Return the form of a name in which it is compared: without marks, the article's own place and long endings.

    >>> from kg.rules import load_rules
    >>> compared("中共泗源县委员会", load_rules(), OwnPlaces({"县": "泗源"}))
    '县委'
    """
    folded = unicodedata.normalize("NFKC", name).translate(_MARKS)
    return places.without(rules.abbreviations.normal(folded))


def forms_of(mentions: Iterable[Mention], rules: Rules, places: OwnPlaces) -> dict[tuple[str, str], Form]:
    """Return the forms in the order of their first mention, by type and name."""
    found: dict[tuple[str, str], Form] = {}
    for mention in sorted(mentions, key=lambda m: (m.span, m.name, m.type)):
        form = found.get((mention.type, mention.name))
        if form is None:
            key = compared(mention.name, rules, places)
            if mention.type in {"Place", "Community"}:
                key = _CHARGED.sub("", key)
            form = found[mention.type, mention.name] = Form(mention.type, mention.name, key, mention.span.start)
        form.several |= mention.determiner in _SEVERAL
        form.mentions.append(mention)
        form.introduced.update(mention.aliases)
    for form in found.values():
        # Two short names for one form: its name was read too short (指挥部 of 县森林防火指挥部 and 市森林防火指挥部).
        if len(form.introduced) > 1:
            form.introduced = {alias for alias in form.introduced if len(alias) < len(form.name)}
    return found
