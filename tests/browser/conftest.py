"""Chromium, driven without a network. At a desk these tests are skipped where it is missing; in CI they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from checker.reports.comparison import render_html
from checker.reports.index import render_index
from tests.reports.small_law import CASE, page_of, read_case, small_law

HERE = Path(__file__).resolve().parent
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SEVERAL_LINES = (
    CASE.replace("{unknown: withheld}", "unknown")
    .replace("depth: {value: 4, by: digger, note: measured twice}", "depth: unknown")
    .replace("A hole in Mill Lane", "Un trou très-long-sans-espaces-" + "x" * 60)
    + "lines:\n  - {line: First hole, facts: {}}\n  - {line: Second hole, facts: {}}\n"
)


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        _missing("chromium")
    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as problem:
            _missing(f"a chromium that starts ({problem})")
            return
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility engine's own source."""
    source = HERE / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        _missing("axe-core (npm ci in tests/browser)")
    return source.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports of the small law by name: one line settled, several lines with much unknown, French, and an index."""
    folder = tmp_path_factory.mktemp("reports")
    law = small_law()
    page, several = (page_of(law, read_case(law, text)) for text in (CASE, SEVERAL_LINES))
    texts = {
        "settled": render_html(page, alternates={"en": "settled.html", "fr": "french.html"}),
        "several": render_html(several),
        "french": render_html(page, "fr", alternates={"en": "settled.html", "fr": "french.html"}),
        "index": render_index(law, [page, several], ["settled.html", "several.html"], "en"),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}
