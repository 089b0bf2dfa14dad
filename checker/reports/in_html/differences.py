"""Differences of laws and gaps between jurisdictions as one HTML file: no script, no network, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable

from checker.reports.differences.case_text import case_text
from checker.reports.differences.gap_view import GapsView
from checker.reports.differences.view import SIGNS, ChangeView, DiffView
from checker.reports.in_html.render import environment, html_file, style_sheet, template_text
from checker.reports.phrase import plain
from checker.reports.view.page import Answer, Look


def render(view: DiffView) -> str:
    """The file's text of a difference of two laws."""
    footer = f"Comparison of laws {view.number}"
    return _page("differences.html.j2", footer, view.digests, view=view, told_at=_told_at(view))


def render_gaps(view: GapsView) -> str:
    """The file's text of the gaps between two jurisdictions."""
    return _page("gaps.html.j2", f"Gaps {view.number}", view.digests, view=view)


def _page(template: str, footer: str, digests: Iterable[tuple[str, str]], **shown: object) -> str:
    style = style_sheet(footer, "Page", "of") + template_text("differences.css")
    environment().filters.update(case_text=case_text, capitalize_first=capitalize_first)
    shown |= {"footer": footer, "signs": SIGNS, "answer_of": answer_of}
    return html_file(template, style, dict(digests), [], None, **shown)


def answer_of(look: str, words: str) -> Answer:
    """An outcome as the parts that all reports share draw it."""
    return Answer(Look(look), plain(words))


def capitalize_first(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _told_at(view: DiffView) -> dict[str, str]:
    """Which change shows an edit in full: the first that it is behind. Elsewhere a link leads there."""
    told: dict[str, str] = {}
    for change in _changes(view):
        for edit in change.edits:
            told.setdefault(edit.anchor, change.anchor)
    return told


def _changes(view: DiffView) -> Iterable[ChangeView]:
    return (change for program in view.programs for decision in program.decisions for change in decision.changes)
