"""The comparison report: one page model, many forms.

`comparison_page` gathers; `render_html`, `render_markdown`, `render_text` and `page_as_json` show. The same input gives
the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from checker.cases.case import Case
from checker.ir.law import Law
from checker.reports.view.inputs import ComparisonPage, Insight
from checker.results.records import JurisdictionResult
from checker.version import __version__

_MOST_BYTES = 1_500_000
"""A larger page carries fewer scenarios to check itself against."""


def comparison_page(
    law: Law,
    case: Case,
    results: Mapping[str, JurisdictionResult],
    voluntary: Mapping[str, Mapping[str, JurisdictionResult]] | None = None,
    *,
    baseline: str | None = None,
    actual: bool = False,
    readings: Mapping[str, str] | None = None,
    insight: Insight | None = None,
    compiled: Sequence[str] = (),
) -> ComparisonPage:
    """One case side by side.

    `results`: binding answers by program, in the order in which they are shown, at least one. `voluntary`: by code,
    then by jurisdiction. `baseline`: the jurisdiction that the others are held against; without it, the first.
    `compiled`: jurisdictions that the HTML page carries besides.
    """
    shown = {name: result for name, result in results.items() if result.binding}
    chosen = dict(sorted((readings or {}).items()))
    return ComparisonPage(
        law=law,
        case=case,
        results=shown,
        voluntary={code: dict(beside) for code, beside in (voluntary or {}).items()},
        baseline=baseline if baseline in shown else next(iter(shown)),
        bottom_line=_bottom_line(law, next(iter(shown))),
        number=_number(law, case, tuple(shown), actual, chosen),
        actual=actual,
        readings=chosen,
        insight=insight or Insight(),
        compiled=tuple(name for name in compiled if name not in shown),
    )


def _bottom_line(law: Law, program: str) -> str:
    """The last decision that no voluntary instrument owns: what the vocabulary derives from the others."""
    return next(info.name for info in reversed(law.programs[program].decisions) if info.of_code is None)


def _number(law: Law, case: Case, programs: Sequence[str], actual: bool, readings: Mapping[str, str]) -> str:
    """Four and four digits of the digest of all that settles what the report says; the same in every language."""
    parts = [law.digest, case.digest, __version__, str(case.date), str(actual), *programs]
    parts += [f"{target}={reading}" for target, reading in readings.items()]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def render_html(
    page: ComparisonPage,
    language: str = "en",
    *,
    alternates: Mapping[str, str] | None = None,
    script: bool = True,
) -> str:
    """One self-contained file. `alternates`: the file names of the same report in other languages.

    Without `script` it has no active part, and no section in which the case can be changed.
    """
    from checker.reports.evidence import evidence_of
    from checker.reports.in_html.render import render
    from checker.reports.view.build import build_view

    others = alternates or {}
    evidence = evidence_of(page, language, others, script) if page.case.text else None
    view = build_view(page, language, live=script)
    if not script:
        return render(view, others, None, evidence)
    from checker.reports.speech import Speech
    from checker.reports.view.subject import Subject
    from checker.reports.what_if.block import what_if
    from checker.reports.what_if.scenarios import FEWEST_BYTES, MOST_BYTES

    subject = Subject(page, Speech(language))
    html = render(view, others, what_if(subject), evidence)
    too_many = len(html.encode("utf-8")) - _MOST_BYTES
    if too_many > 0:
        html = render(view, others, what_if(subject, max(FEWEST_BYTES, MOST_BYTES - too_many)), evidence)
    return html


def render_markdown(page: ComparisonPage, language: str = "en") -> str:
    """For a pull request: counts and sentences first, the rest folded, below the size that forges accept."""
    from checker.reports.in_markdown.comparison import render
    from checker.reports.view.build import build_view

    return render(build_view(page, language))


def render_text(page: ComparisonPage, language: str = "en", *, color: bool = False) -> str:
    """For a terminal, at most 80 columns."""
    from checker.reports.terminal.comparison import render
    from checker.reports.view.build import build_view

    return render(build_view(page, language), color=color)


def page_as_json(page: ComparisonPage) -> dict[str, Any]:
    """The format `comity.compare/1`."""
    from checker.reports.as_json.compare import compare_document

    return compare_document(page)
