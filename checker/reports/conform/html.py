"""`comity conform` as one HTML file: no script, no network, nothing in it that is not escaped."""

from __future__ import annotations

from checker.reports.conform.view import ConformView
from checker.reports.conform.words import VOLUNTARY, sign_of
from checker.reports.differences.case_text import case_text
from checker.reports.in_html.render import environment, html_file, style_sheet, template_text


def render(view: ConformView) -> str:
    """The file's text."""
    footer = f"Voluntary commitments {view.number}"
    style = style_sheet(footer, "Page", "of") + template_text("conform.css")
    environment().filters.update(case_text=case_text)
    return html_file(
        "conform.html.j2",
        style,
        dict(view.digests),
        [],
        view=view,
        footer=footer,
        sign_of=sign_of,
        voluntary=VOLUNTARY,
    )
