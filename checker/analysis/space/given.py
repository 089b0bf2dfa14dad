"""Where a case lies in the space."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.analysis.exact.circuit import Literal
from checker.analysis.exact.shapes import Free
from checker.analysis.space.unfold import SpaceUnfolding
from checker.ir.program import CASE_DATE
from checker.values import NONE, Scalar, SetValue, Value


def literals_of(unfolding: SpaceUnfolding, facts: Mapping[str, Value], date: int) -> list[Literal]:
    """What a case says, as far as it says anything: the literals that hold in every world that it may stand for.

    An element of a set that the law does not name is passed over. Where the law compares facts with each other, the
    case has to be among those that the space tells apart.
    """
    stated = {**facts, CASE_DATE: date}
    found: list[Literal] = []
    for free in unfolding.free:
        kind, name = free.subject
        value = stated.get(name) if kind == "fact" else None
        if value is not None:
            found += _literals(free, value)
    return found


def _literals(free: Free, value: Value) -> Iterator[Literal]:
    part = free.part
    if not part and free.domain is not None:
        yield from _chosen(free, value)
    elif part == ("none",):
        yield free.answer_for(value is NONE).literal
    elif isinstance(value, tuple):
        number = part[0]
        if isinstance(number, int) and part[1:] == ("exists",):
            # A record is there only where the one before it is.
            if number <= len(value):
                yield free.answer_for(number < len(value)).literal
        elif isinstance(number, int) and number < len(value):
            yield from _of_field(free, value[number], part[1:])
    elif isinstance(value, Mapping):
        yield from _of_field(free, value, part[1:])
    else:
        yield from _member(free, value, part[-1])


def _of_field(free: Free, record: Mapping[str, Value | None], part: tuple[Scalar, ...]) -> Iterator[Literal]:
    value = record.get(str(part[0]))
    if value is None:
        return
    if free.domain is not None:
        yield from _chosen(free, value)
    else:
        yield from _member(free, value, part[-1])


def _chosen(free: Free, value: Value) -> Iterator[Literal]:
    if isinstance(value, (bool, int, str)) or value is NONE:
        yield free.answer_for(value).literal


def _member(free: Free, value: Value, element: Scalar) -> Iterator[Literal]:
    if element is NONE:
        yield free.answer_for(value is NONE).literal
    elif isinstance(value, SetValue):
        cell = free.answers[0].cell
        if any(cell.holds(member) for member in value.members):
            yield free.answer_for(True).literal
        elif not any(cell.holds(member) for member in value.uncertain) and not cell.open:
            yield free.answer_for(False).literal
