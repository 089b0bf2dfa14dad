"""The side by side section in a real browser: another baseline, only differences, order of columns, folds."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from checker.reports.comparison import render_html
from tests.browser.conftest import SEVERAL_LINES
from tests.browser.test_reports import opened, violations
from tests.reports.small_law import CASE, page_of, read_case, small_law

pytestmark = pytest.mark.browser

UNKNOWN_DEPTH = CASE.replace("depth: {value: 4, by: digger, note: measured twice}", "depth: unknown")
MIXED = (
    CASE.replace("street: mill_lane", "street: high_street")
    .replace("sealed: {unknown: not_asked, note: nobody has looked}", "sealed: false")
    .replace("ground_risk: {unknown: withheld}", "ground_risk: low")
)
STATE = """section => [...section.querySelectorAll('table[data-line], .narrow')].map(each => {
    const walk = node => node.nodeType === 3 ? node.data.replace(/\\s+/g, ' ').trim() : [node.tagName,
      ...[...node.attributes].map(one => `${one.name}=${one.value.replace(' baseline-note', '')}`).sort(),
      ...[...node.childNodes].map(walk).filter(one => one !== '')];
    each.normalize();
    return walk(each);
  })"""
"""What the section shows, whatever the spaces and the order of attributes."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same cases with either baseline; one that differs at one stage only; one of several lines."""
    folder = tmp_path_factory.mktemp("side")
    law = small_law()
    made = {
        f"{name}-{baseline}-{language}": render_html(page_of(law, read_case(law, text), baseline=baseline), language)
        for name, text in (("known", CASE), ("unknown", UNKNOWN_DEPTH), ("mixed", MIXED), ("lines", SEVERAL_LINES))
        for baseline in ("ASHBY", "CEDARTON")
        for language in ("en", "fr")
    }
    for name, html in made.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


def section(tab: Page) -> list[object]:
    found: list[object] = tab.locator("#side-by-side").evaluate(STATE)
    return found


@pytest.mark.parametrize("name", ["known", "unknown", "mixed", "lines"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [1280, 390])
def test_another_baseline_shows_what_a_report_with_that_baseline_shows(
    browser: Browser, pages: dict[str, Path], name: str, language: str, width: int
) -> None:
    with opened(browser, pages[f"{name}-CEDARTON-{language}"], width) as tab:
        wanted = section(tab)

    with opened(browser, pages[f"{name}-ASHBY-{language}"], width) as tab:
        before = section(tab)
        tab.locator("#side-baseline").select_option("CEDARTON")
        assert section(tab) == wanted
        assert section(tab) != before

        tab.locator("#side-baseline").select_option("ASHBY")
        assert section(tab) == before


def test_the_answers_to_a_changed_case_follow_the_baseline(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["known-ASHBY-en"]) as tab:
        assert tab.locator(".what-if-matrix th.baseline").inner_text().startswith("Ashby")
        tab.get_by_label("Baseline", exact=True).select_option(label="Cedarton")

        assert tab.locator(".what-if-matrix th.baseline").inner_text().startswith("Cedarton")
        assert tab.locator(".side-told").inner_text().startswith("Baseline: Cedarton.")


def test_only_differences_leaves_the_stages_that_differ(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["mixed-ASHBY-en"]) as tab:
        rows = tab.locator("#side-by-side table[data-line] tbody tr")
        alike = tab.locator("#side-by-side table[data-line] tbody tr:has(> td.same)").count()
        assert 0 < alike < rows.count()

        tab.get_by_label("Only differences").check()
        assert tab.locator("#side-by-side table[data-line] tbody tr:visible").count() == rows.count() - alike
        shown = rows.count() - alike
        assert tab.locator(".side-told").inner_text() == f"Baseline: Ashby. {shown} of {rows.count()} stages shown."
        tab.set_viewport_size({"width": 390, "height": 740})
        assert tab.locator(".stage-list:visible").count() == shown
        tab.emulate_media(media="print")
        assert tab.locator(".stage-list:visible").count() == rows.count()


def test_a_link_to_an_answer_that_is_not_shown_shows_it(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["mixed-ASHBY-en"]) as tab:
        anchor = tab.locator("#side-by-side td.same .anchor").first
        tab.get_by_label("Only differences").check()
        tab.evaluate("id => { location.hash = id; }", anchor.get_attribute("id"))
        tab.wait_for_function("!document.querySelector('.only-differences')")

        assert not tab.get_by_label("Only differences").is_checked()


def test_columns_stand_strictest_first_with_every_cell_under_its_head(browser: Browser, pages: dict[str, Path]) -> None:
    def columns(tab: Page) -> list[list[str]]:
        found: list[list[str]] = tab.locator("#side-by-side table[data-line]").first.evaluate(
            """table => [...table.tHead.rows[0].cells].slice(1).map((head, place) => [head.dataset.programs,
                ...[...table.tBodies[0].rows].map(row => row.querySelector('.each')
                  ? row.querySelector('.each').children[place].textContent : row.cells[place + 1].textContent)])"""
        )
        return found

    with opened(browser, pages["unknown-ASHBY-en"]) as tab:
        before = columns(tab)
        assert [each[0] for each in before] == ["ASHBY", "BIRCHAM", "CEDARTON"]

        tab.get_by_label("Strictest first").check()
        assert columns(tab) == [before[0], before[2], before[1]]

        tab.get_by_label("Strictest first").uncheck()
        assert columns(tab) == before


def test_every_fold_opens_and_closes_at_once(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["known-ASHBY-en"]) as tab:
        folds = tab.locator("#side-by-side details.rules")
        tab.get_by_role("button", name="Open all rules").click()
        assert folds.evaluate_all("folds => folds.every(fold => fold.open)")

        tab.get_by_role("button", name="Close all rules").click()
        assert folds.evaluate_all("folds => folds.every(fold => !fold.open)")
        tab.get_by_role("button", name="Open all rules").wait_for()


def test_the_keyboard_works_every_control(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["known-ASHBY-en"]) as tab:
        tab.get_by_label("Baseline", exact=True).focus()
        tab.keyboard.press("ArrowDown")
        assert tab.locator("#side-by-side th.baseline").first.inner_text().startswith("Bircham and Cedarton")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Space")
        assert tab.locator(".only-differences").count() == 1
        tab.keyboard.press("Tab")
        tab.keyboard.press("Space")
        assert tab.get_by_label("Strictest first").is_checked()
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        tab.get_by_role("button", name="Close all rules").wait_for()


def test_heads_and_stages_stay_in_sight(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["known-ASHBY-en"], 768) as tab:
        tab.set_viewport_size({"width": 768, "height": 400})
        tab.get_by_role("button", name="Open all rules").click()
        region = tab.locator("#side-by-side .scroll").first
        region.evaluate("region => region.scrollTo(0, 200)")
        assert region.evaluate("region => region.scrollTop") == 200
        top = region.bounding_box()

        head = tab.locator("#side-by-side thead th").nth(1).bounding_box()
        assert head is not None
        assert top is not None
        assert abs(head["y"] - top["y"]) < 2


def test_without_script_the_baseline_of_the_report_stays(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["known-CEDARTON-en"], java_script_enabled=False) as tab:
        assert tab.locator(".side-controls").count() == 0
        assert "with the baseline, Cedarton" in tab.locator("#side-by-side th.baseline").first.inner_text()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_accessibility_engine_finds_nothing_after_every_choice(
    browser: Browser, axe: str, pages: dict[str, Path], language: str, scheme: str, width: int
) -> None:
    with opened(browser, pages[f"unknown-ASHBY-{language}"], width, color_scheme=scheme) as tab:
        tab.locator("#side-baseline").select_option("CEDARTON")
        for box in tab.locator(".side-controls input").all():
            box.check()
        tab.locator(".side-controls button").click()

        assert violations(tab, axe) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
