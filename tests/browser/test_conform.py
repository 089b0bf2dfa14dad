"""The page of commitments in a real browser: accessible, readable at every width, on paper and without script."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from checker.analysis.conform.conform_law import conform_law
from checker.api import open_law
from checker.reports.conform.render import render_conform
from tests.browser.test_reports import WIDTHS, opened, violations
from tests.conftest import SECOND_DOMAIN

pytest.importorskip("pysat")
pytestmark = pytest.mark.browser

NAMES = ("pledge", "long")
MORE = """
commitment quiet "No leave is ever needed"
  cites PLEDGE "3"
  interpretation "A measure of this test."
  always leave is free

commitment never "Nothing keeps this"
  cites PLEDGE "5"
  always leave is free and leave is not free
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pledge with claims that are conditional and refuted; and the same with every title one long word."""
    folder = tmp_path_factory.mktemp("commitments")
    made = {}
    for name in NAMES:
        policies = folder / name
        shutil.copytree(SECOND_DOMAIN / "policies", policies)
        file = policies / "voluntary" / "good_neighbour.policy"
        text = file.read_text(encoding="utf-8") + MORE
        if name == "long":
            text = text.replace('"No leave is ever needed"', f'"{"x" * 90}"').replace(
                '"Good neighbour pledge"', f'"{"y" * 90}"'
            )
        file.write_text(text, encoding="utf-8")
        opened_law = open_law(policies)
        assert opened_law.law is not None
        found = conform_law(opened_law.law, opened_law.law.jurisdictions)
        made[name] = folder / f"{name}.html"
        made[name].write_text(render_conform(opened_law.law, found, opened_law.texts(), "html"), encoding="utf-8")
    return made


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


def test_a_verdict_in_the_matrix_leads_to_its_reasons(browser: Browser, pages: dict[str, Path]) -> None:
    with opened(browser, pages["pledge"], 1366, java_script_enabled=False) as tab:
        tab.get_by_role("link", name="Refuted").first.click()

        assert tab.url.endswith("#GOOD_NEIGHBOUR.never.NORTHTOWN")
        assert tab.locator(".beside.refuted").first.is_visible()


def test_paper_shows_what_is_folded_and_the_groups_instead_of_the_matrix(
    browser: Browser, pages: dict[str, Path]
) -> None:
    with opened(browser, pages["pledge"], 800) as tab:
        tab.emulate_media(media="print")

        assert tab.locator(".by-verdict").first.is_visible()
        assert not tab.locator(".matrix").first.is_visible()
        assert tab.locator(".case-file").first.is_visible()
