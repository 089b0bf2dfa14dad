"""Dates and periods as written: in force from, until, between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from checker.declared import ALWAYS, NEVER, Period
from checker.diagnostics import Diagnostic, Report
from checker.model import errors
from checker.model.literals import read_date
from checker.source import Spanned
from checker.syntax import ast


def check_date(written: Spanned[str], report: Report) -> int | None:
    """The ordinal of a date, or None after a report."""
    result = read_date(written.value, written.span)
    if isinstance(result, Diagnostic):
        report(result)
        return None
    return result


def check_moment(moment: ast.Moment, report: Report) -> tuple[int, int] | None:
    """The earliest and the latest day that is meant."""
    earliest = check_date(moment.earliest, report)
    latest = earliest if moment.latest is moment.earliest else check_date(moment.latest, report)
    if earliest is None or latest is None:
        return None
    if latest < earliest:
        report(errors.inverted_period(moment.span, moment.earliest.value, moment.latest.value))
        return None
    return earliest, latest


def check_period(period: ast.Period, report: Report) -> Period | None:
    """One period, or None after a report."""
    start = check_moment(period.start, report) if period.start else (ALWAYS, ALWAYS)
    end = check_moment(period.end, report) if period.end else (NEVER, NEVER)
    if start is None or end is None:
        return None
    if end[0] <= start[1] and period.start and period.end:
        report(errors.inverted_period(period.span, period.start.latest.value, period.end.earliest.value))
        return None
    return Period(start[0], start[1], end[0], end[1])


def check_periods(written: Sequence[ast.Period], report: Report) -> tuple[Period, ...]:
    """Periods in order of time; overlaps are reported."""
    found = [(checked, period) for period in written if (checked := check_period(period, report)) is not None]
    found.sort(key=lambda pair: (pair[0].start_earliest, pair[0].end_latest))
    for (before, first), (after, second) in pairwise(found):
        if after.start_latest < before.end_earliest:
            later, earlier = (second, first) if second.span.start > first.span.start else (first, second)
            report(errors.overlapping_periods(later.span, earlier.span))
    return tuple(period for period, _ in found)
