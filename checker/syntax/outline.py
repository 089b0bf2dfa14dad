"""A file as its declarations with their words, clauses and comments: what the formatter lays out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from checker.diagnostics import Diagnostic, Report
from checker.source import SourceFile
from checker.syntax import ast
from checker.syntax.build_ast.places import bounds_of
from checker.syntax.parse import parse
from checker.syntax.parser import Read, read_declaration
from checker.syntax.split import Chunk, split

_COMMENT = re.compile(r"#[^\n]*")


@frozen
class Comment:
    """`own_line`: no word stands before it on its line."""

    text: str
    own_line: bool
    after_blank: bool


@frozen
class Word:
    """A word with the comments on lines of their own above it, and the one that follows it on its line.

    `kind` is the grammar's name for it: `NAME`, `STRING`, `WHEN`.
    """

    kind: str
    text: str
    above: tuple[str, ...] = ()
    trailing: str | None = None


@frozen
class Part:
    """The head of a declaration (kind "head"), or one of its clauses."""

    kind: str
    words: tuple[Word, ...]


@frozen
class Outlined:
    """One declaration; `before` stands between it and the one above, `after` below its last word."""

    keyword: str
    before: tuple[Comment, ...]
    parts: tuple[Part, ...]
    after: tuple[str, ...]


@frozen
class Outline:
    file: ast.File
    declarations: tuple[Outlined, ...]
    rest: tuple[Comment, ...]


def outline(source: SourceFile, *, report: Report) -> Outline | None:
    """The declarations of a file as they are written, or None where it cannot be read."""
    found: list[Diagnostic] = []
    file = parse(source, report=found.append)
    for diagnostic in found:
        report(diagnostic)
    if any(diagnostic.is_error for diagnostic in found):
        return None
    declarations: list[Outlined] = []
    end = 0
    for chunk in split(source, report=lambda _: None):
        read = read_declaration(source.path, source.text, chunk.start, chunk.end, report=lambda _: None)
        assert isinstance(read, Read)  # the file parsed
        declarations.append(_outlined(source.text, chunk, end, read))
        end = chunk.end
    return Outline(file, tuple(declarations), _comments(source.text, end, len(source.text)))


def outline_declaration(source: SourceFile, chunk: Chunk) -> tuple[ast.Declaration, Outlined] | None:
    """One declaration alone, without the comments above it; None where it cannot be read."""
    read = read_declaration(source.path, source.text, chunk.start, chunk.end, report=lambda _: None)
    if not isinstance(read, Read):
        return None
    return read.declaration, _outlined(source.text, chunk, chunk.start, read)


def _outlined(text: str, chunk: Chunk, previous_end: int, read: Read) -> Outlined:
    starts = [("head", chunk.start), *((clause.kind, clause.span.start) for clause in read.clauses)]
    words: list[list[Word]] = [[] for _ in starts]
    part = 0
    places = [bounds_of(token) for token in read.tokens]
    gaps = zip([chunk.start, *(end for _, end in places)], [*(start for start, _ in places), chunk.end], strict=True)
    comments = [_comments(text, start, end) for start, end in gaps]
    for i, token in enumerate(read.tokens):
        while part + 1 < len(starts) and places[i][0] >= starts[part + 1][1]:
            part += 1
        trailing = next((comment.text for comment in comments[i + 1] if not comment.own_line), None)
        words[part].append(Word(token.type, token.value, _own_lines(comments[i]), trailing))
    parts = tuple(Part(kind, tuple(own)) for (kind, _), own in zip(starts, words, strict=True))
    return Outlined(chunk.keyword, _comments(text, previous_end, chunk.start), parts, _own_lines(comments[-1]))


def _own_lines(comments: Sequence[Comment]) -> tuple[str, ...]:
    return tuple(comment.text for comment in comments if comment.own_line)


def _comments(text: str, start: int, end: int) -> tuple[Comment, ...]:
    found = []
    place = start
    for match in _COMMENT.finditer(text, start, end):
        breaks = text.count("\n", place, match.start())
        own_line = breaks > 0 or place == 0
        found.append(Comment(match[0].rstrip(), own_line, breaks > 1))
        place = match.end()
    return tuple(found)
