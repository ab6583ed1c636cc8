"""What somebody changed becomes corrections that make the same of the article."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotations.naming import bare, view
from kg.corrections.apply import apply
from kg.corrections.compare import changes
from kg.corrections.records import plain, signed
from kg.corrections.view import Thing, View, view_of
from kg.model import Article
from tests.corrections.conftest import edges, named

NOW = datetime(2026, 1, 31, 8, 30, tzinfo=UTC)


def after(article: Article, wanted: View) -> tuple[list[str], View]:
    """Return the actions that `wanted` needs, and the article after them."""
    records = changes(article, wanted, lambda said: signed({**said, "document": article.document.id}, "李四", NOW))
    corrected = apply(article, records)
    assert corrected.idle == {}
    return [str(plain(record)["action"]) for record in records], bare(view_of(corrected.article))


def changed(shown: View, things: list[Thing], renamed: dict[str, tuple[str, str]] | None = None) -> View:
    """Return a view with other entities; the ends of statements follow `renamed` ({name: (type, name)})."""
    statements = []
    for one in shown.statements:
        ends = {}
        for role in ("head", "tail"):
            stands = getattr(one.statement, role)
            kind, name = (renamed or {}).get(stands.name, (stands.type, stands.name))
            ends[role] = msgspec.structs.replace(stands, type=kind, name=name)
        statements.append(msgspec.structs.replace(one.statement, **ends))
    there = {(t.type, t.name) for t in things}
    kept = [s for s in statements if {(e.type, e.name) for e in (s.head, s.tail)} <= there]
    return view(shown.text, shown.name, things, kept, "here")


def test_nothing_changed_says_nothing(article: Article) -> None:
    assert after(article, bare(view_of(article)))[0] == []


def test_another_name_and_type(article: Article) -> None:
    before = bare(view_of(article))
    old = named(before, "沙湾乡")
    new = Thing("Place", "沙湾", ("沙湾乡",), old.mentions)
    wanted = changed(before, [*(t for t in before.entities if t is not old), new], {"沙湾乡": ("Place", "沙湾")})
    assert after(article, wanted) == (["entity-edit"], wanted)


def test_one_of_two(article: Article) -> None:
    before = bare(view_of(article))
    one, other = named(before, "县委组织部"), named(before, "县水利局")
    both = Thing(one.type, one.name, (*one.aliases, other.name), tuple(sorted((*one.mentions, *other.mentions))))
    things = [*(t for t in before.entities if t not in (one, other)), both]
    wanted = changed(before, things, {"县水利局": (one.type, one.name)})
    assert after(article, wanted) == (["merge"], wanted)


def test_two_of_one(article: Article) -> None:
    before = bare(view_of(article))
    old = named(before, "沙湾乡")
    first, second = (Thing(old.type, name, (), (p,)) for name, p in zip(("沙湾乡", "西乡"), old.mentions, strict=True))
    wanted = changed(before, [*(t for t in before.entities if t is not old), first, second])
    [guides] = [s.statement for s in wanted.statements if s.statement.type == "guides"]
    moved = msgspec.structs.replace(guides, tail=msgspec.structs.replace(guides.tail, name="西乡"))
    statements = [*(s.statement for s in wanted.statements if s.statement != guides), moved]
    wanted = view(wanted.text, wanted.name, wanted.entities, statements, "here")
    actions, got = after(article, wanted)
    assert actions[0] == "split"
    assert got == wanted


def test_statements_gone_new_and_other(article: Article) -> None:
    before = bare(view_of(article))
    kept = [s.statement for s in before.statements if s.statement.type not in {"dispatches", "covers"}]
    [covers] = [s.statement for s in before.statements if s.statement.type == "covers"]
    other = msgspec.structs.replace(covers, tail_count=15, modality="required")
    more = msgspec.structs.replace(kept[-1], type="supervises")
    wanted = view(before.text, before.name, before.entities, [*kept, other, more], "here")
    actions, got = after(article, wanted)
    assert sorted(actions) == ["add", "edit", "wrong"]
    assert edges(got) == edges(wanted)
    assert got == wanted


def test_no_entity_and_a_new_one(article: Article) -> None:
    before = bare(view_of(article))
    start = before.text.index("防汛")
    new = Thing("Mechanism", "防汛", ("防汛工作",), ((start, start + 2),))
    wanted = changed(before, [*(t for t in before.entities if t.name != "沙湾乡"), new])
    actions, got = after(article, wanted)
    assert actions[:2] == ["entity-wrong", "entity-add"]
    # 党员干部, a kind, has no statement without 沙湾乡 but that of its dispatch.
    assert got == wanted


@given(st.sets(st.integers(0, 4)))
@settings(max_examples=20, deadline=None)
def test_any_statements_left_out_are_left_out(article: Article, gone: set[int]) -> None:
    before = bare(view_of(article))
    kept = [s.statement for number, s in enumerate(before.statements) if number not in gone]
    wanted = view(before.text, before.name, before.entities, kept, "here")
    actions, got = after(article, wanted)
    assert actions == ["wrong"] * len(gone)
    assert edges(got) == edges(wanted)


@pytest.mark.parametrize("name", ["县委组织部", "县级领导"])
def test_an_entity_that_is_none_needs_one_correction(article: Article, name: str) -> None:
    before = bare(view_of(article))
    wanted = changed(before, [t for t in before.entities if t.name != name])
    actions, got = after(article, wanted)
    assert actions == ["entity-wrong"]
    assert edges(got) == edges(wanted)
