"""What was found of commitments, in every form for people. The same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping

from checker.analysis.conform.records import LawConformity
from checker.ir.law import Law
from checker.reports.conform.build import conform_view
from checker.source import SourceFile


def render_conform(
    law: Law, found: LawConformity, sources: Mapping[str, SourceFile], form: str, *, color: bool = False
) -> str:
    """As "html", "md" or "text". `sources` are the texts that places lie in."""
    view = conform_view(law, found, sources)
    match form:
        case "html":
            from checker.reports.conform.html import render as render_html

            return render_html(view)
        case "md":
            from checker.reports.conform.markdown import render as render_markdown

            return render_markdown(view)
        case _:
            from checker.reports.conform.text import render as render_text
            from checker.reports.terminal.layout import Style

            return render_text(view, style=Style(color))
