"""The one Lark parser, built when first needed, and one declaration read with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen
from lark import Lark, Token, Transformer, UnexpectedToken
from lark.lexer import PatternStr

from checker import bundled
from checker.diagnostics import Report
from checker.source import Span
from checker.syntax import ast
from checker.syntax.build_ast.places import Clause
from checker.syntax.build_ast.rules import Builder
from checker.syntax.lexer import tokens

if TYPE_CHECKING:
    from lark.parsers.lalr_interactive_parser import InteractiveParser


@frozen
class Read:
    """A declaration with its words and the places of its clauses, in the order in which they were written."""

    declaration: ast.Declaration
    clauses: tuple[Clause, ...]
    tokens: tuple[Token, ...]


@frozen
class Stopped:
    """The token at which reading stopped, and the parser as it stood then."""

    token: Token
    place: Span
    parser: InteractiveParser


@frozen
class _Machine:
    lark: Lark
    builder: Builder
    words: Mapping[str, str]
    lock: Lock  # the builder holds the declaration being read


@cache
def _machine() -> _Machine:
    builder = Builder()
    lark = Lark(
        bundled.grammar_text(),
        parser="lalr",
        lexer="basic",  # never used: `lexer.py` feeds the parser
        start="declaration",
        keep_all_tokens=True,
        transformer=cast("Transformer[Token, Any]", builder),
    )
    words = {t.pattern.value: t.name for t in lark.terminals if isinstance(t.pattern, PatternStr)}
    return _Machine(lark, builder, words, Lock())


def terminals() -> Mapping[str, str]:
    """Every keyword and mark of the grammar, by the name of its terminal."""
    return {name: word for word, name in _machine().words.items()}


def read_declaration(path: str, text: str, start: int, end: int, *, report: Report) -> Read | Stopped:
    """Read `text[start:end]` as one declaration."""
    machine = _machine()
    with machine.lock:
        machine.builder.begin(path, report)
        parser = machine.lark.parse_interactive()
        feed = parser.feed_token
        fed: list[Token] = []
        try:
            for token in tokens(text, start, end, machine.words, parser.choices):
                feed(token)
                fed.append(token)
            last = fed[-1].end_pos if fed else start
            token = Token("$END", "", last, None, None, None, None, last)
            declaration = feed(token)
        except UnexpectedToken:
            return Stopped(token, Span(path, token.start_pos or 0, token.end_pos or 0), parser)
        return Read(declaration, tuple(machine.builder.clauses), tuple(fed))
