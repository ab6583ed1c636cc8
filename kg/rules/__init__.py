"""The extractors' rules: lexicons, frames and context words, loaded from the TOML files beside this one.

>>> rules = load_rules()
>>> rules.heads["县防指"] if "县防指" in rules.heads else rules.heads["防指"].type
'Committee'
>>> [frame.id for frame in rules.frames_of["包保"]]
['covers.assigned']
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from kg.errors import RuleError
from kg.rules.abbreviations import Abbreviations, load_abbreviations
from kg.rules.entries import (
    ContextKind,
    ContextRule,
    DeicticRule,
    Frame,
    GenreRule,
    GrammarKind,
    GrammarRule,
    LabelKind,
    LabelRule,
    NameRule,
    PostRule,
    ReferenceRule,
    Role,
    WordKind,
    WordRule,
)
from kg.rules.links import LinkRule, load_links
from kg.rules.loading import load_table, rule_texts
from kg.rules.organs import Organs, load_organs
from kg.schema import load_schema

__all__ = [
    "FILES",
    "ContextKind",
    "ContextRule",
    "DeicticRule",
    "Frame",
    "GenreRule",
    "GrammarKind",
    "GrammarRule",
    "LabelKind",
    "LabelRule",
    "NameRule",
    "PostRule",
    "ReferenceRule",
    "Role",
    "Rules",
    "WordKind",
    "WordRule",
    "load_rules",
]

FILES = (
    "names.toml",
    "words.toml",
    "frames.toml",
    "context.toml",
    "grammar.toml",
    "roles.toml",
    "labels.toml",
    "genres.toml",
    "abbreviations.toml",
    "references.toml",
    "deictics.toml",
    "furniture.toml",
    "containers.toml",
    "organs.toml",
    "links.toml",
)


# Kinds of words that are kept whole; barriers only where they are long enough to be nothing else.
_WHOLE: tuple[WordKind, ...] = ("modifier", "determiner", "classifier", "verb", "surname", "preposition")


@dataclass(frozen=True, eq=False)
class Rules:
    """All rules, and the tables that the extractors look words up in.

    Attributes:
        folder: the user's, or None.
        version: 12 hex digits of the SHA-256 of all rule files: the same rules have the same version.
    """

    names: tuple[NameRule, ...]
    words: tuple[WordRule, ...]
    frames: tuple[Frame, ...]
    context: tuple[ContextRule, ...]
    grammar_rules: tuple[GrammarRule, ...]
    posts: tuple[PostRule, ...]
    label_rules: tuple[LabelRule, ...]
    genres: tuple[GenreRule, ...]
    abbreviations: Abbreviations
    references: tuple[ReferenceRule, ...]
    deictics: tuple[DeicticRule, ...]
    folder: Path | None
    version: str

    @cached_property
    def organs(self) -> Organs:
        """The titles of organs; only who looks for identities needs them."""
        return load_organs(self.folder)

    @cached_property
    def links(self) -> tuple[LinkRule, ...]:
        """Who is who where names alone do not tell, the user's rules first."""
        return load_links(self.folder)

    @cached_property
    def heads(self) -> dict[str, NameRule]:
        """The rule of each head of a name."""
        return {head: rule for rule in self.names for head in rule.heads}

    @cached_property
    def kinds(self) -> dict[WordKind, frozenset[str]]:
        """The words of each kind."""
        found: dict[WordKind, set[str]] = {}
        for rule in self.words:
            found.setdefault(rule.kind, set()).update(rule.words)
        return {kind: frozenset(words) for kind, words in found.items()}

    @cached_property
    def frames_of(self) -> dict[str, tuple[Frame, ...]]:
        """The frames that a trigger may open, in the order of the file."""
        found: dict[str, tuple[Frame, ...]] = {}
        for frame in self.frames:
            for trigger in frame.triggers:
                found[trigger] = (*found.get(trigger, ()), frame)
        return found

    @cached_property
    def context_of(self) -> dict[str, ContextKind]:
        """What a context word does."""
        return {word: rule.kind for rule in self.context for word in rule.words}

    @cached_property
    def grammar(self) -> dict[GrammarKind, frozenset[str]]:
        """The function words of each kind."""
        found: dict[GrammarKind, set[str]] = {}
        for rule in self.grammar_rules:
            found.setdefault(rule.kind, set()).update(rule.words)
        return {kind: frozenset(words) for kind, words in found.items()}

    @cached_property
    def post_of(self) -> dict[str, PostRule]:
        """What the holder of a post is to its body."""
        return {post: rule for rule in self.posts for post in rule.posts}

    @cached_property
    def labels(self) -> dict[LabelKind, frozenset[str]]:
        """The labels of each kind."""
        found: dict[LabelKind, set[str]] = {}
        for rule in self.label_rules:
            found.setdefault(rule.kind, set()).update(rule.words)
        return {kind: frozenset(words) for kind, words in found.items()}

    @cached_property
    def genre_of(self) -> dict[str, GenreRule]:
        """The genre of articles whose title ends so."""
        return {ending: rule for rule in self.genres for ending in rule.endings}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of two and more characters that a segmenter should keep whole."""
        words = {*self.heads, *self.frames_of, *self.context_of, *self.post_of}
        words.update(*(self.kinds[kind] for kind in _WHOLE))
        words.update(word for word in self.kinds["barrier"] if len(word) > 3)
        return frozenset(word for word in words if len(word) > 1 and word.isalpha())


@cache
def load_rules(extra: Path | None = None) -> Rules:
    """Read the package's rules, extended by those of a folder of the user's.

    Args:
        extra: a folder with files of the same names as the package's; each is optional.

    Raises:
        RuleError: a file is malformed, or a rule names a type or relation that the schema lacks; all faults at once.
    """
    if extra is not None:
        if not extra.is_dir():
            raise RuleError(f"{extra}: no such folder of rules")
        if not any((extra / name).exists() for name in FILES):
            raise RuleError(f"{extra}: no rule file in it; expected one of {', '.join(FILES)}")
    rules = Rules(
        load_table("names.toml", NameRule, extra),
        load_table("words.toml", WordRule, extra),
        load_table("frames.toml", Frame, extra),
        load_table("context.toml", ContextRule, extra),
        load_table("grammar.toml", GrammarRule, extra),
        load_table("roles.toml", PostRule, extra),
        load_table("labels.toml", LabelRule, extra),
        load_table("genres.toml", GenreRule, extra),
        load_abbreviations(extra),
        load_table("references.toml", ReferenceRule, extra),
        load_table("deictics.toml", DeicticRule, extra),
        extra,
        _version(extra),
    )
    if extra is not None:  # so that their faults are told at once
        for name, load in (("organs.toml", load_organs), ("links.toml", load_links)):
            if (extra / name).exists():
                load(extra)
    schema = load_schema()
    faults = [f"names.toml: {r.id}: no entity type {r.type!r}" for r in rules.names if r.type not in schema.concrete]
    faults += [
        f"references.toml: {r.id}: no entity type {r.type!r}" for r in rules.references if r.type not in schema.concrete
    ]
    for frame in rules.frames:
        if frame.relation not in schema.relations:
            faults.append(f"frames.toml: {frame.id}: no relation {frame.relation!r}")
        faults += [
            f"frames.toml: {frame.id}: no type {t!r}" for t in (*frame.heads, *frame.tails) if t not in schema.types
        ]
    if faults:
        raise RuleError("; ".join(faults))
    return rules


def _version(extra: Path | None) -> str:
    digest = sha256()
    for name in FILES:
        for _, text in rule_texts(name, extra):
            digest.update(name.encode() + b"\0" + text.encode() + b"\0")
    return digest.hexdigest()[:12]
