"""What the reports of a small case look like in every form. Regenerated with `--snapshot-update`, and then read."""

from __future__ import annotations

import json

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from checker.reports.catalogue import LANGUAGES
from checker.reports.comparison import page_as_json, render_html, render_markdown, render_text
from checker.reports.view.inputs import ComparisonPage


def kept_as(ending: str) -> type[SingleFileSnapshotExtension]:
    """A file of its own, with this ending."""

    class Kept(SingleFileSnapshotExtension):
        _write_mode = WriteMode.TEXT
        file_extension = ending

    return Kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_html(page: ComparisonPage, snapshot: SnapshotAssertion, language: str) -> None:
    shown = render_html(page, language, alternates={"en": "report.en.html", "fr": "report.fr.html"}, script=False)

    assert shown == snapshot(extension_class=kept_as("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown(page: ComparisonPage, snapshot: SnapshotAssertion, language: str) -> None:
    assert render_markdown(page, language) == snapshot(extension_class=kept_as("md"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_text(page: ComparisonPage, snapshot: SnapshotAssertion, language: str) -> None:
    assert render_text(page, language) == snapshot(extension_class=kept_as("txt"))


def test_json(page: ComparisonPage, snapshot: SnapshotAssertion) -> None:
    shown = json.dumps(page_as_json(page), ensure_ascii=False, indent=2) + "\n"

    assert shown == snapshot(extension_class=kept_as("json"))
