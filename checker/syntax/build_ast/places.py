"""What the callbacks share: where things stand, names, texts and the clauses found so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from attrs import frozen
from lark import Token

from checker.diagnostics import Report
from checker.source import Span, Spanned
from checker.syntax import ast, errors

MAX_STRING = 10_000
"""Longest text in one pair of quotes, in characters."""

_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {'"': '"', "\\": "\\", "n": "\n"}


@frozen
class Clause:
    """A clause by its name in the grammar (`when`, `cites`), before it has its place in a declaration."""

    kind: str
    value: Any
    span: Span


@frozen
class Parts:
    """Several things that the grammar groups and the tree does not."""

    items: tuple[Any, ...]
    span: Span


def bounds_of(token: Token) -> tuple[int, int]:
    """Where a token of our lexer starts and ends: Lark types both as possibly absent."""
    return cast("tuple[int, int]", (token.start_pos, token.end_pos))


class Places:
    """The path being read and the report of what is wrong in it: the base of every group of callbacks."""

    def __init__(self) -> None:
        self.path = ""
        self.report: Report = lambda _: None
        self.clauses: list[Clause] = []

    def begin(self, path: str, report: Report) -> None:
        """Start on a new declaration."""
        self.path = path
        self.report = report
        self.clauses = []

    def at(self, token: Token) -> Span:
        """Where a token stands."""
        return Span(self.path, *bounds_of(token))

    def over(self, children: Sequence[Any]) -> Span:
        """From the first of `children` to the last; absent ones are None."""
        first = children[0]
        last = children[-1]
        if first is None:
            first = next(child for child in children if child is not None)
        if last is None:
            last = next(child for child in reversed(children) if child is not None)
        start: Any = first.start_pos if type(first) is Token else first.span.start
        end: Any = last.end_pos if type(last) is Token else last.span.end
        return Span(self.path, start, end)

    def name(self, token: Token) -> ast.Name:
        return Spanned(token.value, self.at(token))

    def names_among(self, children: Sequence[Any]) -> tuple[ast.Name, ...]:
        return tuple(self.name(child) for child in children if type(child) is Token and child.type == "NAME")

    def maybe_name(self, token: Token | None) -> ast.Name | None:
        return None if token is None else self.name(token)

    def string(self, token: Token) -> str:
        """What a quoted text says."""
        value: str = token.value[1:-1]
        if len(value) > MAX_STRING:
            self.report(errors.text_too_long(self.at(token), MAX_STRING))
            return value
        if "\\" not in value:
            return value
        for match in _ESCAPE.finditer(value):
            if match[1] not in _ESCAPED:
                place = self.at(token).start + 1 + match.start()
                self.report(errors.bad_escape(match[0], Span(self.path, place, place + 2)))
        return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[0]), value)

    def spanned_string(self, token: Token) -> Spanned[str]:
        return Spanned(self.string(token), self.at(token))

    def clause(self, kind: str, value: Any, children: Sequence[Any]) -> Clause:
        found = Clause(kind, value, self.over(children))
        self.clauses.append(found)
        return found

    # text: strings translation*
    def text(self, children: list[Any]) -> ast.Text:
        return ast.Text(children[0].items[0], tuple(child.items for child in children[1:]), span=self.over(children))

    def strings(self, children: list[Any]) -> Parts:
        joined = " ".join([self.string(child) for child in children])
        return Parts((joined,), self.over(children))

    def translation(self, children: list[Any]) -> Parts:
        language, strings = children
        return Parts((language.value, strings.items[0]), self.over(children))

    def names(self, children: list[Any]) -> Parts:
        return Parts(self.names_among(children), self.over(children))
