"""The comparison as a workbook: what it says, that nothing in it is a formula, and that its bytes never change."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from checker.cleaning import clean
from checker.ir.law import Law
from checker.reports.in_xlsx.render import render
from checker.reports.in_xlsx.sheets import Sheet
from checker.reports.in_xlsx.workbook import MOST_CHARACTERS, write
from checker.reports.view.inputs import ComparisonPage
from tests.reports.small_law import page_of, read_case
from tests.reports.test_escaping import PAYLOADS, hostile

FORMULAS = ("=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", ' =HYPERLINK("http://x")', "\ufffe=1")


def read_back(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def texts(sheet: Any) -> list[list[str]]:
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def test_every_jurisdiction_answers_every_stage(page: ComparisonPage) -> None:
    sheet = read_back(render(page, "en"))["Side by side"]

    head, *rows = texts(sheet)
    assert head == ["Stage", "Ashby", "Bircham", "Cedarton"]
    assert [row[0] for row in rows] == ["Is leave needed?", "What does it come to?"]
    assert all(cell for row in rows for cell in row)
    assert rows[0][1].startswith("Forbidden\nHOLES\xa0s 5")
    assert "≠ Differs from Ashby" in rows[0][2]


def test_names_for_programs_stand_beside_the_words(page: ComparisonPage) -> None:
    head, *rows = texts(read_back(render(page, "en"))["Answers"])

    first = dict(zip(head, rows[1], strict=True))
    assert first["Jurisdiction, name"] == "BIRCHAM"
    assert first["Decision, name"] == "leave"
    assert first["Possible outcomes, names"] == "notice, leave"
    assert len(rows) == 6


def test_obligations_facts_sources_and_what_is_unverified_are_there(page: ComparisonPage) -> None:
    book = read_back(render(page, "en"))

    said = {name: "\n".join("\n".join(row) for row in texts(book[name])) for name in book.sheetnames}
    assert "Put up a fence" in said["Duties"]
    assert "Depth in metres" in said["Facts"]
    assert "measured twice" in said["Facts"]
    assert "Holes Act 1990" in said["Sources"]
    assert "CUSTOM" in said["Unverified, not encoded"]
    assert "Digging at night" in said["Unverified, not encoded"]
    assert "Not an official decision" in said["Summary"]
    assert page.law.digest in said["Summary"]


def test_french_speaks_french(page: ComparisonPage) -> None:
    book = read_back(render(page, "fr"))

    assert book.sheetnames[:2] == ["Synthèse", "Vue comparée"]
    assert book.properties.language == "fr"
    assert "Interdit" in texts(book["Vue comparée"])[1][1]


def test_a_sheet_is_made_to_be_read_and_printed(page: ComparisonPage) -> None:
    book = read_back(render(page, "en"))

    assert book.properties.language == "en"
    assert book.properties.title == page.case.title
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.auto_filter.ref
        assert sheet.column_dimensions["A"].width >= 8
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)


def test_the_same_report_has_the_same_bytes_and_no_time_of_day(page: ComparisonPage) -> None:
    content = render(page, "en")

    assert render(page, "en") == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert read_back(content).properties.modified == datetime(1980, 1, 1)


@pytest.mark.parametrize("payload", [*FORMULAS, *PAYLOADS])
def test_what_a_case_says_is_text_and_never_a_formula_or_a_link(towns: Law, payload: str) -> None:
    content = render(page_of(towns, hostile(read_case(towns), payload)), "en")

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert parts
        for part in parts:
            xml = archive.read(part)
            assert b"<f>" not in xml
            assert b"<hyperlink" not in xml
    cells = [
        cell for sheet in read_back(content) for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    risky = [cell for cell in cells if str(cell.value).lstrip()[:1] in ("=", "+", "-", "@")]
    assert all(cell.quotePrefix for cell in risky)
    assert risky or clean(payload).strip()[:1] not in ("=", "+", "-", "@")


def test_a_text_that_no_cell_holds_is_cut_and_the_cut_shows() -> None:
    sheet = Sheet("a:b", ("head", "words"), (("row", "x" * (MOST_CHARACTERS + 1)),), (10, 20))

    book = read_back(write([sheet], title="t", subject="s", language="en", footer="f"))

    (shown,) = book
    assert shown.title == "a b"
    assert shown["B2"].value == "x" * MOST_CHARACTERS + " […]"
