"""The comparison as a PDF: its words, its tags, its pages, and that its bytes never change."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from checker.ir.law import Law
from checker.reports.in_pdf import render as in_pdf
from checker.reports.phrase import text_of
from checker.reports.view.build import build_view
from checker.reports.view.inputs import ComparisonPage
from tests.conftest import ROOT
from tests.reports.small_law import page_of, read_case
from tests.reports.test_escaping import hostile

if in_pdf.why_not() is not None and not os.environ.get("CI"):
    pytest.skip("WeasyPrint or what it loads is not here", allow_module_level=True)

from pypdf import PdfReader


@pytest.fixture(scope="module")
def written(page: ComparisonPage) -> bytes:
    return in_pdf.render(page, "en")


@pytest.fixture(scope="module")
def read(written: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(written))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def elements(reader: PdfReader) -> Iterator[Any]:
    """Every element of the tag tree."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, dict):
            yield element
            kids = element.get("/K", [])
            kids = kids.get_object() if hasattr(kids, "get_object") else kids
            waiting += [kid for kid in (kids if isinstance(kids, list) else [kids]) if hasattr(kid, "get_object")]
        elif isinstance(element, list):
            waiting += element


def test_everything_a_reader_needs_is_in_the_words(read: PdfReader, page: ComparisonPage) -> None:
    said = words(read)

    for text in (
        "A hole in Mill Lane",
        "Forbidden",
        "Not settled: could be",
        "Differs from Ashby",
        "Put up a fence",
        "measured twice",
        "Digging at night",
        "Holes Act 1990",
        "The Act says closed; we read it as sealed.",
    ):
        assert text in said
    assert page.law.digest in said.replace(" ", "")


def test_every_rule_that_bears_on_an_answer_is_told_with_its_reasons(read: PdfReader, page: ComparisonPage) -> None:
    said = words(read)

    view = build_view(page, "en")
    rules = [rule for t in view.tables for s in t.stages for c in s.cells if c.rules for rule in c.rules.rules]
    assert rules
    for rule in rules:
        assert rule.name in said.replace("\xad", "")
        assert text_of(rule.status) in said


def test_it_has_a_language_a_title_and_an_outline(read: PdfReader) -> None:
    root = read.trailer["/Root"]

    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title is not None
    assert read.metadata.title.startswith("A hole in Mill Lane – Comparison report")
    titles = [entry.title for entry in read.outline[1] if not isinstance(entry, list)]
    assert titles[:3] == ["1 The answers", "2 Where they part", "3 Side by side"]


def test_it_is_tagged_and_table_cells_know_their_headers(read: PdfReader) -> None:
    every = list(elements(read))

    kinds = [element.get("/S") for element in every]
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for kind in ("/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"):
        assert kind in kinds
    assert "/Figure" not in kinds
    cells = [element for element in every if element.get("/S") == "/TD"]
    assert all(len(cell["/A"]["/Headers"]) >= 2 for cell in cells)


def test_pages_are_numbered_and_carry_the_number_of_the_report(read: PdfReader, page: ComparisonPage) -> None:
    count = len(read.pages)

    assert count > 2
    for number, shown in enumerate(read.pages, start=1):
        said = " ".join(shown.extract_text().split())
        assert f"Page {number} of {count}" in said
        assert f"Report {page.number}" in said


def test_a_table_that_goes_on_repeats_its_head(towns: Law) -> None:
    case = read_case(towns)
    fact = case.facts[0]
    long = evolve(case, facts=tuple(evolve(fact, note="a note of some length " * 12) for _ in range(40)))

    reader = PdfReader(io.BytesIO(in_pdf.render(page_of(towns, long), "en")))

    with_rows = [text for page in reader.pages if "a note of some length" in (text := page.extract_text())]
    assert len(with_rows) > 1
    assert all("Supplied by" in text for text in with_rows)


def test_nothing_reaches_the_edge_of_a_page(towns: Law, tmp_path: Path) -> None:
    if not shutil.which("pdftoppm"):
        if os.environ.get("CI"):
            pytest.fail("pdftoppm is missing")
        pytest.skip("pdftoppm is not here")
    from PIL import Image

    file = tmp_path / "report.pdf"
    file.write_bytes(in_pdf.render(page_of(towns, hostile(read_case(towns), "unbroken" * 60)), "fr"))
    subprocess.run(["pdftoppm", "-r", "36", "-gray", str(file), str(tmp_path / "page")], check=True)

    images = sorted(tmp_path.glob("page*.pgm"))
    assert images
    for path in images:
        with Image.open(path) as image:
            wide, high = image.size
            edge = 36 * 10 // 25  # 10 mm
            for box in (
                (0, 0, edge, high),
                (wide - edge, 0, wide, high),
                (0, 0, wide, edge),
                (0, high - edge // 2, wide, high),
            ):
                assert image.crop(box).getextrema() == (255, 255), path.name


def test_french_speaks_french(page: ComparisonPage) -> None:
    reader = PdfReader(io.BytesIO(in_pdf.render(page, "fr")))

    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert "Les réponses" in words(reader)
    assert f"Page 1 sur {len(reader.pages)}" in words(reader)


def test_it_has_the_same_bytes_in_another_process(written: bytes, tmp_path: Path) -> None:
    program = (
        "import sys; from tests.reports.small_law import *; from checker.reports.in_pdf.render import render; "
        "law = small_law(); sys.stdout.buffer.write(render(page_of(law, read_case(law)), 'en'))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}

    again = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, check=True)

    assert again.stdout == written
    assert b"/CreationDate" not in written


def test_nothing_is_fetched_whatever_a_case_says(towns: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    payload = '</style><img src="http://127.0.0.1:9/x.png"><link rel=stylesheet href="file:///etc/passwd">'

    content = in_pdf.render(page_of(towns, hostile(read_case(towns), payload)), "en")

    reader = PdfReader(io.BytesIO(content))
    assert "127.0.0.1:9" in words(reader)
    assert "root:" not in words(reader)
    assert "/Figure" not in [element.get("/S") for element in elements(reader)]


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    assert in_pdf.why_not() == "the library WeasyPrint"
