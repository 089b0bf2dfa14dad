"""The fewest things that have one in common with each set."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.analysis.hitting import smallest_hitting

things = st.sampled_from("abcdefg")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.frozensets(things, min_size=1, max_size=4), max_size=8))
def test_no_fewer_hit_every_set(sets: list[frozenset[str]]) -> None:
    found, is_smallest = smallest_hitting(sets)

    assert is_smallest
    assert all(found & each for each in sets)
    for fewer in range(len(found)):
        assert not any(all(set(some) & each for each in sets) for some in combinations("abcdefg", fewer))


def test_no_set_needs_nothing() -> None:
    assert smallest_hitting([]) == (frozenset(), True)
