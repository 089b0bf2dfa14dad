"""A comparison as a workbook."""

from __future__ import annotations

from checker.reports.in_xlsx.sheets import sheets
from checker.reports.in_xlsx.workbook import write
from checker.reports.phrase import text_of
from checker.reports.speech import Speech
from checker.reports.view.inputs import ComparisonPage


def render(page: ComparisonPage, language: str) -> bytes:
    """The file's bytes."""
    speech = Speech(language)
    footer = speech.say("page.footer", number=page.number, date=speech.date(page.case.date))
    return write(
        sheets(page, language),
        title=text_of(speech.given(page.case.title)),
        subject=text_of(speech.say("page.number", number=page.number)),
        language=language,
        footer=text_of(footer),
    )
