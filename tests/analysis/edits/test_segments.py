"""Word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.analysis.edits import segments as module
from checker.analysis.edits.segments import segments

WORDS = st.lists(st.sampled_from(["when", "soil", "is", "5A001.f", "(", ")", "and", '"', "\n  "]), max_size=30)
TEXTS = st.one_of(WORDS.map(" ".join), st.text(max_size=40))


def without(kind: str, old: str, new: str) -> str:
    return "".join(segment.text for segment in segments(old, new) if segment.kind != kind)


def words(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, TEXTS)
def test_the_words_of_both_texts_are_all_there(old: str, new: str) -> None:
    assert words(without("added", old, new)) == words(old)
    assert words(without("removed", old, new)) == words(new)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_what_is_not_removed_is_the_new_text_exactly(old: str, new: str) -> None:
    assert without("removed", old, new) == new.strip()


@given(TEXTS)
def test_equal_texts_are_one_segment(text: str) -> None:
    assert [segment.kind for segment in segments(text, text)] in ([], ["same"])


@given(TEXTS, TEXTS)
def test_neighbours_differ_in_kind_and_none_is_empty(old: str, new: str) -> None:
    found = segments(old, new)

    assert all(segment.text for segment in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


def test_another_layout_is_no_difference() -> None:
    assert [s.kind for s in segments("when a and b", "when a\n  and b")] == ["same"]


def test_long_texts_are_not_searched_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_COMPARED", 4)

    found = segments("begin a b c end", "begin c b a end")

    assert [(s.kind, s.text.strip()) for s in found] == [
        ("same", "begin"),
        ("removed", "a b c"),
        ("added", "c b a"),
        ("same", "end"),
    ]
