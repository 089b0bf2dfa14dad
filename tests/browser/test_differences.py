"""The page of a difference in a real browser: accessible, quiet, readable at every width and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from checker.reports.differences.render import render_diff_html, render_gaps_html
from tests.browser.test_reports import WIDTHS, opened, violations
from tests.reports.differing_laws import one_version, two_days, two_versions
from tests.reports.test_difference_escaping import hostile
from tests.reports.test_gaps import gaps, law

pytestmark = pytest.mark.browser

NAMES = ("versions", "words", "days", "long", "gaps")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two versions, an edit of words alone, two days, a law whose every label is one long word, and gaps."""
    folder = tmp_path_factory.mktemp("differences")
    laws = {
        "versions": two_versions(),
        "words": one_version(),
        "days": two_days(),
        "long": hostile("x" * 90),
    }
    texts = {
        name: render_diff_html(each.old, each.new, each.found, each.edits, each.names, days=each.days)
        for name, each in laws.items()
    }
    texts["gaps"] = render_gaps_html(law(), gaps())
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_accessibility_engine_finds_nothing(
    browser: Browser, axe: str, pages: dict[str, Path], name: str, scheme: str, width: int
) -> None:
    with opened(browser, pages[name], width, color_scheme=scheme) as tab:
        for fold in tab.locator("details").all():
            fold.evaluate("fold => fold.open = true")

        assert violations(tab, axe) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 768, 1366])
def test_nothing_scrolls_sideways(browser: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    with opened(browser, pages[name], width) as tab:
        for fold in tab.locator("details").all():
            fold.evaluate("fold => fold.open = true")

        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_it_reads_without_script(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["versions"], java_script_enabled=False) as tab:
        assert tab.locator("h1").is_visible()
        assert tab.locator(".change .answer").first.is_visible()


def test_the_lead_is_on_the_first_screen_of_a_phone(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["versions"], 360) as tab:
        box = tab.locator(".lead").bounding_box()

        assert box is not None
        assert box["y"] + box["height"] <= 740


def test_the_text_stands_beside_what_it_changes_where_there_is_room(browser: Browser, pages: dict[str, Path]) -> None:
    for width, beside in ((1366, True), (360, False)):
        with opened(browser, pages["versions"], width) as tab:
            fused = tab.locator(".fused.has-text").first
            told, text = fused.locator("> div").nth(0).bounding_box(), fused.locator("> .behind").bounding_box()

            assert told is not None
            assert text is not None
            assert (text["x"] >= told["x"] + told["width"]) is beside


def test_links_and_folds_are_large_enough_to_touch(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["versions"], 360) as tab:
        boxes = [each.bounding_box() for each in tab.locator("summary:visible, main a:visible").all()]

        assert boxes
        assert [box for box in boxes if box is not None and (box["height"] < 24 or box["width"] < 24)] == []


def test_everything_can_be_reached_with_the_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["versions"]) as tab:
        tab.keyboard.press("Tab")

        assert tab.evaluate("document.activeElement.className") == "skip"


def test_on_paper_every_fold_is_open(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["versions"]) as tab:
        tab.emulate_media(media="print")

        assert tab.locator(".region .case-file").first.is_visible()
        assert tab.pdf(prefer_css_page_size=True, tagged=True).startswith(b"%PDF")


@pytest.mark.parametrize("name", NAMES)
def test_forced_colours_keep_every_word(browser: Browser, axe: str, pages: dict[str, Path], name: str) -> None:
    with opened(browser, pages[name], forced_colors="active") as tab:
        assert tab.locator("h1").is_visible()
        assert violations(tab, axe) == []
