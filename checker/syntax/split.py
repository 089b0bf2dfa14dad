"""A file as a row of declarations, each of which is then parsed alone.

A declaration begins at a declaration keyword in the first column and runs to the next one. So a mistake in one
declaration never hides a mistake in another, and after an edit only the declarations that changed are parsed again.
Offsets count code points of the whole file.
"""

from __future__ import annotations

import re
from itertools import pairwise

from attrs import frozen

from checker.diagnostics import Report
from checker.source import SourceFile, Span
from checker.syntax import errors
from checker.syntax.keywords import CLAUSE_WORDS, DECLARATIONS

_FIRST_WORD = re.compile(r"\ufeff?([^\W\d][\w.]*)")
_FIRST_COLUMN_WORD = re.compile(r"\n([^\W\d][\w.]*)")
_TRIVIA = re.compile(r"\A\ufeff?(?:[ \t\r\n\f]+|#[^\n]*)*")
_OPENERS_AND_SEPARATORS = ("{", "(", "[", ",", "<")
_LOOK_BACK = 1000

MOST_REPORTED = 500
"""Most mistakes of one kind reported in one file."""


@frozen
class Chunk:
    """One declaration: its keyword, and where its text starts and ends.

    Comments that stand in the first column after its last clause lie between chunks: they belong to what follows.
    """

    keyword: str
    start: int
    end: int


def split(source: SourceFile, *, report: Report) -> tuple[Chunk, ...]:
    """The declarations of a file in order; text that belongs to none is reported."""
    text = source.text
    starts: list[tuple[str, int]] = []
    unknown = 0
    first_word = _FIRST_WORD.match(text)
    for match in (*([first_word] if first_word else []), *_FIRST_COLUMN_WORD.finditer(text)):
        word, start = match[1], match.start(1)
        if word in DECLARATIONS:
            starts.append((word, start))
            continue
        if _is_continued(text, starts[-1][1] if starts else 0, start):
            continue
        if not word.isascii():  # reported with the look-alike characters
            starts.append((word, start))
            continue
        span = Span(source.path, start, match.end(1))
        if word in CLAUSE_WORDS and starts:
            report(errors.clause_in_first_column(word, span))
            continue
        unknown += 1
        if unknown <= MOST_REPORTED:
            report(errors.unknown_declaration(word, span))
        starts.append((word, start))
    first = starts[0][1] if starts else len(text)
    if (trivia := _TRIVIA.match(text)) and trivia.end() < first:
        report(errors.text_before_first_declaration(_rest_of_line(source, trivia.end(), first)))
    starts.append(("", len(text)))
    return tuple(
        Chunk(word, start, _end_of_text(text, start, end))
        for (word, start), (_, end) in pairwise(starts)
        if word in DECLARATIONS
    )


def _is_continued(text: str, since: int, offset: int) -> bool:
    """Whether a bracket or a list goes on at `offset`, so that a word there can begin nothing."""
    before = text[max(since, offset - _LOOK_BACK) : offset].rstrip()
    last_line = before[before.rfind("\n") + 1 :]
    return not last_line.lstrip().startswith("#") and before.endswith(_OPENERS_AND_SEPARATORS)


def _end_of_text(text: str, start: int, end: int) -> int:
    """Where a declaration ends, leaving out blank lines and first-column comments before the next one."""
    stop = end
    while stop > start:
        line_start = text.rfind("\n", start, stop - 1) + 1 if stop - 1 > start else 0
        if line_start <= start:
            break
        line = text[line_start:stop]
        if line.strip() and not line.startswith("#"):
            break
        stop = line_start
    return start + len(text[start:stop].rstrip())


def _rest_of_line(source: SourceFile, start: int, limit: int) -> Span:
    end = source.text.find("\n", start, limit)
    return Span(source.path, start, start + len(source.text[start : limit if end < 0 else end].rstrip()))
