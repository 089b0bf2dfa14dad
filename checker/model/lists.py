"""Dated lists: entries written in place, and rows of tables with the certainty of their dates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from checker.declared import ALWAYS, NEVER, DatedList, Membership, Period
from checker.diagnostics import Diagnostic, Report
from checker.model import errors, table_errors
from checker.model.about import about_of
from checker.model.literals import describe, read_date, read_literal
from checker.model.moments import check_period
from checker.model.names import Declarations
from checker.model.tables import Row, Table, Tables
from checker.model.types import Types
from checker.source import NOWHERE, Span, Spanned
from checker.syntax import ast
from checker.types import (
    CodeType,
    DateType,
    EnumType,
    IntType,
    ScaleType,
    TextType,
    Type,
)
from checker.values import NoneType

STATUSES = ("exact", "baseline", "no_later_than", "first_confirmed", "last_known", "unknown")
_NOTES = {
    "no_later_than": "start not known exactly",
    "first_confirmed": "start not known exactly",
    "last_known": "end not known exactly",
    "unknown": "dates not known",
}


@frozen
class _Entry:
    """A membership, what it may not overlap with, and where it stands (`line` 0: in the policy file)."""

    member: str | int
    period: Period
    group: tuple[str, ...]
    span: Span
    line: int = 0
    note: str = ""


def check_list(
    full: str,
    owner: str,
    declaration: ast.List,
    declarations: Declarations,
    types: Types,
    tables: Tables,
    report: Report,
) -> tuple[DatedList | None, Type | None]:
    """The list and the type of its members; either is None after a report."""
    kind = types.resolve_base(declaration.member_type)
    about = about_of(declaration, owner, declarations, report=report)
    if kind is None:
        return None, None
    if not isinstance(kind, EnumType | ScaleType | CodeType | TextType | DateType | IntType):
        report(errors.unusable_type(declaration.member_type.span, f"a list cannot hold {describe(kind)}"))
        return None, None
    entries = [e for written in declaration.entries if (e := _written(written, kind, report)) is not None]
    for clause in declaration.tables:
        entries.extend(_from_table(clause, kind, tables, report))
    _report_overlaps(entries, kind, report)
    entries.sort(
        key=lambda entry: (str(entry.member), entry.period.start_earliest, entry.period.end_latest, entry.note)
    )
    periods = {entry.period: entry.period for entry in entries}
    rows = tuple(dict.fromkeys(Membership(entry.member, periods[entry.period], entry.note) for entry in entries))
    nesting = kind.nesting if isinstance(kind, CodeType) else None
    return DatedList(full, rows, about, nesting), kind


# ── written in place ─────────────────────────────────────────────────────────────────────────────────────────────


def _written(entry: ast.Entry, kind: Type, report: Report) -> _Entry | None:
    period = Period() if entry.period is None else check_period(entry.period, report)
    text = _text(entry.member)
    member = read_literal(text, kind, entry.member.span)
    if isinstance(member, Diagnostic):
        report(member)
        return None
    if period is None or isinstance(member, NoneType):
        return None
    return _Entry(member, period, (), entry.span)


def _text(member: ast.Expr) -> str:
    match member:
        case ast.NameRef(name=text) | ast.Literal(text=text) | ast.String(value=text):
            return text
        case _:
            return ""


# ── from a table ─────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class _Columns:
    entry: int
    since: int | None
    not_before: int | None
    until: int | None
    status: int | None


def _from_table(clause: ast.ListTable, kind: Type, tables: Tables, report: Report) -> list[_Entry]:
    if clause.entry is None:
        advice = "add `entry COLUMN`"
        report(errors.missing_clause(Spanned("from table", clause.span), "column of members", advice))
        return []
    table = tables.open(clause.path)
    if table is None:
        return []
    columns = _columns(clause, clause.entry, table, report)
    rows = table.where(clause.where, report=report)
    if columns is None or rows is None:
        return []
    filters = [table.columns.index(name.value) for name, _ in clause.where]
    found: list[_Entry] = []
    for row in rows:
        member = _member(table, row, columns.entry, kind, report)
        period = _period(table, row, columns, until_inclusive=clause.until_inclusive, report=report)
        if member is None or period is None:
            continue
        group = (clause.path.value, *(row.cells[place] for place in filters))
        status = row.cells[columns.status] if columns.status is not None else ""
        found.append(_Entry(member, period, group, table.row_span(row), row.line, _NOTES.get(status, "")))
    return found


def _columns(clause: ast.ListTable, entry: Spanned[str], table: Table, report: Report) -> _Columns | None:
    named = (entry, clause.since, clause.not_before, clause.until, clause.status)
    places = [None if name is None else table.column(name, report=report) for name in named]
    if places[0] is None or any(p is None and n is not None for p, n in zip(places, named, strict=True)):
        return None
    return _Columns(places[0], *places[1:])


def _member(table: Table, row: Row, column: int, kind: Type, report: Report) -> str | int | None:
    text = row.cells[column]
    if isinstance(kind, TextType) and text and text == text.strip():
        return text
    result = read_literal(text, kind, NOWHERE)
    if text != text.strip() or isinstance(result, Diagnostic):
        span = table.span(row, column)
        values = kind.values if isinstance(kind, EnumType | ScaleType) else ()
        report(table_errors.bad_value(span, text, row.line, table.columns[column], describe(kind), values))
        return None
    return None if isinstance(result, NoneType) else result


def _date(table: Table, row: Row, column: int | None, report: Report) -> tuple[bool, int | None]:
    """Whether the cell could be read, and its date where it has one."""
    if column is None or not row.cells[column]:
        return True, None
    result = read_date(row.cells[column], NOWHERE)
    if isinstance(result, Diagnostic):
        report(table_errors.bad_date(table.span(row, column), row.cells[column], row.line, table.columns[column]))
        return False, None
    return True, result


def _period(table: Table, row: Row, columns: _Columns, *, until_inclusive: bool, report: Report) -> Period | None:
    read_since, since = _date(table, row, columns.since, report)
    read_before, before = _date(table, row, columns.not_before, report)
    read_until, until = _date(table, row, columns.until, report)
    status = row.cells[columns.status] if columns.status is not None else ""
    if columns.status is not None and status and status not in STATUSES:
        report(table_errors.unknown_status(table.span(row, columns.status), status, row.line, STATUSES))
        return None
    if not (read_since and read_before and read_until):
        return None
    if until is not None and until_inclusive:
        until += 1
    starts = [day for day in (before, since) if day is not None]
    if starts != sorted(starts) or (until is not None and starts and until <= starts[-1]):
        report(table_errors.inverted(table.row_span(row), row.line))
        return None
    return period_of(status, since, before, until)


def period_of(status: str, since: int | None, before: int | None, until: int | None) -> Period:
    """What the dates of a row say, given how certain they are."""
    start = ALWAYS if since is None else since
    end = NEVER if until is None else until
    match status:
        case "no_later_than" | "first_confirmed":
            earliest = ALWAYS if before is None or since is None else before
            return Period(earliest, start, end, end)
        case "last_known":
            return Period(start, start, end, NEVER)
        case "unknown":
            earliest = start if before is None else before
            return Period(earliest, NEVER, ALWAYS, end)
        case _:
            return Period(start, start, end, end)


def _report_overlaps(entries: Sequence[_Entry], kind: Type, report: Report) -> None:
    by_member: dict[tuple[str | int, tuple[str, ...]], list[_Entry]] = {}
    for entry in entries:
        if entry.period.start_latest < entry.period.end_earliest:
            by_member.setdefault((entry.member, entry.group), []).append(entry)
    for group in by_member.values():
        group.sort(key=lambda entry: (entry.period.start_latest, entry.period.end_earliest))
        for first, second in pairwise(group):
            if second.period.start_latest < first.period.end_earliest:
                earlier, later = sorted((first, second), key=lambda entry: entry.span.start)
                member = _shown(later.member, kind)
                if later.line:
                    report(table_errors.overlapping(later.span, member, later.line, earlier.span))
                else:
                    report(errors.overlapping_periods(later.span, earlier.span))


def _shown(member: str | int, kind: Type) -> str:
    return kind.values[member] if isinstance(kind, ScaleType) and isinstance(member, int) else str(member)
