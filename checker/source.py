"""Text with a name, and places in it.

A span is a half-open range of code-point offsets into one source. Lines and columns are computed only when a
place is shown to somebody, so that nothing in the pipeline depends on how a reader counts.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Generic, TypeVar

from checker.records import field, frozen

T = TypeVar("T")


@frozen
class Span:
    """Characters `start` up to but not including `end` of the source called `path`."""

    path: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(self.path, min(self.start, other.start), max(self.end, other.end))


NOWHERE = Span("", 0, 0)


@frozen
class Spanned(Generic[T]):
    """A value with the place where its author wrote it; the place is not part of its identity."""

    value: T
    span: Span = field(eq=False, repr=False, default=NOWHERE)


@frozen
class Position:
    """A place as people count it: both numbers start at 1."""

    line: int
    column: int


@frozen(slots=False)
class SourceFile:
    """One text and the name it is shown under (a path relative to the folder it was read from)."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of each line."""
        return (0, *(i + 1 for i, character in enumerate(self.text) if character == "\n"))

    def position(self, offset: int) -> Position:
        """Line and column of a code-point offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line_text(self, line: int) -> str:
        """Line number `line` without its line break."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] - 1 if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r")
