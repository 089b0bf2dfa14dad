"""A comparison as a tagged PDF: language, title, outline, numbered pages, headers that repeat and are tied to cells.

The template is one of its own, since paper has no folds. Nothing is fetched, and no date or random number is written,
so the same report on the same machine has the same bytes; fonts are those that the machine has.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from checker.reports.in_html.render import css_string, environment, template_text
from checker.reports.view.build import build_view
from checker.reports.view.inputs import ComparisonPage
from checker.reports.view.page import Look, PageView
from checker.version import __version__

_GLYPHS = {
    Look.STEP_0: ("#ffffff", "#16191d", ""),
    Look.STEP_1: ("#dfe8f4", "#16191d", "<path d='M14 14V7a7 7 0 0 1 7 7z' fill='#16191d'/>"),
    Look.STEP_2: ("#b3c9e6", "#16191d", "<path d='M14 7a7 7 0 0 1 0 14z' fill='#16191d'/>"),
    Look.STEP_3: ("#2f5f9e", "#ffffff", "<path d='M14 14H7a7 7 0 1 0 7-7z' fill='#ffffff'/>"),
    Look.STEP_4: ("#12305c", "#ffffff", "<circle cx='14' cy='14' r='7' fill='#ffffff'/>"),
}
_FRAME = "<rect x='1' y='1' width='26' height='26' fill='{fill}' stroke='#000000' stroke-width='2' {dashes}/>"
_CIRCLE = "<circle cx='14' cy='14' r='7' fill='none' stroke='{ink}' stroke-width='2'/>"
_QUESTION = (
    "<path d='M10.6 10.6a3.4 3.4 0 1 1 5.2 2.9c-1.2.8-1.8 1.4-1.8 2.9' fill='none' stroke='#000000' stroke-width='2'/>"
    "<circle cx='14' cy='20' r='1.4' fill='#000000'/>"
)
_DIAMOND = "<path d='M14 6l8 8-8 8-8-8z' fill='none' stroke='#000000' stroke-width='2'/>"


def render(page: ComparisonPage, language: str) -> bytes:
    """The file's bytes. `why_not` must have found nothing in the way."""
    weasyprint = _weasyprint()
    document = weasyprint.HTML(
        string=printable(build_view(page, language)), url_fetcher=weasyprint.URLFetcher(allowed_protocols={"data"})
    )
    made: bytes = document.write_pdf(pdf_tags=True, pdf_identifier=page.number.encode("ascii"))
    return made


def printable(page: PageView) -> str:
    """What is laid out: HTML of the template for paper, with its style."""
    from markupsafe import Markup

    style = template_text("comparison_pdf.css")
    for place, text in {
        "%(footer)s": page.footer,
        "%(page)s": f"{page.word('page')} ",
        "%(of)s": f" {page.word('of')} ",
    }.items():
        style = style.replace(place, css_string(text))
    return (
        environment()
        .get_template("comparison_pdf.html.j2")
        .render(page=page, style=Markup(style + _swatches()), generator=f"Comity {__version__}")
    )


@cache
def _swatches() -> str:
    """How each look is drawn beside its words: as a background, which readers of the tags pass over."""
    rules = []
    for look in Look:
        fill, ink, filled = _GLYPHS.get(look, ("#ffffff", "#000000", ""))
        dashes = {Look.UNSETTLED: "stroke-dasharray='4 3'", Look.VOLUNTARY: "stroke-dasharray='2 3'"}.get(look, "")
        mark = _CIRCLE.format(ink=ink) + filled if look in _GLYPHS else ""
        mark += {Look.UNSETTLED: _QUESTION, Look.VOLUNTARY: _DIAMOND}.get(look, "")
        frame = _FRAME.format(fill=fill, dashes=dashes)
        drawn = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'>{frame}{mark}</svg>"
        encoded = drawn.replace("#", "%23").replace("<", "%3C").replace(">", "%3E")
        rules.append(f'.answer.{look.value}{{background-image:url("data:image/svg+xml,{encoded}")}}')
    return "\n".join(rules)


def why_not() -> str | None:
    """Why no PDF can be made here: the extra `pdf`, or a library of the system that it loads, is missing."""
    try:
        _weasyprint()
    except ImportError:
        return "the library WeasyPrint"
    except OSError as problem:
        return f"libraries of the system that WeasyPrint loads ({str(problem).partition(':')[0]})"
    return None


def _weasyprint() -> Any:
    """The library, silent: what it has to say is about style sheets and fonts."""
    import weasyprint

    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return weasyprint
