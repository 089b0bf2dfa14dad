"""Word by word."""

from __future__ import annotations

import time
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


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(segment.kind, segment.text.strip()) for segment in segments(old, new)]


def test_what_would_take_too_long_is_compared_by_line_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STEPS", 40)

    found = told("begin,\n  a is b,\n  c is d,\n  e is f", "begin,\n  c is d,\n  a is b,\n  e is g")

    assert ("added", "c is d,") in found
    assert found[-2:] == [("removed", "f"), ("added", "g")]


def test_what_would_take_too_long_even_so_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STEPS", 1)

    assert told("begin a b c end", "begin c b a end") == [("removed", "begin a b c end"), ("added", "begin c b a end")]


@pytest.mark.parametrize("separator", [", ", ",\n  "])
def test_long_lists_in_which_everything_differs_take_no_time(separator: str) -> None:
    old = separator.join(f"x{i} is v{i}" for i in range(2_000))
    new = separator.join(f"y{i} is w{i}" for i in range(2_000))
    start = time.process_time()

    found = told(old, new)

    assert time.process_time() - start < 2
    assert [kind for kind, _ in found] == ["removed", "added"]
