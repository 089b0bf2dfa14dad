"""The index of a folder in a real browser: filters, sorting, the keyboard, phones, paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from checker.reports.index import render_index
from tests.browser.test_reports import opened, violations
from tests.reports.index_cases import LINKS, index_pages
from tests.reports.small_law import small_law

pytestmark = pytest.mark.browser

MILL, NARROW, BENEATH, UNKNOWN = "A hole in Mill Lane", "Étroite tranchée", "Beneath Mill Lane", "Nobody measured it"
EVERY = [MILL, NARROW, BENEATH, UNKNOWN]


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("indexes")
    law = small_law()
    pages = index_pages(law)
    written = {}
    for language in ("en", "fr"):
        written[language] = folder / f"index.{language}.html"
        written[language].write_text(render_index(law, pages, LINKS, language), encoding="utf-8")
    return written


def shown(tab: Page) -> list[str]:
    return [each.inner_text() for each in tab.locator("#matrix tbody tr:visible .title").all()]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_accessibility_engine_finds_nothing(
    browser: Browser, axe: str, indexes: dict[str, Path], language: str, scheme: str, width: int
) -> None:
    with opened(browser, indexes[language], width, color_scheme=scheme) as tab:
        assert tab.locator("#filters").is_visible()
        assert violations(tab, axe) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_every_case_is_there_and_no_dead_control(browser: Browser, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["en"], java_script_enabled=False) as tab:
        assert shown(tab) == EVERY
        assert not tab.locator("#filters").is_visible()
        assert tab.locator("th button").count() == 0


def test_words_find_cases_whatever_their_accents(browser: Browser, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["en"]) as tab:
        tab.get_by_label("Find a case").fill("etroite  TRANCHEE")
        assert shown(tab) == [NARROW]
        assert tab.locator("#count").inner_text() == "1 of 4 cases shown"

        tab.get_by_label("Find a case").fill("mill 2024")
        assert shown(tab) == [MILL, BENEATH]

        tab.get_by_label("Find a case").fill("nowhere")
        assert shown(tab) == []
        assert tab.locator("#count").inner_text() == "0 of 4 cases shown"

        tab.get_by_role("button", name="Show every case").click()
        assert shown(tab) == EVERY


def test_an_outcome_also_finds_cases_that_could_come_to_it(browser: Browser, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["en"]) as tab:
        outcome = tab.get_by_label("Comes to, or could come to")
        outcome.select_option(label="Go ahead on these facts")
        assert shown(tab) == [NARROW, UNKNOWN]

        outcome.select_option(label="Not settled")
        assert shown(tab) == [UNKNOWN]

        outcome.select_option(label="Not possible")
        assert shown(tab) == [MILL, BENEATH, UNKNOWN]
        tab.get_by_label("Ashby", exact=True).uncheck()
        assert shown(tab) == [BENEATH, UNKNOWN]


def test_only_differences_looks_at_the_jurisdictions_shown(browser: Browser, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["en"]) as tab:
        tab.get_by_label("Only cases in which these jurisdictions differ").check()
        assert shown(tab) == [MILL, BENEATH, UNKNOWN]

        tab.get_by_label("Cedarton", exact=True).uncheck()
        assert shown(tab) == [MILL, BENEATH]
        assert not tab.locator("th[data-program=CEDARTON]").is_visible()
        assert tab.locator("td[data-program=CEDARTON]:visible").count() == 0

        tab.get_by_label("Bircham", exact=True).uncheck()
        assert shown(tab) == []
        assert tab.get_by_label("Ashby", exact=True).is_disabled()


def test_cases_are_sorted_by_choice_and_by_the_heads_of_columns(browser: Browser, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["en"]) as tab:
        choice = tab.get_by_label("Sort by")
        choice.select_option(label="Date, latest first")
        assert shown(tab) == [BENEATH, MILL, NARROW, UNKNOWN]

        choice.select_option(label="Title")
        assert shown(tab) == [MILL, BENEATH, NARROW, UNKNOWN]
        tab.get_by_label("The other way round").check()
        assert shown(tab) == [UNKNOWN, NARROW, BENEATH, MILL]

        tab.get_by_role("button", name="Cedarton", exact=True).click()
        assert shown(tab) == [BENEATH, MILL, NARROW, UNKNOWN]
        head = tab.locator("th[data-program=CEDARTON]")
        assert head.get_attribute("aria-sort") == "descending"
        tab.get_by_role("button", name="Cedarton", exact=True).click()
        assert shown(tab) == [UNKNOWN, NARROW, MILL, BENEATH]
        assert head.get_attribute("aria-sort") == "ascending"
        assert tab.locator("[aria-sort]").count() == 1


def test_the_keyboard_reaches_and_works_every_control(browser: Browser, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["en"]) as tab:
        order = []
        for _ in range(14):
            tab.keyboard.press("Tab")
            order.append(
                tab.evaluate(
                    "document.activeElement.id || document.activeElement.value || document.activeElement.innerText"
                )
            )
            if order[-1] == "BIRCHAM":
                tab.keyboard.press("Space")
            if order[-1] == "Ashby":
                tab.keyboard.press("Enter")

        assert order == [
            "Skip to the answers", "find", "outcome", "sort", "reverse", "ASHBY", "BIRCHAM", "CEDARTON", "differences",
            "reset", "answers", "Case", "Ashby", "Cedarton",
        ]  # fmt: skip
        assert tab.get_by_label("Sort by").input_value() == "=ASHBY"
        assert not tab.locator("th[data-program=BIRCHAM]").is_visible()


def test_heads_and_cases_stay_in_sight(browser: Browser, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["en"], 768) as tab:
        tab.set_viewport_size({"width": 768, "height": 400})
        region = tab.locator("#answers")
        region.evaluate("region => region.scrollTo(60, 120)")
        assert region.evaluate("region => region.scrollTop") > 50
        top, left = (region.bounding_box()[side] for side in ("y", "x"))  # type: ignore[index]

        head, case = tab.locator("th[data-program=ASHBY]"), tab.locator("tbody th.case").nth(1)
        assert abs(head.bounding_box()["y"] - top) < 2  # type: ignore[index]
        assert abs(case.bounding_box()["x"] - left) < 2  # type: ignore[index]


def test_on_a_phone_each_answer_names_its_jurisdiction(browser: Browser, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["en"], 390) as tab:
        cell = tab.locator("td[data-program=BIRCHAM]").first

        assert cell.inner_text().split("\n") == ["Bircham", "Ask first"]
        assert cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 390  # type: ignore[index]
        targets = tab.locator("#matrix a:visible, #filters button, #filters select, #filters input").all()
        boxes = [each.bounding_box() for each in targets]
        assert [box for box in boxes if box is not None and (box["height"] < 24 or box["width"] < 24)] == []
        tab.get_by_label("Sort by").select_option(label="Cedarton, strictest first")
        assert shown(tab) == [BENEATH, MILL, NARROW, UNKNOWN]


def test_on_paper_there_is_the_list_and_no_control(browser: Browser, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["en"]) as tab:
        tab.emulate_media(media="print")

        assert not tab.locator("#filters").is_visible()
        assert tab.locator("td .who").first.bounding_box()["width"] > 20  # type: ignore[index]
        assert shown(tab) == EVERY


def test_forced_colours_keep_every_word(browser: Browser, axe: str, indexes: dict[str, Path]) -> None:
    with opened(browser, indexes["fr"], forced_colors="active") as tab:
        assert tab.locator(".matrix .answer strong").first.is_visible()
        assert violations(tab, axe) == []
