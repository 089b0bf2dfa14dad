"""The index of a folder of reports: one board row for each case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from attrs import frozen

from checker.ir.law import Law
from checker.reports.phrase import Phrase, capitalised, plain
from checker.reports.speech import Speech
from checker.reports.view.board import board, lead
from checker.reports.view.inputs import ComparisonPage
from checker.reports.view.page import BoardRow
from checker.reports.view.subject import Subject


@frozen
class IndexRow:
    """One case: where its report is, as of when it was decided, and what it came to."""

    title: Phrase
    href: str
    number: Phrase
    date: Phrase
    lead: tuple[Phrase, ...]
    board: tuple[BoardRow, ...]


@frozen
class IndexView:
    language: str
    title: Phrase
    intro: Phrase
    disclaimer: Phrase
    rows: tuple[IndexRow, ...]
    law: str
    skip: str
    other_languages: str


def index_view(law: Law, pages: Sequence[ComparisonPage], links: Sequence[str], language: str) -> IndexView:
    """The rows in the order of the pages; `links` are the file names of their reports, relative to the index."""
    speech = Speech(language)
    rows = tuple(_row(page, link, speech) for page, link in zip(pages, links, strict=True))
    return IndexView(
        language=language,
        title=speech.say("index.title"),
        intro=capitalised(speech.plural("index.intro", len(rows))),
        disclaimer=speech.say("page.disclaimer"),
        rows=rows,
        law=law.digest,
        skip=speech.text("word.skip"),
        other_languages=speech.text("word.other_languages"),
    )


def _row(page: ComparisonPage, link: str, speech: Speech) -> IndexRow:
    href = "./" + quote(link)
    subject = Subject(page, speech, report=href)
    return IndexRow(
        title=speech.given(page.case.title),
        href=href,
        number=speech.say("page.number", number=page.number),
        date=plain(speech.date(page.case.date)),
        lead=lead(subject),
        board=board(subject),
    )


def render_index(
    law: Law,
    pages: Sequence[ComparisonPage],
    links: Sequence[str],
    language: str,
    *,
    alternates: Mapping[str, str] | None = None,
) -> str:
    """One self-contained file beside the reports."""
    from checker.reports.in_html.render import render_index_view

    return render_index_view(index_view(law, pages, links, language), alternates or {})
