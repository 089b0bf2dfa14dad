"""Text to tree: split, read each declaration, and say what is wrong with those that cannot be read."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict

from checker.diagnostics import Diagnostic, Report
from checker.source import SourceFile, Span
from checker.syntax import ast, errors
from checker.syntax.characters import report_characters
from checker.syntax.explain import explain, explain_briefly
from checker.syntax.parser import Read, Stopped, read_declaration
from checker.syntax.placed import Elsewhere, Placed
from checker.syntax.split import MOST_REPORTED, Chunk, split
from checker.syntax.walk import depth

MAX_FILE = 2 * 1024 * 1024
"""Longest file that is read, in characters."""

MAX_DEPTH = 60
"""Most levels inside one another: later phases call themselves once a level."""

_MOST_EXPLAINED = 100
_MAX_REMEMBERED = 20_000
_LONGEST_REMEMBERED = 20_000
_remembered: OrderedDict[str, tuple[str, int, ast.Declaration]] = OrderedDict()
_MAY_NEST = ("(", "{", "[", "not", "if", "+", "-", "set")


def parse(source: SourceFile, *, report: Report) -> ast.File:
    """The declarations of a file that can be read, in order. Never raises; what cannot be read is reported."""
    if len(source.text) > MAX_FILE:
        report(errors.file_too_large(source.path, MAX_FILE))
        return ast.File(source.path, ())
    unreadable = report_characters(source, report=report)
    read: list[ast.Declaration | Elsewhere] = []
    stops = 0
    for chunk in split(source, report=report):
        if bisect_left(unreadable, chunk.start) < bisect_left(unreadable, chunk.end):
            continue
        match _read(source, chunk, report):
            case Stopped() as stopped:
                stops += 1
                if stops > MOST_REPORTED:
                    break
                report((explain if stops <= _MOST_EXPLAINED else explain_briefly)(source, chunk, stopped))
            case None:
                pass
            case declaration:
                read.append(declaration)
    return ast.File(source.path, Placed(read))


def _read(source: SourceFile, chunk: Chunk, report: Report) -> ast.Declaration | Elsewhere | Stopped | None:
    text = source.text[chunk.start : chunk.end]
    if (known := _remembered.get(text)) is not None:
        path, start, declaration = known
        if path == source.path and start == chunk.start:
            return declaration
        return Elsewhere(declaration, source.path, chunk.start - start)
    found: list[Diagnostic] = []
    result = read_declaration(source.path, source.text, chunk.start, chunk.end, report=found.append)
    for diagnostic in found:
        report(diagnostic)
    if isinstance(result, Stopped):
        return result
    declaration = result.declaration
    if _nests_too_deeply(text, result):
        report(errors.nested_too_deeply(Span(source.path, chunk.start, chunk.start + len(chunk.keyword)), MAX_DEPTH))
        return None
    if not found and len(text) <= _LONGEST_REMEMBERED:
        _remember(text, source.path, chunk.start, declaration)
    return declaration


def _nests_too_deeply(text: str, result: Read) -> bool:
    # Counting marks is quick and settles almost every declaration.
    if sum(map(text.count, _MAY_NEST)) < MAX_DEPTH - 20:
        return False
    return depth(result.declaration) > MAX_DEPTH


def forget_parsed() -> None:
    """Forget every declaration read so far: the next parse is a cold one."""
    _remembered.clear()


def _remember(text: str, path: str, start: int, declaration: ast.Declaration) -> None:
    _remembered[text] = (path, start, declaration)
    while len(_remembered) > _MAX_REMEMBERED:
        _remembered.popitem(last=False)
