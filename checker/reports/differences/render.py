"""Differences of laws and gaps between jurisdictions in every form. The same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.analysis.differences.gaps import Gaps
from checker.analysis.differences.law_difference import LawDifference
from checker.analysis.edits.records import Edit
from checker.ir.law import Law
from checker.reports.differences.build import diff_view

Days = tuple[int, int] | None


def render_diff_text(
    old: Law,
    new: Law,
    found: LawDifference,
    edits: Sequence[Edit],
    names: tuple[str, str],
    *,
    days: Days = None,
    color: bool = False,
) -> str:
    """For a terminal, at most 80 columns. `names`: how the laws are called; `days`: those that are compared, if so."""
    from checker.reports.terminal.differences import render
    from checker.reports.terminal.layout import Style

    return render(diff_view(old, new, found, edits, names, days=days), style=Style(color))


def diff_as_json(
    old: Law,
    new: Law,
    found: LawDifference,
    edits: Sequence[Edit],
    names: tuple[str, str],
    *,
    days: Days = None,
) -> dict[str, Any]:
    """The format `comity.diff/1`."""
    from checker.reports.as_json.diff import diff_document

    return diff_document(old, new, found, edits, names, days=days)


def render_diff_markdown(
    old: Law,
    new: Law,
    found: LawDifference,
    edits: Sequence[Edit],
    names: tuple[str, str],
    *,
    days: Days = None,
) -> str:
    """For a pull request: sentences and a table first, the rest folded, below the size that forges accept."""
    from checker.reports.in_markdown.differences import render

    return render(diff_view(old, new, found, edits, names, days=days))


def render_diff_html(
    old: Law,
    new: Law,
    found: LawDifference,
    edits: Sequence[Edit],
    names: tuple[str, str],
    *,
    days: Days = None,
) -> str:
    """For whoever has no tool: one self-contained file."""
    from checker.reports.in_html.differences import render

    return render(diff_view(old, new, found, edits, names, days=days))


def render_gaps_text(law: Law, found: Gaps, *, color: bool = False) -> str:
    """For a terminal, at most 80 columns."""
    from checker.reports.differences.gap_view import gaps_view
    from checker.reports.terminal.gaps import render
    from checker.reports.terminal.layout import Style

    return render(gaps_view(law, found), style=Style(color))


def render_gaps_markdown(law: Law, found: Gaps) -> str:
    """Counts first, each gap folded, below the size that forges accept."""
    from checker.reports.differences.gap_view import gaps_view
    from checker.reports.in_markdown.gaps import render

    return render(gaps_view(law, found))


def render_gaps_html(law: Law, found: Gaps) -> str:
    """For whoever has no tool: one self-contained file."""
    from checker.reports.differences.gap_view import gaps_view
    from checker.reports.in_html.differences import render_gaps

    return render_gaps(gaps_view(law, found))


def gaps_as_json(law: Law, found: Gaps) -> dict[str, Any]:
    """The format `comity.gaps/1`."""
    from checker.reports.as_json.gaps import gaps_document

    return gaps_document(law, found)
