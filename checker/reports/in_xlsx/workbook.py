"""Sheets as an XLSX file: strings only, the same bytes for the same report."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from checker.reports.in_xlsx.sheets import Sheet
from checker.version import __version__

MOST_CHARACTERS = 32_000
"""A cell holds 32 767; what is longer is cut, and the cut shows."""

_NO_DAY = datetime(1980, 1, 1)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r]")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def why_not() -> str | None:
    """Why no workbook can be written here: the extra `xlsx` is missing."""
    try:
        import xlsxwriter  # noqa: F401 (whether it is there)
    except ImportError:
        return "the library XlsxWriter"
    return None


def write(sheets: Sequence[Sheet], *, title: str, subject: str, language: str, footer: str) -> bytes:
    """The workbook. `footer` stands at the foot of printed pages."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": safe(title), "subject": safe(subject), "created": _NO_DAY})
    book.set_custom_property("Generator", f"Comity {__version__}", "text")
    for sheet in sheets:
        _write_sheet(book, sheet, footer)
    book.close()
    return _settled(stream.getvalue(), language)


def safe(text: str) -> str:
    """Text that XML can hold and a cell takes whole."""
    text = _NOT_XML.sub("\ufffd", text)
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + " […]"


def _write_sheet(book: Any, sheet: Sheet, footer: str) -> None:
    looks = {"text_wrap": True, "valign": "top"}
    plain, quoted = book.add_format(looks), book.add_format({**looks, "quote_prefix": True})
    strong = book.add_format({**looks, "bold": True})
    strong_quoted = book.add_format({**looks, "bold": True, "quote_prefix": True})
    head = book.add_format({**looks, "bold": True, "bottom": 2, "bg_color": "#F3F4F6", "quote_prefix": False})
    head_quoted = book.add_format({**looks, "bold": True, "bottom": 2, "bg_color": "#F3F4F6", "quote_prefix": True})

    def put(row: int, column: int, text: str, formats: tuple[Any, Any]) -> None:
        made = page.write_string(row, column, safe(text), formats[bool(_LIKE_A_FORMULA.match(text))])
        assert made in (0, None), f"cell {row}, {column} was not written"

    page = book.add_worksheet(_NO_SHEET_NAME.sub(" ", sheet.title)[:31])
    for column, (words, width) in enumerate(zip(sheet.head, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        put(0, column, words, (head, head_quoted))
    for number, row in enumerate(sheet.rows, start=1):
        for column, text in enumerate(row):
            first = column == 0 and sheet.emphasised
            put(number, column, text, (strong, strong_quoted) if first else (plain, quoted))
        page.set_row(number, _height(row, sheet.widths))
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.head) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer("&L" + safe(footer).replace("&", "&&")[:200] + "&R&P / &N")


def _height(row: Sequence[str], widths: Sequence[int]) -> float:
    """Room for the longest cell, in points: not every program finds it by itself. A row is at most 409 high."""
    tallest = 1
    for text, width in zip(row, widths, strict=True):
        tallest = max(tallest, sum(1 + len(line) // max(width - 2, 1) for line in text.split("\n")))
    return min(15.0 * tallest + 2, 409.0)


def _settled(content: bytes, language: str) -> bytes:
    """The same file with the language among its properties, and no time of day in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            part = read.read(name)
            if name == "docProps/core.xml":
                told = f"<dc:language>{language}</dc:language></cp:coreProperties>"
                part = part.replace(b"</cp:coreProperties>", told.encode())
            entry = zipfile.ZipInfo(name, _NO_DAY.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            written.writestr(entry, part)
    return made.getvalue()
