"""A file in the one layout that all policies have.

Three laws, each tested on generated text: the tree stays the same, every comment stays, and formatting again
changes nothing. The words of the author are laid out anew, never rewritten, so what the formatter does not
understand it cannot lose.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

from attrs import evolve

from checker.diagnostics import Report
from checker.formatter.layout import STEP, lay_out, written
from checker.source import SourceFile
from checker.syntax import errors
from checker.syntax.keywords import CLAUSE_ORDER
from checker.syntax.outline import Comment, Outlined, Part, outline
from checker.syntax.parse import MAX_FILE

_MOST_PASSES = 6


def format_source(source: SourceFile, *, report: Report) -> str | None:
    """The text of a file as it should be laid out; None where it cannot be read, with the reasons reported."""
    found = outline(source, report=report)
    if found is None:
        return None
    text = source.text
    # A comment moved out of the middle of a line may leave room to join lines: settled within a few passes.
    for _ in range(_MOST_PASSES):
        formatted = _written(found.declarations, found.rest)
        if formatted == text:
            break
        if len(formatted) > MAX_FILE:
            report(errors.file_too_large(source.path, MAX_FILE))
            return None
        text = formatted
        again = outline(SourceFile(source.path, text), report=report)
        if again is None or again.file != found.file:
            raise AssertionError(f"formatting {source.path} would change what it says")
        found = again
    return text


def format_declaration(declaration: Outlined) -> str:
    """One declaration in that layout, with the comments inside it."""
    return "\n".join(_declaration(declaration))


def format_part(part: Part, keyword: str) -> str:
    """The head or a clause of a declaration in that layout, without its comments and without indentation."""
    words = tuple(evolve(word, above=(), trailing=None) for word in part.words)
    lines = [text for line in lay_out(Part(part.kind, words), keyword) for text in written(line)]
    return dedent("\n".join(lines))


def _written(declarations: Sequence[Outlined], rest: Sequence[Comment]) -> str:
    blocks: list[str] = []
    for declaration in declarations:
        blocks += [*_between(declaration.before), "\n".join(_declaration(declaration)), ""]
    blocks += _between(rest)
    lines = "\n".join(blocks).strip("\n")
    return f"{lines}\n" if lines else ""


def _between(comments: Sequence[Comment]) -> list[str]:
    lines: list[str] = []
    for comment in comments:
        if comment.after_blank and lines:
            lines.append("")
        lines.append(comment.text)
    return lines


def _declaration(declaration: Outlined) -> list[str]:
    order = CLAUSE_ORDER[declaration.keyword]
    head, *clauses = declaration.parts
    lines: list[str] = []
    for part in (head, *sorted(clauses, key=lambda clause: order.index(clause.kind))):
        for line in lay_out(part, declaration.keyword):
            lines += written(line)
    return [*lines, *(" " * STEP + comment for comment in declaration.after)]
