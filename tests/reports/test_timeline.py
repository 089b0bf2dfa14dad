"""The answers from day to day: what the drawings show is what deciding the case on each day gives."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from checker.analysis.exact import decide
from checker.cases.applied import apply_case
from checker.ir.law import Law
from checker.reports.comparison import comparison_page, render_html
from checker.reports.phrase import text_of
from checker.reports.speech import Speech
from checker.reports.view.answers import answer
from checker.reports.view.build import build_view
from checker.reports.view.inputs import ComparisonPage
from checker.reports.view.page import Band, Chart, TimelineView
from checker.reports.view.subject import Subject
from tests.reports.small_law import CASE, page_of, read_case

DAYS = [date(1989, 12, 31), date(1990, 1, 1), date(2020, 5, 1), date(2025, 1, 1)]


def timeline_of(page: ComparisonPage, language: str = "en") -> TimelineView:
    found = build_view(page, language).timeline
    assert found is not None
    return found


def bands_on(chart: Chart, day: int) -> list[Band]:
    """The bands of every row in the column of a day."""
    tick = next(each for each in chart.ticks if each.day == day)
    return [band for band in chart.bands if band.box[0] <= tick.box[0] < band.box[0] + band.box[2]]


def test_the_columns_are_the_days_on_which_something_changes(page: ComparisonPage) -> None:
    ticks = timeline_of(page).across.ticks

    assert [date.fromordinal(tick.day) for tick in ticks] == DAYS
    assert [tick.label.replace("\u00a0", " ") for tick in ticks[:2]] == ["Before 1 January 1990", "From 1 January 1990"]


@pytest.mark.parametrize("day", DAYS)
def test_each_band_says_what_deciding_on_that_day_gives(towns: Law, page: ComparisonPage, day: date) -> None:
    subject = Subject(page, Speech("en"))
    case = read_case(towns)
    wanted = []
    for name in towns.jurisdictions:
        program = towns.programs[name]
        decided = decide(program, apply_case(case, program).lines, day.toordinal())
        wanted.append(answer(subject, name, decided.decision(page.bottom_line)))
    shown = bands_on(timeline_of(page).across, day.toordinal())

    assert [(band.look, " ".join(band.lines)) for band in shown] == [
        (each.look, text_of(each.words)) for each in wanted
    ]


@pytest.mark.parametrize(
    ("day", "step"), [("1980-01-01", 0), ("1990-01-01", 1), ("2024-12-31", 2), ("2025-01-01", 3), ("2030-06-01", 3)]
)
def test_the_date_of_the_case_is_marked_in_its_column_and_on_its_bands(towns: Law, day: str, step: int) -> None:
    found = timeline_of(page_of(towns, read_case(towns, CASE.replace("2024-05-01", day, 1))))
    tick = found.across.ticks[step]

    assert found.across.line is not None
    assert tick.box[0] <= found.across.line[0] <= tick.box[0] + tick.box[2]
    assert bands_on(found.across, tick.day) == [band for band in found.across.bands if band.is_now]
    assert all(sum(band.is_now for band in chart.bands) == 1 for chart in found.down)


def test_the_table_has_every_band_of_either_drawing(page: ComparisonPage) -> None:
    view = build_view(page, "en")
    found = timeline_of(page)
    rows = [each.anchor for each in found.openings] + [each.anchor for each in view.changes]

    for bands in (found.across.bands, tuple(band for chart in found.down for band in chart.bands)):
        assert sorted(band.target for band in bands) == sorted(rows)
    assert rows[0] == "changes.ASHBY.first"
    assert "changes.ASHBY.2020-05-01" in rows


def test_a_change_leads_to_the_rule_and_to_the_instrument(page: ComparisonPage) -> None:
    (because,) = build_view(page, "en").changes[1].because

    assert text_of(because).replace("\u00a0", " ") == "HOLES s 5 (“No hole in Mill Lane”) came into force"
    assert [piece.href for piece in because if piece.href] == ["https://ashby.example/holes", "#ASHBY.mill_lane"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_word_has_room(page: ComparisonPage, language: str) -> None:
    found = timeline_of(page, language)
    for chart in (found.across, *found.down):
        for band in chart.bands:
            x, y, width, height = band.box
            assert all(band.text[0] + 8 * len(line) <= x + width for line in band.lines)
            assert band.text[1] + 18 * len(band.lines) <= y + height
    assert all(chart.width <= 288 for chart in found.down)


def test_where_nothing_changes_there_is_a_sentence_and_no_drawing(towns: Law) -> None:
    page = page_of(
        towns,
        read_case(towns, CASE.replace("street: mill_lane", "street: high_street").replace("value: 4", "value: 0")),
    )
    view = build_view(page, "en")

    assert view.timeline is None
    assert "the answers are the same on every day" in text_of(view.changes_intro)
    assert '<svg class="chart"' not in render_html(page)


def test_what_was_not_worked_out_is_not_drawn(towns: Law, page: ComparisonPage) -> None:
    assert build_view(comparison_page(towns, page.case, page.results), "en").timeline is None


class Section(HTMLParser):
    """What stands in the section, and every attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def section(html: str) -> list[tuple[str, dict[str, str | None]]]:
    found = re.search(r'<section id="changes".*?</section>', html, re.DOTALL)
    assert found is not None
    parser = Section()
    parser.feed(found.group())
    return parser.elements


def test_a_drawing_has_a_title_and_a_description_and_its_links_have_names(page: ComparisonPage) -> None:
    elements = section(render_html(page, "fr"))
    ids = {attributes["id"] for _, attributes in elements if "id" in attributes}
    drawings = [attributes for tag, attributes in elements if tag == "svg" and attributes.get("role") == "group"]

    assert len(drawings) == 4
    assert all({each["aria-labelledby"], each["aria-describedby"]} <= ids for each in drawings)
    links = [
        attributes for _, attributes in elements if (attributes.get("class") or "").split(" ")[0] in ("band", "tick")
    ]
    assert links
    assert all(each["aria-label"] and (each["href"] or "")[1:] in ids for each in links)


def test_without_script_nothing_offers_to_move_the_date(page: ComparisonPage) -> None:
    with_script, without = (section(render_html(page, script=script)) for script in (True, False))

    assert [each["data-day"] for tag, each in with_script if tag == "button"] == [str(day.toordinal()) for day in DAYS]
    assert all("hidden" in each for tag, each in with_script if tag == "button")
    assert "button" not in {tag for tag, _ in without}
