"""Which heads can be reached from a word: found in one pass, and the same as by looking at each word in turn."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.boundaries import _Heads
from kg.extract.tokens import Kind

PASSED = (Kind.NOUN, Kind.MODIFIER, Kind.ACTIVITY, Kind.LOOSE_VERB)
KINDS = st.lists(st.sampled_from([*PASSED, Kind.HEAD, Kind.COMMA, Kind.OF, Kind.ENCLOSED]), max_size=30)


def reached(kinds: list[int], i: int) -> list[int]:
    """Return the heads from i on that only words of names stand before."""
    found = []
    for k in range(i, len(kinds)):
        if kinds[k] == Kind.HEAD:
            found.append(k)
        elif kinds[k] not in PASSED:
            break
    return found


@settings(max_examples=200, deadline=None)
@given(KINDS, st.sets(st.integers(0, 30)))
def test_the_next_and_the_last_head_are_those_of_a_plain_search(kinds: list[int], places: set[int]) -> None:
    heads = _Heads(bytes(kinds))
    for i in sorted(k for k in places if k <= len(kinds)):
        expected = reached(kinds, i)
        assert (heads.next(i), heads.last(i)) == ((expected[0], expected[-1]) if expected else (-1, -1))
