"""Tables: CSV read strictly, each once, with a place for every cell.

A table is named by a path below the folder of the policy file that reads it. Nothing else can be named: no `..`, no
absolute path, no link that leaves the folder.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field, frozen

from checker.diagnostics import Report
from checker.model import table_errors as errors
from checker.source import SourceFile, Span, Spanned

MAX_ROWS = 200_000
MAX_CELL = 100_000
MAX_COLUMNS = 200


@frozen
class Unreadable:
    """A table that is there and cannot be read, and why; `outside`: it is a link that leaves the folder."""

    why: str
    outside: bool = False


@frozen
class Row:
    """`line` is the line on which the row begins; `start` and `end` are its offsets in the text."""

    line: int
    start: int
    end: int
    cells: tuple[str, ...]


@frozen(slots=False)
class Table:
    source: SourceFile
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, name: Spanned[str], *, report: Report) -> int | None:
        """The place of a column, or None after a report."""
        if name.value in self.columns:
            return self.columns.index(name.value)
        report(errors.unknown_column(name, self.source.path, self.columns))
        return None

    def span(self, row: Row, column: int) -> Span:
        """Where a cell stands."""
        start, end = _cell(self.source.text, row.start, row.end, column)
        return Span(self.source.path, start, max(end, min(start + 1, row.end)))

    def row_span(self, row: Row) -> Span:
        """Where a row stands, without its line break."""
        return Span(self.source.path, row.start, row.start + len(self.source.text[row.start : row.end].rstrip("\r\n")))

    def where(
        self, conditions: Iterable[tuple[Spanned[str], tuple[Spanned[str], ...]]], *, report: Report
    ) -> tuple[Row, ...] | None:
        """The rows in which every named column has one of its values, or None after a report."""
        rows = self.rows
        failed = False
        for name, values in conditions:
            place = self.column(name, report=report)
            if place is None:
                failed = True
                continue
            present = {row.cells[place] for row in self.rows}
            for value in values:
                if value.value not in present and self.rows:
                    failed = True
                    report(errors.no_matching_row(value, name.value, self.source.path, present))
            wanted = {value.value for value in values}
            rows = tuple(row for row in rows if row.cells[place] in wanted)
        return None if failed else rows


@define
class Tables:
    """The tables of a policy folder by path, each read at most once."""

    texts: Mapping[str, str | Unreadable]
    report: Report
    _read: dict[str, Table | None] = field(factory=dict)
    sources: dict[str, SourceFile] = field(factory=dict)

    def open(self, path: Spanned[str]) -> Table | None:
        """The table named at `path.span`, or None after a report."""
        folder = path.span.path.rpartition("/")[0]
        if not _stays_inside(path.value):
            self.report(errors.outside_folder(path))
            return None
        full = f"{folder}/{path.value}" if folder else path.value
        if full in self._read:
            return self._read[full]
        match self.texts.get(full):
            case None:
                known = [name[len(folder) + 1 :] if folder else name for name in self.texts if name.startswith(folder)]
                self.report(errors.not_found(path, full, known))
                return None
            case Unreadable(outside=True):
                self.report(errors.outside_folder(path))
                return None
            case Unreadable(why=why):
                self.report(errors.unreadable(path, why))
                return None
            case text:
                source = SourceFile(full, text)
                self.sources[full] = source
                self._read[full] = read_table(source, report=self.report)
                return self._read[full]


def _stays_inside(path: str) -> bool:
    parts = path.split("/")
    return (
        "\\" not in path and ":" not in path and "\0" not in path and not any(part in ("", ".", "..") for part in parts)
    )


def read_table(source: SourceFile, *, report: Report) -> Table | None:
    """Read CSV with a header row; None after a report where rows cannot be told apart."""
    if "\0" in source.text:
        place = source.text.index("\0")
        report(errors.bad_table(Span(source.path, place, place + 1), "the table holds a NUL character"))
        return None
    lines = _Lines(source.text)
    reader = csv.reader(lines, strict=True)
    columns: tuple[str, ...] | None = None
    rows: list[Row] = []
    failed = False
    while True:
        start, line = lines.offset, lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            report(errors.bad_table(_first_line(source, start), f"row {line}: {_explain(error)}"))
            return None
        if not cells:
            continue
        if columns is None:
            columns = tuple(cells)
            failed = not _check_header(source, columns, start, lines.offset, report)
            continue
        row = Row(line, start, lines.offset, tuple(cells))
        if len(cells) != len(columns):
            failed = True
            why = f"row {line} has {len(cells)} cells, and the first row has {len(columns)}"
            report(
                errors.bad_table(_first_line(source, start), why, "look for a missing or extra comma or quotation mark")
            )
        elif any(len(cell) > MAX_CELL for cell in cells):
            failed = True
            report(
                errors.bad_table(_first_line(source, start), f"row {line}: a cell has more than {MAX_CELL} characters")
            )
        elif len(rows) >= MAX_ROWS:
            report(errors.bad_table(_first_line(source, start), f"the table has more than {MAX_ROWS} rows"))
            return None
        rows.append(row)
    if columns is None:
        report(errors.bad_table(Span(source.path, 0, 0), "the table is empty", "begin it with a row of column names"))
        return None
    return None if failed else Table(source, columns, tuple(rows))


def _explain(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end of data" in text or "expected after" in text:
        return "a quotation mark is not closed where it should be"
    return "a cell is too large" if "field larger" in text else "the row cannot be read"


def _check_header(source: SourceFile, columns: tuple[str, ...], start: int, end: int, report: Report) -> bool:
    if len(columns) > MAX_COLUMNS:
        report(errors.bad_table(_first_line(source, start), f"the table has more than {MAX_COLUMNS} columns"))
        return False
    for place, name in enumerate(columns):
        if name in columns[:place]:
            report(
                errors.bad_table(
                    Span(source.path, *_cell(source.text, start, end, place)), f"two columns are called `{name}`"
                )
            )
            return False
    return True


def _first_line(source: SourceFile, start: int) -> Span:
    end = source.text.find("\n", start)
    return Span(source.path, start, len(source.text) if end < 0 else end)


def _cell(text: str, start: int, end: int, column: int) -> tuple[int, int]:
    quoted = False
    begin, place = start, 0
    for offset in range(start, end):
        character = text[offset]
        if character == '"':
            quoted = not quoted
        elif not quoted and character in ",\r\n":
            if place == column:
                return begin, offset
            begin, place = offset + 1, place + 1
    return begin, end


class _Lines:
    """Lines with the offset of what was read so far: `csv` asks for no more lines than the row needs."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.offset = 0
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.offset += len(line)
        self.number += 1
        return line
