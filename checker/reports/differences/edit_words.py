"""Edits of the text, construct by construct, as they are shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from checker.analysis.edits.records import Edit, EditKind, Excerpt, Nature, RowEdit
from checker.cleaning import clean
from checker.reports.differences.view import ClauseView, EditView, RowView, SegmentView

MOST_ROWS = 60
_KINDS: dict[EditKind, str] = {
    "added": "Added",
    "removed": "Removed",
    "changed": "Changed",
    "renamed": "Renamed",
    "moved": "Moved",
}
_NATURES = {
    Nature.LAYOUT: "layout only",
    Nature.WORDING: "wording only",
    Nature.SOURCE: "sources only",
    Nature.MEANING: "may change answers",
}
_ROWS = {"added": "Added", "removed": "Removed", "redated": "Other dates", "reworded": "Other words"}


def edit_view(edit: Edit) -> EditView:
    """One edit. Its anchor is made from what it is called, whatever that has in it."""
    shown = edit.rows[:MOST_ROWS]
    return EditView(
        anchor=f"edit-{hashlib.sha256(f'{edit.construct} {edit.name} {edit.kind}'.encode()).hexdigest()[:12]}",
        heading=heading(edit),
        place=_place(edit),
        nature=_NATURES[edit.nature],
        clauses=tuple(
            ClauseView(clean(each.clause), tuple(SegmentView(s.kind, clean_lines(s.text)) for s in each.segments))
            for each in edit.clauses
        ),
        rows=tuple(_row(row) for row in shown),
        more_rows=len(edit.rows) - len(shown),
        text=tuple(_whole(edit)),
    )


def heading(edit: Edit) -> str:
    """ "Changed rule A.b"."""
    before = f" (was {edit.old_name})" if edit.old_name != edit.name else ""
    return clean(f"{_KINDS[edit.kind]} {edit.construct.replace('_', ' ')} {edit.name}{before}")


def clean_lines(text: str) -> str:
    """Text of several lines, each of them cleaned."""
    return "\n".join(clean(line) for line in text.replace("\r\n", "\n").split("\n"))


def counts(edits: Sequence[Edit]) -> tuple[int, int, int]:
    """How many edits may change answers, how many may not, and how many are of scenarios."""
    tests = sum(edit.is_test for edit in edits)
    meaning = sum(edit.nature is Nature.MEANING and not edit.is_test for edit in edits)
    return meaning, len(edits) - tests - meaning, tests


def _place(edit: Edit) -> str:
    places = [f"{clean(each.path)}:{each.line}" for each in (edit.old, edit.new) if each is not None]
    return " → ".join(dict.fromkeys(places))


def _row(row: RowEdit) -> RowView:
    return RowView(_ROWS[row.kind], clean(row.member), _cells(row.old), _cells(row.new))


def _cells(excerpt: Excerpt | None) -> str:
    return "" if excerpt is None else clean(excerpt.text)


def _whole(edit: Edit) -> Iterator[SegmentView]:
    if edit.kind == "added" and edit.new is not None:
        yield SegmentView("added", clean_lines(edit.new.text))
    if edit.kind == "removed" and edit.old is not None:
        yield SegmentView("removed", clean_lines(edit.old.text))
