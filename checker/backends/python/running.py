"""What generated code calls while it runs: dated tables, ancestors of codes, records of a fact."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from checker.backends.kleene import is_in_force, is_within_period
from checker.declared import ALWAYS, NEVER, Period
from checker.types import is_within
from checker.values import NONE, RecordValue, Scalar, Truth, Value

PeriodRow: TypeAlias = tuple[int, int, int, int]
ListRow: TypeAlias = tuple[str | int, PeriodRow]

_KEPT_DAYS = 4_096
_KEPT_CODES = 16_384
_LONG_CODE = 64
NO_RECORDS: tuple[RecordValue, ...] = ()


def dates_of(periods: Iterable[Period]) -> list[int]:
    """The days on which an answer may change, in order."""
    days = {
        day
        for each in periods
        for day in (each.start_earliest, each.start_latest, each.end_earliest, each.end_latest)
        if day not in (ALWAYS, NEVER)
    }
    return sorted(days)


class PeriodColumn:
    """Whether something is in force, by day."""

    def __init__(self, rows: Iterable[PeriodRow]) -> None:
        self._periods = tuple(Period(*row) for row in rows)
        self.days = dates_of(self._periods)

    def on(self, day: object) -> tuple[Truth]:
        return (is_in_force(day, self._periods),)


class ListColumns:
    """The members of a dated list by day: those that certainly are, and those that may be."""

    def __init__(self, rows: Iterable[ListRow]) -> None:
        self._rows = tuple((member, Period(*period)) for member, period in rows)
        self.days = dates_of(period for _, period in self._rows)
        self._known: dict[object, tuple[frozenset[Scalar], frozenset[Scalar]]] = {}

    def on(self, day: object) -> tuple[frozenset[Scalar], frozenset[Scalar]]:
        # Between two days on which something changes, every day has the same members.
        place: object = bisect_right(self.days, day) if isinstance(day, int) else repr(day)
        found = self._known.get(place)
        if found is None:
            truths = [(member, is_within_period(day, period)) for member, period in self._rows]
            certain = frozenset(member for member, truth in truths if truth is True)
            perhaps = frozenset(member for member, truth in truths if truth is None)
            found = self._known[place] = (certain, certain | perhaps if perhaps else certain)
        return found


class Dated(dict[object, tuple[object, ...]]):
    """All that depends on one date alone, worked out once for a day."""

    def __init__(self, columns: Iterable[PeriodColumn | ListColumns]) -> None:
        super().__init__()
        self._columns = tuple(columns)

    def __missing__(self, day: object) -> tuple[object, ...]:
        if len(self) >= _KEPT_DAYS:
            self.clear()
        found = self[day] = tuple(value for column in self._columns for value in column.on(day))
        return found


class Above(dict[object, "frozenset[Scalar]"]):
    """A code and the codes above it, as far as their lengths are among those that the program asks about."""

    def __init__(self, nesting: str | None, lengths: Iterable[int]) -> None:
        super().__init__({None: frozenset(), NONE: frozenset()})
        self._nesting = nesting
        self._lengths = tuple(lengths)

    def __missing__(self, code: object) -> frozenset[Scalar]:
        if not isinstance(code, str):
            return frozenset({code}) if isinstance(code, (bool, int)) else frozenset()
        lengths = (length for length in self._lengths if length < len(code))
        found = frozenset({code, *(code[:n] for n in lengths if is_within(code, code[:n], self._nesting))})
        if len(code) <= _LONG_CODE:
            if len(self) >= _KEPT_CODES:
                super().__init__({None: frozenset(), NONE: frozenset()})
            self[code] = found
        return found

    def of_all(self, codes: Iterable[Scalar]) -> frozenset[Scalar]:
        """Some codes and all those above them."""
        return frozenset().union(*(self[code] for code in codes))


def records_of(value: Value | None) -> tuple[RecordValue, ...] | None:
    """The records of a fact that is a list, a record or `none`; None where it is unknown."""
    if value is None or isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, Mapping) else NO_RECORDS
