"""The whole page in one language, section by section."""

from __future__ import annotations

from checker.reports.catalogue import messages
from checker.reports.phrase import Phrase, link, text_of
from checker.reports.speech import Speech
from checker.reports.view import sources
from checker.reports.view.board import board, lead
from checker.reports.view.changes import changes
from checker.reports.view.duties import duties
from checker.reports.view.facts import assumptions, fact_tables
from checker.reports.view.inputs import ComparisonPage
from checker.reports.view.page import PageView, Section
from checker.reports.view.partings import partings
from checker.reports.view.readings import chosen_readings, readings
from checker.reports.view.rules import Anchors
from checker.reports.view.stages import tables
from checker.reports.view.subject import Subject
from checker.reports.view.timeline import timeline_view
from checker.reports.view.unsettled import unsettled
from checker.reports.view.voluntary import voluntary
from checker.version import __version__

SECTIONS = (
    (1, "answers"),
    (2, "partings"),
    (3, "side-by-side"),
    (4, "not-settled"),
    (5, "changes"),
    (6, "readings"),
    (7, "voluntary"),
    (8, "what-if"),
    (9, "facts"),
    (10, "sources"),
)
"""Sections bear the numbers by which people cite them, also where one is left out."""


def build_view(page: ComparisonPage, language: str, *, live: bool = False) -> PageView:
    """Everything the page says, in `language`. `live`: with the section in which the reader changes the case."""
    speech = Speech(language)
    subject = Subject(page, speech)
    found_gaps, found_unverified = sources.gaps(subject), sources.unverified(subject)
    unsettled_intro, needs = unsettled(subject)
    changes_intro, found_changes = changes(subject)
    readings_intro, found_readings = readings(subject)
    instruments = voluntary(subject)
    there = {"voluntary": bool(instruments), "what-if": live}
    shown = tuple(each for each in SECTIONS if there.get(each[1], True))
    return PageView(
        language=language,
        direction="ltr",
        number=page.number,
        number_words=speech.say("page.number", number=page.number),
        title=speech.given(page.case.title),
        meta=_meta(subject, len(found_gaps), len(found_unverified)),
        lead=lead(subject),
        note=speech.say("page.case", id=speech.given(page.case.id)),
        footer=text_of(speech.say("page.footer", number=page.number, date=speech.date(page.case.date))),
        sections=tuple(Section(number, anchor, speech.say(f"section.{number}")) for number, anchor in shown),
        board=board(subject),
        disclaimer=speech.say("page.disclaimer"),
        voluntary=instruments,
        partings=partings(subject),
        tables=tables(subject, Anchors()),
        duties=duties(subject),
        unsettled_intro=unsettled_intro,
        needs=needs,
        changes_intro=changes_intro,
        changes=found_changes,
        timeline=timeline_view(subject),
        readings_intro=readings_intro,
        readings=found_readings,
        fact_tables=fact_tables(subject),
        assumptions=assumptions(subject),
        instruments=sources.instruments(subject),
        gaps_title=speech.plural("sources.gaps", len(found_gaps)),
        gaps=found_gaps,
        unverified_title=speech.plural("sources.unverified_count", len(found_unverified)),
        unverified=found_unverified,
        current_to=sources.current_to(subject),
        digests=sources.digests(subject),
        reproduce=sources.reproduce(subject),
        terms=sources.terms(subject),
        embedded=(("law", page.law.digest), ("case", page.case.digest), ("tool", f"comity {__version__}")),
        words=tuple((key, speech.text(key)) for key in messages(language) if key.startswith("word.")),
    )


def _meta(subject: Subject, gaps: int, doubtful: int) -> tuple[Phrase, ...]:
    """As of when, under which assumption, and how old the knowledge is."""
    speech = subject.speech
    page = subject.page
    established = "meta.actual" if page.actual else "meta.as_if"
    lines = [speech.say(established, date=speech.date(page.case.date))]
    oldest = speech.iso_date(sources.oldest_day(subject))
    current = speech.say("meta.current_to", date=oldest) if oldest else speech.say("meta.no_day")
    counted = (
        (link(speech.plural("meta.gaps", gaps), "#gaps") if gaps else speech.say("meta.no_gaps")),
        (link(speech.plural("meta.unverified", doubtful), "#unverified") if doubtful else speech.say("meta.verified")),
    )
    lines.append(speech.say("meta.knowledge", current=current, gaps=counted[0], unverified=counted[1]))
    lines += chosen_readings(subject)
    return tuple(lines)
