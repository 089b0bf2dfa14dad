"""Bytes to a source."""

from __future__ import annotations

from checker.diagnostics import Report
from checker.source import SourceFile
from checker.syntax import errors
from checker.syntax.parse import MAX_FILE

_MOST_BYTES_PER_CHARACTER = 4


def read_source(path: str, content: bytes, *, report: Report) -> SourceFile | None:
    """The text of a file as it was read from disk, or None (reported) where it is too large or not UTF-8."""
    if len(content) > MAX_FILE * _MOST_BYTES_PER_CHARACTER:
        report(errors.file_too_large(path, MAX_FILE))
        return None
    try:
        return SourceFile(path, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        report(errors.not_utf_8(path, len(before), before.count("\n") + 1))
        return None
