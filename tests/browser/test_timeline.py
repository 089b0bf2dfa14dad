"""The answers from day to day in a real browser: legible, reachable, and able to move the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from checker.ir.law import Law
from checker.reports.comparison import render_html
from tests.browser.test_reports import opened, violations
from tests.browser.test_what_if import edited, from_tool, live, matrix, set_date, status
from tests.reports.small_law import CASE, page_of, read_case, small_law

pytestmark = pytest.mark.browser

WIDE, PHONE = 1280, 390
LATER = "2025-01-01"


@pytest.fixture(scope="module")
def law() -> Law:
    return small_law()


@pytest.fixture(scope="module")
def reports(law: Law, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("timeline")
    page = page_of(law, read_case(law))
    for language in ("en", "fr"):
        (folder / f"{language}.html").write_text(render_html(page, language), encoding="utf-8")
    return {language: folder / f"{language}.html" for language in ("en", "fr")}


def day(text: str) -> str:
    return f"[data-day='{date.fromisoformat(text).toordinal()}']"


def shown_drawings(tab: Page) -> int:
    return tab.locator("#changes svg[role=group]:visible").count()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_accessibility_engine_finds_nothing_before_and_after_the_date_moves(
    browser: Browser, axe: str, reports: dict[str, Path], language: str, scheme: str, width: int
) -> None:
    with live(browser, reports[language], width=width, color_scheme=scheme) as tab:
        assert violations(tab, axe) == []
        tab.locator(f"#changes button{day(LATER)}").click()
        assert violations(tab, axe) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "drawings"), [(WIDE, 1), (PHONE, 3)])
def test_one_drawing_on_wide_screens_and_one_for_each_jurisdiction_on_narrow_ones(
    browser: Browser, reports: dict[str, Path], width: int, drawings: int
) -> None:
    with live(browser, reports["en"], width=width) as tab:
        assert shown_drawings(tab) == drawings


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_word_leaves_its_band_and_none_is_small(
    browser: Browser, reports: dict[str, Path], language: str, width: int
) -> None:
    with live(browser, reports[language], width=width) as tab:
        found = tab.evaluate("""() => [...document.querySelectorAll('#changes .band')]
          .filter((band) => band.getClientRects().length)
          .map((band) => {
            const [body, text] = ['.body', 'text'].map((each) => band.querySelector(each).getBoundingClientRect());
            const inside = text.left >= body.left && text.right <= body.right && text.bottom <= body.bottom;
            return [inside, parseFloat(getComputedStyle(band.querySelector('text')).fontSize)];
          })""")

        assert len(found) == 6
        assert all(inside and size >= 14 for inside, size in found)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_links_are_large_enough_to_touch(browser: Browser, reports: dict[str, Path], width: int) -> None:
    with live(browser, reports["en"], width=width) as tab:
        boxes = [each.bounding_box() for each in tab.locator("#changes :is(.band, .tick, .to-date):visible").all()]

        assert len(boxes) > 12
        assert [box for box in boxes if box is not None and (box["height"] < 24 or box["width"] < 24)] == []


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_without_script_a_band_leads_to_its_row(browser: Browser, reports: dict[str, Path], width: int) -> None:
    with opened(browser, reports["en"], width, java_script_enabled=False) as tab:
        tab.locator("#changes .band:visible[href='#changes.ASHBY.2020-05-01']").focus()
        tab.keyboard.press("Enter")

        assert tab.url.endswith("#changes.ASHBY.2020-05-01")
        assert tab.locator("[id='changes.ASHBY.2020-05-01']").is_visible()
        assert tab.locator("#changes button:visible").count() == 0


def test_every_day_and_band_is_reached_with_the_keyboard(browser: Browser, reports: dict[str, Path]) -> None:
    with live(browser, reports["en"], width=WIDE) as tab:
        tab.locator("#changes .across").focus()
        reached = set()
        for _ in range(10):
            tab.keyboard.press("Tab")
            reached.add(tab.evaluate("document.activeElement.getAttribute('aria-label')"))

        assert len(reached) == 10
        assert "Ashby. From 1\u00a0May\u00a02020, and so on the date of the case: Not possible" in reached


CHOICES: dict[str, Callable[[Page], None]] = {
    "chart": lambda tab: tab.locator(f"#changes .across .tick{day(LATER)}").click(),
    "table": lambda tab: tab.locator(f"#changes button{day(LATER)}").click(),
    "space": lambda tab: tab.locator(f"#changes .across .tick{day(LATER)}").press(" "),
    "enter": lambda tab: tab.locator(f"#changes .across .tick{day(LATER)}").press("Enter"),
}


@pytest.mark.parametrize("by", CHOICES)
def test_choosing_a_day_moves_the_page(browser: Browser, law: Law, reports: dict[str, Path], by: str) -> None:
    with live(browser, reports["en"], width=WIDE) as tab:
        before = matrix(tab)
        CHOICES[by](tab)

        assert tab.locator(".what-if-form input[type=date]").first.input_value() == LATER
        assert matrix(tab) == from_tool(law, edited(law, CASE, ("2024-05-01\nfacts", f"{LATER}\nfacts")))
        assert matrix(tab) != before
        assert (
            tab.locator("#changes [role=status]").inner_text()
            == "“What if” now decides as of 1\u00a0January\u00a02025."
        )
        assert tab.locator("#changes .told a").is_visible()
        pressed = tab.locator("#changes [aria-pressed=true]:visible").all()
        assert [each.get_attribute("data-date") for each in pressed] == ["1\u00a0January\u00a02025"] * 2


def test_it_follows_a_date_that_is_chosen_elsewhere(browser: Browser, reports: dict[str, Path]) -> None:
    with live(browser, reports["en"], width=WIDE) as tab:
        set_date(tab, LATER)
        assert tab.locator(f"#changes button{day(LATER)}").get_attribute("aria-pressed") == "true"

        tab.get_by_role("button", name="Back to the case").click()
        assert tab.locator("#changes [aria-pressed=true]").count() == 0
        assert tab.locator("#changes [role=status]").inner_text() == ""
        assert not tab.locator("#changes .told a").is_visible()
        assert status(tab) == "Nothing is changed: these are the answers to the case."


def test_on_paper_the_drawings_stand_beside_each_other_and_nothing_is_a_button(
    browser: Browser, reports: dict[str, Path]
) -> None:
    with live(browser, reports["en"], width=WIDE) as tab:
        tab.emulate_media(media="print")

        assert shown_drawings(tab) == 3
        assert tab.locator("#changes .changes-table").is_visible()
        assert tab.locator("#changes button:visible").count() == 0


def test_forced_colours_keep_the_outlines_and_the_words(browser: Browser, axe: str, reports: dict[str, Path]) -> None:
    with live(browser, reports["en"], width=WIDE, forced_colors="active") as tab:
        body, paper = tab.evaluate("""() => {
          const style = getComputedStyle(document.querySelector('#changes .across .band .body'));
          return [style.stroke, style.fill];
        }""")

        assert body != paper
        assert tab.locator("#changes .band text:visible").first.text_content()
        assert violations(tab, axe) == []
