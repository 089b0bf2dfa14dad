"""Records whose methods are made late are as attrs makes them."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import lazy_records

_FIELDS = ("one", "two", "three", "four")


def _class_of(maker: Any) -> Any:
    @maker.frozen
    class Thing:
        """A record with every sort of field in use."""

        one: int
        two: object = None
        three: tuple[int, ...] = maker.field(default=(), eq=False, repr=False)
        _four: dict[str, int] = maker.field(factory=dict)
        five: int = maker.field(default=5, kw_only=True)
        six: list[int] = maker.field(factory=list, init=False, eq=False)

        def doubled(self) -> int:
            return 2 * self.one

    return Thing


Ours, Theirs = _class_of(lazy_records), _class_of(attrs)

_given = st.fixed_dictionaries(
    {"one": st.integers(0, 2)},
    optional={
        "two": st.integers(0, 1),
        "three": st.tuples(st.integers(0, 1)),
        "four": st.dictionaries(st.just("a"), st.integers(0, 1)),
        "five": st.integers(4, 5),
    },
)


@given(_given, _given)
def test_lazy_records_are_compared_shown_and_changed_as_attrs_does(one: dict[str, Any], two: dict[str, Any]) -> None:
    ours, theirs = (Ours(**one), Ours(**two)), (Theirs(**one), Theirs(**two))

    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert (ours[0] != ours[1]) == (theirs[0] != theirs[1])
    assert repr(ours[0]) == repr(theirs[0])
    assert repr(lazy_records.evolve(ours[0], one=7)) == repr(attrs.evolve(theirs[0], one=7))
    assert attrs.evolve(ours[0], five=7) == lazy_records.evolve(ours[0], five=7)
    assert lazy_records.evolve(theirs[0], five=7) == attrs.evolve(theirs[0], five=7)
    assert copy.copy(ours[0]) == ours[0] == copy.deepcopy(ours[0])


def test_attrs_sees_the_same_fields_in_lazy_records() -> None:
    def told(record: Any) -> list[tuple[object, ...]]:
        return [(f.name, f.alias, f.default, f.eq, f.repr, f.init, f.kw_only, f.type) for f in attrs.fields(record)]

    assert attrs.has(Ours)
    assert told(Ours) == told(Theirs)
    assert Ours.__match_args__ == Theirs.__match_args__


@lazy_records.frozen
class Point:
    """A record that can be pickled, being found by name."""

    x: int
    y: int = 0


def test_equal_lazy_records_have_equal_hashes_and_survive_pickling() -> None:
    assert len({Point(1), Point(1, 0), Point(2)}) == 2
    assert pickle.loads(pickle.dumps(Point(3))) == Point(3)


def test_lazy_records_cannot_be_changed() -> None:
    point = Point(1)

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        point.x = 2
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del point.x
    with pytest.raises(TypeError, match="required positional argument"):
        Point()
    with pytest.raises(AttributeError):
        object.__setattr__(point, "z", 1)


def test_a_field_that_must_be_given_cannot_stand_after_one_that_need_not_be() -> None:
    with pytest.raises(TypeError, match="must be given"):

        @lazy_records.frozen
        class Disordered:
            one: int = 1
            two: int


@lazy_records.frozen
class Span:
    """A record with a field that is given by name only, in the middle."""

    start: int
    note: str = lazy_records.field(default="", kw_only=True, repr=False)
    end: int = 0


def test_fields_given_by_name_only_are_no_part_of_the_order() -> None:
    assert Span(1, 2, note="x").note == "x"
    assert Span(1, end=2) == Span(end=2, start=1)
    assert Span(1).end == 0
    with pytest.raises(TypeError, match=r"Span.__init__\(\) takes from 2 to 3 positional arguments"):
        Span(1, 2, "x")


def _changeable_of(maker: Any) -> Any:
    @maker.define(slots=False)
    class Tally:
        """A record that can be changed, and works something out when it is made."""

        one: int
        found: list[int] = maker.field(factory=list)

        def __attrs_post_init__(self) -> None:
            self.twice = 2 * self.one

    return Tally


@pytest.mark.parametrize("maker", [lazy_records, attrs])
def test_records_that_can_be_changed_are_those_of_attrs(maker: Any) -> None:
    tally = _changeable_of(maker)
    one, other = tally(1), tally(1)

    one.found.append(5)
    other.one = 2

    assert (one.one, one.found, one.twice) == (1, [5], 2)
    assert (other.one, other.found, other.twice) == (2, [], 2)
    assert repr(one).endswith("Tally(one=1, found=[5])")
    assert one != other
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_fields_are_told_of_records_of_both_kinds() -> None:
    assert lazy_records.has(Ours)
    assert lazy_records.has(Theirs)
    assert not lazy_records.has(int)
    assert [each.name for each in lazy_records.fields(Ours)] == [each.name for each in lazy_records.fields(Theirs)]


def test_fields_of_attrs_are_refused_in_lazy_records() -> None:
    with pytest.raises(TypeError, match="fields of this module"):

        @lazy_records.frozen
        class Mixed:
            one: int = attrs.field(default=1)
