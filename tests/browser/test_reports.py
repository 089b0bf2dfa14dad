"""Reports in a real browser: accessible, quiet, readable at every width and on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NAMES = ("settled", "several", "french", "index")
WIDTHS = {1366: 768, 360: 740}


@contextmanager
def opened(browser: Browser, path: Path, width: int = 1366, **options: Any) -> Iterator[Page]:
    """The page at a width, with whatever the browser complains about or asks the network for as a failure."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": WIDTHS.get(width, 740)}, **options)
    tab = context.new_page()
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: complaints.append(request.url) if request.url != path.as_uri() else None)
    tab.goto(path.as_uri())
    yield tab
    assert complaints == []
    context.close()


def violations(tab: Page, axe: str) -> list[str]:
    """What the accessibility engine finds, by rule and element, run past the page's policy, which forbids scripts."""
    session = tab.context.new_cdp_session(tab)
    session.send("Runtime.evaluate", {"expression": axe})
    found = session.send(
        "Runtime.evaluate",
        {
            "expression": "axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))",
            "awaitPromise": True,
        },
    )
    results = json.loads(found["result"]["value"])
    return [f"{each['id']}: {node['html'][:200]}" for each in results for node in each["nodes"]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_accessibility_engine_finds_nothing(
    browser: Browser, axe: str, reports: dict[str, Path], name: str, scheme: str, width: int
) -> None:
    with opened(browser, reports[name], width, color_scheme=scheme) as tab:
        assert violations(tab, axe) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_finds_nothing_with_every_fold_open(
    browser: Browser, axe: str, reports: dict[str, Path], name: str
) -> None:
    with opened(browser, reports[name]) as tab:
        for fold in tab.locator("details:visible").all():
            fold.evaluate("fold => fold.open = true")

        assert violations(tab, axe) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 360, 768, 1366])
def test_nothing_scrolls_sideways(browser: Browser, reports: dict[str, Path], name: str, width: int) -> None:
    with opened(browser, reports[name], width) as tab:
        for fold in tab.locator("details").all():
            fold.evaluate("fold => fold.open = true")

        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", NAMES)
def test_it_reads_without_script(browser: Browser, reports: dict[str, Path], name: str) -> None:
    with opened(browser, reports[name], java_script_enabled=False) as tab:
        assert tab.locator("h1").is_visible()
        assert tab.locator(".board .answer, .matrix .answer").first.is_visible()


def test_wide_screens_show_the_table_and_narrow_ones_the_list(browser: Browser, reports: dict[str, Path]) -> None:
    for width, table in ((1366, True), (360, False)):
        with opened(browser, reports["settled"], width) as tab:
            assert tab.locator("table.side-by-side").first.is_visible() is table
            assert tab.locator(".stage-list").first.is_visible() is not table


def test_the_lead_is_on_the_first_screen_of_a_phone(browser: Browser, reports: dict[str, Path]) -> None:
    with opened(browser, reports["settled"], 360) as tab:
        box = tab.locator(".lead").bounding_box()

        assert box is not None
        assert box["y"] + box["height"] <= 740


def test_a_link_to_a_rule_opens_the_fold_that_holds_it(browser: Browser, reports: dict[str, Path]) -> None:
    with opened(browser, reports["settled"]) as tab:
        tab.evaluate("location.hash = '#ASHBY.mill_lane'")
        rule = tab.locator("[id='ASHBY.mill_lane']")

        rule.wait_for(state="visible")


def test_links_and_folds_are_large_enough_to_touch(browser: Browser, reports: dict[str, Path]) -> None:
    with opened(browser, reports["settled"], 360) as tab:
        boxes = [each.bounding_box() for each in tab.locator("summary:visible, .contents a, .board .name a").all()]

        assert boxes
        assert [box for box in boxes if box is not None and (box["height"] < 24 or box["width"] < 24)] == []


def test_everything_can_be_reached_with_the_keyboard(browser: Browser, reports: dict[str, Path]) -> None:
    with opened(browser, reports["settled"]) as tab:
        tab.keyboard.press("Tab")

        assert tab.evaluate("document.activeElement.className") == "skip"
        assert tab.locator(".skip").is_visible()


@pytest.mark.parametrize("name", NAMES)
def test_it_prints(browser: Browser, reports: dict[str, Path], name: str) -> None:
    with opened(browser, reports[name]) as tab:
        printed = tab.pdf(prefer_css_page_size=True, tagged=True)

        assert printed.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 1


def test_on_paper_every_fold_is_open_and_the_groups_stand_instead_of_the_table(
    browser: Browser, reports: dict[str, Path]
) -> None:
    with opened(browser, reports["settled"]) as tab:
        tab.emulate_media(media="print")

        assert tab.locator(".narrow .rule").first.is_visible()
        assert not tab.locator("table.side-by-side").first.is_visible()
        folds = tab.locator("details:visible").all()
        heights = [
            fold.evaluate("fold => fold.scrollHeight > fold.firstElementChild.offsetHeight + 4") for fold in folds
        ]
        assert heights
        assert all(heights)


@pytest.mark.parametrize("name", NAMES)
def test_forced_colours_keep_every_word(browser: Browser, axe: str, reports: dict[str, Path], name: str) -> None:
    with opened(browser, reports[name], forced_colors="active") as tab:
        assert tab.locator(".board .answer strong, .matrix .answer strong").first.is_visible()
        assert violations(tab, axe) == []
