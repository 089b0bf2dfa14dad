"""Strong Kleene logic, and dates that are not known exactly."""

from __future__ import annotations

from collections.abc import Iterable

from checker.declared import ALWAYS, NEVER, Period
from checker.values import NONE, Truth


def conjunction(truths: Iterable[Truth]) -> Truth:
    """False as soon as one is; true when all are, and when there are none. Stops reading at the first false."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def disjunction(truths: Iterable[Truth]) -> Truth:
    """True as soon as one is; false when all are, and when there are none. Stops reading at the first true."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def negation(truth: Truth) -> Truth:
    return None if truth is None else not truth


def is_within_period(day: object, period: Period) -> Truth:
    """Whether `day` lies in the period; an unknown day lies in a period that is open at both ends."""
    if day is None:
        begun: Truth = True if period.start_latest == ALWAYS else None
        ended: Truth = False if period.end_earliest == NEVER else None
    elif isinstance(day, int):
        begun = _has_come(day, period.start_earliest, period.start_latest)
        ended = _has_come(day, period.end_earliest, period.end_latest)
    else:
        begun = ended = False
    return conjunction((begun, negation(ended)))


def _has_come(day: int, earliest: int, latest: int) -> Truth:
    if day >= latest:
        return True
    return False if day < earliest else None


def is_in_force(day: object, periods: tuple[Period, ...]) -> Truth:
    """Whether one of the periods holds `day`; without periods, always. `none` is no day."""
    return disjunction(is_within_period(day, period) for period in periods) if periods else True


def is_settled(value: object) -> bool:
    """Whether a value that is no list is wholly known."""
    return value is not None and not (value is not NONE and getattr(value, "uncertain", None))
