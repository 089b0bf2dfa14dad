"""The wording of mistakes in tables, placed in the table where there is a place."""

from __future__ import annotations

from collections.abc import Collection

from checker.diagnostics import Diagnostic, Label, codes
from checker.model.errors import did_you_mean
from checker.source import Span, Spanned


def not_found(path: Spanned[str], looked_for: str, known: Collection[str]) -> Diagnostic:
    """A table that is not there."""
    return Diagnostic(
        code=codes.TABLE_NOT_FOUND,
        message=f"no table `{path.value}`",
        primary=Label(path.span, f"there is no file `{looked_for}`"),
        help=did_you_mean(path.value, known),
    )


def outside_folder(path: Spanned[str]) -> Diagnostic:
    """A path that would leave the folder of the policy file."""
    return Diagnostic(
        code=codes.TABLE_OUTSIDE_FOLDER,
        message=f"the table `{path.value}` lies outside the folder of this file",
        primary=Label(path.span, "leaves the folder"),
        help="keep tables below the folder of the file that reads them, and write the path with `/` and without `..`",
    )


def unreadable(path: Spanned[str], why: str) -> Diagnostic:
    """A table that is there but cannot be read as text."""
    return Diagnostic(
        code=codes.BAD_TABLE,
        message=f"the table `{path.value}` cannot be read",
        primary=Label(path.span, why),
    )


def bad_table(span: Span, why: str, advice: str | None = None) -> Diagnostic:
    """A table whose rows cannot be told apart."""
    return Diagnostic(code=codes.BAD_TABLE, message=why, primary=Label(span, "here"), help=advice)


def unknown_column(name: Spanned[str], path: str, known: Collection[str]) -> Diagnostic:
    """A column that the table does not have."""
    return Diagnostic(
        code=codes.UNKNOWN_COLUMN,
        message=f"unknown column `{name.value}`",
        primary=Label(name.span, f"`{path}` has no such column"),
        help=did_you_mean(name.value, known),
        note=f"columns: {', '.join(known)}",
    )


def no_matching_row(value: Spanned[str], column: str, path: str, known: Collection[str]) -> Diagnostic:
    """A condition on a column that no row meets."""
    return Diagnostic(
        code=codes.NO_MATCHING_ROW,
        message=f"no row has `{value.value}` in `{column}`",
        primary=Label(value.span, f"occurs nowhere in `{path}`"),
        help=did_you_mean(value.value, known),
    )


def bad_date(span: Span, text: str, line: int, column: str) -> Diagnostic:
    """A cell that should hold a date."""
    return Diagnostic(
        code=codes.BAD_TABLE_DATE,
        message=f"row {line}: `{text}` in column `{column}` is not a date",
        primary=Label(span, "expected a date that exists, as 2024-05-31, or nothing"),
    )


def bad_value(span: Span, text: str, line: int, column: str, expected: str, known: Collection[str]) -> Diagnostic:
    """A cell that is not a value of the type."""
    return Diagnostic(
        code=codes.BAD_TABLE_VALUE,
        message=f"row {line}: `{text}` in column `{column}` is not {expected}",
        primary=Label(span, f"expected {expected}"),
        help=did_you_mean(text, known),
    )


def repeated_value(span: Span, text: str, line: int, first: Span) -> Diagnostic:
    """A value that stands twice in a column of values."""
    return Diagnostic(
        code=codes.BAD_TABLE_VALUE,
        message=f"row {line}: `{text}` stands in an earlier row as well",
        primary=Label(span, "again here"),
        secondary=(Label(first, "first here"),),
    )


def unknown_status(span: Span, text: str, line: int, known: Collection[str]) -> Diagnostic:
    """A word of the status column that says nothing about a date."""
    return Diagnostic(
        code=codes.UNKNOWN_STATUS,
        message=f"row {line}: unknown status `{text}`",
        primary=Label(span, "does not say how certain the dates are"),
        help=did_you_mean(text, known) or f"write one of {', '.join(known)}, or nothing",
    )


def inverted(span: Span, line: int) -> Diagnostic:
    """A row whose period ends before it begins."""
    return Diagnostic(
        code=codes.INVERTED_PERIOD,
        message=f"row {line}: the period ends before it begins",
        primary=Label(span, "ends before it begins"),
        help="a period runs from its first day up to, and not including, its last",
    )


def overlapping(span: Span, member: str, line: int, other: Span) -> Diagnostic:
    """Two rows for one member that overlap."""
    return Diagnostic(
        code=codes.OVERLAPPING_PERIODS,
        message=f"row {line}: two periods of `{member}` overlap",
        primary=Label(span, "overlaps"),
        secondary=(Label(other, "the other period"),),
        help="end the first where the second begins",
    )
